//! The variables for what is not here, or not to be chosen here.

use crate::config::gotrue::GoTrueName;

const fn named(names: &'static [&'static str], help: &'static str) -> GoTrueName {
    GoTrueName::named(names, help)
}

const fn missing(names: &'static [&'static str], help: &'static str) -> GoTrueName {
    GoTrueName::missing(names, help)
}

const fn refused(names: &'static [&'static str], help: &'static str) -> GoTrueName {
    GoTrueName::refused(names, help)
}

const fn beside(names: &'static [&'static str], other: &'static str) -> GoTrueName {
    GoTrueName::beside(names, other)
}

/// What would change who gets in, and how well people are protected.
pub(super) const REFUSED: &[GoTrueName] = &[
    refused(&["GOTRUE_JWT_VALID_METHODS"], "tokens are taken by the key they name").unless(&["HS256"]),
    refused(&["GOTRUE_EXTERNAL_EMAIL_AUTHORIZED_ADDRESSES"], "mails go to every address"),
    refused(
        &["GOTRUE_SECURITY_DB_ENCRYPTION_ENCRYPT"],
        "links, codes, tokens and mails are always sealed or hashed, and passwords hashed with argon2id, but \
         the hashes are not encrypted once more",
    ),
    beside(&["GOTRUE_SECURITY_DB_ENCRYPTION_<X>"], "`GOTRUE_SECURITY_DB_ENCRYPTION_ENCRYPT`").each(&[
        "ENCRYPTION_KEY_ID",
        "ENCRYPTION_KEY",
        "DECRYPTION_KEYS",
    ]),
];

/// What people cannot do here.
pub(super) const MISSING: &[GoTrueName] = &[
    missing(&["GOTRUE_EXTERNAL_<X>_ENABLED"], "nobody signs in with it").each(PROVIDERS),
    missing(&["GOTRUE_EXTERNAL_WEB3_<X>_ENABLED"], "wallets do not sign in").each(CHAINS),
    missing(&["GOTRUE_SAML_ENABLED"], "nobody signs in with SAML"),
    missing(&["GOTRUE_EXPERIMENTAL_SCIM_ENABLED"], "there is no SCIM"),
    missing(
        &["GOTRUE_EXPERIMENTAL_CREATE_EMAIL_IDENTITY_ON_PASSWORD_SET_ENABLED"],
        "a password makes no identity",
    ),
    named(
        &[
            "GOTRUE_EXPERIMENTAL_PROVIDERS_WITH_OWN_LINKING_DOMAIN",
            "GOTRUE_EXPERIMENTAL_PROVIDER_LINKING_DOMAINS",
        ],
        "identities of all providers are linked alike",
    ),
    beside(
        &["GOTRUE_EXTERNAL_<X>_CLIENT_ID", "GOTRUE_EXTERNAL_<X>_SECRET", "GOTRUE_EXTERNAL_<X>_REDIRECT_URI"],
        "its `_ENABLED`",
    )
    .each(PROVIDERS),
    beside(
        &[
            "GOTRUE_EXTERNAL_<X>_URL",
            "GOTRUE_EXTERNAL_<X>_API_URL",
            "GOTRUE_EXTERNAL_<X>_EMAIL_OPTIONAL",
            "GOTRUE_EXTERNAL_<X>_SKIP_NONCE_CHECK",
        ],
        "its `_ENABLED`",
    )
    .each(PROVIDERS),
    named(&["GOTRUE_EXTERNAL_<X>_API_URL"], "it answers where it is").each(super::taken::PROVIDERS),
    named(&["GOTRUE_SESSIONS_TAGS"], "no request tags a session, as with GoTrue, so all are alike"),
    named(&["GOTRUE_EXTERNAL_REDIRECTURL"], "a browser ends where it was sent from"),
    named(&["GOTRUE_EXTERNAL_OIDC_PROVIDER_CACHE_TTL"], "what an issuer says is believed for an hour"),
    beside(&["GOTRUE_EXTERNAL_WEB3_<X>_MAXIMUM_VALIDITY_DURATION"], "its `_ENABLED`").each(CHAINS),
    beside(&["GOTRUE_RATE_LIMIT_WEB3"], "`GOTRUE_EXTERNAL_WEB3_…_ENABLED`"),
    named(&["GOTRUE_SMS_TEMPLATE"], "the hook that sends a code writes the message"),
    beside(&["GOTRUE_SMS_<X>"], "`GOTRUE_SMS_PROVIDER`").each(SMS),
    named(&["GOTRUE_MFA_PHONE_TEMPLATE"], "the hook for messages writes them"),
    beside(&["GOTRUE_RATE_LIMIT_SSO"], "`GOTRUE_SAML_ENABLED`"),
    beside(&["GOTRUE_SAML_<X>", "GOTRUE_EXTERNAL_SAML_<X>"], "`GOTRUE_SAML_ENABLED`").each(SAML),
];

const CHAINS: &[&str] = &["SOLANA", "ETHEREUM"];

/// Those that are not known here.
const PROVIDERS: &[&str] = &[
    "BITBUCKET",
    "FACEBOOK",
    "FIGMA",
    "FLY",
    "KAKAO",
    "LINKEDIN",
    "LINKEDIN_OIDC",
    "NOTION",
    "SLACK",
    "SLACK_OIDC",
    "SNAPCHAT",
    "SPOTIFY",
    "TWITCH",
    "TWITTER",
    "VERCEL_MARKETPLACE",
    "WORKOS",
    "X",
    "ZOOM",
];

pub(super) const NOTICES: &[&str] = &[
    "PASSWORD_CHANGED",
    "EMAIL_CHANGED",
    "PHONE_CHANGED",
    "IDENTITY_LINKED",
    "IDENTITY_UNLINKED",
    "MFA_FACTOR_ENROLLED",
    "MFA_FACTOR_UNENROLLED",
];

const SMS: &[&str] = &[
    "TWILIO_ACCOUNT_SID",
    "TWILIO_AUTH_TOKEN",
    "TWILIO_MESSAGE_SERVICE_SID",
    "TWILIO_CONTENT_SID",
    "TWILIO_VERIFY_ACCOUNT_SID",
    "TWILIO_VERIFY_AUTH_TOKEN",
    "TWILIO_VERIFY_MESSAGE_SERVICE_SID",
    "MESSAGEBIRD_ACCESS_KEY",
    "MESSAGEBIRD_ORIGINATOR",
    "TEXTLOCAL_API_KEY",
    "TEXTLOCAL_SENDER",
    "VONAGE_API_KEY",
    "VONAGE_API_SECRET",
    "VONAGE_FROM",
];

const SAML: &[&str] = &[
    "PRIVATE_KEY",
    "PRIVATE_KEY_NEXT",
    "ALLOW_ENCRYPTED_ASSERTIONS",
    "RELAY_STATE_VALIDITY_PERIOD",
    "EXTERNAL_URL",
    "RATE_LIMIT_ASSERTION",
    "METADATA_URL",
    "API_BASE",
    "NAME",
    "SIGNING_CERT",
    "SIGNING_KEY",
];
