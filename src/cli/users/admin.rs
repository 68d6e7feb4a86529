//! Naming administrators.

use anyhow::Context as _;

use super::super::command::Failure;
use super::super::output::say;
use crate::config::Config;
use crate::server::open_parts;

pub(super) async fn run(config: &Config, who: &str, is_admin: bool) -> Result<(), Failure> {
    let accounts = open_parts(config).await?.accounts;
    let person = accounts.find_person(who).await.context("the accounts could not be asked")?;
    let unknown = || Failure::nobody("nobody who has signed in here has that e-mail address or username");
    let person = person.ok_or_else(unknown)?;
    accounts.set_admin(person.id, is_admin).await.context("the right could not be written")?;
    say(if is_admin { "They are an administrator now." } else { "They are no administrator now." });
    Ok(())
}
