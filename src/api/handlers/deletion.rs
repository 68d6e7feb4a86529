//! Deleting the account of whoever asks.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;

use crate::accounts::normalise_password;
use crate::api::extract::{AsUser, Json, Program};
use crate::api::{FieldErrors, Problem, ProblemKind};
use crate::people::{Deletion, People};

/// The proof that it is the owner who asks.
#[derive(Deserialize)]
pub(crate) struct Proof {
    /// The password.
    password: String,
}

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
