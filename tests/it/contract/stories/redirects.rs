//! Where `redirect_to` may lead, seen at a link that does not work (gotrue-contract §0.6).

use serde_json::json;

use crate::contract::ask::{get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_foreign_target_is_replaced_by_the_site,
        targets_on_the_site_are_taken,
        the_site_written_in_another_way_is_the_site,
        this_machine_is_always_allowed,
        two_stars_match_anything,
        one_star_stops_at_dots_and_slashes,
        signs_and_classes_match_one_sign,
        a_scheme_of_its_own_is_matched_too,
        the_first_target_that_is_allowed_wins,
        the_target_of_the_mail_is_asked_for_again,
    }
}

async fn redirected(told: &mut Telling, targets: &[&str]) {
    for target in targets {
        let to: String = url::form_urlencoded::byte_serialize(target.as_bytes()).collect();
        told.ask(get(format!("/verify?token=wrong&type=signup&redirect_to={to}"))).await;
    }
}

async fn a_foreign_target_is_replaced_by_the_site(told: &mut Telling) {
    redirected(
        told,
        &[
            "https://evil.example/",
            "https://site.example.evil.example/",
            "https://site.example@evil.example/",
            "https://evil.example/https://site.example/",
            "//evil.example/",
            "/welcome",
            "javascript:alert(1)",
            "https://",
            "not a url",
            "http://site.example/welcome",
            "https://site.example:444/welcome",
            "https://sub.site.example/welcome",
            "http://10.0.0.1/",
            "https://evil.example\\@site.example/",
        ],
    )
    .await;
}

async fn targets_on_the_site_are_taken(told: &mut Telling) {
    redirected(
        told,
        &[
            "https://site.example",
            "https://site.example/",
            "https://site.example/a/b?c=d&e=f",
            "https://site.example/welcome#section",
        ],
    )
    .await;
}

async fn the_site_written_in_another_way_is_the_site(told: &mut Telling) {
    redirected(told, &["https://site.example:443/welcome", "https://SITE.example/welcome"]).await;
}

async fn this_machine_is_always_allowed(told: &mut Telling) {
    redirected(
        told,
        &[
            "http://127.0.0.1:3000/welcome",
            "http://127.0.0.9/",
            "http://[::1]:3000/",
            "http://localhost:3000/",
            "http://192.168.0.1/",
        ],
    )
    .await;
}

async fn two_stars_match_anything(told: &mut Telling) {
    redirected(
        told,
        &[
            "https://app.example/",
            "https://app.example/a/b.html?c=/d.e#f",
            "https://app.example",
            "http://app.example/a",
            "https://app.example.evil.example/",
            "https://app.example:444/a",
        ],
    )
    .await;
}

async fn one_star_stops_at_dots_and_slashes(told: &mut Telling) {
    redirected(
        told,
        &[
            "https://star.example/a",
            "https://star.example/",
            "https://star.example/a/b",
            "https://star.example/a.html",
            "https://star.example/a?b=c",
            "https://star.example/a?b=/c",
            "https://one.wild.example/",
            "https://one.two.wild.example/",
        ],
    )
    .await;
}

async fn signs_and_classes_match_one_sign(told: &mut Telling) {
    redirected(
        told,
        &[
            "https://sign.example/x1",
            "https://sign.example/x3",
            "https://sign.example/xy1",
            "https://sign.example//1",
        ],
    )
    .await;
}

async fn a_scheme_of_its_own_is_matched_too(told: &mut Telling) {
    redirected(told, &["doorward-app://callback/a", "doorward-app://other", "other-app://callback/a"]).await;
}

async fn the_first_target_that_is_allowed_wins(told: &mut Telling) {
    let wrong = |query: &str| get(format!("/verify?token=wrong&type=signup{query}"));
    told.ask(
        wrong("&redirect_to=https://site.example/query").header("redirect_to", "https://site.example/header"),
    )
    .await;
    told.ask(wrong("&redirect_to=https://site.example/query").header("redirect_to", "https://evil.example/"))
        .await;
    told.ask(wrong("&redirect_to=https://evil.example/").header("referer", "https://site.example/referer"))
        .await;
    told.ask(wrong("").header("referer", "https://site.example/referer")).await;
    told.ask(wrong("").header("referer", "https://evil.example/")).await;
}

async fn the_target_of_the_mail_is_asked_for_again(told: &mut Telling) {
    let email = told.address("ann");
    let body = json!({"email": email, "password": PASSWORD});
    let ask = post("/signup?redirect_to=https://site.example/from-mail").json(body);
    let letter = told.ask(ask).await.letter(&email).clone();
    told.ask(get(format!("/verify?token={}&type=signup", letter.hash()))).await;
}
