//! `GET` and `POST /verify`: spending links and codes (gotrue-contract §1.9).

use actix_web::http::header::LOCATION;
use actix_web::web::Data;
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Deserialize;
use serde_json::json;

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Body, Client, Query, RedirectTo, parse_email, parse_phone};
use crate::auth_server::landing::Landing;
use crate::auth_server::limits::Limit;
use crate::auth_server::one_time_tokens::{Slot, is_marked};
use crate::auth_server::phones::{self, CodeKind};
use crate::auth_server::same_time;
use crate::auth_server::store::sessions::Place;
use crate::auth_server::verification::{self, Proof, Verified};
use crate::gotrue::{ErrorCode, VerifyKind};

/// What is said when one end of a change of address has agreed.
const HALF_CONFIRMED: &str = "Accepted. Now confirm with the mail to the other address";

#[derive(Deserialize)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    kind: Option<String>,
    token: Option<String>,
    token_hash: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    redirect_to: Option<String>,
}

/// What somebody shows, and what it is to prove.
enum Shown {
    /// What came by mail.
    ByMail(VerifyKind, Proof),
    /// What came to a telephone.
    ByPhone { kind: CodeKind, phone: String, code: String },
}

pub(crate) async fn post(
    server: Data<AuthServer>,
    client: Client,
    Body(form): Body<Form>,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Verify, client.address)?;
    let (kind, proof) = match form.parse()? {
        Shown::ByMail(kind, proof) => (kind, proof),
        Shown::ByPhone { kind, phone, code } => {
            let spending = phones::sign_in(&server, kind, &phone, &code, &client);
            return Ok(same_time::at_least(spending).await?.answer());
        }
    };
    let place = client.place();
    let spending = verification::sign_in(&server, kind, &proof, &place);
    // Whether a code was sent to an address at all is nobody's business.
    let spent = match proof {
        Proof::Code { .. } => same_time::at_least(spending).await?,
        Proof::Link(_) => spending.await?,
    };
    match spent {
        Verified::Proved((issued, _)) => Ok(issued.answer()),
        Verified::HalfConfirmed => {
            Ok(HttpResponse::Ok().json(json!({ "msg": HALF_CONFIRMED, "code": "200" })))
        }
    }
}

/// For links that lead here and not to the site: what came of it is told behind the `#`, and to whoever
/// sent a code challenge in the query too.
pub(crate) async fn get(
    server: Data<AuthServer>,
    client: Client,
    query: Query,
    RedirectTo(redirect_to): RedirectTo,
) -> Result<HttpResponse, ApiError> {
    server.limit(Limit::Verify, client.address)?;
    let (kind, token) = (query.get("type"), query.get("token"));
    if kind.is_empty() || token.is_empty() {
        return Err(ApiError::invalid("A type and a token are needed"));
    }
    let landing = Landing { redirect_to, in_query: is_marked(token) };
    let mut redirect = HttpResponse::SeeOther();
    let followed = follow(&server, kind, token, &client.place(), &landing, &mut redirect).await;
    let location = followed.unwrap_or_else(|error| {
        error.name_in(&mut redirect);
        landing.refused(&error)
    });
    Ok(redirect.insert_header((LOCATION, location)).finish())
}

/// Spends a link; where the browser lands.
async fn follow(
    server: &AuthServer,
    kind: &str,
    token: &str,
    place: &Place,
    landing: &Landing,
    redirect: &mut HttpResponseBuilder,
) -> Result<String, ApiError> {
    let known = parse_kind(kind)?;
    let proof = Proof::Link(token.to_owned());
    if is_marked(token) {
        return Ok(match verification::hand_out_code(server, known, &proof, place).await? {
            Verified::Proved(code) => landing.coded(&code),
            Verified::HalfConfirmed => landing.message(HALF_CONFIRMED),
        });
    }
    Ok(match verification::sign_in(server, known, &proof, place).await? {
        Verified::Proved((issued, slot)) => {
            issued.name_in(redirect);
            landing.signed_in(issued.response(), turned_out(kind, slot))
        }
        Verified::HalfConfirmed => landing.message(HALF_CONFIRMED),
    })
}

/// What a link of the kind `email`, which stands for either, turned out to be.
fn turned_out(kind: &str, slot: Slot) -> &str {
    match (kind, slot) {
        ("email", Slot::Confirmation) => "signup",
        ("email", _) => "magiclink",
        (kind, _) => kind,
    }
}

impl Form {
    fn parse(self) -> Result<Shown, ApiError> {
        let text = Option::unwrap_or_default;
        let (kind, token, token_hash): (String, String, String) =
            (text(self.kind), text(self.token), text(self.token_hash));
        let (email, phone): (String, String) = (text(self.email), text(self.phone));
        if kind.is_empty() {
            return Err(ApiError::invalid("A type is needed"));
        }
        if token.is_empty() == token_hash.is_empty() {
            return Err(ApiError::invalid("Either a token or a token hash is needed"));
        }
        if token.is_empty() {
            let is_alone =
                email.is_empty() && phone.is_empty() && self.redirect_to.unwrap_or_default().is_empty();
            if !is_alone {
                return Err(ApiError::invalid("A token hash comes with its type only"));
            }
            return Ok(Shown::ByMail(parse_kind(&kind)?, Proof::Link(token_hash)));
        }
        if email.is_empty() == phone.is_empty() {
            return Err(ApiError::invalid("Either an e-mail address or a phone number is needed"));
        }
        if email.is_empty() {
            let phone = parse_phone(&phone)?;
            // No code of another kind was ever sent to a telephone.
            let kind = CodeKind::parse(&kind).ok_or_else(verification::expired)?;
            return Ok(Shown::ByPhone { kind, phone, code: token });
        }
        let malformed = |_| {
            let code = ErrorCode::VALIDATION_FAILED;
            ApiError::unprocessable(code, "That is no e-mail address")
        };
        let email = parse_email(&email).map_err(malformed)?;
        // No code is of a kind that is not known.
        let kind = parse_kind(&kind).map_err(|_| verification::expired())?;
        let sent_to = email.as_str().to_owned();
        Ok(Shown::ByMail(kind, Proof::Code { sent_to, code: token }))
    }
}

fn parse_kind(text: &str) -> Result<VerifyKind, ApiError> {
    let unknown = |_| ApiError::invalid("That type cannot be verified by mail");
    serde_json::from_value(serde_json::Value::from(text)).map_err(unknown)
}
