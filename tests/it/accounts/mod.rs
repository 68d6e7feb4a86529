//! Our rows about people, on both databases.

mod forgetting;
mod known_keys;
mod limits;
mod password;
mod people;
mod sessions;
mod standing;
mod username;
mod usernames;
