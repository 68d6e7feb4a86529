//! The auth server inside, over HTTP, on both databases.

mod site;

mod administration;
mod codes;
mod counted_tokens;
mod flows;
mod forgetting;
mod keys;
mod links;
mod passwords;
mod providers;
mod refreshing;
mod requests;
mod sign_up;
mod signed_in;
