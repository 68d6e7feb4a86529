//! Sessions that programs of others hold for people (gotrue-contract §1.18).

use uuid::Uuid;

use super::error::ApiError;
use super::issue::{self, Issued, Method};
use super::server::AuthServer;
use super::signing_keys::KeyRing;
use super::store::sessions::Place;
use super::store::{UserRow, client_sessions, sessions, users};
use crate::database::Tx;

/// For which program a session is, and what it may do.
pub(crate) struct ClientSession<'a> {
    pub(crate) client: Uuid,
    pub(crate) scopes: &'a str,
}

impl ClientSession<'_> {
    /// Begins it for somebody. Both are locked.
    pub(crate) async fn begin(
        &self,
        server: &AuthServer,
        ring: &KeyRing,
        tx: &mut Tx,
        user: &mut UserRow,
        place: &Place,
    ) -> Result<Issued, ApiError> {
        let (now, method) = (server.now(), Method::OAuthServer.name());
        user.last_sign_in_at = Some(now);
        users::save(tx.executor(), user).await?;
        let mut session = sessions::begin(tx.executor(), user.id, method, place, now).await?;
        client_sessions::give(tx.executor(), session.id, self.client, self.scopes).await?;
        session.oauth_client_id = Some(self.client);
        session.scopes = Some(self.scopes.to_owned());
        let token = issue::first_token(server, tx, &session).await?;
        issue::sign_pair(server, ring, tx, user, &session, token, Method::OAuthServer.name()).await
    }
}
