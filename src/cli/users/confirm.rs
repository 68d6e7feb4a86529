//! Taking an address, or a telephone number, as proved.

use super::super::command::Failure;
use super::super::output::say;
use super::found::{Found, proved_at};
use super::office::{Office, unasked};
use super::plain_text::plain;
use super::who::Who;
use crate::config::Config;
use crate::gotrue::UserFields;

pub(super) async fn run(config: &Config, who: &Who) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, who).await?;
    let account = found.account()?;
    if proved_at(account).is_some() {
        say(&format!("{} was confirmed already.", plain(&found.name())));
        return Ok(());
    }
    let confirmed = if account.email.is_empty() {
        UserFields { phone_confirm: Some(true), ..UserFields::default() }
    } else {
        UserFields { email_confirm: Some(true), ..UserFields::default() }
    };
    office.admin().update_user(account.id, &confirmed).await.map_err(unasked)?;
    say(&format!("{} is confirmed: they can sign in.", plain(&found.name())));
    Ok(())
}
