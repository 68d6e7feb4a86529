//! Whole answers on the way through a code challenge or a provider that are others than the real
//! server's on purpose, each with its reason.

use serde_json::{Value, json};

use super::allowances::Replacement;
use super::meant_answers::refusal;

/// A redirect with these members in the query and, with the mark, in the fragment.
fn told_twice(to: &str, members: &Value) -> Value {
    let mut fragment = members.clone();
    fragment["sb"] = "".into();
    json!({"status": 303, "headers": {"location": {"to": to, "query": members, "fragment": fragment}}})
}

pub(super) fn meant_flows() -> Vec<Replacement> {
    let replace = |story, exchange, response, reason| Replacement { story, exchange, response, reason };
    let malformed = || refusal(400, "validation_failed", false);
    let ours = "what is sent wrong is the caller's mistake, no failure of the server";
    let no_challenge = "what can be no challenge protects nobody (RFC 7636 §4.2)";
    let whole = "pkce_mails::a_change_of_address_wants_a_whole_challenge";
    let unknown = json!({
        "error": "invalid_request", "error_code": "validation_failed", "error_description": "<words>",
    });
    let coded = json!({
        "status": 303,
        "headers": {"location": {
            "to": "https://site.example/welcome", "query": {"code": "<id 1>"}, "fragment": null,
        }},
    });
    let gone = json!({
        "error": "server_error", "error_code": "user_not_found", "error_description": "<words>",
    });
    let to_the_site = json!({
        "status": 303,
        "headers": {"location": {"to": "https://site.example/", "query": gone, "fragment": null}},
    });
    vec![
        replace(
            "identities::somebody_deleted_meanwhile_links_nothing",
            1,
            to_the_site,
            "the browser is told that the account is gone, which is no failure of the server",
        ),
        replace("pkce_mails::an_unknown_method_is_refused", 1, malformed(), ours),
        replace(whole, 1, malformed(), ours),
        replace(whole, 2, malformed(), ours),
        replace(whole, 3, malformed(), no_challenge),
        replace(
            "pkce_links::a_link_of_any_kind_of_mail_brings_a_code",
            1,
            coded,
            "the kind stands for either mail, with a code challenge as without",
        ),
        replace(
            "pkce_links::what_is_no_kind_of_link_is_refused",
            5,
            told_twice("https://site.example/", &unknown),
            ours,
        ),
        replace(
            "pkce_exchange::somebody_deleted_meanwhile_is_refused",
            1,
            refusal(404, "flow_state_not_found", false),
            "the code went with the account, which is no failure of the server",
        ),
        replace(
            "pkce_exchange::somebody_banned_meanwhile_is_refused",
            1,
            refusal(403, "user_banned", false),
            "a ban keeps out everybody who comes after it",
        ),
    ]
}
