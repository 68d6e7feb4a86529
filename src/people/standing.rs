//! Whether the session of a good token holds with us: one ended here is over, whatever its token says.

use std::sync::Arc;

use super::entry::session_details;
use super::{People, SessionHolder, VerifiedToken};
use crate::accounts::{AccountsError, SessionPurpose, Standing};
use crate::gotrue::Caller;

impl People {
    /// How the session of a good token stands with us. One that has no row yet is adopted: its token
    /// is good, so the row was lost or never written.
    pub(crate) async fn standing(
        &self,
        access: &VerifiedToken,
        caller: &Caller,
    ) -> Result<Standing, AccountsError> {
        match self.accounts.standing(&access.claims).await? {
            Standing::Unknown => {
                let details = session_details(caller, purpose_of(access));
                self.accounts.adopt(&access.claims, &details).await
            }
            known => Ok(known),
        }
    }

    /// Notes that a session was used. Call it when the answer is on its way: nobody waits for it.
    pub(crate) fn note_use(self: &Arc<Self>, holder: &SessionHolder) {
        let now = self.clock.now();
        if !holder.session.is_due_for_a_note(now) {
            return;
        }
        let (people, session_id) = (Arc::clone(self), holder.session.id);
        tokio::spawn(async move {
            if let Err(error) = people.accounts.touch(session_id, now).await {
                tracing::warn!(%error, "the use of a session could not be noted");
            }
        });
    }
}

/// Which purpose a session without a row has. A token says `otp` both for a confirmed address and for
/// a recovery (gotrue-contract §2.1), so a row that was lost between the two counts as ordinary.
fn purpose_of(access: &VerifiedToken) -> SessionPurpose {
    if access.claims.amr.iter().any(|entry| entry.method == "recovery") {
        SessionPurpose::Recovery
    } else {
        SessionPurpose::Ordinary
    }
}
