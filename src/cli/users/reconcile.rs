//! Finding out who is gone at the auth server without a word.

use anyhow::Context as _;
use uuid::Uuid;

use super::super::command::Failure;
use super::super::output::say;
use super::found::account;
use super::office::Office;
use crate::accounts::EndReason;
use crate::config::Config;

/// People looked at in one go.
const BATCH: i64 = 100;

pub(super) async fn run(config: &Config) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let accounts = office.accounts();
    let (mut seen, mut gone, mut last) = (0_usize, 0_usize, Uuid::nil());
    loop {
        let people = accounts.people_after(last, BATCH).await.context("the accounts could not be asked")?;
        let Some(newest) = people.last() else { break };
        last = newest.id;
        for person in &people {
            seen += 1;
            if account(&office, person.super_id).await?.is_none() {
                gone += 1;
                let ended = accounts.end_sessions_of(person.id, None, EndReason::GoneUpstream).await;
                ended.context("the sessions could not be ended")?;
            }
        }
    }
    say(&format!(
        "{seen} people looked at, {gone} of them gone at the auth server: their sessions are over."
    ));
    Ok(())
}
