//! Rows of sessions go in time, and nothing that was ended comes back by it.

use std::time::Duration;

use doorward::accounts::{EndReason, Standing};
use doorward::clock::Timestamp;

use super::people::{House, Person, known, ordinary};
use crate::support::tables;

const A_DAY: Duration = Duration::from_hours(24);

/// As long as the row of a session is kept that is not used.
const KEPT_FOR: Duration = Duration::from_hours(90 * 24);

/// More than there are.
const ALL: i64 = 1_000;

impl House {
    async fn session_rows(&self) -> i64 {
        tables::count(self.db.database(), "sessions").await
    }

    async fn forget(&self, most: i64) -> u64 {
        self.accounts.forget_sessions(most).await.unwrap()
    }

    /// How a session stands when a token comes that was refreshed just now.
    async fn comes_back(&self, person: &Person) -> Standing {
        let claims = Person { issued_at: self.clock.now().as_seconds(), ..person.clone() }.claims();
        match self.accounts.standing(&claims).await.unwrap() {
            Standing::Unknown => self.accounts.adopt(&claims, &ordinary()).await.unwrap(),
            standing => standing,
        }
    }
}

#[tokio::test]
async fn a_tombstone_goes_in_time_and_its_session_stays_over_whatever_token_turns_up() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        let unseen = ada.elsewhere(&house.clock);
        house.accounts.end_session(ada.session_id, EndReason::SignedOut).await.unwrap();
        house.accounts.end_session(unseen.session_id, EndReason::SignedOut).await.unwrap();
        house.clock.advance(KEPT_FOR);
        assert_eq!(house.forget(ALL).await, 0, "not a moment too early");
        assert_eq!(house.comes_back(&ada).await, Standing::Ended);

        house.clock.advance(Duration::from_secs(1));
        assert_eq!(house.forget(ALL).await, 2);
        assert_eq!(house.session_rows().await, 0);
        // An auth server elsewhere may keep its sessions for ever, and refresh them.
        for over in [&ada, &unseen] {
            assert_eq!(house.comes_back(over).await, Standing::Ended);
        }
        house.clock.advance(KEPT_FOR * 2);
        assert_eq!(house.forget(ALL).await, 2);
        assert_eq!(house.comes_back(&ada).await, Standing::Ended);
    }
}

#[tokio::test]
async fn a_session_that_is_used_stays_and_one_that_is_not_has_to_sign_in_again() {
    for house in House::each().await {
        let (used, signed_in) = house.arrive("ada@example.com").await;
        let (unused, _) = house.arrive("eve@example.com").await;
        let (ended_late, _) = house.arrive("bob@example.com").await;
        house.clock.advance(KEPT_FOR + A_DAY);
        let now = house.clock.now();
        house.accounts.touch(used.session_id, now).await.unwrap();
        house.accounts.end_session(ended_late.session_id, EndReason::SignedOut).await.unwrap();
        assert_eq!(house.forget(ALL).await, 1);
        assert_eq!(house.comes_back(&unused).await, Standing::Ended);
        assert_eq!(house.comes_back(&ended_late).await, Standing::Ended);
        let still = known(house.comes_back(&used).await);
        assert_eq!(still.session.created_at, signed_in.session.created_at);
        assert_eq!(still.session.last_seen_at, now);
    }
}

#[tokio::test]
async fn sessions_without_a_row_are_still_adopted_if_they_are_younger_than_what_was_forgotten() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        house.clock.advance(KEPT_FOR + A_DAY);
        assert_eq!(house.forget(ALL).await, 1);
        let young = Person { proved_at: ada.proved_at + 3 * 24 * 3600, ..ada.elsewhere(&house.clock) };
        known(house.comes_back(&young).await);
        let old = Person { proved_at: ada.proved_at, ..ada.elsewhere(&house.clock) };
        assert_eq!(house.comes_back(&old).await, Standing::Ended);
        // A hook at the auth server took the times away: it is not known to be old.
        let mut timeless = ada.elsewhere(&house.clock).claims();
        timeless.amr.clear();
        known(house.accounts.adopt(&timeless, &ordinary()).await.unwrap());
    }
}

#[tokio::test]
async fn a_clock_that_was_wrong_for_a_while_keeps_nobody_out_afterwards() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        let now = house.clock.now();
        house.clock.set(Timestamp::parse_rfc3339("2099-01-01T00:00:00Z").unwrap());
        assert_eq!(house.forget(ALL).await, 1);
        house.clock.set(now);
        known(house.comes_back(&ada).await);
        known(house.comes_back(&ada.elsewhere(&house.clock)).await);
    }
}

#[tokio::test]
async fn only_so_many_rows_go_at_once() {
    for house in House::each().await {
        for _ in 0..5 {
            house.arrive("ada@example.com").await;
        }
        house.clock.advance(KEPT_FOR + A_DAY);
        assert_eq!(house.forget(2).await, 2);
        assert_eq!(house.session_rows().await, 3);
        assert_eq!(house.forget(2).await, 2);
        assert_eq!(house.forget(2).await, 1);
        assert_eq!(house.forget(2).await, 0);
    }
}
