//! Differences around providers that administrators set up, companies that they keep, and what hooks are told of
//! changes, each with its reason.

use super::allowances::{Allowance, Is};
use super::meant_differences::allow;

/// Stories in which an app makes an account whose address is confirmed at once.
const CONFIRMED_WHEN_MADE: &[&str] = &[
    "custom_openid::a_nonce_is_not_looked_at",
    "custom_openid::an_app_brings_a_token",
    "id_token_of_apps::an_app_brings_a_token_of_it",
];

/// Stories in which something is too long, or has another form.
const UNKEPT: &[&str] = &[
    "custom_providers_kept::one_gets_another_name",
    "custom_providers_refused::a_client_is_needed",
    "custom_providers_refused::a_name_is_not_too_long",
    "custom_providers_refused::a_url_is_not_too_long",
    "custom_providers_refused::an_identifier_has_a_form",
];

/// Fields.
pub(super) fn around_custom_providers() -> Vec<Allowance> {
    vec![
        allow(
            CONFIRMED_WHEN_MADE,
            "response/body/**/confirmed_at",
            Is::Missing,
            Is::Text("<time>"),
            "the account is shown as it is kept, also when it has just been made",
        ),
        allow(
            UNKEPT,
            "found",
            Is::Number(500),
            Is::Number(400),
            "what cannot be kept is the caller's mistake; there the failure shows the row with its secret",
        ),
        allow(
            &["companies_refused::a_name_is_one_companys"],
            "found",
            Is::Number(500),
            Is::Number(422),
            "a taken value is the caller's mistake, no failure of the server",
        ),
        allow(
            &["companies_refused::metadata_are_xml"],
            "found",
            Is::Number(500),
            Is::Number(400),
            "what cannot be read is the caller's mistake, no failure of the server",
        ),
        allow(
            &["hooks_notices::the_hook_tells_of_a_password_beside_other_changes"],
            "found/1",
            Is::Text("password_changed_notification"),
            Is::Text("email_change"),
            "a change is told once it lasts, after what it still needs",
        ),
        allow(
            &["hooks_notices::the_hook_tells_of_a_password_beside_other_changes"],
            "found/2",
            Is::Text("email_change"),
            Is::Text("password_changed_notification"),
            "a change is told once it lasts, after what it still needs",
        ),
        allow(
            &["hooks_notices::the_hook_tells_of_a_provider"],
            "found/payload/user/identities/1",
            Is::Missing,
            Is::There,
            "the account is shown as it is kept, with the way to sign in that the hook tells of",
        ),
    ]
}
