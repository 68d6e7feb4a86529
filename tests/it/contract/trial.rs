//! Tells the stories of an area to a server and judges what it answered.

use std::collections::BTreeMap;
use std::rc::Rc;

use futures_util::{StreamExt, stream};

use super::allowances::Allowance;
use super::ask::get;
use super::comparison::compare;
use super::record::Record;
use super::story::{Story, Told};
use super::subject::{Setup, Subject};

/// Stories told at once: a server waits for its database most of the time.
const AT_ONCE: usize = 6;

/// The real server; without `GOTRUE_BINARY` there is none and nothing is tested, said loudly.
pub(super) async fn real(area: &str, stories: &[Story]) {
    let (Ok(binary), Ok(postgres)) = (std::env::var("GOTRUE_BINARY"), std::env::var("TEST_POSTGRES_URL")) else {
        eprintln!("SKIPPED AGAINST THE REAL SERVER: set GOTRUE_BINARY and TEST_POSTGRES_URL");
        return;
    };
    let mut servers = BTreeMap::new();
    for story in stories {
        if !servers.contains_key(&story.setup) {
            let subject = Subject::real(&binary, &postgres, story.setup).await;
            servers.insert(story.setup, Rc::new(subject));
        }
    }
    let told = tell(stories, &servers).await;
    if std::env::var("UPDATE_FIXTURES").as_deref() == Ok("1") {
        let subject = servers.values().next().expect("a server");
        write(area, &told, subject).await;
    } else {
        judge(area, &told, &[]);
    }
}

type ToldStories = BTreeMap<&'static str, Told>;

async fn tell(stories: &[Story], servers: &BTreeMap<Setup, Rc<Subject>>) -> ToldStories {
    let telling = stories.iter().map(|story| async {
        let subject = Rc::clone(&servers[&story.setup]);
        (story.name, story.tell_to(subject).await)
    });
    stream::iter(telling).buffer_unordered(AT_ONCE).collect().await
}

async fn write(area: &str, told: &ToldStories, subject: &Subject) {
    let (_, _, health) = subject.send(&get("/health")).await;
    let health: serde_json::Value = serde_json::from_str(&health).expect("JSON");
    let part = |name: &str| health[name].as_str().expect("a text").to_owned();
    let stories = told.iter().map(|(name, told)| {
        assert_eq!(told.broke_off, None, "{area}::{name} broke off");
        ((*name).to_owned(), told.exchanges.clone())
    });
    let recorded_from = format!("{} {}", part("name"), part("version"));
    Record { recorded_from, stories: stories.collect() }.write(area);
}

/// Stops with every difference that no allowance covers.
fn judge(area: &str, told: &ToldStories, allowances: &[Allowance]) {
    let record = Record::read(area);
    let recorded: Vec<_> = record.stories.keys().map(String::as_str).collect();
    assert_eq!(recorded, told.keys().copied().collect::<Vec<_>>(), "{area}: record the stories again");
    let mut faults = Vec::new();
    for (name, told) in told {
        let story = format!("{area}::{name}");
        let recorded = &record.stories[*name];
        // Of a story that broke off only what was told can be compared.
        let until = if told.broke_off.is_some() { told.exchanges.len() } else { recorded.len() };
        let differences = compare(&story, &recorded[..until], &told.exchanges, allowances);
        faults.extend(differences.iter().map(ToString::to_string));
        faults.extend(told.broke_off.iter().map(|why| format!("{story} | broke off: {why}")));
    }
    let from = &record.recorded_from;
    assert!(faults.is_empty(), "{} differences from {from}:\n{}", faults.len(), faults.join("\n"));
}
