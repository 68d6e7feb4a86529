//! People made, read, changed, banned, invited and deleted by an administrator.

use serde_json::json;
use supabase_client_auth::{
    AdminUpdateUserParams, GenerateLinkParams, GenerateLinkType, OtpType, VerifyOtpParams,
};

use crate::person::{Administrator, NEW_PASSWORD, PASSWORD, client, mailed_code, refused};

#[tokio::test]
async fn administers_people_with_the_secret_key_and_not_with_the_publishable_one() {
    let (administrator, email) = (Administrator::new(), "made@example.com");
    let admin = administrator.admin();
    let user = administrator.creates(email).await;
    let users = admin.list_users(Some(1), Some(1000)).await.unwrap().users;
    assert!(users.iter().any(|one| one.id == user.id));
    assert_eq!(admin.list_users(Some(1), Some(1)).await.unwrap().users.len(), 1);
    assert_eq!(admin.get_user_by_id(&user.id).await.unwrap().email.as_deref(), Some(email));
    let change = AdminUpdateUserParams {
        password: Some(NEW_PASSWORD.to_owned()),
        app_metadata: Some(json!({ "plan": "gold" })),
        ..Default::default()
    };
    let changed = admin.update_user_by_id(&user.id, change).await.unwrap();
    assert_eq!(changed.app_metadata.unwrap()["plan"], "gold");
    client().sign_in_with_password_email(email, NEW_PASSWORD).await.unwrap();
    let ban = AdminUpdateUserParams { ban_duration: Some("1h".to_owned()), ..Default::default() };
    admin.update_user_by_id(&user.id, ban).await.unwrap();
    assert_eq!(refused(client().sign_in_with_password_email(email, NEW_PASSWORD).await), "user_banned");
    admin.delete_user(&user.id).await.unwrap();
    assert_eq!(refused(admin.get_user_by_id(&user.id).await), "user_not_found");
    assert_eq!(refused(client().admin().list_users(None, None).await), "not_admin");
}

#[tokio::test]
async fn makes_links_of_every_kind_which_are_as_good_as_mailed_ones() {
    let administrator = Administrator::new();
    administrator.creates("gina@example.com").await;
    let kinds = [
        (GenerateLinkType::Signup, OtpType::Signup, "linked@example.com"),
        (GenerateLinkType::Invite, OtpType::Invite, "invited@example.com"),
        (GenerateLinkType::MagicLink, OtpType::MagicLink, "gina@example.com"),
        (GenerateLinkType::Recovery, OtpType::Recovery, "gina@example.com"),
    ];
    for (link_type, otp_type, email) in kinds {
        let password = matches!(link_type, GenerateLinkType::Signup).then(|| PASSWORD.to_owned());
        let email = email.to_owned();
        let wanted = GenerateLinkParams { link_type, email, password, data: None, redirect_to: None };
        let link = administrator.admin().generate_link(wanted).await.unwrap();
        let (token, email) = (link["email_otp"].as_str().unwrap(), link["email"].as_str().unwrap());
        let proof = VerifyOtpParams {
            token: token.to_owned(),
            otp_type,
            email: Some(email.to_owned()),
            phone: None,
            token_hash: None,
        };
        assert_eq!(client().verify_otp(proof).await.unwrap().user.id, link["id"]);
    }
}

#[tokio::test]
async fn invites_somebody() {
    let (administrator, email) = (Administrator::new(), "guest@example.com");
    let user = administrator.admin().invite_user_by_email(email, None).await.unwrap();
    let (token, otp_type) = (mailed_code(email).await, OtpType::Invite);
    let proof =
        VerifyOtpParams { token, otp_type, email: Some(email.to_owned()), phone: None, token_hash: None };
    assert_eq!(client().verify_otp(proof).await.unwrap().user.id, user.id);
}
