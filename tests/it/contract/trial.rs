//! Tells the stories of an area to a server and judges what it answered.

use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::{StreamExt, stream};
use serde_json::Value;

use super::allowances::Allowances;
use super::ask::get;
use super::comparison::compare;
use super::meant_differences::meant_differences;
use super::record::Record;
use super::story::{Story, Told};
use super::subject::{Running, Setup, Subject};
use crate::support::database::TestDatabase;
use crate::support::smtp_catcher::SmtpCatcher;

/// Stories told at once: a server waits for its database most of the time.
const AT_ONCE: usize = 6;

/// The stories of a part of the interface.
pub(super) struct Area {
    pub(super) name: &'static str,
    pub(super) stories: &'static [Story],
}

/// Which server is asked.
enum Kind {
    Real { binary: String, postgres: String },
    Sqlite,
    Postgres,
    Foreign(Rc<Subject>),
}

/// The real server; without `GOTRUE_BINARY` there is none and nothing is tested, said loudly.
pub(super) async fn real(area: &Area) {
    let (Ok(binary), Ok(postgres)) = (std::env::var("GOTRUE_BINARY"), std::env::var("TEST_POSTGRES_URL"))
    else {
        eprintln!("SKIPPED AGAINST THE REAL SERVER: set GOTRUE_BINARY and TEST_POSTGRES_URL");
        return;
    };
    let kind = Kind::Real { binary, postgres };
    let told = tell(area.stories.iter(), &kind).await;
    if std::env::var("UPDATE_FIXTURES").as_deref() == Ok("1") {
        let subject = kind.subject(Setup::Usual).await.expect("a server");
        write(area.name, &told, &subject).await;
    } else {
        stop_at(&faults(area.name, &told, &Allowances::default()));
    }
}

/// The embedded server on `SQLite`.
pub(super) async fn sqlite(area: &Area) {
    stop_at(&faults(area.name, &tell(area.stories.iter(), &Kind::Sqlite).await, &meant_differences()));
}

/// The embedded server on Postgres, where there is one.
pub(super) async fn postgres(area: &Area) {
    let told = tell(area.stories.iter(), &Kind::Postgres).await;
    if !told.is_empty() {
        stop_at(&faults(area.name, &told, &meant_differences()));
    }
}

/// A server that is running already, as `CONTRACT_URL` and the variables beside it tell; only the
/// stories that need no other set-up and no turned clock.
pub(super) async fn foreign(areas: &[Area]) {
    let Ok(url) = std::env::var("CONTRACT_URL") else { return };
    let given =
        |name: &str| std::env::var(name).unwrap_or_else(|_| panic!("CONTRACT_URL is set without {name}"));
    let running = Running {
        issuer: std::env::var("CONTRACT_ISSUER").unwrap_or_else(|_| url.clone()),
        publishable_key: given("CONTRACT_PUBLISHABLE_KEY"),
        admin_key: given("CONTRACT_ADMIN_KEY"),
        url,
    };
    let catcher = SmtpCatcher::spawn_on(given("CONTRACT_SMTP_PORT").parse().expect("a port")).await;
    let kind = Kind::Foreign(Rc::new(Subject::foreign(running, catcher).await));
    let (mut as_recorded, mut as_meant) = (Vec::new(), Vec::new());
    for area in areas {
        let stories = area.stories.iter().filter(|story| story.setup == Setup::Usual);
        let told = tell(stories, &kind).await;
        as_recorded.extend(faults(area.name, &told, &Allowances::default()));
        as_meant.extend(faults(area.name, &told, &meant_differences()));
    }
    // It may be the real one, or one of ours.
    stop_at(if as_meant.len() < as_recorded.len() { &as_meant } else { &as_recorded });
}

impl Kind {
    /// A server with this set-up; nothing where its database is missing.
    async fn subject(&self, setup: Setup) -> Option<Rc<Subject>> {
        let subject = match self {
            Self::Real { binary, postgres } => Subject::real(binary, postgres, setup).await,
            Self::Sqlite => Subject::embedded(TestDatabase::sqlite().await, setup).await,
            Self::Postgres => Subject::embedded(TestDatabase::postgres().await?, setup).await,
            Self::Foreign(subject) => return Some(Rc::clone(subject)),
        };
        Some(Rc::new(subject))
    }

    /// Whether a story of this set-up needs a server of its own: one whose clock can be turned.
    fn wants_its_own(&self, setup: Setup) -> bool {
        matches!(self, Self::Sqlite | Self::Postgres) && setup.has_time_pass()
    }
}

type ToldStories = BTreeMap<&'static str, Told>;

async fn tell(stories: impl Iterator<Item = &'static Story>, kind: &Kind) -> ToldStories {
    let mut servers = BTreeMap::new();
    let mut telling = Vec::new();
    for story in stories {
        if kind.wants_its_own(story.setup) || !servers.contains_key(&story.setup) {
            let Some(subject) = kind.subject(story.setup).await else { return ToldStories::new() };
            servers.insert(story.setup, subject);
        }
        let subject = Rc::clone(&servers[&story.setup]);
        telling.push(async move { (story.name, story.tell_to(subject).await) });
    }
    stream::iter(telling).buffer_unordered(AT_ONCE).collect().await
}

async fn write(area: &str, told: &ToldStories, subject: &Subject) {
    let (_, _, health) = subject.send(&get("/health")).await;
    let health: Value = serde_json::from_str(&health).expect("JSON");
    let part = |name: &str| health[name].as_str().expect("a text").to_owned();
    let stories = told.iter().map(|(name, told)| {
        assert_eq!(told.broke_off, None, "{area}::{name} broke off");
        ((*name).to_owned(), told.exchanges.clone())
    });
    let recorded_from = format!("{} {}", part("name"), part("version"));
    Record { recorded_from, stories: stories.collect() }.write(area);
}

/// Every difference that no allowance covers, and every allowance for these stories that nothing needed.
fn faults(area: &str, told: &ToldStories, allowances: &Allowances) -> Vec<String> {
    let record = Record::read(area);
    let mut faults = Vec::new();
    let mut unneeded = allowances.of(area);
    for (name, told) in told {
        let story = format!("{area}::{name}");
        let Some(recorded) = record.stories.get(*name) else {
            faults.push(format!("{story} was never recorded"));
            continue;
        };
        // Of a story that broke off only what was told can be compared.
        let until = if told.broke_off.is_some() { told.exchanges.len() } else { recorded.len() };
        let outcome = compare(&story, &recorded[..until], &told.exchanges, allowances);
        unneeded.retain(|entry| !outcome.needed.contains(entry));
        faults.extend(outcome.differences.iter().map(ToString::to_string));
        faults.extend(told.broke_off.iter().map(|why| format!("{story} | broke off: {why}")));
    }
    // Fewer stories are told to some servers.
    if told.len() == record.stories.len() {
        faults.extend(unneeded.iter().map(|entry| format!("nothing needs this allowance: {entry}")));
    }
    faults
}

fn stop_at(faults: &[String]) {
    assert!(faults.is_empty(), "{} differences from what is recorded:\n{}", faults.len(), faults.join("\n"));
}
