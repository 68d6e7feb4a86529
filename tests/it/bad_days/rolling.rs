//! A new release while people are here: the machines of a site are restarted one after the other, and
//! nobody notices.

use crate::support::balancer::Balancer;
use crate::support::crowd::Crowd;
use crate::support::database::TestDatabase;
use crate::support::front::Front;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// A secret as `doorward keys generate` makes them.
const SECRET: &str = "eJBr1mqp37nKQG3tNtqGtMiMbi-tGcld5SDUNUxhyOA";

/// Pages that show that people are here.
const ENOUGH: usize = 50;

/// Answers of one machine that show that people are sent to it.
const SOME: usize = 20;

/// Two machines of one site that is reached at this port.
fn machines(db: &TestDatabase, catcher: &SmtpCatcher, port: &Port, notice: &str) -> [Place; 2] {
    let origin = format!("http://127.0.0.1:{}", port.number());
    let settings = [
        ("DATABASE_URL", db.url()),
        ("DOORWARD_SECRET", SECRET.into()),
        ("DOORWARD_NOTICE_SECONDS", notice.into()),
    ];
    let settings = settings.each_ref().map(|(name, value)| (*name, value.as_str()));
    let place = || Place::new(&settings).mailing_through(catcher).behind(&origin);
    [place(), place()]
}

#[tokio::test]
async fn machines_that_are_restarted_in_turn_lose_no_request() {
    let Some(db) = TestDatabase::postgres().await else { return };
    let (catcher, port) = (SmtpCatcher::spawn().await, Port::keep());
    // The proxy asks twenty times in this second.
    let places = machines(&db, &catcher, &port, "1");
    let balancer = Balancer::before(&port, &places.each_ref().map(Place::port));
    let mut programs = vec![places[0].start_ready().await, places[1].start_ready().await];
    let crowd =
        Crowd::of(&places[0], |visitor| visitor.is_served_at(&places[0].origin(), balancer.address())).await;
    for (number, place) in places.iter().enumerate() {
        for machine in 0..places.len() {
            balancer.sends_visitors_to(machine, SOME).await;
        }
        let before = crowd.visits();
        let program = programs.remove(0);
        program.terminate().await;
        let ended = program.ends().await;
        assert_eq!(ended.code, Some(0), "{}", ended.said);
        // How many that are in a second is up to the machine that runs this.
        assert!(crowd.visits() > before, "nobody was here while machine {number} stopped");
        programs.push(place.start_ready().await);
    }
    balancer.sends_visitors_to(1, SOME).await;
    let visits = crowd.goes_home().await;
    eprintln!("{visits} pages, {} lost", balancer.lost().len());
    assert_eq!(balancer.lost(), [] as [&str; 0]);
}

#[tokio::test]
async fn nor_do_they_behind_caddy_and_nginx_as_they_are_set_up_here() {
    for front in [Front::Caddy, Front::Nginx] {
        let Some(db) = TestDatabase::postgres().await else { return };
        let (catcher, port) = (SmtpCatcher::spawn().await, Port::keep());
        let places = machines(&db, &catcher, &port, "2");
        let mut programs = vec![places[0].start_ready().await, places[1].start_ready().await];
        let proxy = front.before(&port, &places.each_ref().map(Place::port)).await;
        let crowd = Crowd::of(&places[0], |visitor| proxy.serves(visitor)).await;
        for place in &places {
            crowd.sees(ENOUGH).await;
            let program = programs.remove(0);
            program.terminate().await;
            assert_eq!(program.ends().await.code, Some(0));
            programs.push(place.start_ready().await);
        }
        crowd.sees(ENOUGH).await;
        eprintln!("{front:?}: {} pages, none lost", crowd.goes_home().await);
    }
}

#[tokio::test]
async fn visitors_wait_at_caddy_while_the_only_machine_starts_anew() {
    for db in TestDatabase::each().await {
        let (catcher, port) = (SmtpCatcher::spawn().await, Port::keep());
        let [place, _] = machines(&db, &catcher, &port, "1");
        let program = place.start_ready().await;
        let proxy = Front::Caddy.before(&port, &[place.port()]).await;
        // Caddy does not send a form again that was on its way when its connection was closed.
        let crowd = Crowd::of_readers(&place, |visitor| proxy.serves(visitor)).await;
        crowd.sees(ENOUGH).await;
        program.terminate().await;
        assert_eq!(program.ends().await.code, Some(0));
        let _program = place.start_ready().await;
        crowd.sees(ENOUGH).await;
        eprintln!("{} pages, none lost", crowd.goes_home().await);
    }
}
