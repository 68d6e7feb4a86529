//! The only differences from the real server that are let through, each with its reason. Everything
//! else is a fault, and so is an entry that nothing needs.

use serde_json::{Value, json};

use super::allowances::{Allowance, Allowances, Is, Replacement};

/// An error in the older shape, and in the newer one when `newer`.
fn refusal(status: u16, code: &str, newer: bool) -> Value {
    let mut headers = json!({"content-type": "application/json", "x-sb-error-code": code});
    let mut body = json!({"code": status, "error_code": code, "msg": "<words>"});
    if newer {
        headers["x-supabase-api-version"] = "2024-01-01".into();
        body = json!({"code": code, "message": "<words>"});
    }
    json!({"status": status, "headers": headers, "body": body})
}

/// The table.
pub(super) fn meant_differences() -> Allowances {
    Allowances { fields: fields(), answers: answers() }
}

const EVERYWHERE: &[&str] = &[""];

/// Areas in which somebody signs in with a password.
const SIGNED_IN_BY_PASSWORD: &[&str] = &[
    "admin_users::",
    "email_change::",
    "generate_link::",
    "password_change::",
    "password_grant::",
    "reauthentication::",
    "refresh_grant::",
    "signup::",
];

/// Stories in which an account is confirmed and shown in one go.
const CONFIRMED_WHEN_MADE: &[&str] = &[
    "admin_users::a_taken_id_is_refused",
    "admin_users::an_account_is_made_confirmed",
    "admin_users::an_account_is_made_with_everything",
    "admin_users::an_account_needs_no_password",
    "admin_users::an_address_is_confirmed",
    "password_grant::accounts_made_by_administrators",
    "signup::without_confirmation_a_",
];

/// Stories in which an address is confirmed by something else than the mail of a sign-up.
const CONFIRMED_OTHERWISE: &[&str] = &[
    "admin_users::a_taken_id_is_refused",
    "admin_users::an_account_is_made_confirmed",
    "admin_users::an_account_is_made_with_everything",
    "admin_users::an_account_needs_no_password",
    "admin_users::an_address_is_confirmed",
    "code_by_mail::without_confirmation_a_new_address",
    "password_grant::accounts_made_by_administrators",
    "recover::a_recovery_confirms_an_unconfirmed_address",
    "signup::without_confirmation_a_new_address",
    "verify::using_one_link_uses_up_the_others",
];

fn fields() -> Vec<Allowance> {
    let allow = |stories, field, recorded, came, reason| Allowance { stories, field, recorded, came, reason };
    vec![
        allow(
            EVERYWHERE,
            "response/headers/cache-control",
            Is::Missing,
            Is::Text("no-store"),
            "tokens belong in no cache (RFC 6749 §5.1)",
        ),
        allow(
            &["code_by_mail::", "email_change::", "reauthentication::", "recover::", "resend::", "signup::"],
            "response/headers/retry-after",
            Is::Missing,
            Is::There,
            "a client that is told to wait is told how long (RFC 6585 §4)",
        ),
        allow(
            &["signup::"],
            "response/body/role",
            Is::Text(""),
            Is::Text("authenticated"),
            "the look-alike of a taken address is not told apart by its role",
        ),
        allow(
            &["signup::"],
            "response/mails",
            Is::Missing,
            Is::There,
            "the owner of a taken address learns that somebody tried it",
        ),
        allow(
            &["metadata::health_tells_name_and_version"],
            "response/body/description",
            Is::There,
            Is::There,
            "words for people",
        ),
        allow(
            &["metadata::settings"],
            "response/body/saml_private_key_next_configured",
            Is::There,
            Is::Missing,
            "nothing here knows of SAML",
        ),
        allow(
            SIGNED_IN_BY_PASSWORD,
            "response/body/weak_password",
            Is::Null,
            Is::Missing,
            "nothing to say about the password: left out, as in every other answer",
        ),
        allow(
            CONFIRMED_WHEN_MADE,
            "response/body/**/confirmed_at",
            Is::Missing,
            Is::Text("<time>"),
            "the account is shown as it is kept, also when it has just been made",
        ),
        allow(
            CONFIRMED_OTHERWISE,
            "response/body/**/identity_data/email_verified",
            Is::False,
            Is::True,
            "an address that was proved in another way than by sign-up is proved all the same",
        ),
        allow(
            &["admin_users::an_address_changes_at_once"],
            "response/body/identities/0/**",
            Is::There,
            Is::There,
            "the account is shown as it is kept, not as it was before",
        ),
        allow(
            &["refresh_grant::within_the_interval_an_older_token_still_works"],
            "response/body/refresh_token",
            Is::Text("<refresh token 4>"),
            Is::Text("<refresh token 3>"),
            "the current token again, as the newer kind of refresh token does it: never two live ones",
        ),
        allow(
            &["generate_link::the_links_of_a_new_address"],
            "response/body/hashed_token",
            Is::Text("<token hash 3>"),
            Is::Text("<token hash 2>"),
            "the hash of the token that is in the link: the other one opens nothing",
        ),
        allow(
            &["redirects::the_site_written_in_another_way_is_the_site"],
            "response/headers/location/to",
            Is::Text("https://site.example/"),
            Is::Text("https://site.example/welcome"),
            "the same origin is the same site (RFC 6454 §4)",
        ),
        allow(
            &["admin_list::the_filter_reads_addresses_and_names"],
            "found",
            Is::There,
            Is::There,
            "% and _ in a filter are letters to look for",
        ),
    ]
}

fn answers() -> Vec<Replacement> {
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
            "refresh_grant::a_session_found_stolen_is_over_at_once",
            4,
            refusal(400, "refresh_token_already_used", false),
            "the thief may hold the current token: it is over at once, not ten seconds later",
        ),
    ]);
    answers
}
