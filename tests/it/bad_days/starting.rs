//! Starting: what is said when it cannot be done.

use crate::support::person::PASSWORD;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;

/// `EX_CONFIG` of sysexits(3): starting again changes nothing until somebody mends the settings.
const WRONG_SETTINGS: i32 = 78;

#[tokio::test]
async fn wrong_settings_stop_the_start_and_every_one_is_named() {
    let place = Place::new(&[
        ("DATABASE_URL", "mysql://root@127.0.0.1/doorward"),
        ("SUPABASE_URL", "https://abcdefghijklmnop.supabase.co"),
        ("DOORWARD_SECRET", "changeme"),
        ("DOORWARD_DRAIN_SECONDS", "soon"),
    ]);
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(WRONG_SETTINGS), "{}", ended.said);
    for name in ["DATABASE_URL", "SUPABASE_PUBLISHABLE_KEY", "DOORWARD_SECRET", "DOORWARD_DRAIN_SECONDS"] {
        assert!(ended.said.contains(name), "{name} is not named in: {}", ended.said);
    }
    assert!(!ended.said.contains("changeme"), "a secret is said aloud: {}", ended.said);
}

#[tokio::test]
async fn a_port_in_use_is_named_and_the_program_ends() {
    let theirs = Port::keep();
    let _listener = theirs.listen();
    let place = Place::new(&[]).with(&[("PORT", &theirs.number().to_string())]);
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    let address = format!("127.0.0.1:{}", theirs.number());
    assert!(ended.said.contains(&format!("{address} cannot be listened on")), "{}", ended.said);
}

#[tokio::test]
async fn a_kept_secret_that_is_no_secret_is_not_replaced_behind_anybodys_back() {
    let place = Place::new(&[]);
    std::fs::create_dir(place.file("data")).unwrap();
    std::fs::write(place.file("data/secret"), "half a sec").unwrap();
    let ended = place.start().ends().await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("data/secret holds no secret"), "{}", ended.said);
    assert_eq!(std::fs::read_to_string(place.file("data/secret")).unwrap(), "half a sec");
}

#[tokio::test]
async fn whoever_was_signed_in_still_is_after_the_program_was_killed() {
    let catcher = SmtpCatcher::spawn().await;
    let place = Place::new(&[]).mailing_through(&catcher);
    let program = place.start_ready().await;
    place.user("ada").await;
    let mut ada = place.visitor();
    assert_eq!(ada.signs_in_to_stay("ada", PASSWORD).await.status, 303);
    program.kill_9().await;

    let program = place.start_ready().await;
    ada.closes_browser();
    assert!(ada.is_signed_in().await, "the secret of development and the rows outlive the program");
    let mut thief = ada.copied();
    assert_eq!(ada.signs_out().await.goes_to(), "/login");
    program.kill_9().await;

    let _program = place.start_ready().await;
    assert!(!thief.is_signed_in().await, "and so does the end of a session");
    assert_eq!(ada.signs_in("ada", PASSWORD).await.status, 303);
}

#[tokio::test]
async fn the_program_says_where_it_is_when_the_system_chose_the_port() {
    let place = Place::new(&[]).with(&[("PORT", "0")]);
    let process = place.start();
    process.says("site       http://127.0.0.1:").await;
    assert!(!process.said().contains("127.0.0.1:0"), "{}", process.said());
}
