//! Deleting the account of whoever asks.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::accounts::normalise_password;
use crate::api::extract::{AsUser, Json, Program};
use crate::api::openapi::{self, DeletionRefusals};
use crate::api::{FieldErrors, Problem, ProblemKind};
use crate::people::{Deletion, People};

/// The proof that it is the owner who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Proof {
    /// The password.
    #[schema(schema_with = openapi::current_password)]
    password: String,
}

/// Deletes the account, with everything that is known of its owner. There is no way back.
#[utoipa::path(
    delete,
    path = "/api/users/me",
    operation_id = "delete_me",
    tag = "Account",
    security(("password" = []), ("bearer" = [])),
    request_body = Proof,
    responses((status = 204, description = "The account is gone"), DeletionRefusals),
)]
pub(crate) async fn delete(
    AsUser(user, Json(proof)): AsUser<Json<Proof>>,
    Program(caller): Program,
    people: Data<People>,
) -> Result<HttpResponse, Problem> {
    let password = normalise_password(&proof.password);
    match people.delete_account(&caller, &user, &password).await? {
        Deletion::Deleted => Ok(HttpResponse::NoContent().finish()),
        Deletion::WrongPassword => Err(FieldErrors::at("password", "That password is incorrect").into()),
        Deletion::NotOffered => Err(ProblemKind::DeletionNotOffered.into()),
    }
}
