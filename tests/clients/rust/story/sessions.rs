//! Sign-up, sign-in, refresh, recovery, changes and the ways out.

use serde_json::json;
use supabase_client_auth::{AuthClient, OtpType, SignOutScope, UpdateUserParams, VerifyOtpParams};

use crate::person::{
    NEW_PASSWORD, PASSWORD, client, mailed_code, newest_mail, other_than, parameter, redirect,
};
use crate::person::{refused, signed_in};

fn proof(email: &str, token: &str, otp_type: OtpType) -> VerifyOtpParams {
    let email = Some(email.to_owned());
    VerifyOtpParams { token: token.to_owned(), otp_type, email, phone: None, token_hash: None }
}

#[tokio::test]
async fn signs_up_confirms_signs_in_and_refreshes() {
    let (client, email) = (client(), "ada@example.com");
    let data = json!({ "colour": "blue" });
    let made = client.sign_up_with_email_and_data(email, PASSWORD, Some(data)).await.unwrap();
    assert!(made.session.is_none());
    assert_eq!(refused(client.sign_in_with_password_email(email, PASSWORD).await), "email_not_confirmed");
    let code = mailed_code(email).await;
    let wrong = client.verify_otp(proof(email, &other_than(&code), OtpType::Email)).await;
    assert_eq!(refused(wrong), "otp_expired");
    let user = client.verify_otp(proof(email, &code, OtpType::Email)).await.unwrap().user;
    assert_eq!(user.user_metadata.unwrap()["colour"], "blue");
    assert!(user.email_confirmed_at.is_some());
    assert_eq!(refused(client.verify_otp(proof(email, &code, OtpType::Email)).await), "otp_expired");

    let session = client.sign_in_with_password_email(email, PASSWORD).await.unwrap();
    let fresh = client.refresh_session(&session.refresh_token).await.unwrap();
    assert_ne!(fresh.refresh_token, session.refresh_token);
    assert_eq!(client.get_user(&fresh.access_token).await.unwrap().email.as_deref(), Some(email));
    assert_eq!(
        refused(client.sign_in_with_password_email(email, "not this 99").await),
        "invalid_credentials"
    );
}

#[tokio::test]
async fn follows_the_link_of_a_mail() {
    let (client, email) = (client(), "bea@example.com");
    client.sign_in_with_otp_email(email).await.unwrap();
    let mail = newest_mail(email).await;
    let mut links = mail["links"].as_array().unwrap().iter().filter_map(|link| link.as_str());
    let landed = redirect(links.find(|link| link.contains("token=")).unwrap()).await;
    let user = client.get_user(&parameter(&landed, "access_token")).await.unwrap();
    assert_eq!(user.email.as_deref(), Some(email));
}

#[tokio::test]
async fn recovers_a_password_and_changes_data() {
    let email = "rita@example.com";
    signed_in(email).await;
    let client = client();
    client.reset_password_for_email(email, None).await.unwrap();
    let code = mailed_code(email).await;
    let session = client.verify_otp(proof(email, &code, OtpType::Recovery)).await.unwrap();
    let change = UpdateUserParams {
        password: Some(NEW_PASSWORD.to_owned()),
        data: Some(json!({ "colour": "red" })),
        ..Default::default()
    };
    let user = client.update_user(&session.access_token, change.clone()).await.unwrap();
    assert_eq!(user.user_metadata.unwrap()["colour"], "red");
    assert_eq!(refused(client.update_user(&session.access_token, change).await), "same_password");
    assert_eq!(refused(client.sign_in_with_password_email(email, PASSWORD).await), "invalid_credentials");
    client.sign_in_with_password_email(email, NEW_PASSWORD).await.unwrap();
}

#[tokio::test]
async fn changes_an_address_by_the_codes_of_both_mails() {
    let (before, after) = ("eve@example.com", "eve.new@example.com");
    let (client, session) = signed_in(before).await;
    let change = UpdateUserParams { email: Some(after.to_owned()), ..Default::default() };
    client.update_user(&session.access_token, change).await.unwrap();
    let code = mailed_code(before).await;
    // The crate knows no answer but a session, and the first of the two codes brings none.
    client.verify_otp(proof(before, &code, OtpType::EmailChange)).await.unwrap_err();
    let code = mailed_code(after).await;
    let session = client.verify_otp(proof(after, &code, OtpType::EmailChange)).await.unwrap();
    assert_eq!(session.user.email.as_deref(), Some(after));
}

#[tokio::test]
async fn reads_claims_and_the_published_keys() {
    let (client, session) = signed_in("keys@example.com").await;
    let claims = AuthClient::get_claims(&session.access_token).unwrap();
    assert_eq!(claims["sub"], session.user.id);
    assert_eq!((&claims["role"], &claims["aal"]), (&json!("authenticated"), &json!("aal1")));
    let keys = client.oauth_get_jwks().await.unwrap().keys;
    assert!(keys.iter().any(|key| key.alg.as_deref() == Some("ES256")), "{keys:?}");
}

#[tokio::test]
async fn signs_out_here_elsewhere_or_everywhere() {
    let scopes = [
        (SignOutScope::Local, [true, false]),
        (SignOutScope::Others, [false, true]),
        (SignOutScope::Global, [true, true]),
    ];
    for (scope, ends) in scopes {
        let email = format!("{scope}@example.com");
        let (here, session) = signed_in(&email).await;
        let elsewhere = client().sign_in_with_password_email(&email, PASSWORD).await.unwrap();
        here.sign_out_with_scope(&session.access_token, scope).await.unwrap();
        for (is_over, session) in ends.into_iter().zip([session, elsewhere]) {
            let refreshed = client().refresh_session(&session.refresh_token).await;
            if is_over {
                assert_eq!(refused(refreshed), "refresh_token_not_found", "{scope}");
            } else {
                refreshed.unwrap();
            }
        }
    }
}
