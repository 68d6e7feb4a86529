//! The auth server inside, over HTTP, on both databases.

mod app;
mod site;

mod administration;
mod captcha;
mod codes;
mod counted_tokens;
mod custom_providers;
mod factor_races;
mod factors;
mod flows;
mod forgetting;
mod hooks;
mod keys;
mod leaks;
mod links;
mod passkeys;
mod passwords;
mod phones;
mod picture;
mod programs;
mod providers;
mod refreshing;
mod requests;
mod sign_up;
mod signed_in;
