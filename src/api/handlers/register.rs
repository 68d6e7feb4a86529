//! Creating an account. The answer is the same whether the address is known or not.

use actix_web::http::StatusCode;
use actix_web::web::Data;
use actix_web::{HttpResponse, http::header::LOCATION};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::accounts::{NewPassword, PasswordContext, Username};
use crate::api::extract::{Json, Program};
use crate::api::openapi::{self, RegisterRefusals};
use crate::api::{FieldErrors, Problem, ProblemKind};
use crate::gotrue::{EmailAddress, EmailAddressError};
use crate::people::{NewAccount, People, SignUpOutcome, SignUpRefusal};

/// What a program sends for somebody who wants an account.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Registration {
    /// 3 to 30 letters, digits, `-` and `_`, beginning with a letter.
    #[schema(schema_with = openapi::username)]
    username: String,
    /// The e-mail address.
    #[schema(schema_with = openapi::email)]
    email: String,
    /// At least 12 characters.
    #[schema(schema_with = openapi::new_password)]
    password: String,
}

/// Somebody who has just asked for an account.
#[derive(Serialize, ToSchema)]
pub(crate) struct Registered<'a> {
    /// The name.
    #[schema(example = "ada")]
    username: &'a str,
    /// The address, as it is compared.
    #[schema(format = Email, example = "ada@example.com")]
    email: &'a str,
}

/// Creates an account. Where addresses must be confirmed, the answer is the same for one that is known
/// already, whose owner gets a mail.
#[utoipa::path(
    post,
    path = "/api/register",
    operation_id = "register",
    tag = "Account",
    request_body = Registration,
    responses(
        (status = 201, description = "The account is there, or waits for the link in a mail", body = Registered<'_>),
        RegisterRefusals,
    ),
)]
pub(crate) async fn register(
    Program(caller): Program,
    people: Data<People>,
    Json(registration): Json<Registration>,
) -> Result<HttpResponse, Problem> {
    let wanted = registration.parse(&people.settings.product)?;
    let landing = people.settings.origin.clone();
    match people.sign_up(&caller, &wanted, &landing).await? {
        SignUpOutcome::MustConfirm => {}
        // Tokens are for whoever asks for them: the session that began is over.
        SignUpOutcome::Entered(entered) => people.sign_out(&caller, &entered.holder).await?,
        SignUpOutcome::NameTaken => {
            return Err(Problem::taken("username", "That username is taken"));
        }
        SignUpOutcome::Refused(refusal) => return Err(said_of(refusal)),
        SignUpOutcome::Closed => {
            return Err(ProblemKind::SignUpsClosed.into());
        }
    }
    let registered = Registered { username: wanted.username.as_str(), email: wanted.email.as_str() };
    Ok(HttpResponse::build(StatusCode::CREATED).json(registered))
}

/// Leads a person who typed the address of this to the page for people.
pub(crate) async fn page() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, "/signup")).finish()
}

impl Registration {
    /// The account, if everything sent is good. Everything that is not is told at once.
    fn parse(&self, product: &str) -> Result<NewAccount, Problem> {
        let mut errors = FieldErrors::default();
        let username = errors.read("username", Username::parse(&self.username));
        let email = errors.read("email", EmailAddress::parse(&self.email).map_err(said_of_address));
        let about = PasswordContext { email: email.as_ref(), username: username.as_ref(), product };
        let password = errors.read("password", NewPassword::parse(&self.password, &about));
        match (username, email, password) {
            (Some(username), Some(email), Some(password)) => Ok(NewAccount { username, email, password }),
            _ => Err(errors.into()),
        }
    }
}

fn said_of_address(error: EmailAddressError) -> &'static str {
    match error {
        EmailAddressError::Empty => "Enter an e-mail address",
        EmailAddressError::TooLong => "That e-mail address is too long",
        EmailAddressError::Malformed => "Enter a full e-mail address, like name@example.com",
    }
}

fn said_of(refusal: SignUpRefusal) -> Problem {
    match refusal {
        SignUpRefusal::WeakPassword => {
            FieldErrors::at("password", "This password is too easy to guess. Choose a different one").into()
        }
        SignUpRefusal::LeakedPassword => {
            let text = "This password is on a list of leaked passwords. Choose a different one";
            FieldErrors::at("password", text).into()
        }
        SignUpRefusal::AddressTaken => Problem::taken("email", "That e-mail address has an account already"),
        SignUpRefusal::AddressNotServed => {
            FieldErrors::at("email", "This site can’t send e-mails to that address yet").into()
        }
        SignUpRefusal::AddressUnusable => {
            FieldErrors::at("email", said_of_address(EmailAddressError::Malformed)).into()
        }
    }
}
