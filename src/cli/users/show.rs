//! Showing what is known of somebody.

use clap::Args;
use serde_json::{Value, json};

use super::super::command::Failure;
use super::super::output::say;
use super::found::{Found, proved_at};
use super::office::Office;
use super::plain_text::plain;
use super::who::Who;
use crate::accounts::Profile;
use crate::clock::Timestamp;
use crate::config::Config;
use crate::gotrue::{FactorStatus, User};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Their e-mail address, username or id.
    who: Who,
    /// Print a JSON object: the account as the auth server shows it, and our row.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, &arguments.who).await?;
    if arguments.json {
        say(&format!(
            "{:#}",
            json!({ "account": found.account, "here": found.profile.as_ref().map(to_json) })
        ));
        return Ok(());
    }
    say(&plain(&found.name()));
    for (label, text) in found.account.iter().flat_map(|account| of_account(account, office.now())) {
        say(&format!("  {label:16}{}", plain(&text)));
    }
    if found.account.is_none() {
        say("  The auth server has no such account any more.");
    }
    for (label, text) in found.profile.iter().flat_map(of_profile) {
        say(&format!("  {label:16}{text}"));
    }
    if found.profile.is_none() {
        say("  They have not signed in here yet.");
    }
    Ok(())
}

fn of_account(account: &User, now: Timestamp) -> Vec<(&'static str, String)> {
    let mut lines = vec![("id", account.id.to_string())];
    if !account.phone.is_empty() {
        lines.push(("telephone", format!("+{}", account.phone)));
    }
    let confirmed = proved_at(account);
    lines.push(("confirmed", confirmed.map_or_else(|| "no".to_owned(), |at| format!("at {at}"))));
    lines.extend(
        account.banned_until.filter(|until| now < *until).map(|at| ("banned", format!("until {at}"))),
    );
    lines.extend(account.created_at.map(|at| ("made", format!("at {at}"))));
    lines.extend(account.last_sign_in_at.map(|at| ("last sign-in", format!("at {at}"))));
    let providers: Vec<_> =
        account.identities.iter().flatten().map(|identity| identity.provider.as_str()).collect();
    lines.push(("known by", providers.join(", ")));
    let factors = account.factors.iter().map(|factor| {
        let proved = if factor.status == FactorStatus::Verified { "" } else { " (never used)" };
        format!("{}{proved}", factor.factor_type)
    });
    let factors: Vec<_> = factors.collect();
    lines.push(("second factors", if factors.is_empty() { "none".to_owned() } else { factors.join(", ") }));
    lines
}

fn of_profile(profile: &Profile) -> Vec<(&'static str, String)> {
    let mut lines = vec![
        ("username", profile.username.clone().unwrap_or_else(|| "none yet".to_owned())),
        ("administrator", if profile.is_admin { "yes" } else { "no" }.to_owned()),
        ("id here", profile.id.to_string()),
        ("known here", format!("since {}", profile.created_at)),
        ("open sessions", profile.open_sessions.to_string()),
    ];
    lines.extend(profile.last_seen_at.map(|at| ("last seen", format!("at {at}"))));
    lines
}

fn to_json(profile: &Profile) -> Value {
    json!({
        "id": profile.id,
        "username": profile.username,
        "email": profile.email,
        "is_admin": profile.is_admin,
        "created_at": profile.created_at,
        "open_sessions": profile.open_sessions,
        "last_seen_at": profile.last_seen_at,
    })
}
