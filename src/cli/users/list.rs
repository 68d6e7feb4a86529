//! Listing people.

use anyhow::Context as _;
use clap::Args;
use serde_json::{Value, json};

use super::super::command::Failure;
use super::super::output::say;
use super::found::{name_of, proved_at};
use super::office::{Office, unasked};
use super::plain_text::plain;
use crate::accounts::Profile;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::gotrue::{ErrorCode, GoTrueError, User};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Only people whose e-mail address, full name or username holds this.
    text: Option<String>,
    /// Which page.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    page: u32,
    /// People on a page.
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=100))]
    per_page: u32,
    /// Print a JSON array.
    #[arg(long)]
    json: bool,
}

/// Somebody on the list.
struct Listed {
    account: User,
    profile: Option<Profile>,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let people = find(&office, arguments).await?;
    if arguments.json {
        let all: Vec<Value> = people.iter().map(Listed::to_json).collect();
        say(&format!("{:#}", Value::Array(all)));
        return Ok(());
    }
    for person in &people {
        say(&person.to_line(office.now()));
    }
    let is_full = people.len() >= arguments.per_page as usize;
    say(&match (people.is_empty(), is_full) {
        (true, _) => "Nobody.".to_owned(),
        (false, true) => format!("{} people; perhaps more: --page {}", people.len(), arguments.page + 1),
        (false, false) => format!("{} people.", people.len()),
    });
    Ok(())
}

/// The auth server looks through addresses and full names; the names are ours, and stand on the first
/// page.
async fn find(office: &Office<'_>, arguments: &Arguments) -> Result<Vec<Listed>, Failure> {
    let text = arguments.text.as_deref().unwrap_or_default().trim().to_lowercase();
    let accounts = office.admin().find_users(&text, arguments.page, arguments.per_page);
    let accounts = accounts.await.map_err(unasked)?;
    let mut people = Vec::new();
    for account in accounts {
        let profile =
            office.accounts().profile(account.id).await.context("the accounts could not be asked")?;
        people.push(Listed { account, profile });
    }
    if text.is_empty() || arguments.page > 1 {
        return Ok(people);
    }
    let named = office.accounts().profiles_named_like(&text, arguments.per_page.into()).await;
    for profile in named.context("the accounts could not be asked")? {
        // Whose address holds the text stands on one of the auth server's pages.
        if profile.email.contains(&text) || people.iter().any(|person| person.account.id == profile.super_id)
        {
            continue;
        }
        match office.admin().user(profile.super_id).await {
            Ok(account) => people.push(Listed { account, profile: Some(profile) }),
            Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => {}
            Err(error) => return Err(unasked(error)),
        }
    }
    Ok(people)
}

impl Listed {
    fn username(&self) -> Option<&str> {
        self.profile.as_ref()?.username.as_deref()
    }

    fn to_line(&self, now: Timestamp) -> String {
        let mut notes = Vec::new();
        if proved_at(&self.account).is_none() {
            notes.push("not confirmed");
        }
        if self.account.banned_until.is_some_and(|until| now < until) {
            notes.push("banned");
        }
        if self.profile.as_ref().is_some_and(|profile| profile.is_admin) {
            notes.push("administrator");
        }
        let since = self.account.created_at.map(|at| at.to_string()).unwrap_or_default();
        let line = format!(
            "{}  {}  {:32}  {:20}  {}",
            self.account.id,
            since.get(..10).unwrap_or("          "),
            plain(&name_of(&self.account)),
            self.username().unwrap_or("-"),
            notes.join(", ")
        );
        line.trim_end().to_owned()
    }

    fn to_json(&self) -> Value {
        json!({
            "id": self.account.id,
            "email": self.account.email,
            "phone": self.account.phone,
            "username": self.username(),
            "email_confirmed_at": self.account.email_confirmed_at,
            "banned_until": self.account.banned_until,
            "created_at": self.account.created_at,
            "last_sign_in_at": self.account.last_sign_in_at,
            "is_admin": self.profile.as_ref().is_some_and(|profile| profile.is_admin),
        })
    }
}
