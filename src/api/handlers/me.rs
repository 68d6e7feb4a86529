//! Whose token it is, and what they are called.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::accounts::{Choice, User, Username};
use crate::api::extract::{AsUser, BearerUser, Json, Program};
use crate::api::{FieldErrors, Problem};
use crate::people::People;

/// Somebody with an account, as they see themselves.
#[derive(Serialize)]
pub(crate) struct Me<'a> {
    /// The same as `sub` in the access token.
    id: Uuid,
    /// The name, where one was chosen.
    username: Option<&'a str>,
    /// The address.
    email: &'a str,
    /// Whether tokens are given only with the code of a second factor.
    has_second_factor: bool,
    /// Whether they may see what only administrators may.
    is_admin: bool,
}

/// What is to be changed.
#[derive(Deserialize)]
pub(crate) struct Change {
    /// The new name.
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

pub(crate) async fn show(user: BearerUser) -> HttpResponse {
    HttpResponse::Ok().json(Me::of(&user.user, user.user.username.as_ref()))
}

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
