//! A Supabase project: what follows from its URL, and which keys are taken.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use doorward::config::{AuthConfig, SupabaseAuth};

use super::{PUBLIC_SUPABASE, Place};

fn supabase(place: &Place) -> SupabaseAuth {
    match place.loaded().auth {
        AuthConfig::Supabase(supabase) => *supabase,
        AuthConfig::Embedded(_) => panic!("the auth server inside was chosen"),
    }
}

/// A key of the older kind, as it looks from outside.
fn jwt(claims: &str) -> String {
    format!("eyJhbGciOiJIUzI1NiJ9.{}.c2lnbmF0dXJl", URL_SAFE_NO_PAD.encode(claims))
}

#[test]
fn everything_follows_from_the_projects_url() {
    let auth = supabase(&Place::new(PUBLIC_SUPABASE));
    let url = "https://abcdefghijklmnop.supabase.co/auth/v1";
    assert_eq!(auth.url.as_str(), url);
    assert_eq!(auth.public_url.as_str(), url);
    assert_eq!(auth.issuers, [url]);
    assert_eq!(auth.address_header.unwrap().as_str(), "sb-forwarded-for");
}

#[test]
fn internal_url_public_url_and_issuers_can_differ() {
    let auth = supabase(&Place::new(PUBLIC_SUPABASE).with(&[
        ("DOORWARD_AUTH_URL", "http://auth:9999"),
        ("DOORWARD_AUTH_PUBLIC_URL", "https://auth.test/v1"),
        ("DOORWARD_AUTH_ADDRESS_HEADER", "X-Forwarded-For"),
    ]));
    assert_eq!(auth.url.as_str(), "http://auth:9999/");
    assert_eq!(auth.public_url.as_str(), "https://auth.test/v1");
    assert_eq!(auth.issuers, ["https://auth.test/v1", "http://auth:9999"]);
    assert_eq!(auth.address_header.unwrap().as_str(), "x-forwarded-for");

    let named = supabase(&Place::new(PUBLIC_SUPABASE).with(&[
        ("DOORWARD_AUTH_ISSUERS", "https://one.test, https://two.test"),
        ("DOORWARD_AUTH_ADDRESS_HEADER", "none"),
    ]));
    assert_eq!(named.issuers, ["https://one.test", "https://two.test"]);
    assert_eq!(named.address_header, None);
}

#[test]
fn the_older_names_of_the_keys_still_work() {
    let place = Place::new(PUBLIC_SUPABASE)
        .without("SUPABASE_PUBLISHABLE_KEY")
        .without("SUPABASE_SECRET_KEY")
        .with(&[
            ("SUPABASE_ANON_KEY", &jwt(r#"{"iss":"supabase","role":"anon"}"#)),
            ("SUPABASE_SERVICE_ROLE_KEY", &jwt(r#"{"iss":"supabase","role":"service_role"}"#)),
        ]);
    assert!(supabase(&place).secret_key.is_some());
}

#[test]
fn half_a_project_is_refused_with_what_is_missing() {
    let faults = Place::new(PUBLIC_SUPABASE)
        .without("SUPABASE_PUBLISHABLE_KEY")
        .without("SUPABASE_SECRET_KEY")
        .faults();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].starts_with("SUPABASE_PUBLISHABLE_KEY is missing"), "{faults:?}");
    assert!(faults[1].starts_with("SUPABASE_SECRET_KEY is missing"), "{faults:?}");
}

#[test]
fn on_this_machine_the_secret_key_may_be_missing_with_a_warning() {
    let place = Place::new(PUBLIC_SUPABASE).without("SUPABASE_SECRET_KEY").without("DOORWARD_ORIGIN");
    assert!(supabase(&place).address_header.is_none());
    assert!(place.loaded().warnings.iter().any(|said| said.found.starts_with("SUPABASE_SECRET_KEY")));
}

#[test]
fn wrong_keys_are_recognised() {
    let demo = jwt(r#"{"iss":"supabase-demo","role":"anon"}"#);
    let service = jwt(r#"{"iss":"supabase","role":"service_role"}"#);
    let anon = jwt(r#"{"iss":"supabase","role":"anon"}"#);
    let wrong: &[(&str, &str, &str)] = &[
        ("SUPABASE_PUBLISHABLE_KEY", "sb_secret_Hq72nWcXe5RbTy1UoPk8Ld_Vm4Sj9Gf", "mixed up"),
        ("SUPABASE_PUBLISHABLE_KEY", &service, "mixed up"),
        ("SUPABASE_PUBLISHABLE_KEY", &demo, "demo key"),
        ("SUPABASE_PUBLISHABLE_KEY", "your-publishable-key", "placeholder"),
        ("SUPABASE_PUBLISHABLE_KEY", "sb_publishable_xxxxxxxxxxxxxxxxxxxxxx", "placeholder"),
        ("SUPABASE_SECRET_KEY", "sb_publishable_Zf81kQ2mPqLw9RtYxVbN3a_T7uCd5Eh", "mixed up"),
        ("SUPABASE_SECRET_KEY", &anon, "mixed up"),
        ("SUPABASE_SECRET_KEY", "sb_secret_...", "placeholder"),
        ("SUPABASE_JWT_SECRET", "short", "shorter than 32 bytes"),
        (
            "SUPABASE_JWT_SECRET",
            "super-secret-jwt-token-with-at-least-32-characters-long",
            "placeholder that everybody knows",
        ),
        ("SUPABASE_URL", "abcdefghijklmnop", "must be a URL"),
        ("SUPABASE_URL", "http://supabase.test", "must begin with https://"),
        ("DOORWARD_AUTH_URL", "http://auth.test", "must begin with https://"),
        ("DOORWARD_AUTH_ISSUERS", " , ", "at least one"),
        ("DOORWARD_AUTH_ADDRESS_HEADER", "a b", "must be the name of a header"),
        ("DOORWARD_CONFIRM_MAILS", "true", "is for the auth server inside"),
        ("DOORWARD_SIGN_UPS", "false", "is for the auth server inside"),
        ("DOORWARD_ACCESS_TOKEN_SECONDS", "600", "is for the auth server inside"),
    ];
    for (name, value, says) in wrong {
        let faults = Place::new(PUBLIC_SUPABASE).with(&[(name, value)]).faults();
        let [fault] = &faults[..] else { panic!("{name}={value}: {faults:#?}") };
        assert!(fault.starts_with(name) && fault.contains(says), "{name}={value}: {fault}");
    }
}

#[test]
fn the_keys_that_a_local_supabase_starts_with_are_good_on_this_machine() {
    let place = Place::new(&[
        ("SUPABASE_URL", "http://127.0.0.1:54321"),
        ("SUPABASE_ANON_KEY", &jwt(r#"{"iss":"supabase-demo","role":"anon"}"#)),
        ("SUPABASE_SERVICE_ROLE_KEY", &jwt(r#"{"iss":"supabase-demo","role":"service_role"}"#)),
        ("SUPABASE_JWT_SECRET", "super-secret-jwt-token-with-at-least-32-characters-long"),
    ]);
    assert_eq!(supabase(&place).url.as_str(), "http://127.0.0.1:54321/auth/v1");
}
