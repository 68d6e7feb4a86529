//! What a server says of itself, and what it says to what it does not know.

use crate::contract::ask::{delete, get, post, put};
use crate::contract::story::stories;
use crate::contract::telling::Telling;

stories! {
    Usual {
        health_tells_name_and_version,
        settings_tell_how_people_can_sign_in,
        the_key_set_holds_the_public_half_of_each_key,
        an_unknown_path_is_not_found,
        a_known_path_with_another_method_is_refused,
        a_slash_at_the_end_changes_nothing,
    }
    Autoconfirm {
        settings_tell_that_addresses_are_not_confirmed,
    }
    Closed {
        settings_tell_that_there_is_no_sign_up,
    }
}

async fn health_tells_name_and_version(told: &mut Telling) {
    told.ask(get("/health")).await;
}

async fn settings_tell_how_people_can_sign_in(told: &mut Telling) {
    told.ask(get("/settings")).await;
}

async fn settings_tell_that_addresses_are_not_confirmed(told: &mut Telling) {
    told.ask(get("/settings")).await;
}

async fn settings_tell_that_there_is_no_sign_up(told: &mut Telling) {
    told.ask(get("/settings")).await;
}

async fn the_key_set_holds_the_public_half_of_each_key(told: &mut Telling) {
    told.ask(get("/.well-known/jwks.json")).await;
}

async fn an_unknown_path_is_not_found(told: &mut Telling) {
    told.ask(get("/nowhere")).await;
    told.ask(post("/nowhere")).await;
    told.ask(get("/admin/nowhere")).await;
    told.ask(get("/user/nowhere")).await;
}

async fn a_known_path_with_another_method_is_refused(told: &mut Telling) {
    told.ask(get("/signup")).await;
    told.ask(get("/token")).await;
    told.ask(delete("/user")).await;
    told.ask(put("/recover")).await;
    told.ask(post("/health")).await;
    told.ask(get("/logout")).await;
}

async fn a_slash_at_the_end_changes_nothing(told: &mut Telling) {
    told.ask(post("/signup/")).await;
    told.ask(get("/user/")).await;
    told.ask(post("/logout/")).await;
}
