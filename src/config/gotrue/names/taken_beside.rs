//! The same for what not every server has: second factors, passkeys, hooks, and programs of others.

use super::taken::taken;
use crate::config::gotrue::GoTrueName;

pub(super) const TAKEN_BESIDE: &[GoTrueName] = &[
    // Second factors.
    taken(&["GOTRUE_MFA_TOTP_ENROLL_ENABLED"], "`true`", "Whether authenticator apps are enrolled."),
    taken(&["GOTRUE_MFA_TOTP_VERIFY_ENABLED"], "`true`", "Whether codes of authenticator apps are taken."),
    taken(&["GOTRUE_MFA_PHONE_ENROLL_ENABLED"], "`false`", "Whether telephones are enrolled."),
    taken(
        &["GOTRUE_MFA_PHONE_VERIFY_ENABLED"],
        "`false`",
        "Whether codes are sent to telephones, through the hook `SEND_SMS`, and taken.",
    ),
    taken(&["GOTRUE_MFA_PHONE_OTP_LENGTH"], "`6`", "Digits of a code to a telephone, 6 to 10."),
    taken(&["GOTRUE_MFA_PHONE_MAX_FREQUENCY"], "`1m`", "The pause between two codes to one telephone."),
    taken(&["GOTRUE_MFA_MAX_ENROLLED_FACTORS"], "`10`", "How many factors a person may have."),
    taken(
        &["GOTRUE_MFA_MAX_VERIFIED_FACTORS"],
        "`10`",
        "With how many proved factors another may still not be enrolled.",
    ),
    taken(
        &["GOTRUE_MFA_CHALLENGE_EXPIRY_DURATION"],
        "`300`, and never less",
        "Seconds in which a challenge can be answered.",
    ),
    taken(
        &["GOTRUE_MFA_FACTOR_EXPIRY_DURATION"],
        "`300s`, and never less",
        "How long a factor that nobody tries to prove keeps its place.",
    ),
    taken(
        &["GOTRUE_MFA_RATE_LIMIT_CHALLENGE_AND_VERIFY"],
        "`15`",
        "Challenges and proofs of factors in a minute, thirty at once, each apart.",
    ),
    taken(&["GOTRUE_MFA_WEB_AUTHN_ENROLL_ENABLED"], "`false`", "Whether security keys are enrolled."),
    taken(
        &["GOTRUE_MFA_WEB_AUTHN_VERIFY_ENABLED"],
        "`false`",
        "Whether security keys are asked and their answers taken.",
    ),
    // Passkeys, and keys in general.
    taken(&["GOTRUE_PASSKEY_ENABLED"], "`false`", "Whether passkeys sign in."),
    taken(&["GOTRUE_PASSKEY_MAX_PASSKEYS_PER_USER"], "`10`", "How many passkeys a person may have."),
    taken(
        &["GOTRUE_RATE_LIMIT_PASSKEY"],
        "`30`",
        "Sign-ins that are begun with a passkey in five minutes, thirty at once.",
    ),
    taken(
        &["GOTRUE_WEBAUTHN_RP_ID"],
        "required for keys",
        "The domain that keys belong to, such as `app.example`; other ones find them no more.",
    ),
    taken(&["GOTRUE_WEBAUTHN_RP_DISPLAY_NAME"], "required for keys", "How authenticators call the site."),
    taken(
        &["GOTRUE_WEBAUTHN_RP_ORIGINS"],
        "required for keys",
        "From where their answers may come, such as `https://app.example`, separated by commas.",
    ),
    taken(
        &["GOTRUE_WEBAUTHN_CHALLENGE_EXPIRY_DURATION"],
        "`5m`",
        "How long the challenge of a passkey can be answered.",
    ),
    // Captchas.
    taken(
        &["GOTRUE_SECURITY_CAPTCHA_ENABLED"],
        "`false`",
        "Whether somebody who signs up, signs in or wants a mail solves a captcha first.",
    ),
    taken(&["GOTRUE_SECURITY_CAPTCHA_PROVIDER"], "`hcaptcha`", "Whose: `hcaptcha` or `turnstile`."),
    taken(
        &["GOTRUE_SECURITY_CAPTCHA_SECRET"],
        "required where it is on",
        "By what the service knows the site. The page shows the captcha with the other key of the pair.",
    ),
    taken(
        &["GOTRUE_SECURITY_CAPTCHA_TIMEOUT"],
        "`10s`",
        "How long the service may take to say whether a captcha was solved.",
    ),
    // Hooks.
    taken(&["GOTRUE_HOOK_<X>_ENABLED"], "`false`", "Whether the operator's program is asked or told.").each(HOOKS),
    taken(
        &["GOTRUE_HOOK_<X>_URI"],
        "required where it is on",
        "Where it is: `https://…`, or `http://…` on this machine. Functions in the database (`pg-functions://…`) \
         are refused.",
    )
    .each(HOOKS),
    taken(
        &["GOTRUE_HOOK_<X>_SECRETS"],
        "no signature",
        "What signs each call (Standard Webhooks): `v1,whsec_` and base64, several separated by `|`.",
    )
    .each(HOOKS),
    // Programs of others.
    taken(
        &["GOTRUE_OAUTH_SERVER_ENABLED"],
        "`false`",
        "Whether people let programs of others use their account (OAuth 2.1, OpenID Connect).",
    ),
    taken(
        &["GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH"],
        "required where it is on",
        "The page of the site where people decide, seen from `GOTRUE_SITE_URL`.",
    ),
    taken(
        &["GOTRUE_OAUTH_SERVER_AUTHORIZATION_TTL"],
        "`10m`",
        "How long that may take, up to the exchange of the code.",
    ),
    taken(&["GOTRUE_OAUTH_SERVER_DEFAULT_SCOPE"], "`email`", "What a program asks for that does not say."),
    taken(
        &["GOTRUE_OAUTH_SERVER_ALLOW_DYNAMIC_REGISTRATION"],
        "`false`",
        "Whether programs register themselves.",
    ),
    taken(
        &[
            "GOTRUE_RATE_LIMIT_O_AUTH_DYNAMIC_CLIENT_REGISTER",
            "GOTRUE_RATE_LIMIT_OAUTH_DYNAMIC_CLIENT_REGISTER",
        ],
        "`10`",
        "How many register in five minutes, thirty at once.",
    ),
];

/// The hooks.
const HOOKS: &[&str] = &[
    "SEND_EMAIL",
    "SEND_SMS",
    "CUSTOM_ACCESS_TOKEN",
    "MFA_VERIFICATION_ATTEMPT",
    "PASSWORD_VERIFICATION_ATTEMPT",
    "BEFORE_USER_CREATED",
    "AFTER_USER_CREATED",
];
