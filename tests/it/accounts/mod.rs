//! Our rows about people, on both databases.

mod deletion;
mod forgetting;
mod known_keys;
mod language;
mod limits;
mod own_sessions;
mod password;
mod people;
mod sessions;
mod standing;
mod username;
mod usernames;
