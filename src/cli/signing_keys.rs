//! The commands among `doorward keys` that ask the auth server inside.

use anyhow::Context as _;
use secrecy::ExposeSecret as _;

use super::command::Failure;
use super::output::say;
use crate::auth_server::{AuthServer, KeyState};
use crate::config::Config;
use crate::server::{open_auth_server, open_parts};

/// Opens the auth server inside.
async fn auth_server(config: &Config) -> Result<AuthServer, Failure> {
    let parts = open_parts(config).await?;
    let server = open_auth_server(config, &parts).await?;
    Ok(server.context("SUPABASE_URL is set, so the keys are Supabase's: replace them in its settings")?)
}

pub(super) async fn api(config: &Config) -> Result<(), Failure> {
    let server = auth_server(config).await?;
    say(&format!("publishable  {}", server.publishable_key().expose_secret()));
    say(&format!("secret       {}", server.service_key().expose_secret()));
    Ok(())
}

pub(super) async fn list(config: &Config) -> Result<(), Failure> {
    let keys = auth_server(config).await?.signing_keys().await.context("the keys could not be read")?;
    for key in keys {
        say(&format!("{}  made {}  {}", key.kid, key.created_at, in_words(&key.state)));
    }
    Ok(())
}

fn in_words(state: &KeyState) -> String {
    match state {
        KeyState::Current => "signs".to_owned(),
        KeyState::Retired { since } => format!("verifies, signed until {since}"),
    }
}

pub(super) async fn rotate(config: &Config) -> Result<(), Failure> {
    let done = auth_server(config).await?.rotate_keys().await.context("no new key could be made")?;
    say(&format!("{} signs from now on.", done.current));
    if let Some(retired) = done.retired {
        say(&format!(
            "{retired} still verifies. When its last token has ended: doorward keys remove {retired}"
        ));
    }
    Ok(())
}

pub(super) async fn remove(config: &Config, kid: &str) -> Result<(), Failure> {
    auth_server(config).await?.remove_key(kid).await.context("the key could not be removed")?;
    say(&format!("{kid} is gone. What it signed is refused."));
    Ok(())
}
