//! People of all kinds who use a site at once, without a pause. Whoever does not get the page that
//! they expect makes the test fail.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::task::JoinSet;

use super::patience::until;
use super::person::{PASSWORD, Person};
use super::process::Place;
use super::visitor::Visitor;

/// People of each kind.
const OF_EACH_KIND: usize = 3;

/// The people.
pub struct Crowd {
    presence: Presence,
    people: JoinSet<()>,
}

/// What they share.
#[derive(Clone, Default)]
struct Presence {
    goes_home: Arc<AtomicBool>,
    visits: Arc<AtomicUsize>,
}

impl Crowd {
    /// Lets people make their accounts at a site, then use it as `led` leads their browsers.
    pub async fn of(place: &Place, led: impl Fn(&mut Visitor)) -> Self {
        let mut crowd = Self::of_readers(place, &led).await;
        for number in 0..OF_EACH_KIND {
            let member = place.user(&format!("member{number}")).await;
            let mut commuter = place.visitor();
            led(&mut commuter);
            crowd.people.spawn(comes_and_goes(commuter, member.email, crowd.presence.clone()));
        }
        crowd
    }

    /// The same without those who send forms.
    pub async fn of_readers(place: &Place, led: impl Fn(&mut Visitor)) -> Self {
        let mut crowd = Self { presence: Presence::default(), people: JoinSet::new() };
        for number in 0..OF_EACH_KIND {
            let mut reader = place.user(&format!("reader{number}")).await;
            let mut stranger = place.visitor();
            led(&mut reader);
            led(&mut stranger);
            crowd.people.spawn(reads(reader, crowd.presence.clone()));
            crowd.people.spawn(looks_around(stranger, crowd.presence.clone()));
        }
        crowd
    }

    /// Waits until they have seen so many more pages.
    pub async fn sees(&self, count: usize) {
        let before = self.visits();
        until(&format!("{count} more visits"), async || (self.visits() >= before + count).then_some(()))
            .await;
    }

    /// How many pages they have seen.
    pub fn visits(&self) -> usize {
        self.presence.visits.load(Ordering::Relaxed)
    }

    /// Sends them home, and fails if somebody did not get a page.
    pub async fn goes_home(mut self) -> usize {
        self.presence.goes_home.store(true, Ordering::Relaxed);
        while let Some(person) = self.people.join_next().await {
            person.expect("every page was as expected");
        }
        self.visits()
    }
}

impl Presence {
    fn lasts(&self) -> bool {
        !self.goes_home.load(Ordering::Relaxed)
    }

    fn saw(&self, pages: usize) {
        self.visits.fetch_add(pages, Ordering::Relaxed);
    }
}

/// Somebody who is signed in, and stays so.
async fn reads(mut person: Person, presence: Presence) {
    while presence.lasts() {
        assert!(person.is_signed_in().await);
        assert_eq!(person.get("/account").await.status, 200);
        presence.saw(2);
    }
}

/// Somebody who signs in and out again and again.
async fn comes_and_goes(mut visitor: Visitor, email: String, presence: Presence) {
    while presence.lasts() {
        let answer = visitor.signs_in(&email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.summary());
        assert!(visitor.is_signed_in().await);
        assert_eq!(visitor.signs_out().await.status, 303);
        presence.saw(5);
    }
}

/// Somebody without an account.
async fn looks_around(mut visitor: Visitor, presence: Presence) {
    while presence.lasts() {
        for page in ["/", "/login", "/signup"] {
            assert_eq!(visitor.get(page).await.status, 200);
            presence.saw(1);
        }
    }
}
