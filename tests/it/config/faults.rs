//! Wrong settings stop the start, all of them in one message that tells how to mend them.

use super::{PUBLIC, Place, SECRET};

/// A setting, a wrong value for it on a public site, and what must be said.
const WRONG: &[(&str, &str, &str)] = &[
    ("DOORWARD_ORIGIN", "http://app.test", "must begin with https://"),
    ("DOORWARD_ORIGIN", "https://app.test/path", "must be a scheme, a host"),
    ("DOORWARD_ORIGIN", "https://user@app.test", "must be a scheme, a host"),
    ("DOORWARD_ORIGIN", "app.test", "must be a scheme, a host"),
    ("DOORWARD_ORIGIN", "ftp://app.test", "must be a scheme, a host"),
    ("PORT", "http", "must be a whole number"),
    ("PORT", "70000", "must be a whole number"),
    ("DOORWARD_BIND", "everywhere", "must be an IP address"),
    ("DOORWARD_SECRET", "correct horse battery hunter22", "must be 32 random bytes"),
    ("DOORWARD_SECRET", "changeme", "is a placeholder"),
    ("DOORWARD_SECRET", "your-secret-goes-here-your-secret-goes-here", "is a placeholder"),
    ("DOORWARD_SECRET", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "is a placeholder"),
    (
        "DOORWARD_SECRET",
        "0123456701234567012345670123456701234567012345670123456701234567",
        "is a placeholder",
    ),
    ("DOORWARD_SECRET_PREVIOUS", "correct horse battery hunter22", "must be 32 random bytes"),
    ("DATABASE_URL", "mysql://root@localhost/app", "must begin with sqlite: or postgres://"),
    ("DATABASE_URL", "postgres://u:hunter22@db.test:6543/app", "transaction pooler"),
    ("DATABASE_URL", "postgres://u:hunter22@db.test/app?pgbouncer=true", "transaction pooler"),
    ("MIGRATION_DATABASE_URL", "postgres://u:hunter22@ep-x-pooler.eu.neon.tech/app", "transaction pooler"),
    ("SMTP_URL", "mail.test", "is wrong"),
    ("SMTP_URL", "smtp://u:hunter22@mail.test?tls=none", "is wrong"),
    ("DOORWARD_MAIL_FROM", "nobody", "is wrong"),
    ("DOORWARD_MAIL_REPLY_TO", "nobody", "is wrong"),
    ("DOORWARD_SUPPORT", "the caretaker, ground floor", "is neither an e-mail address nor a URL"),
    ("DOORWARD_SUPPORT", "javascript:alert(1)", "is neither an e-mail address nor a URL"),
    ("DOORWARD_CLIENT_ADDRESS_HEADER", "X Real IP", "must be the name of a header"),
    ("DOORWARD_API_ORIGINS", "https://app.test, *", "must name each origin"),
    (
        "DOORWARD_API_ORIGINS",
        "https://app.test/path",
        "names \"https://app.test/path\", which must be a scheme",
    ),
    ("DOORWARD_API_ORIGINS", "http://app.test", "names \"http://app.test\", which must begin with https://"),
    ("DOORWARD_WORKERS", "0", "must be a whole number, 1 or more"),
    ("DOORWARD_CONNECTIONS", "-5", "must be a whole number, 1 or more"),
    ("DOORWARD_DRAIN_SECONDS", "soon", "must be a whole number"),
    ("DOORWARD_LOG_FORMAT", "xml", "must be human or json"),
    ("RUST_LOG", "doorward=loud", "must be levels and targets"),
    ("DOORWARD_CONFIRM_MAILS", "maybe", "must be true or false"),
    ("DOORWARD_SIGN_UPS", "maybe", "must be true or false"),
    ("DOORWARD_ACCESS_TOKEN_SECONDS", "60", "must be a whole number from 120 to 86400"),
    ("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_x", "is set without SUPABASE_URL"),
    ("SUPABASE_ANON_KEY", "eyJh", "is set without SUPABASE_URL"),
    ("SUPABASE_SECRET_KEY", "sb_secret_x", "is set without SUPABASE_URL"),
    ("SUPABASE_JWT_SECRET", "0123456789012345678901234567890123456789", "is set without SUPABASE_URL"),
    ("DOORWARD_AUTH_URL", "http://127.0.0.1:9999", "is set without SUPABASE_URL"),
];

#[test]
fn each_wrong_value_is_one_fault_that_tells_how_to_mend_it() {
    for (name, value, says) in WRONG {
        let faults = Place::new(PUBLIC).with(&[(name, value)]).faults();
        let [fault] = &faults[..] else { panic!("{name}={value}: {faults:#?}") };
        assert!(fault.contains(says), "{name}={value}: {fault}");
        let current_name = if *name == "SUPABASE_ANON_KEY" { "SUPABASE_PUBLISHABLE_KEY" } else { name };
        assert!(fault.starts_with(current_name), "{name}={value}: {fault}");
        assert!(!fault.contains("hunter22"), "{name} repeats its value: {fault}");
    }
}

#[test]
fn what_a_public_site_lacks_is_told_at_once_even_when_its_origin_is_wrong() {
    let error = Place::new(&[("DOORWARD_ORIGIN", "http://app.test"), ("DOORWARD_WORKERS", "none")])
        .load()
        .expect_err("four things are wrong");
    assert_eq!(
        error.to_string(),
        "4 settings are wrong:\n  \
         - DOORWARD_ORIGIN must begin with https:// unless the host is this machine\n  \
         - DOORWARD_WORKERS must be a whole number, 1 or more\n  \
         - DOORWARD_SECRET is missing: set it to what `doorward keys generate` prints\n  \
         - SMTP_URL is missing: the auth server inside confirms and recovers accounts by mail \
         (smtps://name:password@host)"
    );
}

#[test]
fn a_previous_secret_alone_is_half_a_rotation() {
    let faults = Place::new(&[("DOORWARD_SECRET_PREVIOUS", SECRET)]).faults();
    assert_eq!(faults, ["DOORWARD_SECRET_PREVIOUS is set without DOORWARD_SECRET"]);
}

#[test]
fn a_site_without_confirmed_addresses_or_a_proxy_header_is_warned_about() {
    let warnings = Place::new(PUBLIC).with(&[("DOORWARD_CONFIRM_MAILS", "false")]).loaded().warnings;
    assert!(warnings.iter().any(|said| said.found.starts_with("DOORWARD_CONFIRM_MAILS")), "{warnings:?}");
    assert!(
        warnings.iter().any(|said| said.found.starts_with("DOORWARD_CLIENT_ADDRESS_HEADER")),
        "{warnings:?}"
    );
}
