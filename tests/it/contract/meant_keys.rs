//! What differs from the real server where security keys and passkeys are concerned, each with its reason.

use super::allowances::{Allowance, Is, Replacement};
use super::meant_answers::refusal;
use super::meant_differences::allow;

/// Areas in which somebody is shown who has proved a security key.
const SHOW_PROVED_KEYS: &[&str] = &[
    "factors_webauthn::",
    "factors_webauthn_bodies::",
    "factors_webauthn_new::",
    "factors_webauthn_proofs::",
    "factors_webauthn_switches::",
];

/// Stories in which a new key, or what is taken for one, proves nothing.
const WRONG_NEW_KEYS: &[&str] = &[
    "factors_webauthn_proofs::a_new_key_for_another_question_proves_nothing",
    "factors_webauthn_proofs::a_new_key_of_an_unknown_kind_proves_nothing",
    "factors_webauthn_proofs::a_new_key_of_another_site_proves_nothing",
    "factors_webauthn_proofs::a_new_key_that_is_attested_wrong_proves_nothing",
    "factors_webauthn_proofs::a_new_key_without_anybody_there_proves_nothing",
    "factors_webauthn_proofs::a_signature_is_no_new_key",
];

/// Stories in which a signature proves nothing.
const WRONG_SIGNATURES: &[&str] = &[
    "factors_webauthn_proofs::a_key_that_was_taken_away_meanwhile_proves_nothing",
    "factors_webauthn_proofs::a_new_key_is_no_signature",
    "factors_webauthn_proofs::a_signature_for_another_question_proves_nothing",
    "factors_webauthn_proofs::a_signature_of_an_unknown_key_proves_nothing",
    "factors_webauthn_proofs::a_signature_of_another_site_proves_nothing",
    "factors_webauthn_proofs::a_signature_of_somebody_else_proves_nothing",
    "factors_webauthn_proofs::a_signature_without_anybody_there_proves_nothing",
    "factors_webauthn_proofs::a_wrong_signature_proves_nothing",
    "factors_webauthn_proofs::copies_that_cannot_be_prove_nothing",
];

/// Areas in which stories look at what was noted.
const NOTED: &[&str] = &[
    "factors_webauthn::",
    "factors_webauthn_new::",
    "passkeys_authentication::",
    "passkeys_management::",
    "passkeys_registration::",
];

/// Stories about an operator who has not said for which site keys are.
const FOR_NO_SITE: &[&str] = &["factors_webauthn_switches::a_key_for_no_site_is_not_asked"];

/// Stories about an operator who has switched off that keys are asked.
const NOT_JUDGED: &[&str] = &["factors_webauthn_switches::no_key_is_judged"];

/// Stories in which a hook refuses a sign-in.
const REFUSED_BY_HOOK: &[&str] =
    &["passkeys_authentication_refusals::a_hook_that_refuses_leaves_the_challenge"];

const WRONG: &str = "a wrong answer is the caller's mistake, no failure of the server";

pub(super) fn about_keys() -> Vec<Allowance> {
    let failure = Is::Text("unexpected_failure");
    let refused = Is::Text("mfa_verification_failed");
    let mut allowances = vec![
        allow(
            SHOW_PROVED_KEYS,
            "response/body/**/last_webauthn_challenge_data",
            Is::There,
            Is::Missing,
            "what a key answered last is read by nobody, and would go out with every answer about its owner",
        ),
        allow(
            NOTED,
            "found/*/ip_address",
            Is::Text(""),
            Is::Text("127.0.0.1"),
            "from where somebody came is what a log is read for",
        ),
        allow(WRONG_NEW_KEYS, "response/headers/x-sb-error-code", Is::Missing, refused, WRONG),
        allow(WRONG_SIGNATURES, "response/headers/x-sb-error-code", failure, refused, WRONG),
        allow(WRONG_SIGNATURES, "response/body/error_id", Is::There, Is::Missing, WRONG),
        allow(
            FOR_NO_SITE,
            "response/headers/x-sb-error-code",
            Is::Missing,
            failure,
            "a failure has the code in its headers that stands in its body",
        ),
        allow(
            FOR_NO_SITE,
            "response/body/error_id",
            Is::Missing,
            Is::There,
            "every failure has an id under which it is found in the log",
        ),
    ];
    allowances.extend([
        allow(
            REFUSED_BY_HOOK,
            "response/headers/sb-auth-refresh-token-prefix",
            Is::Text("<of none>"),
            Is::Missing,
            "a token that nobody gets has no name",
        ),
        allow(
            REFUSED_BY_HOOK,
            "found",
            Is::Number(400),
            Is::Number(403),
            "what a hook refuses changes nothing: the challenge is not used up either",
        ),
    ]);
    for stories in [WRONG_NEW_KEYS, WRONG_SIGNATURES] {
        allowances.extend([
            allow(stories, "response/status", Is::Number(500), Is::Number(422), WRONG),
            allow(stories, "response/body/code", Is::Number(500), Is::Number(422), WRONG),
            allow(stories, "response/body/error_code", failure, refused, WRONG),
        ]);
    }
    for field in ["response/body/error_code", "response/body/code", "response/headers/x-sb-error-code"] {
        let (enrol, verify) =
            (Is::Text("mfa_webauthn_enroll_not_enabled"), Is::Text("mfa_webauthn_verify_not_enabled"));
        let reason = "keys are enrolled there: it is their answers that are not taken";
        allowances.push(allow(NOT_JUDGED, field, enrol, verify, reason));
    }
    allowances
}

pub(super) fn answers_about_keys() -> Vec<Replacement> {
    let replace = |story, exchange, response, reason| Replacement { story, exchange, response, reason };
    let known = "that a key is known is the caller's mistake, and what a database says of it is for nobody";
    vec![
        replace(
            "factors_webauthn_proofs::a_new_key_comes_once",
            1,
            refusal(422, "mfa_verification_failed", false),
            "a question for a first key that was left open would let any key prove a factor that has one",
        ),
        replace(
            "passkeys_registration::a_key_is_known_once",
            1,
            refusal(422, "webauthn_credential_exists", false),
            known,
        ),
        replace(
            "passkeys_registration::a_key_is_known_once_to_everybody",
            1,
            refusal(422, "webauthn_credential_exists", false),
            known,
        ),
    ]
}
