//! An authenticator app as a second factor.

use supabase_client_auth::{AuthenticatorAssuranceLevel, MfaEnrollParams, MfaVerifyParams};

use crate::person::{Administrator, PASSWORD, client, other_than, refused, signed_in, totp};

#[tokio::test]
async fn enrols_an_authenticator_app_steps_up_with_it_and_takes_it_away() {
    let email = "mia@example.com";
    let (client_one, session) = signed_in(email).await;
    let token = &session.access_token;
    let wanted = MfaEnrollParams::totp().friendly_name("phone").issuer("Site");
    let factor = client_one.mfa_enroll(token, wanted).await.unwrap();
    let app = factor.totp.unwrap();
    assert!(app.uri.starts_with("otpauth://totp/Site:"), "{}", app.uri);
    let challenge = client_one.mfa_challenge(token, &factor.id).await.unwrap();
    let code = totp(&app.secret, 0);
    let wrong = MfaVerifyParams::new(&challenge.id, &other_than(&code));
    assert_eq!(refused(client_one.mfa_verify(token, &factor.id, wrong).await), "mfa_verification_failed");
    let right = MfaVerifyParams::new(&challenge.id, &code);
    let raised = client_one.mfa_verify(token, &factor.id, right).await.unwrap();
    let level = client_one.mfa_get_authenticator_assurance_level(&raised.access_token).await.unwrap();
    assert_eq!(level.current_level, Some(AuthenticatorAssuranceLevel::Aal2));

    let again = client();
    let session = again.sign_in_with_password_email(email, PASSWORD).await.unwrap();
    let level = again.mfa_get_authenticator_assurance_level(&session.access_token).await.unwrap();
    assert_eq!(level.current_level, Some(AuthenticatorAssuranceLevel::Aal1));
    assert_eq!(level.next_level, Some(AuthenticatorAssuranceLevel::Aal2));
    assert_eq!(refused(again.mfa_unenroll(&session.access_token, &factor.id).await), "insufficient_aal");
    let later = totp(&app.secret, 1);
    let raised = again.mfa_challenge_and_verify(&session.access_token, &factor.id, &later).await.unwrap();
    assert_eq!(again.mfa_list_factors(&raised.access_token).await.unwrap().totp[0].status, "verified");
    again.mfa_unenroll(&raised.access_token, &factor.id).await.unwrap();
    assert!(again.mfa_list_factors(&raised.access_token).await.unwrap().all.is_empty());
}

#[tokio::test]
async fn is_helped_by_an_administrator_when_the_app_is_lost() {
    let (client, session) = signed_in("lost@example.com").await;
    let factor = client.mfa_enroll(&session.access_token, MfaEnrollParams::totp()).await.unwrap();
    let code = totp(&factor.totp.unwrap().secret, 0);
    client.mfa_challenge_and_verify(&session.access_token, &factor.id, &code).await.unwrap();
    let administrator = Administrator::new();
    let (admin, user) = (administrator.admin(), &session.user.id);
    let factors = admin.mfa_list_factors(user).await.unwrap();
    assert_eq!(
        (factors.len(), factors[0].id.as_str(), factors[0].status.as_str()),
        (1, &*factor.id, "verified")
    );
    admin.mfa_delete_factor(user, &factor.id).await.unwrap();
    assert!(admin.mfa_list_factors(user).await.unwrap().is_empty());
}
