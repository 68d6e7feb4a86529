//! Who owns which name. A name is reserved before the auth server is asked to make an account and
//! claimed by the first proven session, so that two people never get one name, and nobody keeps a
//! name with an account that was never made.

use std::time::Duration;

use sqlx::FromRow;
use uuid::Uuid;

use super::email_reference::EmailReference;
use super::{Accounts, AccountsError, Username};
use crate::clock::Timestamp;
use crate::database::{Executor, Tx, each, execute};
use crate::gotrue::EmailAddress;

/// How long a name is kept for whoever has still to confirm: as long as the link works
/// (gotrue-contract §4.3).
pub const NAME_RESERVED_FOR: Duration = Duration::from_hours(24);

/// Whether a name was kept for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reservation {
    /// It is theirs until the reservation runs out.
    Reserved,
    /// It is somebody else's.
    Taken,
}

/// Whether a name was given to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// It is theirs.
    Chosen,
    /// It is somebody else's; what they had they keep.
    Taken,
}

impl Accounts {
    /// Keeps a name for whoever signs up with this address. Succeeds if the name is free, or its
    /// reservation has run out, or it is theirs already: trying again is never a collision.
    pub async fn reserve_username(
        &self,
        name: &Username,
        email: &EmailAddress,
        until: Timestamp,
    ) -> Result<Reservation, AccountsError> {
        let mut connection = self.database.write().await?;
        self.reserve_in(connection.executor(), name, email, until).await
    }

    pub(super) async fn reserve_in(
        &self,
        executor: Executor<'_>,
        name: &Username,
        email: &EmailAddress,
        until: Timestamp,
    ) -> Result<Reservation, AccountsError> {
        const RESERVE_NAME: &str = "
            insert into usernames (name, shown_as, reserved_by, reserved_email, reserved_until)
            values ($1, $2, $3, $4, $5)
            on conflict (name) do update
            set shown_as = excluded.shown_as,
                reserved_by = excluded.reserved_by,
                reserved_email = excluded.reserved_email,
                reserved_until = excluded.reserved_until
            where usernames.user_id is null
              and (usernames.reserved_until <= $6 or usernames.reserved_by in ($3, $7))";
        let reference = self.references.of(email);
        let sealed = self.sealer.seal(&context(name.key()), email.as_str().as_bytes())?;
        let reserved = execute!(
            executor,
            sqlx::query(RESERVE_NAME)
                .bind(name.key())
                .bind(name.as_str())
                .bind(reference.current)
                .bind(sealed)
                .bind(until)
                .bind(self.clock.now())
                .bind(reference.previous)
        )?;
        Ok(if reserved == 0 { Reservation::Taken } else { Reservation::Reserved })
    }

    /// Gives up a reservation made with this address. A name that is owned, or reserved by somebody
    /// else, stays.
    pub async fn release_username(&self, name: &Username, email: &EmailAddress) -> Result<(), AccountsError> {
        const RELEASE_NAME: &str = "
            delete from usernames
            where name = $1 and user_id is null and reserved_by in ($2, $3)";
        let reference = self.references.of(email);
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(RELEASE_NAME).bind(name.key()).bind(reference.current).bind(reference.previous)
        )?;
        Ok(())
    }

    /// The address to sign in with for a name: that of its owner, or of whoever has it reserved.
    /// One query, whether there is such a name or not.
    pub async fn email_for_username(&self, name: &Username) -> Result<Option<EmailAddress>, AccountsError> {
        const SELECT_ADDRESS: &str = "
            select users.email, usernames.reserved_email
            from usernames
            left join users on users.id = usernames.user_id
            where usernames.name = $1
              and (usernames.user_id is not null or usernames.reserved_until > $2)";
        let row: Option<AddressRow> = each!(self.database.read().await?.executor(), c => {
            sqlx::query_as(SELECT_ADDRESS).bind(name.key()).bind(self.clock.now()).fetch_optional(c).await
        })?;
        let Some(row) = row else { return Ok(None) };
        let address = match (row.email, row.reserved_email) {
            (Some(email), _) => email,
            (None, Some(sealed)) => {
                String::from_utf8(self.sealer.open(&context(name.key()), &sealed)?).unwrap_or_default()
            }
            (None, None) => return Ok(None),
        };
        Ok(EmailAddress::parse(&address).ok())
    }

    /// Gives one of our users a name: their first, another, or the same in another spelling. The
    /// old one is free at once.
    pub async fn choose_username(&self, user: Uuid, name: &Username) -> Result<Choice, AccountsError> {
        let reference = self.reference_of(user).await?;
        let mut tx = self.database.begin().await?;
        let choice = give(&mut tx, user, name, reference.as_ref(), self.clock.now()).await?;
        if choice == Choice::Chosen {
            tx.commit().await?;
        }
        Ok(choice)
    }

    /// The reference of the address a user has now, by which a name they reserved is theirs.
    pub(super) async fn reference_of(&self, user: Uuid) -> Result<Option<EmailReference>, AccountsError> {
        const SELECT_EMAIL: &str = "
            select email
            from users
            where id = $1";
        let email: Option<String> = each!(self.database.read().await?.executor(), c => {
            sqlx::query_scalar(SELECT_EMAIL).bind(user).fetch_optional(c).await
        })?;
        Ok(email.and_then(|email| EmailAddress::parse(&email).ok()).map(|email| self.references.of(&email)))
    }

    /// Notes that a user was asked for a name and said "not now".
    pub async fn decline_username(&self, user: Uuid) -> Result<(), AccountsError> {
        const DECLINE_NAME: &str = "
            update users
            set username_asked_at = $2
            where id = $1 and username_asked_at is null";
        execute!(
            self.database.write().await?.executor(),
            sqlx::query(DECLINE_NAME).bind(user).bind(self.clock.now())
        )?;
        Ok(())
    }
}

#[derive(FromRow)]
struct AddressRow {
    email: Option<String>,
    reserved_email: Option<Vec<u8>>,
}

/// A sealed address opens only beside the name it was sealed for.
fn context(name: &str) -> String {
    format!("username {name}")
}

/// The user's row comes first: it holds back another choice of the same user, so that nobody ends
/// with two names. Then the new name is taken before the old one is freed: whoever waits for a name
/// holds none that others wait for, so that no two wait for each other.
async fn give(
    tx: &mut Tx,
    user: Uuid,
    name: &Username,
    reference: Option<&EmailReference>,
    now: Timestamp,
) -> sqlx::Result<Choice> {
    const LOCK_USER: &str = "
        update users
        set username_asked_at = $2
        where id = $1 and deleted_at is null";
    const TAKE_NAME: &str = "
        insert into usernames (name, shown_as, user_id)
        values ($1, $2, $3)
        on conflict (name) do update
        set shown_as = excluded.shown_as,
            user_id = excluded.user_id,
            reserved_by = null,
            reserved_email = null,
            reserved_until = null
        where usernames.user_id = excluded.user_id
           or usernames.reserved_until <= $4
           or usernames.reserved_by in ($5, $6)";
    const FREE_OTHERS: &str = "
        delete from usernames
        where user_id = $1 and name <> $2";
    if execute!(tx.executor(), sqlx::query(LOCK_USER).bind(user).bind(now))? == 0 {
        // They were deleted meanwhile: whoever is gone takes no name.
        return Ok(Choice::Taken);
    }
    let taken = execute!(
        tx.executor(),
        sqlx::query(TAKE_NAME)
            .bind(name.key())
            .bind(name.as_str())
            .bind(user)
            .bind(now)
            .bind(reference.map(|reference| &reference.current))
            .bind(reference.map(|reference| &reference.previous))
    )?;
    if taken == 0 {
        return Ok(Choice::Taken);
    }
    execute!(tx.executor(), sqlx::query(FREE_OTHERS).bind(user).bind(name.key()))?;
    show(tx.executor(), user, name.as_str(), now).await?;
    Ok(Choice::Chosen)
}

/// Turns a reservation into ownership, for a user without a name who has proved the address that
/// reserved it. The row count is the verdict: no reservation of theirs, nothing happens.
pub(super) async fn claim(
    tx: &mut Tx,
    user: Uuid,
    name: &Username,
    reference: &EmailReference,
    now: Timestamp,
) -> sqlx::Result<()> {
    const CLAIM_NAME: &str = "
        update usernames
        set user_id = $2, reserved_by = null, reserved_email = null, reserved_until = null
        where name = $1
          and user_id is null
          and reserved_by in ($3, $4)
          and not exists (select 1 from usernames as others where others.user_id = $2)
        returning shown_as";
    let shown_as: Option<String> = each!(tx.executor(), c => {
        sqlx::query_scalar(CLAIM_NAME)
            .bind(name.key())
            .bind(user)
            .bind(&reference.current)
            .bind(&reference.previous)
            .fetch_optional(c)
            .await
    })?;
    match shown_as {
        Some(shown_as) => show(tx.executor(), user, &shown_as, now).await,
        None => Ok(()),
    }
}

async fn show(executor: Executor<'_>, user: Uuid, shown_as: &str, now: Timestamp) -> sqlx::Result<()> {
    const SHOW_NAME: &str = "
        update users
        set username = $2, username_asked_at = $3
        where id = $1";
    execute!(executor, sqlx::query(SHOW_NAME).bind(user).bind(shown_as).bind(now)).map(drop)
}
