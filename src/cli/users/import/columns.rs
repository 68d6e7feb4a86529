//! What columns are called: by us, in the tables of `FastAPI` projects, and in Supabase's `auth.users`.

use super::source::Record;

/// The names of one column. Of those that a row has, the first one counts.
pub(super) type Names = &'static [&'static str];

pub(super) const EMAIL: Names = &["email"];
pub(super) const PASSWORD_HASH: Names = &["password_hash", "hashed_password", "encrypted_password"];
pub(super) const USERNAME: Names = &["username"];
pub(super) const ID: Names = &["id", "super_id"];
pub(super) const CONFIRMED: Names = &[
    "email_confirmed_at",
    "email_verified_at",
    "email_confirmed",
    "email_verified",
    "is_verified",
    "confirmed_at",
];
pub(super) const ACTIVE: Names = &["is_active"];
pub(super) const DISABLED: Names = &["disabled"];
pub(super) const BANNED_UNTIL: Names = &["banned_until"];
pub(super) const DELETED: Names = &["deleted_at"];
pub(super) const CREATED_AT: Names = &["created_at"];
pub(super) const FULL_NAME: Names = &["full_name"];
pub(super) const USER_METADATA: Names = &["user_metadata", "raw_user_meta_data"];
pub(super) const APP_METADATA: Names = &["app_metadata", "raw_app_meta_data"];

const ALL: &[Names] = &[
    EMAIL,
    PASSWORD_HASH,
    USERNAME,
    ID,
    CONFIRMED,
    ACTIVE,
    DISABLED,
    BANNED_UNTIL,
    DELETED,
    CREATED_AT,
    FULL_NAME,
    USER_METADATA,
    APP_METADATA,
];

/// Whether a row has a column, empty or not.
pub(super) fn has(record: &Record, names: Names) -> bool {
    names.iter().any(|name| record.fields.contains_key(*name))
}

/// The columns of a row that mean nothing here.
pub(super) fn unused(record: &Record) -> Vec<&str> {
    let is_used = |column: &str| ALL.iter().any(|names| names.contains(&column));
    record.fields.keys().map(String::as_str).filter(|column| !is_used(column)).collect()
}
