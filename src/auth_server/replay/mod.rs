//! Requests that are answered again from their beginning. What happens in a transaction may depend on what
//! a hook says, and nobody waits for a hook with a transaction open: a slow one would keep everybody from
//! writing, on `SQLite` at least. So the run breaks off where the answer is needed, its transaction is
//! undone, the hook is asked, and the request runs again with the answer at hand, with the same ids, codes
//! and time, and without counting against a limit once more. Where no hook is set nothing runs twice.

mod journal;
mod runs;

pub(crate) use journal::{
    Turn, ask_afterwards, is_waiting, kept, kept_work, moment, note_commit, redirect_to, try_kept, turn,
};
pub(crate) use runs::runs;
