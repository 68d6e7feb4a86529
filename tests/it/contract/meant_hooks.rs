//! Differences from the real server on purpose, where hooks are called.

use super::allowances::{Allowance, Is};
use super::meant_differences::allow;

/// Stories in which somebody is refused the tokens that were made for them.
const WITHOUT_TOKENS: &[&str] = &[
    "hooks_claims::a_token_says_whether_it_is_anonymous",
    "hooks_claims::a_token_without_",
    "hooks_claims::an_agreement_without_a_word_says_no_claims",
    "hooks_claims::an_answer_without_claims_is_none",
    "hooks_claims::claims_that_are_no_object_are_none",
    "hooks_newcomers::who_is_told_afterwards_cannot_undo_an_anonymous_account",
    "hooks_tokens::a_refused_anonymous_account_is_none",
    "hooks_tokens::a_refused_code_stays_good",
    "hooks_tokens::a_refused_link_says_so_behind_the_fragment",
    "hooks_tokens::a_refused_refresh_leaves_the_token_good",
    "hooks_tokens::a_refused_sign_in_begins_no_session",
    "hooks_tokens::a_sign_up_that_is_refused_a_token",
    "hooks_tokens::somebody_refused_from_a_provider_has_no_account",
];

pub(super) fn around_hooks() -> Vec<Allowance> {
    vec![
        allow(
            WITHOUT_TOKENS,
            "response/headers/sb-auth-refresh-token-prefix",
            Is::Text("<of none>"),
            Is::Missing,
            "a refresh token that nobody gets has no beginning",
        ),
        allow(
            &["hooks_tokens::a_refused_refresh_leaves_the_token_good"],
            "response/headers/sb-auth-refresh-token-reuse",
            Is::Text("false"),
            Is::Missing,
            "a token that was not spent is not said to be used",
        ),
        allow(
            &["hooks_tokens::somebody_refused_from_a_provider_has_no_account"],
            "response/headers/sb-auth-user-id",
            Is::There,
            Is::Missing,
            "an account that was not made has no id",
        ),
        allow(
            &["hooks_tokens::somebody_refused_from_a_provider_has_no_account"],
            "response/headers/sb-auth-session-id",
            Is::There,
            Is::Missing,
            "a session that was not begun has no id",
        ),
        allow(
            &["hooks_tokens::somebody_is_who_the_hook_says"],
            "found",
            Is::Number(200),
            Is::Number(403),
            "a session belongs to whose it is, whatever a token says",
        ),
        allow(
            &["hooks_newcomers::the_second_hook_is_told_of_somebody_from_a_provider"],
            "found/**/confirmed_at",
            Is::Missing,
            Is::Text("<time>"),
            "the account is shown as it is kept, also when it has just been made",
        ),
        allow(
            &["hooks_newcomers::nobody_is_asked_about_somebody_with_an_account"],
            "found/1/payload/user/identities/1",
            Is::Missing,
            Is::There,
            "the account is shown as it is kept, with the way that somebody has just come in",
        ),
    ]
}
