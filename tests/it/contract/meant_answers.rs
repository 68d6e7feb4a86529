//! Whole answers that are others than the real server's on purpose, each with its reason.

use serde_json::{Value, json};

use super::allowances::Replacement;

/// An error in the older shape, and in the newer one when `newer`.
pub(super) fn refusal(status: u16, code: &str, newer: bool) -> Value {
    let mut headers = json!({"content-type": "application/json", "x-sb-error-code": code});
    let mut body = json!({"code": status, "error_code": code, "msg": "<words>"});
    if newer {
        headers["x-supabase-api-version"] = "2024-01-01".into();
        body = json!({"code": code, "message": "<words>"});
    }
    json!({"status": status, "headers": headers, "body": body})
}

/// The same, as a page of another site reads it.
fn to_a_page(mut answer: Value) -> Value {
    answer["headers"]["access-control-allow-credentials"] = "true".into();
    answer["headers"]["access-control-allow-origin"] = "*".into();
    answer["headers"]["access-control-expose-headers"] = "X-Total-Count, Link, X-Supabase-Api-Version".into();
    answer
}

pub(super) fn meant_answers() -> Vec<Replacement> {
    let replace = |story, exchange, response, reason| Replacement { story, exchange, response, reason };
    let mut answers = Vec::new();
    let nowhere = "metadata::an_unknown_path_is_not_found";
    for exchange in 1..=4 {
        let reason = "errors are JSON, and what is not there asks nobody for a token";
        answers.push(replace(nowhere, exchange, refusal(404, "feature_disabled", false), reason));
    }
    let refused = "metadata::a_known_path_with_another_method_is_refused";
    for (exchange, allow) in ["POST", "POST", "GET, PUT", "POST", "GET", "POST"].into_iter().enumerate() {
        let mut response = refusal(405, "unknown", false);
        response["headers"]["allow"] = allow.into();
        answers.push(replace(refused, exchange + 1, response, "errors are JSON (RFC 9110 §15.5.6)"));
    }
    let nowhere = "cors::what_is_not_there_may_be_read_too";
    let reason = "errors are JSON, and what is not there asks nobody for a token";
    answers.push(replace(nowhere, 1, to_a_page(refusal(404, "feature_disabled", false)), reason));
    let mut patch = refusal(405, "unknown", false);
    patch["headers"]["allow"] = "GET, PUT".into();
    answers.push(replace(nowhere, 2, to_a_page(patch.clone()), reason));
    let preflight = "cors::a_question_without_a_method_is_no_preflight";
    answers.push(replace(preflight, 1, to_a_page(patch), reason));
    let mut over = refusal(400, "refresh_token_already_used", false);
    over["headers"]["sb-auth-user-id"] = "<id 1>".into();
    over["headers"]["sb-auth-session-id"] = "<id 3>".into();
    let taken = "a taken value is the caller's mistake, no failure of the server";
    answers.extend([
        replace(
            "metadata::a_slash_at_the_end_changes_nothing",
            3,
            refusal(401, "no_authorization", false),
            "a slash at the end is let pass everywhere, not only at some paths",
        ),
        replace(
            "admin_users::a_taken_address_cannot_be_given",
            1,
            refusal(422, "email_exists", false),
            taken,
        ),
        replace("admin_users::a_taken_address_cannot_be_given", 2, refusal(422, "email_exists", true), taken),
        replace("admin_users::a_taken_id_is_refused", 2, refusal(422, "email_exists", false), taken),
        replace(
            "admin_users::what_is_no_hash_is_refused",
            1,
            refusal(400, "validation_failed", false),
            "what cannot be read is the caller's mistake, no failure of the server",
        ),
        replace(
            "admin_users::a_ban_into_the_past_is_refused",
            1,
            refusal(400, "validation_failed", false),
            "a ban that is over before it begins is a mistake",
        ),
        replace(
            "admin_list::a_page_without_room_is_empty",
            1,
            json!({
                "status": 200,
                "headers": {
                    "content-type": "application/json",
                    "link": "</admin/users?filter=&page=0&per_page=0>; rel=\"last\"",
                    "x-total-count": "0",
                },
                "body": {"aud": "authenticated", "users": []},
            }),
            "an odd number is no failure of the server",
        ),
        replace(
            "password_grant::somebody_banned_is_told_only_with_the_right_password",
            2,
            refusal(400, "invalid_credentials", false),
            "who does not know the password learns nothing about the account",
        ),
        replace(
            "recover::somebody_banned_is_told_only_with_the_right_code",
            1,
            refusal(403, "otp_expired", false),
            "who does not know the code learns nothing about the account",
        ),
        replace(
            "verify::using_one_link_uses_up_the_codes_of_others_too",
            2,
            refusal(403, "otp_expired", false),
            "who used one link needs the others no more, neither their links nor their codes",
        ),
        replace(
            "refresh_grant::a_session_found_stolen_is_over_at_once",
            4,
            over,
            "the thief may hold the current token: it is over at once, not ten seconds later",
        ),
    ]);
    answers.extend(about_factors());
    answers
}

fn about_factors() -> Vec<Replacement> {
    let replace = |story, exchange, response, reason| Replacement { story, exchange, response, reason };
    let invalid = || refusal(400, "validation_failed", false);
    vec![
        replace(
            "factors_enrol::a_name_longer_than_a_kilobyte_is_refused",
            1,
            invalid(),
            "the names of factors are in every answer about their owner: they stay short",
        ),
        replace(
            "factors_enrol::a_name_that_no_database_keeps_is_refused",
            1,
            invalid(),
            "what cannot be kept is the caller's mistake, no failure of the server",
        ),
        replace(
            "factors_enrol::an_issuer_too_long_for_a_picture_is_refused",
            1,
            invalid(),
            "what cannot be drawn is the caller's mistake, no failure of the server",
        ),
        replace(
            "admin_factors::a_taken_name_cannot_be_given",
            1,
            refusal(422, "mfa_factor_name_conflict", true),
            "a taken value is the caller's mistake, no failure of the server",
        ),
        replace(
            "factors_sessions::a_session_found_stolen_is_not_made_whole",
            2,
            refusal(403, "session_not_found", false),
            "that the session was revoked is no failure of the server",
        ),
        replace(
            "factors_codes::a_code_is_taken_once",
            1,
            refusal(422, "mfa_verification_failed", false),
            "who looked over a shoulder has half a minute otherwise (RFC 6238 §5.2)",
        ),
        replace(
            "factors_verify::after_many_wrong_codes_another_challenge_is_needed",
            7,
            refusal(422, "mfa_challenge_expired", false),
            "a challenge is over after six wrong codes, so that nobody tries them all",
        ),
    ]
}
