//! The right that most of the API asks for: the request carries the token of a session that holds.

use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use actix_web::dev::Payload;
use actix_web::web::Data;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest};
use futures_util::future::LocalBoxFuture;

use super::Program;
use crate::accounts;
use crate::api::Problem;
use crate::api::bearer::{ASK_FOR_FACTOR, ASK_FOR_TOKEN, Bearer, REFUSE_TOKEN};
use crate::gotrue::{Caller, TokenError};
use crate::people::{People, PeopleError, SessionHolder, Standing, VerifiedToken};

/// Somebody whose token is good, whose session is not over, and who has used the second factor where
/// there is one.
pub(crate) struct BearerUser(Rc<SessionHolder>);

impl BearerUser {
    async fn of(people: &People, carried: Bearer, caller: &Caller) -> Result<Self, Problem> {
        let token = match carried {
            Bearer::Nothing => return Err(Problem::unauthorized(ASK_FOR_TOKEN)),
            Bearer::Broken => return Err(Problem::unauthorized(REFUSE_TOKEN)),
            Bearer::Token(token) => token,
        };
        let claims = match people.verifier.verify(&token).await {
            Ok(claims) => Arc::new(claims),
            Err(TokenError::Unavailable) => return Err(PeopleError::Away.into()),
            Err(TokenError::Expired(_) | TokenError::UnknownKey | TokenError::Invalid) => {
                return Err(Problem::unauthorized(REFUSE_TOKEN));
            }
        };
        let access = VerifiedToken { claims, token };
        let standing = people.standing(&access, caller).await.map_err(PeopleError::from)?;
        let accounts::Standing::Known(signed_in) = standing else {
            return Err(Problem::unauthorized(REFUSE_TOKEN));
        };
        let holder = SessionHolder::new(*signed_in, access);
        match holder.standing() {
            Standing::Whole => Ok(Self(Rc::new(holder))),
            Standing::NeedsSecondFactor => Err(Problem::insufficient_aal(ASK_FOR_FACTOR)),
            // Good for choosing a new password on a page, and for nothing else.
            Standing::NeedsNewPassword => Err(Problem::unauthorized(REFUSE_TOKEN)),
        }
    }
}

impl Deref for BearerUser {
    type Target = SessionHolder;

    fn deref(&self) -> &SessionHolder {
        &self.0
    }
}

impl FromRequest for BearerUser {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        Box::pin(prove(request.clone()))
    }
}

/// The same, with something else that was sent. It is looked at only once the token is proved:
/// extractors that stand beside each other run all at once, and the quickest to fail answers.
pub(crate) struct AsUser<T>(pub(crate) BearerUser, pub(crate) T);

impl<T: FromRequest<Error = Problem>> FromRequest for AsUser<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, mut payload) = (request.clone(), payload.take());
        Box::pin(async move {
            let user = prove(request.clone()).await?;
            Ok(Self(user, T::from_request(&request, &mut payload).await?))
        })
    }
}

async fn prove(request: HttpRequest) -> Result<BearerUser, Problem> {
    let people = request.app_data::<Data<People>>().ok_or_else(Problem::internal)?;
    let Program(caller) = Program::of(&request);
    let user = BearerUser::of(people, Bearer::of(request.headers()), &caller).await?;
    // For the layer that notes the use of a session when the answer is on its way.
    request.extensions_mut().insert(Rc::clone(&user.0));
    Ok(user)
}
