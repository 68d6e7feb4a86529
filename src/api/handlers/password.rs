//! Choosing another password, with the one so far.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::{NewPassword, normalise_password};
use crate::api::extract::{AsUser, Json, Program};
use crate::api::openapi::{self, PasswordRefusals};
use crate::api::{FieldErrors, Problem, ProblemKind};
use crate::people::{PasswordChange, PasswordProof, People};

/// The two passwords.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Passwords {
    /// The one so far.
    #[schema(schema_with = openapi::current_password)]
    current_password: String,
    /// The one from now on: at least 12 characters.
    #[schema(schema_with = openapi::new_password)]
    new_password: String,
}

/// Chooses another password. The other sessions end; this one stays.
#[utoipa::path(
    post,
    path = "/api/users/me/password",
    operation_id = "change_password",
    tag = "Account",
    security(("password" = []), ("bearer" = [])),
    request_body = Passwords,
    responses((status = 204, description = "The new password holds"), PasswordRefusals),
)]
pub(crate) async fn change(
    AsUser(user, Json(passwords)): AsUser<Json<Passwords>>,
    Program(caller): Program,
    people: Data<People>,
) -> Result<HttpResponse, Problem> {
    let new = people
        .about_password_of(&user, |about| NewPassword::parse(&passwords.new_password, about))
        .map_err(|error| Problem::from(FieldErrors::at("new_password", error.to_string())))?;
    let current = normalise_password(&passwords.current_password);
    if people.prove_password(&caller, &user, &current, None).await? == PasswordProof::Wrong {
        return Err(FieldErrors::at("current_password", "That password is incorrect").into());
    }
    match people.change_password(&caller, &user, new, Some(&current)).await? {
        PasswordChange::Changed => Ok(HttpResponse::NoContent().finish()),
        PasswordChange::TooEasy => {
            let text = "This password is too easy to guess. Choose a different one";
            Err(FieldErrors::at("new_password", text).into())
        }
        PasswordChange::Leaked => {
            let text = "This password is on a list of leaked passwords. Choose a different one";
            Err(FieldErrors::at("new_password", text).into())
        }
        PasswordChange::NeedsRecentSignIn => Err(ProblemKind::ReauthenticationNeeded.into()),
    }
}
