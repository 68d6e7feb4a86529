//! The auth server has a bad day while somebody recovers a forgotten password, or types a code.

use std::time::Duration;

use crate::support::database::TestDatabase;
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
