//! Whole answers to programs of others, and about them, that are others than the real server's on purpose,
//! each with its reason.

use serde_json::json;

use super::allowances::Replacement;
use super::meant_answers::refusal;

pub(super) fn meant_programs() -> Vec<Replacement> {
    let no_grant = json!({
        "status": 400,
        "headers": {"content-type": "application/json"},
        "body": {"error": "invalid_grant", "error_description": "<words>"},
    });
    vec![
        Replacement {
            story: "oauth_server_clients::a_program_that_is_deleted_asks_for_nothing",
            exchange: 6,
            response: refusal(403, "session_not_found", false),
            reason: "a program that is deleted holds no session any more",
        },
        Replacement {
            story: "oauth_server_grants::a_code_that_was_given_before_is_worth_nothing",
            exchange: 1,
            response: no_grant,
            reason: "what a person takes back is gone, codes that are still out included (RFC 7009 §2.1)",
        },
    ]
}
