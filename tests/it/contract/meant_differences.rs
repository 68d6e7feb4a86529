//! The only differences from the real server that are let through, each with its reason. Everything
//! else is a fault, and so is an entry that nothing needs.

use super::allowances::{Allowance, Allowances, Is};
use super::meant_answers::meant_answers;
use super::meant_bodies::in_bodies;
use super::meant_custom::around_custom_providers;
use super::meant_flows::meant_flows;
use super::meant_hooks::around_hooks;
use super::meant_keys::{about_keys, answers_about_keys};
use super::meant_leaks::answers_about_leaks;
use super::meant_phones::{about_phones, answers_about_phones};
use super::meant_programs::meant_programs;

/// The table.
pub(super) fn meant_differences() -> Allowances {
    let fields = around_bodies().into_iter().chain(in_bodies()).chain(around_hooks());
    let fields = fields.chain(about_phones()).chain(about_keys());
    let fields = fields.chain(around_custom_providers());
    let answers = meant_answers().into_iter().chain(meant_flows()).chain(meant_programs());
    let answers = answers.chain(answers_about_phones()).chain(answers_about_keys());
    let answers = answers.chain(answers_about_leaks());
    let (fields, answers) = (fields.collect(), answers.collect());
    Allowances { fields, answers }
}

const EVERYWHERE: &[&str] = &[""];

/// Areas in which somebody asks too often.
const TOLD_TO_WAIT: &[&str] = &[
    "code_by_mail::",
    "email_change::",
    "factors_challenge::",
    "factors_phone::",
    "factors_verify::",
    "operator_mails::",
    "passkeys_authentication::",
    "reauthentication::",
    "recover::",
    "request_limits::",
    "resend::",
    "signup::",
];

pub(super) const fn allow(
    stories: &'static [&'static str],
    field: &'static str,
    recorded: Is,
    came: Is,
    reason: &'static str,
) -> Allowance {
    Allowance { stories, field, recorded, came, reason }
}

/// In headers, and in what is sent by mail.
fn around_bodies() -> Vec<Allowance> {
    vec![
        allow(
            EVERYWHERE,
            "response/headers/cache-control",
            Is::Missing,
            Is::Text("no-store"),
            "tokens belong in no cache (RFC 6749 §5.1)",
        ),
        allow(
            TOLD_TO_WAIT,
            "response/headers/retry-after",
            Is::Missing,
            Is::There,
            "a client that is told to wait is told how long (RFC 6585 §4)",
        ),
        allow(
            &["operator_tokens::a_taken_address_is_answered_with_them", "signup::"],
            "response/mails",
            Is::Missing,
            Is::There,
            "the owner of a taken address learns that somebody tried it",
        ),
        allow(
            &["refresh_grant::within_the_interval_an_older_token_still_works"],
            "response/headers/sb-auth-refresh-token-reuse",
            Is::Text("false"),
            Is::Missing,
            "the answer that the token before the current one gets, which says nothing of it either",
        ),
        allow(
            &["id_token_refusals::"],
            "response/headers/x-sb-error-code",
            Is::Missing,
            Is::Text("unexpected_failure"),
            "a failure says its code as every refusal does",
        ),
        allow(
            &["oauth_authorize::a_parameter_of_ours_cannot_be_given"],
            "response/headers/location/query/*",
            Is::There,
            Is::There,
            "where a browser comes back to, and with what, is not for the page that sent it to say",
        ),
        allow(
            &["oauth_authorize::an_invitation_goes_along"],
            "response/headers/location/query/invite_token",
            Is::There,
            Is::Missing,
            "the token of an invitation is nothing for a provider to read",
        ),
        allow(
            &["redirects::the_site_written_in_another_way_is_the_site"],
            "response/headers/location/to",
            Is::Text("https://site.example/"),
            Is::Text("https://site.example/welcome"),
            "the same origin is the same site (RFC 6454 §4)",
        ),
    ]
}
