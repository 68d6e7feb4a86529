//! The variables for what is done in another way here, and those that are read nowhere any more.

use super::missing::NOTICES;
use crate::config::gotrue::GoTrueName;

const fn named(names: &'static [&'static str], help: &'static str) -> GoTrueName {
    GoTrueName::named(names, help)
}

const fn missing(names: &'static [&'static str], help: &'static str) -> GoTrueName {
    GoTrueName::missing(names, help)
}

/// What is done in another way, or by another name.
pub(super) const ELSEWHERE: &[GoTrueName] = &[
    named(&["GOTRUE_DB_DB_NAMESPACE", "DB_NAMESPACE"], "the tables stand in the schema `doorward`"),
    named(&["GOTRUE_DB_<X>"], "the pool has ten connections, and closes those that rest").each(&[
        "CONN_PERCENTAGE",
        "MAX_POOL_SIZE",
        "MAX_IDLE_POOL_SIZE",
        "CONN_MAX_LIFETIME",
        "CONN_MAX_IDLE_TIME",
        "HEALTH_CHECK_PERIOD",
    ]),
    named(&["GOTRUE_DB_CLEANUP_ENABLED"], "old rows are always deleted").unless(&["true"]),
    missing(&["GOTRUE_DB_ADVISOR_ENABLED"], "the database is not watched that way"),
    GoTrueName::beside(&["GOTRUE_DB_ADVISOR_<X>"], "`GOTRUE_DB_ADVISOR_ENABLED`")
        .each(&["SAMPLING_INTERVAL", "OBSERVATION_INTERVAL"]),
    named(&["GOTRUE_API_REQUEST_ID_HEADER", "REQUEST_ID_HEADER"], "each request has an id of ours"),
    named(&["GOTRUE_API_MAX_REQUEST_DURATION"], "a request has ten seconds").unless(&["10s"]),
    named(&["GOTRUE_MAILER_SUBJECTS_<X>", "GOTRUE_MAILER_TEMPLATES_<X>"], "mails are our own").each(MAILS),
    named(
        &["GOTRUE_MAILER_SUBJECTS_<X>_NOTIFICATION", "GOTRUE_MAILER_TEMPLATES_<X>_NOTIFICATION"],
        "mails are our own",
    )
    .each(NOTICES),
    named(&["GOTRUE_MAILER_URLPATHS_<X>"], "such mails have no link")
        .each(&["MAGIC_LINK", "REAUTHENTICATION"]),
    named(&["GOTRUE_MAILER_URLPATHS_<X>_NOTIFICATION"], "such mails have no link").each(NOTICES),
    named(&["GOTRUE_MAILER_EXTERNAL_HOSTS"], "links lead to `API_EXTERNAL_URL`"),
    missing(&["GOTRUE_MAILER_EMAIL_BACKGROUND_SENDING"], "mails never keep an answer waiting")
        .unless(&["true"]),
    missing(&["GOTRUE_MAILER_EMAIL_VALIDATION_EXTENDED"], "addresses are not looked up"),
    named(&["GOTRUE_MAILER_EMAIL_VALIDATION_<X>"], "addresses are not looked up").each(&[
        "SERVICE_URL",
        "SERVICE_HEADERS",
        "BLOCKED_MX",
    ]),
    GoTrueName::beside(&["GOTRUE_MAILER_TEMPLATE_<X>"], "`GOTRUE_MAILER_TEMPLATES_…`").each(&[
        "MAX_SIZE",
        "MAX_AGE",
        "RETRY_INTERVAL",
        "RELOADING_ENABLED",
        "RELOADING_MAX_IDLE",
    ]),
    named(&["GOTRUE_SMTP_HEADERS"], "mails have our headers only"),
    missing(&["GOTRUE_SMTP_LOGGING_ENABLED"], "what becomes of mails is in the log and the numbers"),
    named(&["GOTRUE_CORS_ALLOWED_HEADERS"], "the usual headers are allowed"),
    named(&["GOTRUE_LOG_<X>"], "see `DOORWARD_LOG_FORMAT`").each(&[
        "FILE",
        "DISABLE_COLORS",
        "QUOTE_EMPTY_FIELDS",
        "TSFORMAT",
        "FIELDS",
    ]),
    named(&["GOTRUE_LOG_SQL"], "statements are not logged").unless(&["none"]),
    missing(&["GOTRUE_PROFILER_ENABLED"], "there is no profiler"),
    GoTrueName::beside(&["GOTRUE_PROFILER_HOST", "GOTRUE_PROFILER_PORT"], "`GOTRUE_PROFILER_ENABLED`"),
    missing(&["GOTRUE_TRACING_ENABLED"], "traces go where `OTEL_EXPORTER_OTLP_ENDPOINT` says"),
    GoTrueName::beside(&["GOTRUE_TRACING_<X>"], "`GOTRUE_TRACING_ENABLED`").each(&[
        "EXPORTER",
        "HOST",
        "PORT",
        "SERVICE_NAME",
        "TAGS",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
    ]),
    missing(&["GOTRUE_METRICS_ENABLED"], "numbers are shown as `DOORWARD_METRICS_ADDRESS` says"),
    GoTrueName::beside(&["GOTRUE_METRICS_<X>"], "`GOTRUE_METRICS_ENABLED`").each(&[
        "EXPORTER",
        "OTEL_EXPORTER_OTLP_PROTOCOL",
        "OTEL_EXPORTER_PROMETHEUS_HOST",
        "OTEL_EXPORTER_PROMETHEUS_PORT",
    ]),
    named(&["GOTRUE_INDEX_WORKER_<X>"], "indices are made by the migrations")
        .each(&["ENSURE_USER_SEARCH_INDEXES_EXIST", "MAX_USERS_THRESHOLD"]),
    named(&["GOTRUE_RELOADING_<X>"], "settings are read once, at the start").each(&[
        "NOTIFY_ENABLED",
        "POLLER_ENABLED",
        "POLLERENABLED",
        "POLLER_INTERVAL",
        "SIGNAL_ENABLED",
        "SIGNAL_NUMBER",
        "GRACE_PERIOD_INTERVAL",
    ]),
    named(&["GOTRUE_INTERNAL_HTTP_TIMEOUT"], "nobody else is asked over HTTP"),
];

/// What old files still hold.
pub(super) const DEAD: &[GoTrueName] = &[GoTrueName::dead(&[
    "GOTRUE_API_ENDPOINT",
    "GOTRUE_DB_AUTOMIGRATE",
    "GOTRUE_DB_MIGRATIONS_PATH",
    "GOTRUE_MAX_VERIFIED_FACTORS",
    "GOTRUE_OPERATOR_TOKEN",
    "GOTRUE_SESSION_KEY",
])];

const MAILS: &[&str] =
    &["CONFIRMATION", "INVITE", "RECOVERY", "MAGIC_LINK", "EMAIL_CHANGE", "REAUTHENTICATION"];
