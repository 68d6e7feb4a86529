//! Programs are registered, changed, and given secrets (RFC 7591).

use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::auth_method::AuthMethod;
use super::{redirect_uri, secret};
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::store::{OAuthClientRow, oauth_clients};

/// What a program may be let do at the token endpoint.
const GRANTS: [&str; 2] = ["authorization_code", "refresh_token"];

/// How many ways back a program may have.
const MOST_URIS: usize = 10;

/// How long its name may be, in bytes.
const NAME_BYTES: usize = 1024;

/// How long a URL that it shows may be, in bytes.
const URL_BYTES: usize = 2048;

/// Who registers a program.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Registration {
    /// An administrator.
    Manual,
    /// The program itself.
    Dynamic,
}

/// A program as it is described.
#[derive(Deserialize)]
pub(crate) struct RegistrationForm {
    redirect_uris: Option<Vec<Option<String>>>,
    client_type: Option<String>,
    token_endpoint_auth_method: Option<String>,
    grant_types: Option<Vec<Option<String>>>,
    client_name: Option<String>,
    client_uri: Option<String>,
    logo_uri: Option<String>,
}

/// A program, and its secret where it was just made.
pub(crate) struct Registered {
    pub(crate) client: OAuthClientRow,
    pub(crate) secret: Option<String>,
}

impl RegistrationForm {
    /// Registers the program.
    pub(crate) async fn register(
        self,
        server: &AuthServer,
        by: Registration,
    ) -> Result<Registered, ApiError> {
        let redirect_uris = texts(self.redirect_uris.unwrap_or_default());
        check_redirect_uris(&redirect_uris)?;
        let mut grant_types = texts(self.grant_types.unwrap_or_default());
        if grant_types.is_empty() {
            grant_types = GRANTS.map(str::to_owned).into();
        }
        check_grants(&grant_types)?;
        let text = |text: Option<String>| text.unwrap_or_default();
        let (name, uri, logo_uri) = (text(self.client_name), text(self.client_uri), text(self.logo_uri));
        check_shown(&name, &[&uri, &logo_uri])?;
        let method = method(&text(self.client_type), &text(self.token_endpoint_auth_method))?;
        let secret = if method.has_secret() { Some(secret::draw()?) } else { None };
        let now = server.now();
        let client = OAuthClientRow {
            id: Uuid::new_v4(),
            registration_type: by.name().to_owned(),
            auth_method: method.name().to_owned(),
            secret_hash: secret.as_deref().map(secret::hash),
            redirect_uris: redirect_uris.into(),
            grant_types: grant_types.into(),
            name,
            uri,
            logo_uri,
            created_at: now,
            updated_at: now,
        };
        oauth_clients::insert(server.database().write().await?.executor(), &client).await?;
        Ok(Registered { client, secret })
    }
}

impl Registration {
    const fn name(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Dynamic => "dynamic",
        }
    }
}

/// What is to be changed of a program.
#[derive(Deserialize)]
pub(crate) struct Changes {
    redirect_uris: Option<Vec<Option<String>>>,
    grant_types: Option<Vec<Option<String>>>,
    client_name: Option<String>,
    client_uri: Option<String>,
    logo_uri: Option<String>,
    token_endpoint_auth_method: Option<String>,
}

impl Changes {
    /// Changes the program.
    pub(crate) async fn make(
        self,
        server: &AuthServer,
        id: Uuid,
    ) -> Result<Option<OAuthClientRow>, ApiError> {
        self.refuse_none()?;
        let mut tx = server.database().begin().await?;
        let Some(mut client) = oauth_clients::lock(tx.executor(), id).await? else { return Ok(None) };
        if let Some(uris) = self.redirect_uris {
            client.redirect_uris = texts(uris).into();
            check_redirect_uris(&client.redirect_uris)?;
        }
        if let Some(grants) = self.grant_types {
            client.grant_types = texts(grants).into();
            check_grants(&client.grant_types)?;
        }
        let shown = [
            (&mut client.name, self.client_name),
            (&mut client.uri, self.client_uri),
            (&mut client.logo_uri, self.logo_uri),
        ];
        for (kept, new) in shown {
            if let Some(new) = new {
                *kept = new;
            }
        }
        check_shown(&client.name, &[&client.uri, &client.logo_uri])?;
        if let Some(name) = self.token_endpoint_auth_method {
            let method = AuthMethod::from_name(&name).ok_or_else(unknown_method)?;
            if method.has_secret() != client.secret_hash.is_some() {
                return Err(ApiError::invalid("A program neither gets a secret by that nor loses it"));
            }
            method.name().clone_into(&mut client.auth_method);
        }
        client.updated_at = server.now();
        oauth_clients::save(tx.executor(), &client).await?;
        server.commit(tx).await?;
        Ok(Some(client))
    }

    fn refuse_none(&self) -> Result<(), ApiError> {
        let lists = [&self.redirect_uris, &self.grant_types];
        let texts = [&self.client_name, &self.client_uri, &self.logo_uri, &self.token_endpoint_auth_method];
        if lists.iter().all(|list| list.is_none()) && texts.iter().all(|text| text.is_none()) {
            return Err(ApiError::invalid("There is nothing to change"));
        }
        Ok(())
    }
}

/// Gives a program a new secret in the place of the one it has.
pub(crate) async fn renew_secret(server: &AuthServer, id: Uuid) -> Result<Option<Registered>, ApiError> {
    let mut tx = server.database().begin().await?;
    let Some(mut client) = oauth_clients::lock(tx.executor(), id).await? else { return Ok(None) };
    if client.secret_hash.is_none() {
        return Err(ApiError::invalid("A public program keeps no secret"));
    }
    let secret = secret::draw()?;
    client.secret_hash = Some(secret::hash(&secret));
    client.updated_at = server.now();
    oauth_clients::save(tx.executor(), &client).await?;
    server.commit(tx).await?;
    Ok(Some(Registered { client, secret: Some(secret) }))
}

/// Null is an empty text.
fn texts(list: Vec<Option<String>>) -> Vec<String> {
    list.into_iter().map(Option::unwrap_or_default).collect()
}

fn check_redirect_uris(uris: &[String]) -> Result<(), ApiError> {
    if uris.is_empty() || uris.len() > MOST_URIS {
        return Err(ApiError::invalid("A program has one to ten redirect_uris"));
    }
    uris.iter().try_for_each(|uri| redirect_uri::check(uri).map_err(ApiError::invalid))
}

fn check_grants(grants: &[String]) -> Result<(), ApiError> {
    if grants.is_empty() || !grants.iter().all(|grant| GRANTS.contains(&&**grant)) {
        return Err(ApiError::invalid("The grant_types are authorization_code and refresh_token"));
    }
    Ok(())
}

fn check_shown(name: &str, urls: &[&str]) -> Result<(), ApiError> {
    if name.len() > NAME_BYTES || name.contains('\0') {
        return Err(ApiError::invalid("A client_name has 1024 bytes at most"));
    }
    // Also a path of one's own counts as one.
    let is_url = |url: &str| url.starts_with('/') || Url::parse(url).is_ok();
    let is_fine =
        |url: &&str| url.is_empty() || (url.len() <= URL_BYTES && is_url(url) && !url.contains('\0'));
    if !urls.iter().all(is_fine) {
        return Err(ApiError::invalid("client_uri and logo_uri are URLs of 2048 bytes at most"));
    }
    Ok(())
}

/// How a program shows itself that is of this type and registered for this way, where either may be left
/// out. A secret in a header is the usual way (RFC 7591 §2).
fn method(client_type: &str, name: &str) -> Result<AuthMethod, ApiError> {
    let usual = match client_type {
        "" | "confidential" => AuthMethod::Basic,
        "public" => AuthMethod::None,
        _ => return Err(ApiError::invalid("The client_type is public or confidential")),
    };
    if name.is_empty() {
        return Ok(usual);
    }
    let method = AuthMethod::from_name(name).ok_or_else(unknown_method)?;
    if !client_type.is_empty() && method.client_type() != client_type {
        return Err(ApiError::invalid("The client_type and the token_endpoint_auth_method do not fit"));
    }
    Ok(method)
}

fn unknown_method() -> ApiError {
    ApiError::invalid("The token_endpoint_auth_method is none, client_secret_basic or client_secret_post")
}

impl OAuthClientRow {
    /// What it is called by what it can keep to itself.
    pub(crate) fn client_type(&self) -> &'static str {
        AuthMethod::from_name(&self.auth_method).unwrap_or(AuthMethod::Basic).client_type()
    }
}
