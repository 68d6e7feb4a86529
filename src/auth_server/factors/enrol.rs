//! A new factor: nothing is proved yet.

use uuid::Uuid;

use super::{FactorType, secret};
use crate::auth_server::AuthServer;
use crate::auth_server::audit::{Action, Event};
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Client, FactorOwner};
use crate::auth_server::qr_code;
use crate::auth_server::store::{FactorRow, UserRow, factors};
use crate::auth_server::totp::TotpSecret;
use crate::database::Tx;
use crate::gotrue::{AssuranceLevel, ErrorCode};

/// How long a name may be, in bytes: it is shown with the person, in every answer about them.
const LONGEST_NAME: usize = 1000;

/// A new authenticator app, with what its owner needs for setting it up. It holds the secret, so it does
/// not print.
pub(crate) struct Enrolment {
    pub(crate) factor: FactorRow,
    pub(crate) secret: TotpSecret,
    pub(crate) uri: String,
    /// The URI as a picture, SVG.
    pub(crate) qr_code: String,
}

/// What is known of a factor that is being enrolled.
pub(super) struct NewFactor<'a> {
    pub(super) id: Uuid,
    pub(super) kind: FactorType,
    pub(super) name: &'a str,
    /// The number of a telephone.
    pub(super) phone: Option<String>,
    /// What the codes of an app are made of.
    pub(super) sealed_secret: Option<Vec<u8>>,
}

/// Enrols an authenticator app, which will show codes under the name of `issuer`.
pub(crate) async fn enrol_totp(
    server: &AuthServer,
    owner: &FactorOwner,
    client: &Client,
    name: &str,
    issuer: &str,
) -> Result<Enrolment, ApiError> {
    refuse_bad_name(name)?;
    let mut tx = server.database().begin().await?;
    let (user, session) = owner.lock(server, &mut tx).await?;
    let (id, secret) = (Uuid::new_v4(), TotpSecret::draw()?);
    let uri = secret.uri(issuer, &account(&user));
    let sealed_secret = Some(secret::seal(server, id, &secret)?);
    let new = NewFactor { id, kind: FactorType::Totp, name, phone: None, sealed_secret };
    let factor = enrol(server, &mut tx, &user, session.assurance(), new).await?;
    let qr_code = qr_code::draw(&uri).ok_or_else(|| ApiError::invalid("The issuer is too long"))?;
    let event = Event::by(&user, Action::FactorInProgress).with_factor(&factor).from(client);
    event.note(server, &mut tx).await?;
    server.commit(tx).await?;
    Ok(Enrolment { factor, secret, uri, qr_code })
}

/// Makes a factor that is not proved yet, if there may be another. Its person must be locked.
pub(super) async fn enrol(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    assurance: AssuranceLevel,
    new: NewFactor<'_>,
) -> Result<FactorRow, ApiError> {
    let now = server.now();
    let before = now.minus(server.settings().mfa.unproved_lifetime);
    factors::delete_stale(tx.executor(), user.id, before).await?;
    let known = factors::of_user(tx.executor(), user.id).await?;
    refuse_another(server, &known, new.name, assurance)?;
    let factor = FactorRow {
        id: new.id,
        user_id: user.id,
        factor_type: new.kind.name().to_owned(),
        friendly_name: new.name.to_owned(),
        sealed_secret: new.sealed_secret,
        phone: new.phone,
        credential: None,
        verified_at: None,
        last_challenged_at: None,
        last_step: None,
        wrong_codes: 0,
        wrong_codes_since: now,
        created_at: now,
        updated_at: now,
    };
    factors::insert(tx.executor(), &factor).await?;
    Ok(factor)
}

/// Refuses a name that is taken, more factors than somebody may have, and whoever has a factor and did
/// not show it: else the thief of a password would bring an app along.
fn refuse_another(
    server: &AuthServer,
    known: &[FactorRow],
    name: &str,
    assurance: AssuranceLevel,
) -> Result<(), ApiError> {
    let mfa = &server.settings().mfa;
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let verified = known.iter().filter(|factor| factor.is_verified()).count();
    if known.iter().any(|factor| factor.friendly_name == name) {
        return Err(name_taken());
    }
    if count(known.len()) >= mfa.most_enrolled || count(verified) >= mfa.most_verified {
        let code = ErrorCode::TOO_MANY_ENROLLED_MFA_FACTORS;
        return Err(ApiError::unprocessable(code, "There are as many factors as there may be"));
    }
    if verified > 0 && assurance < AssuranceLevel::Aal2 {
        let code = ErrorCode::INSUFFICIENT_AAL;
        return Err(ApiError::forbidden(code, "Another factor needs a session that proved one"));
    }
    Ok(())
}

/// Refuses a name that is too long, or that no database keeps.
pub(crate) fn refuse_bad_name(name: &str) -> Result<(), ApiError> {
    if name.len() > LONGEST_NAME || name.contains('\0') {
        return Err(ApiError::invalid("That is no name for a factor"));
    }
    Ok(())
}

/// `422 mfa_factor_name_conflict`. No name is a name too.
pub(crate) fn name_taken() -> ApiError {
    let code = ErrorCode::MFA_FACTOR_NAME_CONFLICT;
    ApiError::unprocessable(code, "There is a factor with this name")
}

/// How an app tells its owner's accounts apart.
fn account(user: &UserRow) -> String {
    let name = user.email.as_ref().or(user.phone.as_ref());
    name.cloned().unwrap_or_else(|| user.id.to_string())
}
