//! The variables that do here what they do there.

use super::missing::NOTICES;
use crate::config::gotrue::GoTrueName;

pub(super) const fn taken(
    names: &'static [&'static str],
    default: &'static str,
    help: &'static str,
) -> GoTrueName {
    GoTrueName::taken(names, default, help)
}

/// The providers that are known here.
pub(super) const PROVIDERS: &[&str] =
    &["APPLE", "AZURE", "DISCORD", "GITHUB", "GITLAB", "GOOGLE", "KEYCLOAK"];

pub(super) const TAKEN: &[GoTrueName] = &[
    // Where it is and what it stands on.
    taken(&["GOTRUE_API_API_EXTERNAL_URL", "API_EXTERNAL_URL"], "required", "Where browsers and programs reach it. Links in mails lead there."),
    taken(&["GOTRUE_API_PORT", "PORT"], "`8081`", "The port to listen on."),
    taken(
        &["GOTRUE_API_HOST"],
        "`127.0.0.1` where `API_EXTERNAL_URL` is on this machine, else every address",
        "The address to listen on.",
    ),
    taken(&["GOTRUE_DB_DRIVER"], "required", "`postgres`, or `sqlite` here."),
    taken(
        &["GOTRUE_DB_DATABASE_URL", "DATABASE_URL"],
        "required",
        "The database. Our tables stand in a schema of their own, `doorward`. Here `sqlite:path` too.",
    ),
    taken(&["GOTRUE_LOG_LEVEL"], "`info`", "What is logged; `RUST_LOG` is stronger."),
    // The site.
    taken(&["GOTRUE_SITE_URL"], "required", "The site: redirects lead there when they may lead nowhere else."),
    taken(&["GOTRUE_URI_ALLOW_LIST"], "none", "Where redirects may lead beside the site: patterns, separated by commas."),
    taken(&["GOTRUE_DISABLE_SIGNUP"], "`false`", "Takes no new accounts."),
    taken(&["GOTRUE_EXTERNAL_EMAIL_ENABLED"], "`true`", "Whether addresses sign up and in."),
    taken(&["GOTRUE_EXTERNAL_EMAIL_MAGIC_LINK_ENABLED"], "`true`", "Whether a mail alone signs in."),
    taken(&["GOTRUE_EXTERNAL_PHONE_ENABLED"], "`false`", "Whether telephone numbers sign up and in."),
    taken(&["GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED"], "`false`", "Takes accounts that name nobody."),
    taken(
        &["GOTRUE_EXTERNAL_FLOW_STATE_EXPIRY_DURATION"],
        "`5m`, and never less",
        "How long a way to sign in with a code challenge or through a provider may take.",
    ),
    // The providers.
    taken(&["GOTRUE_EXTERNAL_<X>_ENABLED"], "`false`", "Whether people sign in through it.").each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_CLIENT_ID"],
        "required where it is on",
        "As what it knows this server; behind commas as what it knows apps that send its ID tokens.",
    )
    .each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_SECRET"],
        "required where it is on",
        "By what it knows that it is us. Apple, Azure, Google and a Keycloak may go without: then only apps that \
         bring ID tokens sign in with them.",
    )
    .each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_REDIRECT_URI"],
        "`/callback` below `API_EXTERNAL_URL`",
        "Where it sends browsers back to.",
    )
    .each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_URL"],
        "at its makers'; required for a Keycloak",
        "Where it is: a realm, a tenant, a server of one's own. Not for Apple and Google.",
    )
    .each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_EMAIL_OPTIONAL"],
        "`false`",
        "Whether people may come through it without an address.",
    )
    .each(PROVIDERS),
    taken(
        &["GOTRUE_EXTERNAL_<X>_SKIP_NONCE_CHECK"],
        "`false`",
        "Whether the nonce of an ID token that an app sends is not looked at.",
    )
    .each(PROVIDERS),
    taken(&["GOTRUE_EXTERNAL_IOS_BUNDLE_ID"], "none", "An app whose ID tokens of Apple sign in."),
    taken(
        &["GOTRUE_EXTERNAL_ALLOWED_ID_TOKEN_ISSUERS"],
        "those of the providers",
        "Issuers, separated by commas, whose ID tokens sign in beside those of the providers.",
    ),
    taken(
        &["GOTRUE_SECURITY_MANUAL_LINKING_ENABLED"],
        "`false`",
        "Whether people add providers to their account and take them away.",
    ),
    taken(
        &["GOTRUE_MAILER_ALLOW_UNVERIFIED_EMAIL_SIGN_INS"],
        "`false`",
        "Whether somebody comes in through a provider that has not verified their address.",
    ),
    taken(
        &["GOTRUE_CUSTOM_OAUTH_ENABLED"],
        "`true`",
        "Whether administrators set up providers beside these.",
    ),
    taken(&["GOTRUE_CUSTOM_OAUTH_MAX_PROVIDERS"], "`0`", "How many of them there may be; with 0 nobody counts."),
    taken(
        &["GOTRUE_CUSTOM_OAUTH_EXTERNAL_URL"],
        "`API_EXTERNAL_URL`",
        "Below what the `/callback` is to which they send browsers back.",
    ),
    // Tokens.
    taken(
        &["GOTRUE_JWT_SECRET"],
        "required",
        "Signs tokens (HS256) and the keys of programs. What is sealed in the database opens with it too, \
         unless `DOORWARD_SECRET` is set. Under 32 bytes only where `API_EXTERNAL_URL` is on this machine.",
    ),
    taken(
        &["GOTRUE_JWT_KEYS"],
        "the secret signs",
        "Private keys (JWK, RFC 7517) in a JSON array: the one with `sign` among its `key_ops` signs, all of them \
         verify. ES256, RS256, RS512, EdDSA and HS256. `GOTRUE_JWT_SECRET` is still required.",
    ),
    taken(&["GOTRUE_JWT_EXP"], "`3600`", "Seconds that an access token is good for."),
    taken(&["GOTRUE_JWT_AUD"], "empty", "The `aud` of tokens and new accounts."),
    taken(&["GOTRUE_JWT_DEFAULT_GROUP_NAME"], "empty", "The `role` of tokens and new accounts."),
    taken(&["GOTRUE_JWT_ADMIN_GROUP_NAME"], "`admin`", "The role whose holders may change their own `app_metadata`."),
    taken(&["GOTRUE_JWT_ADMIN_ROLES"], "`service_role,supabase_admin`", "The roles whose tokens may administer."),
    taken(&["GOTRUE_JWT_ISSUER"], "no `iss`", "The `iss` of tokens."),
    taken(&["GOTRUE_JWT_KEY_ID"], "no `kid`", "The `kid` of tokens."),
    // Mails.
    taken(&["GOTRUE_SMTP_HOST"], "no mail leaves", "The mail server."),
    taken(&["GOTRUE_SMTP_PORT"], "`587`", "Its port; 465 speaks TLS from the first byte."),
    taken(&["GOTRUE_SMTP_USER"], "no name", "The name to sign in with."),
    taken(&["GOTRUE_SMTP_PASS"], "no password", "The password to sign in with."),
    taken(&["GOTRUE_SMTP_ADMIN_EMAIL"], "required with a host", "The address of the sender."),
    taken(&["GOTRUE_SMTP_SENDER_NAME"], "the address alone", "The name of the sender. It also names the site in mails."),
    taken(&["GOTRUE_SMTP_MAX_FREQUENCY"], "`1m`", "The pause between two mails of one kind to one person."),
    taken(&["GOTRUE_SMS_AUTOCONFIRM"], "`false`", "Telephone numbers are believed without a code."),
    taken(&["GOTRUE_SMS_MAX_FREQUENCY"], "`1m`", "The pause between two codes of one kind to one telephone."),
    taken(&["GOTRUE_SMS_OTP_EXP"], "`60`", "Seconds that a code by telephone works."),
    taken(&["GOTRUE_SMS_OTP_LENGTH"], "`6`", "Digits of a code by telephone, 6 to 10."),
    taken(&["GOTRUE_SMS_PROVIDER"], "none", "What `/settings` says sends the codes; a hook does in fact."),
    taken(&["GOTRUE_SMS_TEST_OTP"], "none", "Numbers with a fixed code: `number:code`, with commas between."),
    taken(&["GOTRUE_SMS_TEST_OTP_VALID_UNTIL"], "no end", "When those codes are over (RFC 3339)."),
    taken(&["GOTRUE_MAILER_AUTOCONFIRM"], "`false`", "New accounts need not confirm their address."),
    taken(&["GOTRUE_MAILER_SECURE_EMAIL_CHANGE_ENABLED"], "`true`", "Both ends of a change of address must agree."),
    taken(&["GOTRUE_MAILER_OTP_EXP"], "`86400`", "Seconds that links and codes work."),
    taken(&["GOTRUE_MAILER_OTP_LENGTH"], "`6`", "Digits of a code, 6 to 10."),
    taken(
        &["GOTRUE_MAILER_NOTIFICATIONS_<X>_ENABLED"],
        "`false`",
        "Whether owners are told of that change by mail.",
    )
    .each(NOTICES),
    taken(
        &["GOTRUE_MAILER_URLPATHS_<X>"],
        "`/verify`",
        "Where links in mails lead, seen from `API_EXTERNAL_URL`: behind a path say it whole, `/auth/v1/verify`.",
    )
    .each(LINKS),
    // Passwords.
    taken(&["GOTRUE_PASSWORD_MIN_LENGTH"], "`6`", "The shortest password, in bytes."),
    taken(
        &["GOTRUE_PASSWORD_REQUIRED_CHARACTERS"],
        "none",
        "Sets of characters, separated by `:`, of each of which a password has one.",
    ),
    taken(
        &["GOTRUE_PASSWORD_HIBP_ENABLED"],
        "`false`",
        "Whether passwords are looked up among those that have leaked, at `api.pwnedpasswords.com`.",
    ),
    taken(
        &["GOTRUE_PASSWORD_HIBP_FAIL_CLOSED"],
        "`false`",
        "No password is set while the service does not answer.",
    ),
    taken(&["GOTRUE_PASSWORD_HIBP_USER_AGENT"], "`Doorward`", "How we call ourselves there."),
    taken(
        &["GOTRUE_PASSWORD_HIBP_BLOOM_ENABLED"],
        "`false`",
        "Whether leaked passwords that it told of are remembered, and not asked for again.",
    ),
    taken(&["GOTRUE_PASSWORD_HIBP_BLOOM_ITEMS"], "`100000`", "How many of them."),
    taken(
        &["GOTRUE_PASSWORD_HIBP_BLOOM_FALSE_POSITIVES"],
        "`0.0000099`",
        "How often another password may be taken for one of them.",
    ),
    taken(
        &["GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_REAUTHENTICATION"],
        "`false`",
        "A session older than a day needs a code by mail for a new password.",
    ),
    taken(
        &["GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_CURRENT_PASSWORD"],
        "`false`",
        "A new password needs the one before it.",
    ),
    // Limits.
    taken(
        &["GOTRUE_RATE_LIMIT_HEADER"],
        "no limits by address",
        "The header in which the proxy in front gives the client's address. Name one only if that proxy \
         replaces what clients send.",
    ),
    taken(
        &["GOTRUE_SECURITY_SB_FORWARDED_FOR_ENABLED"],
        "`false`",
        "Believes `Sb-Forwarded-For` in the place of that header.",
    ),
    taken(&["GOTRUE_RATE_LIMIT_TOKEN_REFRESH"], "`150`", "Sign-ins and refreshes in five minutes, thirty at once."),
    taken(&["GOTRUE_RATE_LIMIT_VERIFY"], "`30`", "Links and codes in five minutes, thirty at once."),
    taken(&["GOTRUE_RATE_LIMIT_OTP"], "`30`", "Requests for mails in five minutes, thirty at once, each kind apart."),
    taken(
        &["GOTRUE_RATE_LIMIT_ANONYMOUS_USERS"],
        "`30`",
        "Accounts that name nobody in an hour, and so many at once.",
    ),
    taken(
        &["GOTRUE_RATE_LIMIT_EMAIL_SENT"],
        "`30`",
        "Mails to everybody together: so many in an hour, or `N/duration` for N at once and one more each duration.",
    ),
    taken(&["GOTRUE_RATE_LIMIT_SMS_SENT"], "`30`", "Codes to all telephones together, said in the same way."),
    taken(
        &["GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL"],
        "`0`",
        "Seconds for which a refresh token that was used is forgiven.",
    ),
    taken(
        &["GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED"],
        "`true`",
        "A refresh token that comes back after that ends its session.",
    ),
    taken(
        &["GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION"],
        "`0`",
        "`2` gives new sessions refresh tokens of the newer form.",
    ),
    taken(
        &["GOTRUE_SECURITY_REFRESH_TOKEN_UPGRADE_PERCENTAGE"],
        "`0`",
        "How many of a hundred sessions go over to the newer form when they are refreshed.",
    ),
    taken(
        &["GOTRUE_SECURITY_REFRESH_TOKEN_ALLOW_REUSE"],
        "`false`",
        "Old refresh tokens of the newer form go on working.",
    ),
    taken(
        &["GOTRUE_AUDIT_LOG_DISABLE_POSTGRES"],
        "`false`",
        "Notes nothing in the database of what happens to accounts; `/admin/audit` is empty then.",
    ),
    taken(
        &["GOTRUE_EXPERIMENTAL_CURSOR_PAGINATION_ENABLED"],
        "`false`",
        "Tells lists of people in parts by `cursor` and `limit`, where neither `page` nor `per_page` is asked for.",
    ),
    // Sessions.
    taken(&["GOTRUE_SESSIONS_TIMEBOX"], "no end", "How long a session lives from its sign-in."),
    taken(&["GOTRUE_SESSIONS_INACTIVITY_TIMEOUT"], "no end", "How long a session lives without a refresh."),
    taken(
        &["GOTRUE_SESSIONS_ALLOW_LOW_AAL"],
        "no end",
        "How long somebody with a second factor goes on without it.",
    ),
    taken(
        &["GOTRUE_SESSIONS_SINGLE_PER_USER"],
        "`false`",
        "Only the session that was used last is refreshed.",
    ),
];

/// The kinds of links.
pub(in crate::config::gotrue) const LINKS: &[&str] = &["CONFIRMATION", "INVITE", "RECOVERY", "EMAIL_CHANGE"];
