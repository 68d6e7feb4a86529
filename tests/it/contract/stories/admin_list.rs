//! `GET /admin/users`: pages, their headers, filters (gotrue-contract §1.17).

use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_filtered_list_shows_whole_accounts,
        pages_follow_each_other,
        an_empty_list_is_a_list,
        odd_pages_are_refused_or_read_kindly,
        a_page_without_room_is_empty,
        the_filter_reads_addresses_and_names,
        the_filter_knows_no_wildcards,
        the_order_can_be_turned,
    }
}

fn list(told: &Telling, query: &str) -> Ask {
    get(format!("/admin/users?filter={}{query}", told.mark())).bearer(&told.admin_key())
}

/// Five accounts, one after the other.
async fn five(told: &mut Telling) {
    for name in ["ann", "bob", "cid", "dee", "eve"] {
        let body = json!({"email": told.address(name), "password": PASSWORD, "user_metadata": {"full_name": format!("{name} of{}", told.mark())}});
        let make = post("/admin/users").bearer(&told.admin_key()).json(body);
        told.quietly(make).await;
    }
}

/// Of a page only whose accounts are on it, in their order.
async fn names(told: &mut Telling, query: &str) {
    let page = told.quietly(list(told, query)).await;
    let emails: Vec<_> = page.body()["users"].as_array().into_iter().flatten().collect();
    let emails: Vec<Value> = emails
        .iter()
        .map(|user| user["email"].as_str().unwrap_or_default().split('.').next().unwrap_or_default().into())
        .collect();
    told.note(query, emails);
}

async fn a_filtered_list_shows_whole_accounts(told: &mut Telling) {
    told.member("ann").await;
    told.newcomer("bob").await;
    told.ask(list(told, "")).await;
}

async fn pages_follow_each_other(told: &mut Telling) {
    five(told).await;
    for query in [
        "&per_page=2",
        "&page=1&per_page=2",
        "&page=2&per_page=2",
        "&page=3&per_page=2",
        "&page=4&per_page=2",
    ] {
        names(told, query).await;
        let page = told.quietly(list(told, query)).await;
        for header in ["link", "x-total-count"] {
            told.note_header(&format!("{header} of {query}"), &page, header);
        }
    }
}

async fn an_empty_list_is_a_list(told: &mut Telling) {
    told.ask(list(told, "nobody")).await;
}

async fn odd_pages_are_refused_or_read_kindly(told: &mut Telling) {
    for query in
        ["&page=0", "&page=-1", "&page=one", "&per_page=-1", "&per_page=many", "&page=", "&per_page="]
    {
        told.ask(list(told, query)).await;
    }
}

async fn a_page_without_room_is_empty(told: &mut Telling) {
    told.ask(list(told, "&per_page=0")).await;
}

async fn found(told: &mut Telling, filters: &[&str]) {
    five(told).await;
    for filter in filters {
        let query = filter.replace('.', told.mark());
        let page = told.quietly(get(format!("/admin/users?filter={query}")).bearer(&told.admin_key())).await;
        told.note(filter, page.body()["users"].as_array().map_or(0, Vec::len));
    }
}

async fn the_filter_reads_addresses_and_names(told: &mut Telling) {
    found(told, &["ann.", "ANN.", "nn.@exam", "zoe.", "bob%20of.", "%20of."]).await;
}

async fn the_filter_knows_no_wildcards(told: &mut Telling) {
    found(told, &["ann.%25", "a_n."]).await;
}

async fn the_order_can_be_turned(told: &mut Telling) {
    five(told).await;
    for query in
        ["", "&sort=created_at%20asc", "&sort=created_at%20desc", "&sort=email%20asc", "&sort=created_at"]
    {
        names(told, query).await;
    }
    told.ask(list(told, "&sort=secret%20asc&per_page=1")).await;
}
