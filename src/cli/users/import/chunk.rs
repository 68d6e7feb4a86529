//! Taking in some rows: names are kept first, then the auth server is asked, several accounts at a time,
//! and what it made gets its row and its name here, all in one go.

use std::time::Duration;

use anyhow::Context as _;
use futures_util::StreamExt as _;
use futures_util::stream;
use uuid::Uuid;

use super::super::super::command::Failure;
use super::super::office::Office;
use super::asking::{Asked, ask};
use super::fault::{Fault, Reason};
use super::row::Row;
use super::tally::Tally;
use crate::accounts::{Newcomer, Reservation};
use crate::gotrue::GoTrueError;

/// How long a name is kept for a row whose import is cut off: long enough to go on tomorrow.
const RESERVED_FOR: Duration = Duration::from_hours(48);

/// How rows are taken in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Taking {
    /// Accounts asked for at once.
    pub(super) in_flight: usize,
    /// Whoever's name is taken goes without.
    pub(super) drops_names: bool,
}

/// What became of a chunk.
pub(super) struct Taken {
    pub(super) tally: Tally,
    pub(super) faults: Vec<Fault>,
    /// Why there is no going on.
    pub(super) stop: Option<GoTrueError>,
}

/// A row and the id its account has or will have.
struct Candidate {
    row: Row,
    id: Uuid,
}

const UNWRITABLE: &str = "the names and rows here could not be written; run the import again to go on";

/// Takes rows in. Where it stops, everything up to then is kept, and the rest is as it was.
pub(super) async fn take(office: &Office<'_>, taking: Taking, rows: Vec<Row>) -> Result<Taken, Failure> {
    let mut taken = Taken { tally: Tally::default(), faults: Vec::new(), stop: None };
    let candidates = taken.newcomers(office, rows).await?;
    let candidates = taken.keep_names(office, taking, candidates).await?;
    let asked = stream::iter(candidates).map(|candidate| async {
        let answer = ask(office.admin(), &candidate.row, candidate.id).await;
        (candidate, answer)
    });
    let answers: Vec<_> = asked.buffer_unordered(taking.in_flight).collect().await;
    let mut arrived = Vec::new();
    for (candidate, answer) in answers {
        match answer {
            Ok(Asked::Made) => {
                taken.tally.made += 1;
                arrived.push(candidate.row.into_newcomer(candidate.id));
            }
            Ok(Asked::Known) => {
                taken.tally.known += 1;
                arrived.push(candidate.row.into_newcomer(candidate.id));
            }
            Ok(Asked::Refused(reason)) => {
                // The name of an account that is there may have been kept for it before.
                if !matches!(reason, Reason::AddressTaken) {
                    release_name(office, &candidate.row).await?;
                }
                taken.refuse(candidate.row.line, reason);
            }
            Err(error) => taken.stop = Some(error),
        }
    }
    office.accounts().take_in(&arrived).await.context(UNWRITABLE)?;
    Ok(taken)
}

impl Taken {
    fn refuse(&mut self, line: u64, reason: Reason) {
        self.tally.refused += 1;
        self.faults.push(reason.at(line));
    }

    /// Those who are not here yet.
    async fn newcomers(&mut self, office: &Office<'_>, rows: Vec<Row>) -> Result<Vec<Candidate>, Failure> {
        let accounts = office.accounts();
        let ids: Vec<_> =
            rows.iter().map(|row| row.id.unwrap_or_else(|| accounts.id_for_import(&row.email))).collect();
        let are_here = accounts.are_here(&ids).await.context("the accounts could not be asked")?;
        let mut candidates = Vec::new();
        for ((row, id), is_here) in rows.into_iter().zip(ids).zip(are_here) {
            if is_here {
                self.tally.known += 1;
            } else {
                candidates.push(Candidate { row, id });
            }
        }
        Ok(candidates)
    }

    /// Those whose name is theirs now, or who have none.
    async fn keep_names(
        &mut self,
        office: &Office<'_>,
        taking: Taking,
        candidates: Vec<Candidate>,
    ) -> Result<Vec<Candidate>, Failure> {
        let (named, mut ready): (Vec<_>, Vec<_>) =
            candidates.into_iter().partition(|candidate| candidate.row.username.is_some());
        let wanted: Vec<_> = named
            .iter()
            .filter_map(|Candidate { row, .. }| row.username.as_ref().map(|name| (name, &row.email)))
            .collect();
        let until = office.now().plus(RESERVED_FOR);
        let kept = office.accounts().reserve_usernames(&wanted, until).await.context(UNWRITABLE)?;
        for (mut candidate, kept) in named.into_iter().zip(kept) {
            match kept {
                Reservation::Reserved => ready.push(candidate),
                Reservation::Taken if taking.drops_names => {
                    candidate.row.drop_username();
                    ready.push(candidate);
                }
                Reservation::Taken => self.refuse(candidate.row.line, Reason::NameTaken),
            }
        }
        Ok(ready)
    }
}

impl Row {
    fn into_newcomer(self, id: Uuid) -> Newcomer {
        Newcomer {
            super_id: id,
            email: Some(self.email),
            username: self.username,
            has_second_factor: false,
            created_at: self.created_at,
        }
    }
}

async fn release_name(office: &Office<'_>, row: &Row) -> Result<(), Failure> {
    if let Some(name) = &row.username {
        office.accounts().release_username(name, &row.email).await.context(UNWRITABLE)?;
    }
    Ok(())
}
