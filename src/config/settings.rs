//! Every setting there is: its names, its default and what it is for.

use std::fmt::Write as _;

use secrecy::SecretString;
use serde::Deserialize;

/// One setting, as the table in the README shows it.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its name in `doorward.toml`.
    pub key: &'static str,
    /// Its names in the environment; the first is the one to use, the others are older ones.
    pub names: &'static [&'static str],
    /// Whether it is kept out of `doorward.toml` and may be read from the file that `<NAME>_FILE` names.
    pub is_secret: bool,
    /// What holds without it, in words.
    pub default: &'static str,
    /// What it is for, one line each.
    pub help: &'static [&'static str],
}

/// What a setting's text is kept as until it is read.
trait Text {
    const IS_SECRET: bool;
}

impl Text for String {
    const IS_SECRET: bool = false;
}

impl Text for SecretString {
    const IS_SECRET: bool = true;
}

/// Makes the struct and the list from the same lines, so that neither can forget a setting.
macro_rules! settings {
    ($($(#[doc = $help:literal])+ $key:ident: $text:ty, [$($name:literal),+], $default:literal;)+) => {
        /// The settings as they were written, before anything is made of them.
        #[derive(Default, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct Values {
            $($(#[doc = $help])+ pub(super) $key: Option<$text>,)+
        }

        /// Every setting, in the order of the table.
        pub const SETTINGS: &[Setting] = &[
            $(Setting {
                key: stringify!($key),
                names: &[$($name),+],
                is_secret: <$text as Text>::IS_SECRET,
                default: $default,
                help: &[$($help),+],
            },)+
        ];
    };
}

settings! {
    /// Where browsers reach the site: scheme, host and port. https, except on this machine.
    origin: String, ["DOORWARD_ORIGIN"], "`http://127.0.0.1:PORT`; on Fly `https://APP.fly.dev`";
    /// The port to listen on.
    port: String, ["PORT"], "`3000`";
    /// The address to listen on.
    bind: String, ["DOORWARD_BIND"], "`127.0.0.1`; `0.0.0.0` when the origin is not this machine";
    /// 32 random bytes that every key is derived from (`doorward keys generate`).
    secret: SecretString, ["DOORWARD_SECRET"], "made once in development; required elsewhere";
    /// The secret before this one, while it is being replaced: it still opens cookies and rows.
    secret_previous: SecretString, ["DOORWARD_SECRET_PREVIOUS"], "";
    /// `sqlite:path` or `postgres://…` (direct, or a pooler in session mode).
    database_url: SecretString, ["DATABASE_URL"], "`sqlite:data/doorward.db`";
    /// Another role for `doorward migrate`, when the one above may not make tables.
    migration_database_url: SecretString, ["MIGRATION_DATABASE_URL"], "`DATABASE_URL`";
    /// The empty Postgres to which `doorward move` copies the SQLite file. Nothing else reads it.
    move_to: SecretString, ["DOORWARD_MOVE_TO"], "";
    /// The Supabase project, `https://<ref>.supabase.co`. Without it the auth server inside is used.
    supabase_url: String, ["SUPABASE_URL"], "";
    /// The project's publishable key (or the older anon key).
    supabase_publishable_key: SecretString, ["SUPABASE_PUBLISHABLE_KEY", "SUPABASE_ANON_KEY"], "required with `SUPABASE_URL`";
    /// The project's secret key (or the older service role key): with it Supabase counts its limits
    /// per visitor instead of for all of them together.
    supabase_secret_key: SecretString, ["SUPABASE_SECRET_KEY", "SUPABASE_SERVICE_ROLE_KEY"], "required unless the origin is this machine";
    /// The project's JWT secret, only if it still signs tokens with it (HS256).
    supabase_jwt_secret: SecretString, ["SUPABASE_JWT_SECRET"], "";
    /// Where this program reaches the auth server, when that is not `SUPABASE_URL/auth/v1`.
    auth_url: String, ["DOORWARD_AUTH_URL"], "`SUPABASE_URL/auth/v1`";
    /// Where browsers reach the auth server.
    auth_public_url: String, ["DOORWARD_AUTH_PUBLIC_URL"], "`SUPABASE_URL/auth/v1`; inside: `ORIGIN/auth/v1`";
    /// The `iss` of tokens that are taken, separated by commas.
    auth_issuers: String, ["DOORWARD_AUTH_ISSUERS"], "the two URLs above";
    /// The header that tells a Supabase auth server the visitor's address; `none` sends none.
    auth_address_header: String, ["DOORWARD_AUTH_ADDRESS_HEADER"], "`Sb-Forwarded-For` with a secret key";
    /// Whether new accounts of the auth server inside must confirm their address: `true` or `false`.
    confirm_mails: String, ["DOORWARD_CONFIRM_MAILS"], "`true`";
    /// Whether the auth server inside takes new accounts: `true` or `false`.
    sign_ups: String, ["DOORWARD_SIGN_UPS"], "`true`";
    /// Seconds that an access token of the auth server inside is good for, 120 to 86400.
    access_token_seconds: String, ["DOORWARD_ACCESS_TOKEN_SECONDS"], "`3600`";
    /// Makes the auth server inside sign tokens with HS256 and this secret, for programs that know it,
    /// instead of ES256 and a key that is made for it.
    jwt_secret: SecretString, ["DOORWARD_JWT_SECRET"], "";
    /// The mail server: `smtps://name:password@host` or `smtp://name:password@host:587`.
    smtp_url: SecretString, ["SMTP_URL"], "in development mails wait at `/dev/mailbox`";
    /// The sender of mails, `Doorward <no-reply@example.com>`.
    mail_from: String, ["DOORWARD_MAIL_FROM"], "`no-reply@` and the origin's host";
    /// Where answers to mails go.
    mail_reply_to: String, ["DOORWARD_MAIL_REPLY_TO"], "`DOORWARD_SUPPORT`, if that is an address";
    /// The name of the product, on pages and in mails.
    product: String, ["DOORWARD_PRODUCT"], "`Doorward`";
    /// Where people find help: an e-mail address or a URL, shown on error pages and in mails. It is also
    /// whom `/.well-known/security.txt` names, unless it begins with `http:`.
    support: String, ["DOORWARD_SUPPORT"], "";
    /// The header in which the proxy in front gives the visitor's address. Name one only if that
    /// proxy replaces what visitors send.
    client_address_header: String, ["DOORWARD_CLIENT_ADDRESS_HEADER"], "on Fly `Fly-Client-IP`; elsewhere the connection's";
    /// The origins, beside the site's own, whose pages may call the API from a browser, separated by commas.
    api_origins: String, ["DOORWARD_API_ORIGINS"], "none";
    /// Threads that answer requests.
    workers: String, ["DOORWARD_WORKERS"], "one for each core";
    /// Connections at once; more wait to be accepted.
    connections: String, ["DOORWARD_CONNECTIONS"], "`512`";
    /// When the program is told to stop: seconds that it says so at `/health/ready` and goes on as before, until the proxy in front has noticed.
    notice_seconds: String, ["DOORWARD_NOTICE_SECONDS"], "`5`; `0` when the origin is this machine";
    /// Seconds that requests under way are given when the program is told to stop.
    drain_seconds: String, ["DOORWARD_DRAIN_SECONDS"], "`20`";
    /// The address and port of a listener that shows the numbers of `/metrics` to whoever reaches it.
    metrics_address: String, ["DOORWARD_METRICS_ADDRESS"], "none; such as `127.0.0.1:9464`";
    /// Shows the numbers at `/metrics` of the site to whoever sends this as a Bearer token.
    metrics_token: SecretString, ["DOORWARD_METRICS_TOKEN"], "not shown there";
    /// The collector that takes traces (OTLP over HTTP); `/v1/traces` is appended.
    traces_endpoint: String, ["OTEL_EXPORTER_OTLP_ENDPOINT"], "no traces; such as `http://127.0.0.1:4318`";
    /// Headers for the collector, `name=value,name=value`.
    traces_headers: SecretString, ["OTEL_EXPORTER_OTLP_HEADERS"], "";
    /// The name of this service in traces.
    service_name: String, ["OTEL_SERVICE_NAME"], "`doorward`";
    /// `human` or `json`.
    log_format: String, ["DOORWARD_LOG_FORMAT"], "`human`; `json` when the origin is not this machine";
    /// What is logged, such as `info,doorward=debug`.
    log_filter: String, ["RUST_LOG"], "`info`";
}

/// The table of settings in Markdown, for the README.
pub fn settings_table() -> String {
    let mut table = String::from("| Variable | Default | What it is |\n|---|---|---|\n");
    for setting in SETTINGS {
        let names = setting.names.join("`, `");
        let file = if setting.is_secret { " †" } else { "" };
        let help: Vec<_> = setting.help.iter().map(|line| line.trim()).collect();
        // Writing to a string cannot fail.
        let _ = writeln!(table, "| `{names}`{file} | {} | {} |", setting.default, help.join(" "));
    }
    table.push_str(
        "\n† may stand in a file whose path is given by the same name with `_FILE`, and never in \
         `doorward.toml`. There every other setting is called by its name in lower case without \
         `DOORWARD_`; `RUST_LOG` is `log_filter`.\n",
    );
    table
}
