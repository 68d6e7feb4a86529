//! People whose account an operator made at the auth server: they have their row and their name here
//! before they come, so that signing in by name works from the first time on.

use uuid::Uuid;

use super::email_reference::EmailReference;
use super::usernames::{self, Reservation};
use super::{Accounts, AccountsError, Username};
use crate::clock::Timestamp;
use crate::database::{Tx, each};
use crate::gotrue::EmailAddress;

/// Somebody the auth server has an account for.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// The auth server's id.
    pub super_id: Uuid,
    /// The address of the account, if it has one: some are known by a telephone number only.
    pub email: Option<EmailAddress>,
    /// The name that was reserved with this address, if they have one.
    pub username: Option<Username>,
    /// Whether they have proved a second factor.
    pub has_second_factor: bool,
    /// Since when they have had an account, wherever that was.
    pub created_at: Timestamp,
}

impl Accounts {
    /// Keeps names for many people as [`Accounts::reserve_username`] does for one, in one transaction.
    /// The answers stand in the order of the questions.
    pub async fn reserve_usernames(
        &self,
        wanted: &[(&Username, &EmailAddress)],
        until: Timestamp,
    ) -> Result<Vec<Reservation>, AccountsError> {
        let mut answers = vec![Reservation::Taken; wanted.len()];
        // Always in the same order: two that reserve the same names at once do not wait for each other.
        let mut order: Vec<usize> = (0..wanted.len()).collect();
        order.sort_by_key(|&at| wanted[at].0.key());
        let mut tx = self.database.begin().await?;
        for at in order {
            let (name, email) = wanted[at];
            answers[at] = self.reserve_in(tx.executor(), name, email, until).await?;
        }
        tx.commit().await?;
        Ok(answers)
    }

    /// Makes our rows of people whose account exists, and gives them the names they reserved. Whoever
    /// has a row keeps it, and the name in it; whoever was deleted here is back. All or none.
    pub async fn take_in(&self, newcomers: &[Newcomer]) -> Result<Vec<Uuid>, AccountsError> {
        let mut ids = vec![Uuid::nil(); newcomers.len()];
        let mut order: Vec<usize> = (0..newcomers.len()).collect();
        order.sort_by_key(|&at| newcomers[at].super_id);
        let mut tx = self.database.begin().await?;
        for at in order {
            let newcomer = &newcomers[at];
            ids[at] = save(&mut tx, newcomer).await?;
            if let (Some(name), Some(email)) = (&newcomer.username, &newcomer.email) {
                let reference: EmailReference = self.references.of(email);
                usernames::claim(&mut tx, ids[at], name, &reference, self.clock.now()).await?;
            }
        }
        tx.commit().await?;
        Ok(ids)
    }

    /// The id that an account gets which is brought along from elsewhere without one: always the same
    /// for an address, so that an import which was cut off finds what it made, and known to nobody
    /// without the secret.
    pub fn id_for_import(&self, email: &EmailAddress) -> Uuid {
        self.references.id_of(email)
    }

    /// Which of these ids of the auth server belong to somebody who is here, in their order.
    pub async fn are_here(&self, super_ids: &[Uuid]) -> Result<Vec<bool>, AccountsError> {
        const IS_HERE: &str = "
            select count(*)
            from users
            where super_id = $1 and deleted_at is null";
        let mut connection = self.database.read().await?;
        let mut answers = Vec::with_capacity(super_ids.len());
        for super_id in super_ids {
            let count: i64 = each!(connection.executor(), c => {
                sqlx::query_scalar(IS_HERE).bind(super_id).fetch_one(c).await
            })?;
            answers.push(count > 0);
        }
        Ok(answers)
    }
}

/// Tokens are newer than anything an operator says: the first that comes may change the row.
async fn save(tx: &mut Tx, newcomer: &Newcomer) -> sqlx::Result<Uuid> {
    const TAKE_IN: &str = "
        insert into users (id, super_id, email, has_second_factor, is_admin, claims_iat, created_at)
        values ($1, $2, $3, $4, $5, 0, $6)
        on conflict (super_id) do update
        set email = case when users.deleted_at is null then users.email else excluded.email end,
            deleted_at = null
        returning id";
    each!(tx.executor(), c => {
        sqlx::query_scalar(TAKE_IN)
            .bind(Uuid::now_v7())
            .bind(newcomer.super_id)
            .bind(newcomer.email.as_ref().map_or("", EmailAddress::as_str))
            .bind(newcomer.has_second_factor)
            .bind(false)
            .bind(newcomer.created_at)
            .fetch_one(c)
            .await
    })
}
