//! A provider of identities: in through it, and linked to an account.

use supabase_client_auth::{AuthClient, OAuthProvider};
use url::Url;

use crate::person::{SITE, client, parameter, redirect, refused, sign_in_at_provider, signed_in};

/// The way out, with a code challenge, which the crate makes and leaves to its user to add.
async fn way_out(client: &AuthClient, challenge: &str) -> Url {
    let way = client.get_oauth_sign_in_url(OAuthProvider::Keycloak, Some(SITE), None).unwrap();
    redirect(&format!("{way}&code_challenge={challenge}&code_challenge_method=s256")).await
}

#[tokio::test]
async fn signs_in_through_a_provider_with_a_code_challenge() {
    let (client, email) = (client(), "olga@example.com");
    let pair = AuthClient::generate_pkce_pair();
    let back = sign_in_at_provider(way_out(&client, pair.challenge.as_str()).await, email).await;
    let code = parameter(&back, "code");
    let session = client.exchange_code_for_session(&code, Some(pair.verifier.as_str())).await.unwrap();
    assert_eq!(session.user.email.as_deref(), Some(email));
    assert_eq!(session.user.app_metadata.unwrap()["provider"], "keycloak");

    let back = sign_in_at_provider(way_out(&client, pair.challenge.as_str()).await, email).await;
    let thief = AuthClient::generate_pkce_pair();
    let code = parameter(&back, "code");
    let stolen = client.exchange_code_for_session(&code, Some(thief.verifier.as_str())).await;
    assert_eq!(refused(stolen), "bad_code_verifier");
}

#[tokio::test]
async fn links_an_identity_and_takes_it_away_but_never_the_last_one() {
    let (client, session) = signed_in("ida@example.com").await;
    let token = &session.access_token;
    let page = client.link_identity(token, OAuthProvider::Keycloak).await.unwrap().url;
    sign_in_at_provider(Url::parse(&page).unwrap(), "ida.elsewhere@example.com").await;
    let identities = client.get_user_identities(token).await.unwrap();
    let of = |provider| identities.iter().find(|one| one.provider == provider).unwrap();
    assert_eq!(identities.len(), 2);
    let (linked, own) = (of("keycloak").identity_id.as_deref(), of("email").identity_id.as_deref());
    client.unlink_identity(token, linked.unwrap()).await.unwrap();
    assert_eq!(client.get_user_identities(token).await.unwrap().len(), 1);
    let last = client.unlink_identity(token, own.unwrap()).await;
    assert_eq!(refused(last), "single_identity_not_deletable");
}
