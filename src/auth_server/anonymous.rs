//! Accounts that name nobody: people begin at once, and may give an address later (gotrue-contract §1.1).

use actix_web::HttpResponse;
use serde_json::{Map, Value};

use super::error::ApiError;
use super::extract::Client;
use super::issue::{self, Method};
use super::limits::Limit;
use super::server::AuthServer;
use super::sign_up::refuse_while_closed;
use super::store::users;
use super::{hooks, metadata};
use crate::gotrue::ErrorCode;

/// Makes an account and signs in to it.
pub(crate) async fn begin(
    server: &AuthServer,
    client: &Client,
    said: &Map<String, Value>,
) -> Result<HttpResponse, ApiError> {
    if !server.settings().takes_anonymous {
        let code = ErrorCode::ANONYMOUS_PROVIDER_DISABLED;
        return Err(ApiError::unprocessable(code, "Anonymous accounts are switched off"));
    }
    server.limit(Limit::Anonymous, client.address)?;
    refuse_while_closed(server)?;
    metadata::refuse_unstorable(said)?;
    let mut user = server.newcomer(None, &[]);
    user.is_anonymous = true;
    user.user_metadata.0 = metadata::without_nulls(said);
    let ring = server.keys().ring().await;
    let mut tx = server.database().begin().await?;
    if !users::insert(tx.executor(), &user).await? {
        return Err(ApiError::conflict("The account's id was taken; ask again"));
    }
    hooks::before_user_created(server, &user, said).await?;
    let method = Method::Anonymous;
    let issued = issue::begin_session(server, &ring, &mut tx, &mut user, method, &client.place()).await;
    let issued = issued.map_err(|error| error.without_words_of_hook("no token could be made"))?;
    server.commit(tx).await?;
    let told = hooks::after_user_created(server, &issued.response().user).await;
    told.map_err(|error| issued.named_in(error))?;
    Ok(issued.answer())
}
