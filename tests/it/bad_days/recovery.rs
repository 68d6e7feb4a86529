//! The auth server has a bad day while somebody recovers a forgotten password, or types a code.

use std::time::Duration;

use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::outage::Outage;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;

const RECOVER: &str = "POST /auth/v1/recover";
const VERIFY: &str = "POST /auth/v1/verify";
const SAVE: &str = "PUT /auth/v1/user";
/// Long enough that one more mail to one person is allowed.
const A_WHILE: Duration = Duration::from_mins(6);

const NEW_PASSWORD: &str = "nine kites above the winter beach";

#[tokio::test]
async fn a_recovery_survives_an_outage_at_each_of_its_steps() {
    for (db, outages) in Outage::on(TestDatabase::each().await) {
        let supabase = Supabase::start().await;
        let site = supabase.site(db).await;
        for (number, outage) in outages.iter().enumerate() {
            let ada = supabase.user(site.visitor(), &format!("ada{number}")).await;
            let mut visitor = site.visitor();
            visitor.get("/recovery").await;
            outage.begins(&supabase.proxy, RECOVER).await;
            let refused = visitor.submit("recovery", &[("email", &ada.email)]).await;
            assert_eq!(refused.status, 503, "{outage:?}: {}", refused.body);
            assert_eq!(refused.field("email").value, ada.email, "what was typed is kept");
            supabase.proxy.heals();
            if outage.may_have_worked() {
                supabase.time_passes(&site, A_WHILE);
            }
            assert_eq!(visitor.submit("recovery", &[]).await.goes_to(), "/check-inbox", "{outage:?}");
            visitor.follow().await;

            let mail = supabase.mail_to(&ada.email).await;
            outage.begins(&supabase.proxy, VERIFY).await;
            let refused = visitor.submit("check-inbox", &[("code", mail.code())]).await;
            assert_eq!(refused.status, 503, "{outage:?}: {}", refused.body);
            supabase.proxy.heals();
            if outage.may_have_worked() {
                // The code is spent: a new one is asked for where the visitor stands.
                supabase.time_passes(&site, A_WHILE);
                visitor.submit("resend", &[]).await;
                visitor.follow().await;
                let mail = supabase.mail_to(&ada.email).await;
                visitor.submit("check-inbox", &[("code", mail.code())]).await;
            } else {
                visitor.submit("check-inbox", &[("code", mail.code())]).await;
            }
            let form = visitor.follow().await;
            assert!(form.has_form("new-password-form"), "{outage:?}: {}", form.body);

            outage.begins(&supabase.proxy, SAVE).await;
            let new = &[("new_password", NEW_PASSWORD), ("new_password_again", NEW_PASSWORD)];
            let refused = visitor.submit("new-password-form", new).await;
            assert_eq!(refused.status, 503, "{outage:?}: {}", refused.body);
            assert!(!refused.body.contains(NEW_PASSWORD));
            supabase.proxy.heals();
            let answer = visitor.submit("new-password-form", new).await;
            assert_eq!(answer.goes_to(), "/account", "{outage:?}: {}", answer.body);

            let mut elsewhere = site.visitor();
            assert_eq!(elsewhere.signs_in(&ada.email, PASSWORD).await.status, 422, "{outage:?}");
            assert_eq!(elsewhere.signs_in(&ada.email, NEW_PASSWORD).await.status, 303, "{outage:?}");
        }
    }
}

#[tokio::test]
async fn an_auth_server_that_asks_to_wait_tells_nobody_who_has_an_account() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let ada = supabase.user(site.visitor(), "ada").await;
    for code in ["over_request_rate_limit", "over_email_send_rate_limit"] {
        supabase.proxy.on(RECOVER, Fault::Instead(Answer::json(429, code)));
        let mut answers = Vec::new();
        for email in [&ada.email, "nobody@example.com"] {
            let answer = site.visitor().asks_for_recovery(email).await;
            answers.push((answer.status, answer.header("location").to_owned(), answer.errors()));
        }
        assert_eq!(answers[0], answers[1], "{code}");
        assert!([303, 429].contains(&answers[0].0), "{code}: {answers:?}");
    }
}

#[tokio::test]
async fn a_code_that_could_not_be_tried_uses_up_no_try() {
    let supabase = Supabase::start().await;
    let site = supabase.site(TestDatabase::sqlite().await).await;
    let mut ada = site.visitor();
    assert_eq!(ada.signs_up("ada", "ada@example.com").await.goes_to(), "/check-inbox");
    let code = supabase.mail_to("ada@example.com").await.code().to_owned();
    supabase.proxy.on(VERIFY, Fault::Instead(Answer::html(502)));
    for _ in 0..8 {
        assert_eq!(ada.types_code(&code).await.status, 503);
    }
    supabase.proxy.on(VERIFY, Fault::Instead(Answer::too_many(Some(5))));
    let limited = ada.types_code(&code).await;
    assert_eq!((limited.status, limited.header("retry-after")), (429, "5"));
    supabase.proxy.heals();
    assert_eq!(ada.types_code(&code).await.status, 303);
    assert!(ada.is_signed_in().await);
}
