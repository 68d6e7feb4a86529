//! The rows of passkeys.

use sqlx::FromRow;
use sqlx::types::Json;
use uuid::Uuid;

use crate::auth_server::webauthn::{Bytes, Credential};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

/// A row of `auth_passkeys`.
#[derive(Clone, FromRow)]
pub(crate) struct PasskeyRow {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    credential_id: Vec<u8>,
    public_key: Vec<u8>,
    attestation_format: String,
    aaguid: Uuid,
    sign_count: i64,
    transports: Json<Vec<String>>,
    is_backup_eligible: bool,
    is_backed_up: bool,
    pub(crate) friendly_name: String,
    pub(crate) created_at: Timestamp,
    pub(crate) updated_at: Timestamp,
    pub(crate) last_used_at: Option<Timestamp>,
}

impl PasskeyRow {
    /// A new one of a person, made now.
    pub(crate) fn new(user: Uuid, credential: Credential, name: &str, now: Timestamp) -> Self {
        Self {
            id: Uuid::new_v4(),
            user_id: user,
            credential_id: credential.id.0,
            public_key: credential.public_key.0,
            attestation_format: credential.attestation_format,
            aaguid: credential.aaguid,
            sign_count: i64::from(credential.sign_count),
            transports: Json(credential.transports),
            is_backup_eligible: credential.is_backup_eligible,
            is_backed_up: credential.is_backed_up,
            friendly_name: name.to_owned(),
            created_at: now,
            updated_at: now,
            last_used_at: None,
        }
    }

    /// The key in it.
    pub(crate) fn credential(&self) -> Credential {
        Credential {
            id: Bytes(self.credential_id.clone()),
            public_key: Bytes(self.public_key.clone()),
            attestation_format: self.attestation_format.clone(),
            aaguid: self.aaguid,
            sign_count: u32::try_from(self.sign_count).unwrap_or(u32::MAX),
            transports: self.transports.0.clone(),
            is_backup_eligible: self.is_backup_eligible,
            is_backed_up: self.is_backed_up,
        }
    }

    /// Notes that it was used now, and what its authenticator said then.
    pub(crate) fn note_use(&mut self, credential: &Credential, now: Timestamp) {
        self.sign_count = i64::from(credential.sign_count);
        self.is_backed_up = credential.is_backed_up;
        self.last_used_at = Some(now);
        self.updated_at = now;
    }
}

/// The columns of a [`PasskeyRow`].
macro_rules! passkey_columns {
    () => {
        "id, user_id, credential_id, public_key, attestation_format, aaguid, sign_count, transports,
        is_backup_eligible, is_backed_up, friendly_name, created_at, updated_at, last_used_at"
    };
}

const SELECT_OF_USER: &str =
    concat!("select ", passkey_columns!(), " from auth_passkeys where user_id = $1 order by created_at, id");

/// All of a person, the oldest first.
pub(crate) async fn of_user(executor: Executor<'_>, user: Uuid) -> sqlx::Result<Vec<PasskeyRow>> {
    each!(executor, c => sqlx::query_as(SELECT_OF_USER).bind(user).fetch_all(c).await)
}

const SELECT_ONE: &str =
    concat!("select ", passkey_columns!(), " from auth_passkeys where id = $1 and user_id = $2");

/// One of a person.
pub(crate) async fn of_user_by_id(
    executor: Executor<'_>,
    user: Uuid,
    id: Uuid,
) -> sqlx::Result<Option<PasskeyRow>> {
    each!(executor, c => sqlx::query_as(SELECT_ONE).bind(id).bind(user).fetch_optional(c).await)
}

const INSERT: &str = concat!(
    "insert into auth_passkeys (",
    passkey_columns!(),
    ")
    select $1, id, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
    from auth_users where id = $2
    on conflict do nothing"
);

/// Makes one, if its person is here and nobody has that key yet: whether it was made is the answer. Its
/// person must be locked.
pub(crate) async fn insert(executor: Executor<'_>, passkey: &PasskeyRow) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(INSERT)
            .bind(passkey.id)
            .bind(passkey.user_id)
            .bind(&passkey.credential_id)
            .bind(&passkey.public_key)
            .bind(&passkey.attestation_format)
            .bind(passkey.aaguid)
            .bind(passkey.sign_count)
            .bind(&passkey.transports)
            .bind(passkey.is_backup_eligible)
            .bind(passkey.is_backed_up)
            .bind(&passkey.friendly_name)
            .bind(passkey.created_at)
            .bind(passkey.updated_at)
            .bind(passkey.last_used_at)
    )?;
    Ok(made > 0)
}

const SAVE: &str = "
    update auth_passkeys
    set friendly_name = $2, sign_count = $3, is_backed_up = $4, last_used_at = $5, updated_at = $6
    where id = $1";

/// Writes one back. Its person must be locked since it was read.
pub(crate) async fn save(executor: Executor<'_>, passkey: &PasskeyRow) -> sqlx::Result<()> {
    execute!(
        executor,
        sqlx::query(SAVE)
            .bind(passkey.id)
            .bind(&passkey.friendly_name)
            .bind(passkey.sign_count)
            .bind(passkey.is_backed_up)
            .bind(passkey.last_used_at)
            .bind(passkey.updated_at)
    )
    .map(drop)
}

const DELETE: &str = "delete from auth_passkeys where id = $1";

/// Takes one away. Its person must be locked.
pub(crate) async fn delete(executor: Executor<'_>, passkey: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(DELETE).bind(passkey)).map(drop)
}

const CLEAR: &str = "delete from auth_passkeys where user_id = $1";

/// Takes all of a person away. They must be locked.
pub(crate) async fn clear(executor: Executor<'_>, user: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(CLEAR).bind(user)).map(drop)
}
