//! Whose token it is, and what they are called.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::accounts::{Choice, User, Username};
use crate::api::extract::{AsUser, BearerUser, Json, Program};
use crate::api::openapi::{self, ChangeRefusals, ReadRefusals};
use crate::api::{FieldErrors, Problem};
use crate::people::People;

/// Somebody with an account, as they see themselves.
#[derive(Serialize, ToSchema)]
pub(crate) struct Me<'a> {
    /// The same as `sub` in the access token.
    #[schema(schema_with = openapi::id)]
    id: Uuid,
    /// The name, where one was chosen.
    #[schema(required, example = "ada")]
    username: Option<&'a str>,
    /// The address.
    #[schema(format = Email, example = "ada@example.com")]
    email: &'a str,
    /// Whether tokens are given only with the code of a second factor.
    has_second_factor: bool,
    /// Whether they may see what only administrators may.
    is_admin: bool,
}

/// What is to be changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Change {
    /// The new name.
    #[schema(schema_with = openapi::username)]
    username: String,
}

impl<'a> Me<'a> {
    fn of(user: &'a User, username: Option<&'a Username>) -> Self {
        Self {
            id: user.super_id,
            username: username.map(Username::as_str),
            email: &user.email,
            has_second_factor: user.has_second_factor,
            is_admin: user.is_admin,
        }
    }
}

/// Who the token belongs to.
#[utoipa::path(
    get,
    path = "/api/users/me",
    operation_id = "me",
    tag = "Account",
    security(("password" = []), ("bearer" = [])),
    responses((status = 200, description = "The account", body = Me<'_>), ReadRefusals),
)]
pub(crate) async fn show(user: BearerUser) -> HttpResponse {
    HttpResponse::Ok().json(Me::of(&user.user, user.user.username.as_ref()))
}

/// Chooses another username.
#[utoipa::path(
    patch,
    path = "/api/users/me",
    operation_id = "change_me",
    tag = "Account",
    security(("password" = []), ("bearer" = [])),
    request_body = Change,
    responses((status = 200, description = "The account as it is now", body = Me<'_>), ChangeRefusals),
)]
pub(crate) async fn change(
    AsUser(user, Json(change)): AsUser<Json<Change>>,
    Program(caller): Program,
    people: Data<People>,
) -> Result<HttpResponse, Problem> {
    let name = Username::parse(&change.username)
        .map_err(|error| Problem::from(FieldErrors::at("username", error.to_string())))?;
    match people.choose_username(&caller, &user, &name).await? {
        Choice::Chosen => Ok(HttpResponse::Ok().json(Me::of(&user.user, Some(&name)))),
        Choice::Taken => Err(Problem::taken("username", "That username is taken")),
    }
}
