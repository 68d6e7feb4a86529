//! Keeping somebody out, and letting them in again.

use std::time::Duration;

use clap::Args;

use super::super::command::Failure;
use super::super::output::say;
use super::found::Found;
use super::office::{Office, unasked};
use super::plain_text::plain;
use super::who::Who;
use crate::accounts::EndReason;
use crate::config::Config;
use crate::gotrue::UserFields;

/// How long a ban without an end lasts: a hundred years.
pub(super) const FOR_GOOD: &str = "876000h";

#[derive(Args)]
pub(crate) struct Arguments {
    /// Their e-mail address, username or id.
    who: Who,
    /// For how long, such as `30m`, `24h`, `7d` or `4w`; without it until `users unban`.
    #[arg(long = "for", value_name = "TIME", value_parser = span)]
    span: Option<Duration>,
}

fn span(text: &str) -> Result<Duration, &'static str> {
    const WRONG: &str = "must be a number and one of m, h, d and w, such as 24h";
    const UNITS: [(char, u64); 4] = [('m', 60), ('h', 60 * 60), ('d', 24 * 60 * 60), ('w', 7 * 24 * 60 * 60)];
    let (unit, seconds) = UNITS.into_iter().find(|(unit, _)| text.ends_with(*unit)).ok_or(WRONG)?;
    let number: u32 = text.trim_end_matches(unit).parse().map_err(|_| WRONG)?;
    if number == 0 {
        return Err("must not be zero: `users unban` ends a ban");
    }
    Ok(Duration::from_secs(u64::from(number) * seconds))
}

/// Sessions end here before and after the auth server is told: nobody who signs in between stays.
pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, &arguments.who).await?;
    let account = found.account()?;
    office.end_sessions(&found, EndReason::EndedByOperator).await?;
    let span = arguments.span.map(|span| format!("{}m", span.as_secs() / 60));
    let ban = UserFields { ban_duration: Some(span.as_deref().unwrap_or(FOR_GOOD)), ..UserFields::default() };
    let banned = office.admin().update_user(account.id, &ban).await.map_err(unasked)?;
    office.end_sessions(&found, EndReason::EndedByOperator).await?;
    let until = banned.banned_until.filter(|_| span.is_some());
    let until = until.map_or_else(|| "until `doorward users unban`".to_owned(), |at| format!("until {at}"));
    say(&format!("{} is banned {until}. Their sessions are over.", plain(&found.name())));
    Ok(())
}

pub(super) async fn lift(config: &Config, who: &Who) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, who).await?;
    let lifted = UserFields { ban_duration: Some("none"), ..UserFields::default() };
    office.admin().update_user(found.account()?.id, &lifted).await.map_err(unasked)?;
    say(&format!("{} may sign in again.", plain(&found.name())));
    Ok(())
}
