//! What of the table of meant differences is in bodies.

use super::allowances::{Allowance, Is};
use super::meant_differences::allow;

/// Areas in which somebody signs in with a password.
const SIGNED_IN_BY_PASSWORD: &[&str] = &[
    "admin_users::",
    "anonymous::",
    "captcha::",
    "cors::",
    "counted_refresh::",
    "email_change::",
    "factors_limits::",
    "factors_sessions::",
    "generate_link::",
    "hooks_attempts::",
    "hooks_claims::",
    "hooks_tokens::",
    "leaked_passwords::",
    "leaked_passwords_unanswered::",
    "operator_passwords::",
    "operator_switches::",
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
    "anonymous::an_address_and_a_password_sign_in_from_then_on",
    "anonymous::an_address_is_taken_at_once",
    "anonymous::an_administrator_gives_it_an_address",
    "id_token_sign_in::",
    "leaked_passwords::an_administrator_makes_an_account_with_a_leaked_password",
    "leaked_passwords_unanswered::an_administrator_makes_accounts",
    "operator_passwords::an_account_that_an_administrator_makes_is_not",
    "operator_switches::administrators_make_accounts_all_the_same",
    "password_grant::accounts_made_by_administrators",
    "signup::without_confirmation_a_",
    "hooks_newcomers::the_hooks_are_told_of_a_sign_up_without_a_mail",
    "hooks_tokens::a_sign_up_that_signs_in_asks_the_hook",
];

/// Stories in which an address is confirmed by something else than the mail of a sign-up.
const CONFIRMED_OTHERWISE: &[&str] = &[
    "admin_users::a_taken_id_is_refused",
    "admin_users::an_account_is_made_confirmed",
    "admin_users::an_account_is_made_with_everything",
    "admin_users::an_account_needs_no_password",
    "admin_users::an_address_is_confirmed",
    "code_by_mail::without_confirmation_a_new_address",
    "leaked_passwords::",
    "leaked_passwords_unanswered::",
    "oauth_linking::an_account_made_by_administrators_is_found",
    "oauth_linking::unverified_addresses_lead_to_accounts",
    "operator_mails::a_change_of_address_is_refused",
    "operator_passwords::a_new_password_is_held_to_the_rules",
    "operator_passwords::a_new_password_needs_the_one_before",
    "operator_passwords::a_password_before_of_another_type_is_refused",
    "operator_passwords::a_password_that_an_administrator_sets_is_held_to_the_rules",
    "operator_passwords::an_account_that_an_administrator_makes_is_not",
    "operator_passwords::other_changes_need_no_password",
    "operator_passwords::the_right_password_before_is_enough",
    "operator_switches::administrators_make_accounts_all_the_same",
    "password_grant::accounts_made_by_administrators",
    "pkce_exchange::a_recovery_of_somebody_unconfirmed",
    "recover::a_recovery_confirms_an_unconfirmed_address",
    "signup::without_confirmation_a_new_address",
    "verify::using_one_link_uses_up_the_others",
];

/// In bodies, and in what stories found out by themselves.
pub(super) fn in_bodies() -> Vec<Allowance> {
    in_accounts().into_iter().chain(in_what_is_told()).collect()
}

/// Of how accounts are shown.
fn in_accounts() -> Vec<Allowance> {
    vec![
        allow(
            &["signup::"],
            "response/body/role",
            Is::Text(""),
            Is::Text("authenticated"),
            "the look-alike of a taken address is not told apart by its role",
        ),
        allow(
            &["operator_tokens::a_taken_address_is_answered_with_them"],
            "response/body/role",
            Is::Text(""),
            Is::Text("member"),
            "the look-alike of a taken address is not told apart by its role",
        ),
        allow(
            &["cors::an_answer_to_no_page_says_nothing", "metadata::health_tells_name_and_version"],
            "response/body/description",
            Is::There,
            Is::There,
            "words for people",
        ),
        allow(
            &["anonymous::settings_say_so", "metadata::settings"],
            "response/body/saml_private_key_next_configured",
            Is::True,
            Is::False,
            "there is no SAML here, and no key that is to be its next",
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
    ]
}

/// Of everything else.
fn in_what_is_told() -> Vec<Allowance> {
    vec![
        allow(
            &[
                "invite::a_second_invitation_replaces_the_first",
                "invite::an_invitation_is_sent_and_taken",
                "invite::people_are_invited_while_closed",
                "invite::somebody_invited_may_sign_up",
            ],
            "response/body/**/confirmation_sent_at",
            Is::Missing,
            Is::Text("<time>"),
            "when the invitation was sent is still known after it was taken",
        ),
        allow(
            &["id_token_refusals::"],
            "response/body/error_id",
            Is::Missing,
            Is::There,
            "a failure says by which id the log knows it",
        ),
        allow(
            &["signup::what_people_say_of_themselves_is_kept"],
            "response/body/**/identity_data/nothing",
            Is::Null,
            Is::Missing,
            "null says that there is nothing, in every answer and not only in the first",
        ),
        allow(
            &["anonymous::what_is_said_stands_in_the_metadata"],
            "response/**/user_metadata/nothing",
            Is::Null,
            Is::Missing,
            "null says that there is nothing, in every answer and not only in the first",
        ),
        allow(
            &["generate_link::the_links_of_a_new_address"],
            "response/body/hashed_token",
            Is::Text("<token hash 3>"),
            Is::Text("<token hash 2>"),
            "the hash of the token that is in the link: the other one opens nothing",
        ),
        allow(
            &["factors_enrol::an_issuer_that_would_be_taken_apart_is_escaped"],
            "response/body/totp/uri",
            Is::There,
            Is::There,
            "an app that takes the parameters apart gets the issuer whole (RFC 3986 §2.2)",
        ),
        allow(
            &["audit_log::a_search_knows_no_wildcards"],
            "found",
            Is::There,
            Is::Number(0),
            "% and _ in a search are letters to look for",
        ),
        allow(
            &["audit_log::an_entry_is_shown_whole"],
            "response/body/*/ip_address",
            Is::Text(""),
            Is::Text("127.0.0.1"),
            "from where somebody came is what a log is read for",
        ),
        allow(
            &[
                "audit_entries::",
                "audit_log::a_full_name_is_noted",
                "factors_phone_proofs::what_happens_to_a_telephone_is_noted",
                "oauth_server_token::what_was_noted",
            ],
            "found/*/ip_address",
            Is::Text(""),
            Is::Text("127.0.0.1"),
            "from where somebody came is what a log is read for",
        ),
        allow(
            &["admin_list::the_filter_knows_no_wildcards"],
            "found",
            Is::Number(1),
            Is::Number(0),
            "% and _ in a filter are letters to look for",
        ),
    ]
}
