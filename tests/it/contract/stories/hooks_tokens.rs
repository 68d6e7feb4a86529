//! A hook says what access tokens say (gotrue-contract §2.1, §7.6).

use doorward::auth_server::Hook;
use serde_json::{Value, json};

use crate::contract::ask::{get, post};
use crate::contract::at_hooks::signing_in;
use crate::contract::challenge::{VERIFIER, challenge, code_in, exchange};
use crate::contract::hooked::Reply;
use crate::contract::second_factor::{refresh, verify};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Hooks {
        the_hook_is_told_of_a_sign_in_by_password,
        the_hook_is_told_of_a_code_by_mail,
        the_hook_is_told_of_a_refresh,
        the_hook_is_told_of_a_second_factor,
        the_hook_is_told_of_an_anonymous_account,
        the_hook_is_told_of_somebody_from_a_provider,
        the_hook_is_told_of_an_exchanged_code,
        a_token_says_what_the_hook_says,
        a_token_says_no_more_than_the_hook_says,
        somebody_is_who_the_hook_says,
        a_role_of_the_hook_opens_doors,
        a_refused_sign_in_begins_no_session,
        a_refused_code_stays_good,
        a_refused_refresh_leaves_the_token_good,
        a_refused_proof_proves_nothing,
        a_refused_link_says_so_behind_the_fragment,
        a_refused_anonymous_account_is_none,
        somebody_refused_from_a_provider_has_no_account,
    }
    HooksAutoconfirm {
        a_sign_up_that_signs_in_asks_the_hook,
        a_sign_up_that_is_refused_a_token,
    }
}

async fn the_hook_is_told_of_a_sign_in_by_password(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn the_hook_is_told_of_a_code_by_mail(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter =
        told.quietly(post("/otp").json(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let body = json!({"type": "email", "email": ann.email, "token": letter.code()});
    told.ask(post("/verify").json(body)).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn the_hook_is_told_of_a_refresh(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(refresh(&ann.refresh)).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn the_hook_is_told_of_a_second_factor(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    told.note_hook(Hook::CustomAccessToken);
}

async fn the_hook_is_told_of_an_anonymous_account(told: &mut Telling) {
    // The real server writes the audience of its very first token in another way.
    told.member("first").await;
    let name = format!("nobody{}", told.mark());
    told.ask(post("/signup").json(json!({"data": {"name": name}}))).await;
    told.note_hook_of(Hook::CustomAccessToken, &name);
}

async fn the_hook_is_told_of_somebody_from_a_provider(told: &mut Telling) {
    told.member("first").await;
    let ann = told.person("ann");
    let back = told.back_as("keycloak", &ann).await;
    told.ask(back).await;
    let email = told.address("ann");
    told.note_hook_of(Hook::CustomAccessToken, &email);
}

async fn the_hook_is_told_of_an_exchanged_code(told: &mut Telling) {
    let ann = told.member("ann").await;
    let body = json!({"email": ann.email, "code_challenge": challenge(), "code_challenge_method": "s256"});
    let letter = told.quietly(post("/recover").json(body)).await.letter(&ann.email).clone();
    let came = told.quietly(get(format!("/verify?type=recovery&token={}", letter.hash()))).await;
    told.ask(exchange(&code_in(&came), VERIFIER)).await;
    told.note_hook(Hook::CustomAccessToken);
}

/// The claims that a token would have had.
async fn usual_claims(told: &mut Telling, email: &str) -> Value {
    told.quietly(signing_in(email, PASSWORD)).await;
    let mark = told.mark().to_owned();
    told.hooks().told(Hook::CustomAccessToken, &mark).pop().expect("a token")["payload"]["claims"].clone()
}

async fn a_token_says_what_the_hook_says(told: &mut Telling) {
    let ann = told.member("ann").await;
    let mut claims = usual_claims(told, &ann.email).await;
    claims["plan"] = json!({"name": "large", "seats": [1, 2.5, null]});
    claims["app_metadata"]["more"] = json!(true);
    claims["amr"] = json!(["password"]);
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims, "other": 1})));
    let signed_in = told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.ask(get("/user").bearer(&signed_in.at("/access_token"))).await;
}

async fn a_token_says_no_more_than_the_hook_says(told: &mut Telling) {
    let ann = told.member("ann").await;
    let mut claims = usual_claims(told, &ann.email).await;
    let some = claims.as_object_mut().expect("claims");
    some.retain(|name, _| !["iss", "amr", "app_metadata", "user_metadata"].contains(&name.as_str()));
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
    let signed_in = told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.ask(get("/user").bearer(&signed_in.at("/access_token"))).await;
}

async fn somebody_is_who_the_hook_says(told: &mut Telling) {
    let (ann, bob) = (told.member("ann").await, told.member("bob").await);
    let mut claims = usual_claims(told, &ann.email).await;
    claims["sub"] = json!(bob.id);
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
    let signed_in = told.quietly(signing_in(&ann.email, PASSWORD)).await;
    told.note("whose the answer is", signed_in.at("/user/id") == ann.id);
    let looked = told.quietly(get("/user").bearer(&signed_in.at("/access_token"))).await;
    told.note("status of a look", looked.status);
}

async fn a_role_of_the_hook_opens_doors(told: &mut Telling) {
    let ann = told.member("ann").await;
    let mut claims = usual_claims(told, &ann.email).await;
    claims["role"] = json!("supabase_admin");
    told.hook_answers(Hook::CustomAccessToken, Reply::json(&json!({"claims": claims})));
    let signed_in = told.quietly(signing_in(&ann.email, PASSWORD)).await;
    told.ask(get(format!("/admin/users/{}", ann.id)).bearer(&signed_in.at("/access_token"))).await;
}

async fn a_refused_sign_in_begins_no_session(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    told.ask(signing_in(&ann.email, PASSWORD)).await;
    told.ask(signing_in(&ann.email, PASSWORD).newer_errors()).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_refused_code_stays_good(told: &mut Telling) {
    let ann = told.member("ann").await;
    let letter =
        told.quietly(post("/otp").json(json!({"email": ann.email}))).await.letter(&ann.email).clone();
    let body = json!({"type": "email", "email": ann.email, "token": letter.code()});
    let mark = told.mark().to_owned();
    let (refusal, claims) = (Reply::refusal(429, "too busy"), usual_claims(told, &ann.email).await);
    let replies = [refusal, Reply::json(&json!({"claims": claims}))];
    told.hook_answers_to(Hook::CustomAccessToken, &mark, &replies);
    told.ask(post("/verify").json(body.clone())).await;
    let again = told.quietly(post("/verify").json(body)).await;
    told.note("status of the code once more", again.status);
}

async fn a_refused_refresh_leaves_the_token_good(told: &mut Telling) {
    let ann = told.member("ann").await;
    let claims = usual_claims(told, &ann.email).await;
    let mark = told.mark().to_owned();
    let replies = [Reply::refusal(0, "broken"), Reply::json(&json!({"claims": claims}))];
    told.hook_answers_to(Hook::CustomAccessToken, &mark, &replies);
    told.ask(refresh(&ann.refresh)).await;
    let again = told.quietly(refresh(&ann.refresh)).await;
    told.note("status of the token once more", again.status);
    let is_first = again.header_text("sb-auth-refresh-token-reuse").map(str::to_owned);
    told.note("whether it was used before", is_first);
}

async fn a_refused_proof_proves_nothing(told: &mut Telling) {
    let (ann, app, challenge) = told.begun().await;
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(418, "no tea"));
    let code = told.code(&app);
    told.ask(verify(&ann, &app.id, &challenge, &code)).await;
    told.ask(get("/user").bearer(&ann.access)).await;
}

async fn a_refused_link_says_so_behind_the_fragment(told: &mut Telling) {
    let letter = told.newcomer("ann").await;
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    told.ask(get(format!("/verify?type=signup&token={}", letter.hash()))).await;
}

async fn a_refused_anonymous_account_is_none(told: &mut Telling) {
    let mark = told.mark().to_owned();
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    told.ask(post("/signup").json(json!({"data": {"name": mark}}))).await;
}

async fn somebody_refused_from_a_provider_has_no_account(told: &mut Telling) {
    let ann = told.person("ann");
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    let back = told.back_as("keycloak", &ann).await;
    told.ask(back).await;
    let admin = told.admin_key();
    let filter = told.mark().trim_start_matches('.').to_owned();
    let list = told.quietly(get(format!("/admin/users?filter={filter}")).bearer(&admin)).await;
    told.note("accounts", list.body()["users"].as_array().map_or(0, Vec::len));
}

async fn a_sign_up_that_signs_in_asks_the_hook(told: &mut Telling) {
    let (first, email) = (told.address("first"), told.address("ann"));
    told.quietly(post("/signup").json(json!({"email": first, "password": PASSWORD}))).await;
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
    told.note_hook_of(Hook::CustomAccessToken, &email);
}

async fn a_sign_up_that_is_refused_a_token(told: &mut Telling) {
    let email = told.address("ann");
    told.hook_answers(Hook::CustomAccessToken, Reply::refusal(403, "not today"));
    told.ask(post("/signup").json(json!({"email": email, "password": PASSWORD}))).await;
}
