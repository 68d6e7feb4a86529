//! The meant differences around passwords that have leaked.

use serde_json::json;

use super::allowances::{Allowance, Is, Replacement};
use super::meant_differences::allow;

/// Stories in which a sign-in by password answers.
const SIGNED_IN_BY_PASSWORD: &[&str] = &["leaked_passwords::", "leaked_passwords_unanswered::"];

/// Stories in which an account is confirmed and shown in one go.
const CONFIRMED_WHEN_MADE: &[&str] = &[
    "leaked_passwords::an_administrator_makes_an_account_with_a_leaked_password",
    "leaked_passwords_unanswered::an_administrator_makes_accounts",
];

/// Stories in which an address is confirmed by something else than the mail of a sign-up.
const CONFIRMED_OTHERWISE: &[&str] = &["leaked_passwords::", "leaked_passwords_unanswered::"];

/// Fields.
pub(super) fn about_leaks() -> Vec<Allowance> {
    vec![
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
    ]
}

/// Whole answers.
pub(super) fn answers_about_leaks() -> Vec<Replacement> {
    let sent = |exchange: usize, name: &str| Replacement {
        story: "leaked_passwords_unanswered::a_code_makes_an_account_for_a_stranger",
        exchange,
        response: json!({
            "status": 200,
            "headers": { "content-type": "application/json" },
            "body": {},
            "mails": [{
                "to": format!("{name}@example.com"),
                "type": "signup",
                "code": format!("<code {exchange}>"),
                "link": format!("<token hash {exchange}>"),
                "redirect_to": "https://site.example",
            }],
        }),
        reason: "an account that a code makes has no password, so none is looked up",
    };
    vec![sent(1, "ann"), sent(2, "bob")]
}
