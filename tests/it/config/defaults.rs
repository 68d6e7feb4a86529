//! What holds when nobody says anything.

use std::time::Duration;

use doorward::config::{AuthConfig, LogFormat};
use doorward::database::DatabaseTarget;
use doorward::mail::Support;

use super::{PUBLIC, Place};

#[test]
fn a_fresh_clone_needs_no_setting_and_stays_on_this_machine() {
    let place = Place::new(&[]);
    let config = place.loaded();
    assert_eq!(config.origin.to_string(), "http://127.0.0.1:3000");
    assert_eq!(config.listen.address.to_string(), "127.0.0.1:3000");
    assert!(config.is_development());
    assert_eq!(config.listen.notice, Duration::ZERO, "nobody at a terminal waits for a proxy");
    assert!(config.database.migrates_at_start);
    let DatabaseTarget::Sqlite { file } = &config.database.target else { panic!("not a file") };
    assert_eq!(file, &place.path().join("data/doorward.db"));
    let AuthConfig::Embedded(auth) = &config.auth else { panic!("not the auth server inside") };
    assert!(auth.confirms_mails && auth.takes_sign_ups);
    assert_eq!(config.log.format, LogFormat::Human);
    assert_eq!(config.client_address_header, None);
    assert_eq!(config.warnings, []);
}

#[test]
fn a_public_site_listens_everywhere_logs_json_and_is_migrated_by_command() {
    let config =
        Place::new(PUBLIC).with(&[("PORT", "8080"), ("DATABASE_URL", "postgres://u:p@db.test/app")]).loaded();
    assert_eq!(config.origin.to_string(), "https://app.test");
    assert_eq!(config.listen.address.to_string(), "0.0.0.0:8080");
    assert!(!config.is_development());
    assert!(!config.database.migrates_at_start);
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.mail.from, "\"Doorward\" <no-reply@app.test>");
}

#[test]
fn the_origin_follows_the_port_that_the_system_chose() {
    let config = Place::new(&[("PORT", "0")]).loaded().listening_on(4711);
    assert_eq!(config.origin.to_string(), "http://127.0.0.1:4711");
    assert_eq!(config.listen.address.port(), 4711);
    let behind_a_proxy = Place::new(PUBLIC).with(&[("PORT", "0")]).loaded().listening_on(4711);
    assert_eq!(behind_a_proxy.origin.to_string(), "https://app.test");
}

#[test]
fn every_plain_setting_is_taken() {
    let config = Place::new(&[
        ("DOORWARD_ORIGIN", "http://localhost:4000/"),
        ("DOORWARD_BIND", "::1"),
        ("PORT", "4001"),
        ("DOORWARD_PRODUCT", "Porch \"9\""),
        ("DOORWARD_SUPPORT", "help@porch.test"),
        ("DOORWARD_CLIENT_ADDRESS_HEADER", "X-Real-IP"),
        ("DOORWARD_API_ORIGINS", "https://app.porch.test, http://localhost:5173"),
        ("DOORWARD_WORKERS", "3"),
        ("DOORWARD_CONNECTIONS", "7"),
        ("DOORWARD_NOTICE_SECONDS", "2"),
        ("DOORWARD_DRAIN_SECONDS", "0"),
        ("DOORWARD_LOG_FORMAT", "json"),
        ("RUST_LOG", "warn"),
        ("DOORWARD_CONFIRM_MAILS", "off"),
        ("DOORWARD_SIGN_UPS", "no"),
        ("DOORWARD_ACCESS_TOKEN_SECONDS", "600"),
        ("DOORWARD_MAIL_REPLY_TO", "help@porch.test"),
        ("MIGRATION_DATABASE_URL", "postgres://owner@localhost/app"),
    ])
    .loaded();
    assert_eq!(config.origin.to_string(), "http://localhost:4000");
    assert_eq!(config.listen.address.to_string(), "[::1]:4001");
    assert_eq!(config.product, "Porch \"9\"");
    assert_eq!(config.support, Support::parse("help@porch.test").ok());
    assert_eq!(config.client_address_header.unwrap().as_str(), "x-real-ip");
    let origins: Vec<_> = config.api_origins.iter().map(ToString::to_string).collect();
    assert_eq!(origins, ["https://app.porch.test", "http://localhost:5173"]);
    assert_eq!((config.listen.workers, config.listen.connections), (3, 7));
    assert_eq!(config.listen.notice, Duration::from_secs(2));
    assert_eq!(config.listen.drain, Duration::ZERO);
    assert_eq!(config.log.format, LogFormat::Json);
    assert_eq!(config.log.filter, "warn");
    let AuthConfig::Embedded(auth) = &config.auth else { panic!("not the auth server inside") };
    assert!(!auth.confirms_mails && !auth.takes_sign_ups);
    assert_eq!(auth.token_lifetime, Duration::from_mins(10));
    assert_eq!(config.mail.from, "\"Porch 9\" <no-reply@localhost>");
    assert_eq!(config.mail.reply_to.as_deref(), Some("help@porch.test"));
    assert_eq!(config.database.migration_target.to_string(), "Postgres at localhost");
}

#[test]
fn answers_to_mails_go_where_people_find_help_unless_something_else_is_said() {
    let reply_to = |set: &[(&str, &str)]| Place::new(set).loaded().mail.reply_to;
    let help = ("DOORWARD_SUPPORT", "help@porch.test");
    assert_eq!(reply_to(&[help]).as_deref(), Some("help@porch.test"));
    assert_eq!(
        reply_to(&[help, ("DOORWARD_MAIL_REPLY_TO", "a@porch.test")]).as_deref(),
        Some("a@porch.test")
    );
    assert_eq!(reply_to(&[("DOORWARD_SUPPORT", "https://help.porch.test")]), None);
    assert_eq!(reply_to(&[]), None);
}

#[test]
fn an_empty_value_is_none() {
    let config = Place::new(&[("DOORWARD_ORIGIN", ""), ("DATABASE_URL", ""), ("PORT", "")]).loaded();
    assert_eq!(config.origin.to_string(), "http://127.0.0.1:3000");
}

#[test]
fn development_that_the_network_can_reach_is_warned_about() {
    let config = Place::new(&[("DOORWARD_BIND", "0.0.0.0")]).loaded();
    assert!(config.warnings.iter().any(|said| said.found.contains("/dev/mailbox")), "{:?}", config.warnings);
}
