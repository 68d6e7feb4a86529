use serde_json::json;

use super::SECRET;
use crate::support::database::TestDatabase;
use crate::support::diagnosis::Diagnosis;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::supabase::Supabase;

/// What is worse than a note at any auth server of these tests: it was set up for another site.
const OTHER_SITE: &str = "auth_server.site_url";

async fn diagnosed(supabase: &Supabase, more: &[(&str, &str)]) -> Diagnosis {
    let db = TestDatabase::sqlite().await;
    supabase.place(&db).with(more).diagnosed().await
}

#[tokio::test]
async fn an_auth_server_that_is_away_is_told_of_and_nothing_more_is_asked() {
    let supabase = Supabase::start_now().await;
    supabase.proxy.goes_away().await;
    let diagnosis = diagnosed(&supabase, &[]).await;
    diagnosis.has_only(&["auth_server.reachable"]).is("auth_server.reachable", "fault", "no connection");
    diagnosis.is("auth_server.reachable", "fault", "paused").says_nothing_of("auth_server.keys");

    let supabase = Supabase::start_now().await;
    supabase.proxy.on("GET", Fault::Instead(Answer::html(503)));
    diagnosed(&supabase, &[]).await.is("auth_server.reachable", "fault", "status 503");
}

#[tokio::test]
async fn a_wrong_key_is_told_of_and_never_repeated() {
    let supabase = Supabase::start_now().await;
    let wrong = "sb_secret_Wq9rT4uVx7KmZp2LsHd6Fg";
    let diagnosis = diagnosed(&supabase, &[("SUPABASE_SECRET_KEY", wrong)]).await;
    diagnosis.is("auth_server.secret_key", "fault", "Copy SUPABASE_SECRET_KEY");
    assert!(!diagnosis.said.contains(wrong), "{}", diagnosis.said);

    supabase.proxy.on("GET /auth/v1/settings", Fault::Instead(Answer::json(401, "no_authorization")));
    let diagnosis = diagnosed(&supabase, &[]).await;
    diagnosis.is("auth_server.publishable_key", "fault", "Copy SUPABASE_PUBLISHABLE_KEY");
    for (_, value) in supabase.variables().iter().filter(|(name, _)| name.ends_with("KEY")) {
        assert!(!diagnosis.said.contains(value), "{}", diagnosis.said);
    }
}

#[tokio::test]
async fn an_auth_server_that_asks_for_no_proof_of_addresses_deserves_a_warning() {
    let supabase = Supabase::start_now_with("DOORWARD_CONFIRM_MAILS", "false").await;
    let diagnosis = diagnosed(&supabase, &[]).await;
    diagnosis.has_only(&["auth_server.confirmation", OTHER_SITE]);
    diagnosis.is("auth_server.confirmation", "warning", "Switch “Confirm email” on");
}

#[tokio::test]
async fn an_auth_server_that_takes_nobody_new_is_noted() {
    let supabase = Supabase::start_now_with("DOORWARD_SIGN_UPS", "false").await;
    diagnosed(&supabase, &[]).await.is("auth_server.sign_ups", "note", "New accounts are refused");
    let off = json!({"external": {"email": false}, "disable_signup": false, "mailer_autoconfirm": false});
    supabase.proxy.on("GET /auth/v1/settings", Fault::Instead(Answer::of(200, &off)));
    diagnosed(&supabase, &[]).await.is("auth_server.email", "fault", "nobody can sign in");
}

#[tokio::test]
async fn an_auth_server_that_publishes_no_key_needs_its_secret_here() {
    let supabase = Supabase::start_now_with("DOORWARD_JWT_SECRET", SECRET).await;
    diagnosed(&supabase, &[]).await.is("auth_server.keys", "fault", "ES256");
    let with_secret = diagnosed(&supabase, &[("SUPABASE_JWT_SECRET", SECRET)]).await;
    with_secret.is("auth_server.keys", "note", "take the setting away");
    let supabase = Supabase::start_now().await;
    supabase.proxy.on("GET /auth/v1/.well-known", Fault::Instead(Answer::html(404)));
    diagnosed(&supabase, &[]).await.is("auth_server.keys", "fault", "/.well-known/jwks.json");
}

#[tokio::test]
async fn where_its_links_lead_is_found_out_without_spending_one() {
    let supabase = Supabase::start_now().await;
    let diagnosis = diagnosed(&supabase, &[]).await;
    diagnosis.has_only(&[OTHER_SITE]).is(OTHER_SITE, "warning", "Set the site URL to http://127.0.0.1:");
    diagnosis.is("auth_server.redirects", "ok", "Links may lead");

    let public = [("DOORWARD_ORIGIN", "https://app.test"), ("DOORWARD_SECRET", SECRET)];
    let diagnosis = diagnosed(&supabase, &public).await;
    diagnosis.is("auth_server.redirects", "fault", "Add https://app.test/** to the redirect URLs");
    assert_eq!(supabase.proxy.count("POST"), 0, "nothing is changed there");

    let anywhere = Answer::json(303, "x").with_header("location", "https://doorward-doctor.invalid/#error=x");
    supabase.proxy.on("GET /auth/v1/verify", Fault::Instead(anywhere));
    diagnosed(&supabase, &[]).await.is(OTHER_SITE, "fault", "lets links lead anywhere");
}

#[tokio::test]
async fn a_clock_that_others_contradict_is_told_of_in_seconds() {
    let supabase = Supabase::start_now().await;
    let now = doorward::clock::Clock::system().now();
    let dated = |seconds: i64| {
        let then = jiff::Timestamp::from_second(now.as_seconds() + seconds).unwrap();
        let date = jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&then).unwrap();
        Fault::Instead(Answer::json(403, "bad_jwt").with_header("date", &date))
    };
    supabase.proxy.on("GET /auth/v1/user", dated(600));
    diagnosed(&supabase, &[]).await.is("clock.auth_server", "fault", "s behind the auth server");
    supabase.proxy.on("GET /auth/v1/user", dated(-600));
    diagnosed(&supabase, &[]).await.is("clock.auth_server", "fault", "s ahead of the auth server");
    supabase.proxy.on("GET /auth/v1/user", dated(-20));
    diagnosed(&supabase, &[]).await.is("clock.auth_server", "warning", "NTP");
}
