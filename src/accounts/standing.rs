//! The one question of every signed-in request: does this session still hold, and who is it?

use sqlx::FromRow;
use uuid::Uuid;

use super::{Accounts, AccountsError, Session, SessionDetails, SessionPurpose, User, Username};
use super::{sessions, usernames, users};
use crate::clock::Timestamp;
use crate::database::{Executor, Tx, each};
use crate::gotrue::{self, AccessTokenClaims, EmailAddress};
use crate::words::Language;

/// How a valid token stands with us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The session holds.
    Known(Box<SignedIn>),
    /// The session was ended here, whatever its token says.
    Ended,
    /// There is no row: [`Accounts::adopt`] makes one.
    Unknown,
}

/// Who is signed in, and by which session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The person.
    pub user: User,
    /// The session.
    pub session: Session,
}

#[derive(FromRow)]
struct StandingRow {
    purpose: String,
    created_at: Timestamp,
    proved_at: Timestamp,
    last_seen_at: Timestamp,
    ended_at: Option<Timestamp>,
    user_id: Option<Uuid>,
    username: Option<String>,
    email: Option<String>,
    is_admin: Option<bool>,
    has_second_factor: Option<bool>,
    username_asked_at: Option<Timestamp>,
    language: Option<String>,
}

const SELECT_STANDING: &str = "
    select
        sessions.purpose, sessions.created_at, sessions.proved_at, sessions.last_seen_at, sessions.ended_at,
        users.id as user_id, users.username, users.email, users.is_admin, users.has_second_factor,
        users.username_asked_at, users.language
    from sessions
    left join users on users.id = sessions.user_id and users.super_id = $2 and users.deleted_at is null
    where sessions.session_id = $1";

async fn select(executor: Executor<'_>, claims: &AccessTokenClaims) -> sqlx::Result<Standing> {
    let row: Option<StandingRow> = each!(executor, c => {
        sqlx::query_as(SELECT_STANDING).bind(claims.session_id).bind(claims.sub).fetch_optional(c).await
    })?;
    Ok(row.map_or(Standing::Unknown, |row| row.read(claims)))
}

impl StandingRow {
    /// A row that is not of this user, or of one who was deleted, is as good as ended.
    fn read(self, claims: &AccessTokenClaims) -> Standing {
        let (None, Some(user_id)) = (self.ended_at, self.user_id) else { return Standing::Ended };
        Standing::Known(Box::new(SignedIn {
            user: User {
                id: user_id,
                super_id: claims.sub,
                username: self.username.map(Username::stored),
                email: self.email.unwrap_or_default(),
                is_admin: self.is_admin.unwrap_or_default(),
                has_second_factor: self.has_second_factor.unwrap_or_default(),
                was_asked_for_username: self.username_asked_at.is_some(),
                language: self.language.as_deref().and_then(Language::of_tag),
            },
            session: Session {
                id: claims.session_id,
                purpose: SessionPurpose::from_code(&self.purpose),
                created_at: self.created_at,
                proved_at: self.proved_at,
                last_seen_at: self.last_seen_at,
            },
        }))
    }
}

impl Accounts {
    /// How a token whose signature and times were found good stands with us: one query.
    pub async fn standing(&self, claims: &AccessTokenClaims) -> Result<Standing, AccountsError> {
        Ok(select(self.database.read().await?.executor(), claims).await?)
    }

    /// Takes note of a session that was proved just now, with each pair of tokens newly issued by a
    /// sign-in or a verification: the person, the session, and the name they reserved.
    pub async fn open_session(
        &self,
        claims: &AccessTokenClaims,
        user: &gotrue::User,
        details: &SessionDetails,
    ) -> Result<Standing, AccountsError> {
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        users::save_from_user(tx.executor(), user, claims, now).await?;
        sessions::open(tx.executor(), claims, details, now).await?;
        let proven = user.email_confirmed_at.is_some().then_some(user.email.as_str());
        let standing = self.settle(&mut tx, claims, proven).await?;
        tx.commit().await?;
        Ok(standing)
    }

    /// Makes the row of a session whose token is valid and that has none, just in time. Never raises
    /// a session that was ended. Two requests that do it at once find one row.
    ///
    /// A token does not say whether its owner has a second factor, only whether one was used: until
    /// the auth server is next asked, a person who is new here counts as having none otherwise.
    pub async fn adopt(
        &self,
        claims: &AccessTokenClaims,
        details: &SessionDetails,
    ) -> Result<Standing, AccountsError> {
        let now = self.clock.now();
        let mut tx = self.database.begin().await?;
        users::save_from_claims(tx.executor(), claims, now).await?;
        sessions::adopt(tx.executor(), claims, details, now).await?;
        let standing = self.settle(&mut tx, claims, Some(&claims.email)).await?;
        tx.commit().await?;
        Ok(standing)
    }

    /// Takes over what the auth server said of a person along with a refreshed pair, and tells
    /// whether the session was ended here meanwhile: read it before the pair is handed out.
    pub async fn refreshed(
        &self,
        claims: &AccessTokenClaims,
        user: &gotrue::User,
    ) -> Result<Standing, AccountsError> {
        let mut tx = self.database.begin().await?;
        users::save_from_user(tx.executor(), user, claims, self.clock.now()).await?;
        let standing = select(tx.executor(), claims).await?;
        tx.commit().await?;
        Ok(standing)
    }

    /// How the session stands now, after claiming the name its user reserved at sign-up, if any.
    async fn settle(
        &self,
        tx: &mut Tx,
        claims: &AccessTokenClaims,
        proven_email: Option<&str>,
    ) -> Result<Standing, AccountsError> {
        let standing = select(tx.executor(), claims).await?;
        let Standing::Known(known) = &standing else { return Ok(standing) };
        let name = claims.user_metadata.get("username").and_then(|name| name.as_str());
        let (None, Some(name), Some(email)) = (&known.user.username, name, proven_email) else {
            return Ok(standing);
        };
        let (Ok(name), Ok(email)) = (Username::parse(name), EmailAddress::parse(email)) else {
            return Ok(standing);
        };
        usernames::claim(tx, known.user.id, &name, &self.references.of(&email), self.clock.now()).await?;
        Ok(select(tx.executor(), claims).await?)
    }
}
