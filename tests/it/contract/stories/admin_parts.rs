//! `GET /admin/users` where the list is told in parts (gotrue-contract §1.17).

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

use crate::contract::ask::{Ask, get, post};
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Cursors {
        a_list_without_an_end_is_one_part,
        parts_follow_each_other,
        parts_follow_each_other_from_the_oldest,
        a_part_that_ends_with_the_list_is_the_last,
        a_part_is_filtered,
        an_empty_list_is_a_part,
        somebody_behind_a_moment_is_found,
        a_page_is_asked_for_all_the_same,
        an_empty_page_is_none,
        a_limit_is_a_number_above_nothing,
        a_limit_is_not_too_great,
        what_is_no_cursor_is_refused,
        a_cursor_names_a_moment_and_somebody,
        an_unknown_order_is_refused,
        only_administrators_ask_for_a_part,
        refusals_come_in_the_newer_shape,
    }
    Usual {
        nobody_asks_for_parts_where_there_are_pages,
    }
}

fn list(told: &Telling, query: &str) -> Ask {
    get(format!("/admin/users?filter={}{query}", told.mark())).bearer(&told.admin_key())
}

/// Five accounts, one after the other.
async fn five(told: &mut Telling) {
    for name in ["ann", "bob", "cid", "dee", "eve"] {
        let body = json!({"email": told.address(name), "password": PASSWORD});
        let make = post("/admin/users").bearer(&told.admin_key()).json(body);
        told.quietly(make).await;
    }
}

/// Reads all parts: who is in each, in order.
async fn all_parts(told: &mut Telling, query: &str) {
    let mut cursor = String::new();
    for part in 1..=6 {
        let answer = told.quietly(list(told, &format!("{query}{cursor}"))).await;
        let people = answer.body()["users"].as_array().expect("people").clone();
        let name = |user: &Value| {
            user["email"].as_str().unwrap_or_default().split('.').next().unwrap_or_default().to_owned()
        };
        told.note(&format!("part {part}"), people.iter().map(name).collect::<Vec<_>>());
        match answer.body()["pagination"]["next_cursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return,
        }
    }
    panic!("the list has no end");
}

fn cursor(json: &str) -> String {
    URL_SAFE_NO_PAD.encode(json)
}

async fn a_list_without_an_end_is_one_part(told: &mut Telling) {
    told.member("ann").await;
    told.ask(list(told, "")).await;
}

async fn parts_follow_each_other(told: &mut Telling) {
    five(told).await;
    told.ask(list(told, "&limit=2")).await;
    all_parts(told, "&limit=2").await;
    all_parts(told, "&limit=1").await;
}

async fn parts_follow_each_other_from_the_oldest(told: &mut Telling) {
    five(told).await;
    told.ask(list(told, "&limit=2&sort=created_at%20asc")).await;
    all_parts(told, "&limit=2&sort=created_at%20asc").await;
}

async fn a_part_that_ends_with_the_list_is_the_last(told: &mut Telling) {
    five(told).await;
    all_parts(told, "&limit=5").await;
    all_parts(told, "&limit=4").await;
}

async fn a_part_is_filtered(told: &mut Telling) {
    five(told).await;
    let admin = told.admin_key();
    let query = format!("/admin/users?filter=bob{}&limit=1", told.mark());
    told.ask(get(query).bearer(&admin)).await;
}

async fn an_empty_list_is_a_part(told: &mut Telling) {
    told.ask(list(told, "")).await;
    told.ask(list(told, "&limit=1")).await;
}

async fn somebody_behind_a_moment_is_found(told: &mut Telling) {
    five(told).await;
    let id = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";
    for moment in ["2099-01-01T00:00:00Z", "2001-01-01T00:00:00.123456+02:00"] {
        let cursor = cursor(&json!({ "created_at": moment, "id": id }).to_string());
        all_parts_from(told, &format!("&cursor={cursor}")).await;
        all_parts_from(told, &format!("&sort=created_at%20asc&cursor={cursor}")).await;
    }
}

async fn all_parts_from(told: &mut Telling, query: &str) {
    let answer = told.quietly(list(told, query)).await;
    told.note("people", answer.body()["users"].as_array().map(Vec::len));
    told.note("pagination", answer.body()["pagination"].clone());
}

async fn a_page_is_asked_for_all_the_same(told: &mut Telling) {
    five(told).await;
    for query in ["&per_page=2", "&page=2&per_page=2&limit=1", "&page=1&cursor=nonsense"] {
        let answer = told.quietly(list(told, query)).await;
        told.note("people", answer.body()["users"].as_array().map(Vec::len));
        told.note("pagination", answer.body()["pagination"].clone());
        told.note_header("link", &answer, "link");
    }
}

async fn an_empty_page_is_none(told: &mut Telling) {
    five(told).await;
    let answer = told.quietly(list(told, "&page=&per_page=&limit=4")).await;
    told.note("people", answer.body()["users"].as_array().map(Vec::len));
    told.note("has more", answer.body()["pagination"]["has_more"].clone());
}

async fn a_limit_is_a_number_above_nothing(told: &mut Telling) {
    for limit in ["0", "-1", "1.5", "x", "%2B1", "18446744073709551616"] {
        told.ask(list(told, &format!("&limit={limit}"))).await;
    }
}

async fn a_limit_is_not_too_great(told: &mut Telling) {
    told.member("ann").await;
    for limit in ["1000", "5000", "18446744073709551615", ""] {
        told.ask(list(told, &format!("&limit={limit}"))).await;
    }
}

async fn what_is_no_cursor_is_refused(told: &mut Telling) {
    for text in ["nonsense", "%25", "e30=", "a"] {
        told.ask(list(told, &format!("&cursor={text}"))).await;
    }
    for json in ["nonsense", "[]", "5", "{}", "null"] {
        told.ask(list(told, &format!("&cursor={}", cursor(json)))).await;
    }
}

async fn a_cursor_names_a_moment_and_somebody(told: &mut Telling) {
    let (id, nobody) = ("0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001", "00000000-0000-0000-0000-000000000000");
    for json in [
        json!({ "id": id }),
        json!({ "created_at": "2026-01-01T00:00:00Z" }),
        json!({ "created_at": "2026-01-01T00:00:00Z", "id": nobody }),
        json!({ "created_at": "yesterday", "id": id }),
        json!({ "created_at": 5, "id": id }),
        json!({ "created_at": "2026-01-01T00:00:00Z", "id": "x" }),
        json!({ "created_at": "2026-01-01T00:00:00Z", "id": 5 }),
    ] {
        told.ask(list(told, &format!("&cursor={}", cursor(&json.to_string())))).await;
    }
    let padded =
        STANDARD.encode(json!({ "created_at": "2026-01-01T00:00:00Z", "id": id, "a": "b" }).to_string());
    told.ask(list(told, &format!("&cursor={}", padded.replace('+', "%2B")))).await;
}

async fn an_unknown_order_is_refused(told: &mut Telling) {
    for order in ["email", "created_at%20up", "id%20asc"] {
        told.ask(list(told, &format!("&sort={order}"))).await;
    }
}

async fn only_administrators_ask_for_a_part(told: &mut Telling) {
    let ann = told.member("ann").await;
    told.ask(get("/admin/users?limit=1")).await;
    told.ask(get("/admin/users?limit=1").bearer(&ann.access)).await;
}

async fn refusals_come_in_the_newer_shape(told: &mut Telling) {
    told.ask(list(told, "&limit=0").newer_errors()).await;
    told.ask(list(told, "&cursor=x").newer_errors()).await;
}

async fn nobody_asks_for_parts_where_there_are_pages(told: &mut Telling) {
    told.member("ann").await;
    for query in ["&limit=0", "&cursor=nonsense"] {
        let answer = told.quietly(list(told, query)).await;
        told.note("status", answer.status);
        told.note("pagination", answer.body()["pagination"].clone());
    }
}
