//! A row that can be taken: everything in it is what it should be.

use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::ban::FOR_GOOD;
use super::columns;
use super::fault::Reason;
use super::source::Record;
use super::value::{Flag, flag, metadata, moment, text};
use crate::accounts::Username;
use crate::clock::Timestamp;
use crate::gotrue::{EmailAddress, PasswordHash};

/// The length of every bcrypt hash, in bytes.
const BCRYPT_BYTES: usize = 60;

/// What the operator says of all rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reading {
    /// Every address counts as proved.
    pub(super) is_confirmed: bool,
    /// A name that cannot be one here is left out.
    pub(super) drops_names: bool,
    /// When the import began.
    pub(super) now: Timestamp,
}

/// Somebody who is to be taken in.
pub(super) struct Row {
    pub(super) line: u64,
    /// The id they had, where it can stay theirs.
    pub(super) id: Option<Uuid>,
    pub(super) email: EmailAddress,
    pub(super) password_hash: Option<PasswordHash>,
    pub(super) username: Option<Username>,
    pub(super) is_confirmed: bool,
    /// For how long they may not sign in.
    pub(super) ban: Option<String>,
    pub(super) created_at: Timestamp,
    pub(super) user_metadata: Map<String, Value>,
    pub(super) app_metadata: Map<String, Value>,
}

impl Row {
    pub(super) fn read(record: &Record, reading: &Reading) -> Result<Self, Reason> {
        if flag(record, columns::DELETED)? == Some(Flag::Set) {
            return Err(Reason::Deleted);
        }
        let email = text(record, columns::EMAIL)?.ok_or(Reason::NoAddress)?;
        let mut user_metadata = metadata(record, columns::USER_METADATA)?;
        let mut app_metadata = metadata(record, columns::APP_METADATA)?;
        if let Some(full_name) = text(record, columns::FULL_NAME)? {
            user_metadata.entry("full_name").or_insert(Value::from(full_name));
        }
        let username = username(record, &mut user_metadata, reading)?;
        let id = text(record, columns::ID)?;
        let uuid = id.as_deref().and_then(|id| Uuid::try_parse(id).ok()).filter(|id| !id.is_nil());
        if let (Some(id), None) = (id, uuid) {
            // A number, most likely: whoever has tables that refer to it finds it again.
            app_metadata.insert("imported_id".to_owned(), Value::from(id));
        }
        Ok(Self {
            line: record.line,
            id: uuid,
            email: EmailAddress::parse(&email).map_err(|_| Reason::Address)?,
            password_hash: text(record, columns::PASSWORD_HASH)?.map(hash).transpose()?,
            username,
            is_confirmed: reading.is_confirmed || flag(record, columns::CONFIRMED)? == Some(Flag::Set),
            ban: ban(record, reading.now)?,
            created_at: moment(record, columns::CREATED_AT)?.unwrap_or(reading.now),
            user_metadata,
            app_metadata,
        })
    }

    /// Goes on without the name.
    pub(super) fn drop_username(&mut self) {
        self.username = None;
        self.user_metadata.remove("username");
    }
}

/// The name stands in the metadata as well, as it does after a sign-up.
fn username(
    record: &Record,
    user_metadata: &mut Map<String, Value>,
    reading: &Reading,
) -> Result<Option<Username>, Reason> {
    let said = user_metadata.remove("username");
    let said = said.as_ref().and_then(Value::as_str).filter(|name| !name.is_empty()).map(str::to_owned);
    let Some(name) = text(record, columns::USERNAME)?.or(said) else { return Ok(None) };
    match Username::parse(&name) {
        Ok(name) => {
            user_metadata.insert("username".to_owned(), Value::from(name.as_str()));
            Ok(Some(name))
        }
        Err(_) if reading.drops_names => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Only the kind is looked at here; the auth server reads the rest.
fn hash(text: String) -> Result<PasswordHash, Reason> {
    let is_bcrypt =
        ["$2a$", "$2b$", "$2y$"].iter().any(|kind| text.starts_with(kind)) && text.len() == BCRYPT_BYTES;
    let is_argon2 = ["$argon2id$", "$argon2i$"].iter().any(|kind| text.starts_with(kind));
    if is_bcrypt || is_argon2 { Ok(text.into()) } else { Err(Reason::Hash) }
}

fn ban(record: &Record, now: Timestamp) -> Result<Option<String>, Reason> {
    let is_out = flag(record, columns::ACTIVE)? == Some(Flag::Unset) && has_text(record)?
        || flag(record, columns::DISABLED)? == Some(Flag::Set);
    if is_out {
        return Ok(Some(FOR_GOOD.to_owned()));
    }
    let until = moment(record, columns::BANNED_UNTIL)?;
    Ok(until.filter(|until| now < *until).map(|until| format!("{}s", until.since(now).as_secs().max(1))))
}

/// A column `is_active` that says nothing keeps nobody out.
fn has_text(record: &Record) -> Result<bool, Reason> {
    Ok(text(record, columns::ACTIVE)?.is_some())
}
