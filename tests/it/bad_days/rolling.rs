//! A new release while people are here: two machines of one site are restarted one after the other,
//! and nobody notices.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tokio::task::JoinSet;

use crate::support::balancer::Balancer;
use crate::support::database::TestDatabase;
use crate::support::person::{PASSWORD, Person};
use crate::support::port::Port;
use crate::support::process::{Place, Process};
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::visitor::Visitor;

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// People of each kind who use the site all the time.
const OF_EACH_KIND: usize = 3;

/// Answers of a machine that show that people are sent to it.
const ENOUGH: usize = 20;

/// Two machines behind one proxy.
struct Site {
    places: [Place; 2],
    balancer: Balancer,
    origin: String,
    _port: Port,
    _db: TestDatabase,
}

impl Site {
    async fn with(settings: &[(&str, &str)]) -> Option<Self> {
        let db = TestDatabase::postgres().await?;
        let catcher = SmtpCatcher::spawn().await;
        let port = Port::keep();
        let origin = format!("http://127.0.0.1:{}", port.number());
        let place = || {
            let place = Place::new(&[("DATABASE_URL", &db.url()), ("DOORWARD_SECRET", SECRET)]);
            place.mailing_through(&catcher).behind(&origin).with(settings)
        };
        let places = [place(), place()];
        let balancer = Balancer::before(&port, &places.each_ref().map(Place::port));
        Some(Self { places, balancer, origin, _port: port, _db: db })
    }

    /// Sends somebody through the proxy from now on.
    fn serves(&self, visitor: &mut Visitor) {
        visitor.is_served_at(&self.origin, self.balancer.address());
    }

    /// Restarts a machine as a new release does, while people use the other one.
    async fn restarts(&self, number: usize, program: Process) -> Process {
        let before = self.balancer.answered_by(1 - number);
        program.terminate().await;
        let ended = program.ends().await;
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        let meanwhile = self.balancer.answered_by(1 - number) - before;
        assert!(meanwhile >= ENOUGH, "only {meanwhile} requests came meanwhile");
        let program = self.places[number].start_ready().await;
        self.balancer.sends_visitors_to(number, ENOUGH).await;
        program
    }

    /// Fills the site with people who stay until the crowd is sent home.
    async fn crowd(&self) -> Crowd {
        let mut crowd = Crowd { goes_on: Arc::new(AtomicBool::new(true)), people: JoinSet::new() };
        for number in 0..OF_EACH_KIND {
            let mut reader = self.places[0].user(&format!("reader{number}")).await;
            let member = self.places[0].user(&format!("member{number}")).await;
            let (mut commuter, mut stranger) = (self.places[0].visitor(), self.places[0].visitor());
            for visitor in [&mut reader.browser, &mut commuter, &mut stranger] {
                self.serves(visitor);
            }
            crowd.people.spawn(reads(reader, Arc::clone(&crowd.goes_on)));
            crowd.people.spawn(comes_and_goes(commuter, member.email, Arc::clone(&crowd.goes_on)));
            crowd.people.spawn(looks_around(stranger, Arc::clone(&crowd.goes_on)));
        }
        crowd
    }
}

/// People who use the site. Whoever does not get the page that they expect makes the test fail.
struct Crowd {
    goes_on: Arc<AtomicBool>,
    people: JoinSet<()>,
}

impl Crowd {
    async fn goes_home(mut self) {
        self.goes_on.store(false, Ordering::Relaxed);
        while let Some(person) = self.people.join_next().await {
            person.unwrap();
        }
    }
}

/// Somebody who is signed in, and stays so.
async fn reads(mut person: Person, goes_on: Arc<AtomicBool>) {
    while goes_on.load(Ordering::Relaxed) {
        assert!(person.is_signed_in().await);
        assert_eq!(person.get("/account").await.status, 200);
    }
}

/// Somebody who signs in and out again and again.
async fn comes_and_goes(mut visitor: Visitor, email: String, goes_on: Arc<AtomicBool>) {
    while goes_on.load(Ordering::Relaxed) {
        let answer = visitor.signs_in(&email, PASSWORD).await;
        assert_eq!(answer.status, 303, "{}", answer.summary());
        assert!(visitor.is_signed_in().await);
        assert_eq!(visitor.signs_out().await.status, 303);
    }
}

/// Somebody without an account.
async fn looks_around(mut visitor: Visitor, goes_on: Arc<AtomicBool>) {
    while goes_on.load(Ordering::Relaxed) {
        for page in ["/", "/login", "/signup"] {
            assert_eq!(visitor.get(page).await.status, 200);
        }
    }
}

#[tokio::test]
async fn machines_that_are_restarted_in_turn_lose_no_request() {
    // The proxy asks twenty times in this second.
    let Some(site) = Site::with(&[("DOORWARD_NOTICE_SECONDS", "1")]).await else { return };
    let mut programs = vec![site.places[0].start_ready().await, site.places[1].start_ready().await];
    let crowd = site.crowd().await;
    for number in 0..programs.len() {
        site.balancer.sends_visitors_to(number, ENOUGH).await;
    }
    for number in 0..programs.len() {
        let program = programs.remove(0);
        programs.push(site.restarts(number, program).await);
    }
    crowd.goes_home().await;
    let answered = site.balancer.answered_by(0) + site.balancer.answered_by(1);
    eprintln!("{answered} requests, {} lost", site.balancer.lost().len());
    assert_eq!(site.balancer.lost(), [] as [&str; 0]);
}
