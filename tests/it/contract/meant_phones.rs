//! What differs from the real server where telephones are concerned, each with its reason.

use serde_json::{Value, json};

use super::allowances::{Allowance, Is, Replacement};
use super::meant_answers::refusal;
use super::meant_differences::allow;

/// Areas in which somebody asks too often.
const TOLD_TO_WAIT: &[&str] = &["phone_switches::", "phone_throttled::"];

/// Areas in which somebody signs in with a password.
const SIGNED_IN_BY_PASSWORD: &[&str] = &[
    "phone_account::",
    "phone_admin::",
    "phone_believed::",
    "phone_change::",
    "phone_password::",
    "phone_sent::",
    "phone_sign_up::",
    "phone_switches::",
];

/// Stories in which an account is confirmed and shown in one go.
const CONFIRMED_WHEN_MADE: &[&str] = &[
    "phone_admin::a_number_is_proved_later",
    "phone_admin::a_number_is_proved_where_there_is_none",
    "phone_admin::an_account_is_made_with_a_proved_number",
    "phone_admin::an_account_is_made_with_everything",
    "phone_admin::somebody_without_a_name_gets_a_proved_number",
    "phone_believed::a_new_number_signs_in_at_once",
    "phone_believed::a_number_that_was_never_proved_signs_in_at_once",
    "phone_believed::somebody_without_a_name_gets_a_number_at_once",
];

/// Stories in which an administrator says that an address is proved.
const CONFIRMED_OTHERWISE: &[&str] = &[
    "phone_admin::an_account_is_made_with_everything",
    "phone_password::somebody_with_both_signs_in_with_either",
    "phone_proved_meanwhile::a_code_alone_still_proves_the_number",
    "phone_proved_meanwhile::the_code_still_proves_the_number",
];

pub(super) fn about_phones() -> Vec<Allowance> {
    vec![
        allow(
            TOLD_TO_WAIT,
            "response/headers/retry-after",
            Is::Missing,
            Is::There,
            "a client that is told to wait is told how long (RFC 6585 §4)",
        ),
        allow(
            SIGNED_IN_BY_PASSWORD,
            "response/body/weak_password",
            Is::Null,
            Is::Missing,
            "nothing to say about the password: left out, as in every other answer",
        ),
        allow(
            &["phone_sign_up::a_taken_number_is_answered_as_a_new_one"],
            "response/body/role",
            Is::Text(""),
            Is::Text("authenticated"),
            "the look-alike of a taken number is not told apart by its role",
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
            &["phone_sign_up::an_address_that_people_say_of_themselves_is_none"],
            "response/body/identities/0/email",
            Is::There,
            Is::Missing,
            "what somebody says of themselves is no address of theirs: accounts are linked by those",
        ),
        allow(
            &["phone_account::"],
            "found/*/ip_address",
            Is::Text(""),
            Is::Text("127.0.0.1"),
            "from where somebody came is what a log is read for",
        ),
    ]
}

/// What a stranger is answered who signs up.
fn look_alike(provider: &str, address: &str, number: &str) -> Value {
    json!({
        "status": 200,
        "headers": {"cache-control": "no-store", "content-type": "application/json"},
        "body": {
            "id": "<id 1>", "aud": "authenticated", "role": "authenticated", "email": address,
            "phone": number, "confirmation_sent_at": "<time>",
            "app_metadata": {"provider": provider, "providers": [provider]}, "user_metadata": {},
            "identities": [], "created_at": "<time>", "updated_at": "<time>", "is_anonymous": false,
        },
    })
}

/// The same, and the owner of the address may still prove it.
fn with_mail(mut answer: Value) -> Value {
    answer["mails"] = json!([{
        "to": "ann@example.com", "type": "signup", "link": "<token hash 1>",
        "redirect_to": "https://site.example", "code": "<code 1>",
    }]);
    answer
}

pub(super) fn answers_about_phones() -> Vec<Replacement> {
    let replace = |story, exchange, response, reason| Replacement { story, exchange, response, reason };
    let theirs = "an account that somebody has proved by one name is not handed out for the other";
    let taken = "a taken value is the caller's mistake, no failure of the server";
    let off = "that numbers are not taken is no failure of the server";
    vec![
        replace(
            "phone_proved_meanwhile::a_number_signs_nobody_up_for_somebody_elses_account",
            1,
            look_alike("phone", "", "<phone 1>"),
            theirs,
        ),
        replace(
            "phone_proved_meanwhile::an_address_signs_nobody_up_for_somebody_elses_account",
            1,
            with_mail(look_alike("email", "ann@example.com", "")),
            theirs,
        ),
        replace(
            "phone_proved_meanwhile::a_believed_number_signs_nobody_up_for_somebody_elses_account",
            1,
            refusal(422, "user_already_exists", false),
            theirs,
        ),
        replace(
            "phone_change::a_number_that_was_taken_meanwhile_is_refused",
            1,
            refusal(422, "phone_exists", false),
            taken,
        ),
        replace("phone_admin::a_taken_number_cannot_be_given", 1, refusal(422, "phone_exists", false), taken),
        replace("phone_admin::a_taken_number_cannot_be_given", 2, refusal(422, "phone_exists", true), taken),
        replace(
            "phone_change::where_numbers_are_not_taken_none_is_added",
            1,
            refusal(400, "phone_provider_disabled", false),
            off,
        ),
        replace(
            "phone_code::a_code_is_no_link",
            3,
            refusal(403, "otp_expired", false),
            "a code has few digits, and how often a link is tried is not counted by account",
        ),
        replace(
            "phone_sent::after_many_wrong_codes_another_one_is_needed",
            1,
            refusal(403, "otp_expired", false),
            "a code is over after six wrong ones, so that nobody tries them all",
        ),
        replace(
            "phone_code::somebody_banned_is_told_only_with_the_right_code",
            1,
            refusal(403, "otp_expired", false),
            "who does not know the code learns nothing about the account",
        ),
        replace(
            "phone_change::somebody_banned_is_told_only_with_the_right_code",
            1,
            refusal(403, "otp_expired", false),
            "who does not know the code learns nothing about the account",
        ),
        replace(
            "phone_password::somebody_banned_is_told_only_with_the_right_password",
            2,
            refusal(400, "invalid_credentials", false),
            "who does not know the password learns nothing about the account",
        ),
    ]
}
