//! `GET /admin/audit`: pages and searches (gotrue-contract §1.17).

use serde_json::json;

use crate::contract::ask::{get, put};
use crate::contract::audited::log;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        only_administrators_read_it,
        an_entry_is_shown_whole,
        an_unknown_scope_is_refused,
        nothing_found_is_a_list,
        pages_follow_each_other,
        odd_pages_are_refused,
        a_search_reads_the_actor,
        a_search_knows_no_wildcards,
        a_search_reads_the_action_and_the_type,
        a_full_name_is_noted,
    }
}

async fn only_administrators_read_it(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/admin/audit")).await;
    told.ask(get("/admin/audit").bearer("x")).await;
    told.ask(get("/admin/audit").bearer(&ann.access)).await;
    told.ask(get("/admin/audit").bearer(&ann.access).newer_errors()).await;
}

async fn an_entry_is_shown_whole(told: &mut Telling) {
    told.newcomer("ann").await;
    let query = format!("query=author:{}", told.mark());
    told.ask(log(told, &query)).await;
}

async fn an_unknown_scope_is_refused(told: &mut Telling) {
    for query in ["name:ann", "author", "AUTHOR:ann", ":ann", "login", "actor_id:x"] {
        told.ask(log(told, &format!("query={query}"))).await;
    }
    told.ask(log(told, "query=name:ann").newer_errors()).await;
}

async fn nothing_found_is_a_list(told: &mut Telling) {
    let nobody = format!("query=author:nobody{}", told.mark());
    told.ask(log(told, &nobody)).await;
    told.ask(log(told, "query=action:no-such-action")).await;
}

async fn pages_follow_each_other(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.sign_in(&ann.email, PASSWORD).await;
    for page in ["&per_page=2", "&page=1&per_page=2", "&page=2&per_page=2", "&page=3&per_page=2"] {
        let query = format!("query=author:{}{page}", told.mark());
        let found = told.quietly(log(told, &query)).await;
        let actions: Vec<_> = found.body().as_array().into_iter().flatten().collect();
        let actions: Vec<_> = actions.iter().map(|entry| entry["payload"]["action"].clone()).collect();
        told.note(page, actions);
        for header in ["link", "x-total-count"] {
            told.note_header(&format!("{header} of {page}"), &found, header);
        }
    }
}

async fn odd_pages_are_refused(told: &mut Telling) {
    for page in ["page=-1", "page=one", "per_page=-1", "per_page=many"] {
        told.ask(log(told, page)).await;
    }
}

async fn found(told: &mut Telling, queries: &[&str]) {
    for query in queries {
        let asked = query.replace('.', told.mark());
        let found = told.quietly(log(told, &format!("query={asked}"))).await;
        told.note(query, found.body().as_array().map_or(0, Vec::len));
    }
}

async fn a_search_reads_the_actor(told: &mut Telling) {
    told.newcomer("ann").await;
    found(told, &["author:ann.", "author:ANN.", "author:nn.@exam", "author:bob.", "action:ann."]).await;
}

async fn a_search_knows_no_wildcards(told: &mut Telling) {
    told.newcomer("ann").await;
    found(told, &["author:a%25n.", "author:a_n."]).await;
}

async fn a_search_reads_the_action_and_the_type(told: &mut Telling) {
    told.member("ann").await;
    for query in ["action:user_confirmation", "action:USER_confirm", "type:team", "type:te", "type:user_sign"]
    {
        let found = told.quietly(log(told, &format!("per_page=1000&query={query}"))).await;
        let mark = told.mark().to_owned();
        let entries = found.body().as_array().cloned().unwrap_or_default();
        told.note(query, entries.iter().filter(|entry| entry.to_string().contains(&mark)).count());
    }
}

async fn a_full_name_is_noted(told: &mut Telling) {
    let ann = told.member("ann").await;
    let name = format!("Ann Other{}", told.mark());
    told.quietly(put("/user").bearer(&ann.access).json(json!({"data": {"full_name": name}}))).await;
    told.sign_in(&ann.email, PASSWORD).await;
    told.notes_what_people_did().await;
    found(told, &["author:ann%20other."]).await;
}
