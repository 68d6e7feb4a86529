//! What a proved token has to say.

use doorward::gotrue::{AccessTokenClaims, AssuranceLevel, TokenError};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Map, Value, json};

use super::signer::Signer;
use super::site::{ISSUER, NOW, SESSION_ID, Site, assert_invalid, claims, claims_with, claims_without};

async fn site() -> (Signer, Site) {
    let signer = Signer::es256("key-1");
    let site = Site::of(&signer).await;
    (signer, site)
}

fn is_expired(result: &Result<AccessTokenClaims, TokenError>) -> bool {
    matches!(result, Err(TokenError::Expired(_)))
}

#[tokio::test]
async fn a_token_ends_thirty_seconds_after_it_says() {
    let (signer, site) = site().await;
    for (exp, is_good) in
        [(NOW - 31, false), (NOW - 30, false), (NOW - 29, true), (NOW, true), (NOW + 1, true)]
    {
        let result = site.verify(&signer.token(&claims_with("exp", json!(exp)))).await;
        assert_eq!(result.is_ok(), is_good, "{}", exp - NOW);
        assert_eq!(is_expired(&result), !is_good, "{}", exp - NOW);
    }
    for exp in [0, -1, i64::MIN] {
        let result = site.verify(&signer.token(&claims_with("exp", json!(exp)))).await;
        assert!(is_expired(&result), "{exp}");
    }
    assert!(site.verify(&signer.token(&claims_with("exp", json!(i64::MAX)))).await.is_ok());
}

#[tokio::test]
async fn a_token_ends_while_the_clock_goes_on() {
    let (signer, site) = site().await;
    let token = signer.token(&claims());
    site.advance(3540 + 29);
    assert!(site.verify(&token).await.is_ok());
    site.advance(1);
    let Err(TokenError::Expired(claims)) = site.verify(&token).await else { panic!() };
    assert_eq!(claims.session_id.to_string(), SESSION_ID, "who it was is proved all the same");
}

#[tokio::test]
async fn a_token_from_the_future_is_refused_and_ends_nothing() {
    let (signer, site) = site().await;
    for (name, moment, is_good) in [
        ("iat", NOW + 29, true),
        ("iat", NOW + 30, true),
        ("iat", NOW + 31, false),
        ("iat", i64::MAX, false),
        ("nbf", NOW - 60, true),
        ("nbf", NOW + 30, true),
        ("nbf", NOW + 31, false),
    ] {
        let result = site.verify(&signer.token(&claims_with(name, json!(moment)))).await;
        if is_good {
            assert!(result.is_ok(), "{name} {moment}: {result:?}");
        } else {
            assert_eq!(result, Err(TokenError::Unavailable), "{name} {moment}");
        }
    }
}

#[tokio::test]
async fn issuer_audience_and_role_are_ours_to_the_byte() {
    let (signer, site) = site().await;
    let slash = format!("{ISSUER}/");
    let upper = ISSUER.to_uppercase();
    let wrong = [
        ("iss", json!("")),
        ("iss", json!("https://evil.example/auth/v1")),
        ("iss", json!(slash)),
        ("iss", json!(upper)),
        ("iss", json!(format!(" {ISSUER}"))),
        ("iss", json!([ISSUER])),
        ("aud", json!("")),
        ("aud", json!("anon")),
        ("aud", json!("Authenticated")),
        ("aud", json!(["authenticated"])),
        ("aud", json!(["authenticated", "other"])),
        ("role", json!("")),
        ("role", json!("anon")),
        ("role", json!("service_role")),
        ("role", json!("supabase_admin")),
    ];
    for (name, value) in wrong {
        let expired = {
            let mut claims = claims_with(name, value.clone());
            claims["exp"] = json!(NOW - 3600);
            claims
        };
        assert_invalid(site.verify(&signer.token(&claims_with(name, value.clone()))).await, (name, &value));
        assert_invalid(site.verify(&signer.token(&expired)).await, (name, &value));
    }
    let other = claims_with("iss", json!("https://old.example/auth/v1"));
    assert!(site.verify(&signer.token(&other)).await.is_ok(), "any of the list");
}

#[tokio::test]
async fn what_decides_must_be_there() {
    let (signer, site) = site().await;
    for name in ["iss", "sub", "aud", "exp", "iat", "role", "session_id"] {
        assert_invalid(site.verify(&signer.token(&claims_without(name))).await, name);
        assert_invalid(site.verify(&signer.token(&claims_with(name, Value::Null))).await, name);
    }
    for name in ["email", "phone", "app_metadata", "user_metadata", "aal", "amr", "is_anonymous"] {
        let claims = site.verify(&signer.token(&claims_without(name))).await.unwrap();
        assert_eq!(claims.aal, AssuranceLevel::Aal1, "nothing said is nothing proved");
    }
}

#[tokio::test]
async fn an_id_is_spelt_in_one_way() {
    let (signer, site) = site().await;
    let simple = SESSION_ID.replace('-', "");
    let spellings = [
        SESSION_ID.to_uppercase(),
        simple,
        format!("{{{SESSION_ID}}}"),
        format!("urn:uuid:{SESSION_ID}"),
        format!(" {SESSION_ID}"),
        "00000000-0000-0000-0000-000000000000".to_owned(),
        "ada".to_owned(),
        String::new(),
    ];
    for name in ["sub", "session_id"] {
        for spelling in &spellings {
            let token = signer.token(&claims_with(name, json!(spelling)));
            assert_invalid(site.verify(&token).await, (name, spelling));
        }
    }
}

#[tokio::test]
async fn tokens_of_other_kinds_are_no_access_tokens() {
    let (signer, site) = site().await;
    let id_token = json!({
        "iss": ISSUER, "sub": SESSION_ID, "aud": "authenticated", "exp": NOW + 60, "iat": NOW, "nonce": "n",
        "email": "ada@example.com",
    });
    let service = json!({"iss": ISSUER, "role": "service_role", "iat": NOW, "exp": NOW + 60});
    for claims in [id_token, service, json!({"sub": SESSION_ID}), json!({})] {
        assert_invalid(site.verify(&signer.token(&claims)).await, claims);
    }
    for text in
        ["k3v7x2m4q6wz", "AAARIjNEVWZ3iJmqu8zd7v8AcnQ2ga0zGlS5ZuMKTrz_1QfBpcQ", "pkce_b507a4ef", "482913"]
    {
        assert_invalid(site.verify(text).await, text);
    }
}

#[tokio::test]
async fn ways_of_proof_may_be_names_or_entries() {
    let (signer, site) = site().await;
    for (amr, count) in [
        (json!(["password", "totp"]), 2),
        (json!([{"method": "totp", "timestamp": NOW, "provider": "x"}, "password"]), 2),
        (json!([]), 0),
        (Value::Null, 0),
    ] {
        let claims = site.verify(&signer.token(&claims_with("amr", amr))).await.unwrap();
        assert_eq!(claims.amr.len(), count);
    }
    for amr in [
        json!([["password", NOW]]),
        json!([1]),
        json!([{"method": "totp"}]),
        json!("password"),
        json!([null]),
    ] {
        assert_invalid(site.verify(&signer.token(&claims_with("amr", amr.clone()))).await, amr);
    }
}

/// Any JSON at all, not too deep.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        (-1e12..1e12_f64).prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        Just(json!("authenticated")),
        Just(json!(ISSUER)),
        Just(json!(SESSION_ID)),
        Just(json!((NOW + 60).to_string())),
        Just(json!(1.79e9)),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,4}", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Whether a value is of the type that the contract gives a claim.
fn is_of_its_type(name: &str, value: &Value) -> bool {
    match name {
        "exp" | "iat" | "nbf" => value.as_i64().is_some(),
        "app_metadata" | "user_metadata" => value.is_object(),
        "is_anonymous" => value.is_boolean(),
        "aal" => value == "aal1" || value == "aal2",
        "amr" => value.is_null() || value.as_array().is_some_and(|ways| ways.iter().all(Value::is_string)),
        _ => value.is_string(),
    }
}

#[test]
fn a_claim_of_another_type_makes_a_token_invalid() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (signer, site) = runtime.block_on(site());
    let names = prop::sample::select(vec![
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "nbf",
        "role",
        "session_id",
        "email",
        "phone",
        "app_metadata",
        "user_metadata",
        "aal",
        "amr",
        "is_anonymous",
    ]);
    let mut runner = TestRunner::new(ProptestConfig { cases: 2000, ..ProptestConfig::default() });
    let run = runner.run(&(names, any_json()), |(name, value)| {
        let token = signer.token(&claims_with(name, value.clone()));
        let result = runtime.block_on(site.verify(&token));
        if !is_of_its_type(name, &value) {
            prop_assert_eq!(result, Err(TokenError::Invalid), "{} {}", name, value);
        } else if ["email", "phone", "app_metadata", "user_metadata", "aal", "amr", "is_anonymous"]
            .contains(&name)
        {
            prop_assert!(result.is_ok(), "{} {}: {:?}", name, value, result);
        }
        Ok(())
    });
    run.unwrap();
}
