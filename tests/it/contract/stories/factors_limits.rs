//! Second factors where sessions and accounts are of other kinds (gotrue-contract §1.13, §2.3, §2.4).

use std::time::Duration;

use serde_json::json;

use crate::contract::ask::{get, post, put};
use crate::contract::second_factor::{challenge, enrol, refresh, unenrol, verify};
use crate::contract::story::stories;
use crate::contract::telling::{Member, PASSWORD, Telling};

stories! {
    Anonymous {
        somebody_anonymous_has_no_factors,
    }
    AnonymousAutoconfirm {
        somebody_who_was_anonymous_has_factors_with_the_next_token,
    }
    CountedTokens {
        a_proof_skips_a_number,
        the_token_from_before_the_proof_ends_the_session,
        a_whole_session_is_refreshed_by_number,
    }
    WholeSessions {
        the_token_of_half_a_session_does_not_outlive_it,
        half_a_session_is_over_after_a_while,
        a_whole_session_goes_on,
        without_a_factor_a_session_goes_on,
        a_factor_that_was_never_proved_ends_no_session,
    }
}

const NOWHERE: &str = "11111111-2222-4333-8444-555555555555";

/// Enough for what happens afterwards to be told apart by the second.
const A_MOMENT: Duration = Duration::from_secs(5);

/// Longer than a code is taken, and than older refresh tokens are forgiven.
const A_WHILE: Duration = Duration::from_mins(2);

/// Longer than half a session lives.
const TOO_LONG: Duration = Duration::from_mins(31);

async fn anonymous(told: &mut Telling) -> Member {
    let session = told.quietly(post("/signup").json(json!({}))).await;
    Member {
        id: session.at("/user/id"),
        email: String::new(),
        access: session.at("/access_token"),
        refresh: session.at("/refresh_token"),
    }
}

async fn somebody_anonymous_has_no_factors(told: &mut Telling) {
    let nobody = anonymous(told).await;
    told.ask(enrol(&nobody, "app")).await;
    told.ask(enrol(&nobody, "app").newer_errors()).await;
    told.ask(challenge(&nobody, NOWHERE)).await;
    told.ask(verify(&nobody, "nonsense", NOWHERE, "000000")).await;
    told.ask(unenrol(&nobody, NOWHERE)).await;
    told.ask(post("/factors").bearer(&nobody.access).text("{")).await;
}

async fn somebody_who_was_anonymous_has_factors_with_the_next_token(told: &mut Telling) {
    let nobody = anonymous(told).await;
    let email = told.address("ann");
    told.quietly(put("/user").bearer(&nobody.access).json(json!({"email": email}))).await;
    told.ask(enrol(&nobody, "app")).await;
    let known = Member::new(&told.quietly(refresh(&nobody.refresh)).await);
    told.ask(enrol(&known, "app")).await;
}

async fn a_proof_skips_a_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let asked = told.challenged(&ann, &app).await;
    let code = told.code(&app);
    let whole = Member::new(&told.ask(verify(&ann, &app.id, &asked, &code)).await);
    told.ask(refresh(&whole.refresh)).await;
}

async fn the_token_from_before_the_proof_ends_the_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    let whole = told.proved(&ann, &app).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&ann.refresh)).await;
    told.ask(refresh(&whole.refresh)).await;
    told.ask(get("/user").bearer(&whole.access)).await;
}

async fn a_whole_session_is_refreshed_by_number(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let whole = told.proved(&ann, &app).await;
    let next = told.ask(refresh(&whole.refresh)).await.at("/refresh_token");
    told.ask(refresh(&next)).await;
    told.let_time_pass(A_WHILE).await;
    told.ask(refresh(&next)).await;
}

async fn the_token_of_half_a_session_does_not_outlive_it(told: &mut Telling) {
    let (ann, _) = told.protected("ann").await;
    let body = json!({"email": ann.email, "password": PASSWORD});
    told.ask(post("/token?grant_type=password").json(body)).await;
}

async fn half_a_session_is_over_after_a_while(told: &mut Telling) {
    let (half, _) = told.half_proved("ann").await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(refresh(&half.refresh)).await;
    told.ask(refresh(&half.refresh).newer_errors()).await;
}

async fn a_whole_session_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.let_time_pass(A_MOMENT).await;
    let whole = told.proved(&ann, &app).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(refresh(&whole.refresh)).await;
}

async fn without_a_factor_a_session_goes_on(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(refresh(&ann.refresh)).await;
}

async fn a_factor_that_was_never_proved_ends_no_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    let app = told.app(&ann, "app").await;
    told.challenged(&ann, &app).await;
    told.let_time_pass(TOO_LONG).await;
    told.ask(refresh(&ann.refresh)).await;
}
