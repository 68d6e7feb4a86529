//! The meant differences around passwords that have leaked.

use serde_json::json;

use super::allowances::Replacement;

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
