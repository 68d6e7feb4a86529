//! What people see of their sessions, and ending one of them.

use std::time::Duration;

use doorward::accounts::{EndReason, Standing};
use uuid::Uuid;

use super::people::{House, ordinary};

#[tokio::test]
async fn people_see_their_sessions_that_are_not_over_the_last_used_first() {
    for house in House::each().await {
        let (first, ada) = house.arrive("ada@example.com").await;
        house.arrive("eve@example.com").await;
        let began = house.clock.now();
        house.clock.advance(Duration::from_mins(10));
        let second = first.elsewhere(&house.clock);
        house.accounts.adopt(&second.claims(), &ordinary()).await.unwrap();
        let ids = async || {
            let sessions = house.accounts.sessions_of(ada.user.id).await.unwrap();
            sessions.into_iter().map(|session| session.id).collect::<Vec<_>>()
        };
        let (first_id, second_id) = (first.claims().session_id, second.claims().session_id);
        assert_eq!(ids().await, [second_id, first_id]);
        house.clock.advance(Duration::from_mins(10));
        house.accounts.touch(first_id, house.clock.now()).await.unwrap();
        assert_eq!(ids().await, [first_id, second_id]);
        let oldest = &house.accounts.sessions_of(ada.user.id).await.unwrap()[0];
        assert_eq!((oldest.created_at, oldest.last_seen_at), (began, house.clock.now()));
        house.accounts.end_session(second_id, EndReason::SignedOut).await.unwrap();
        assert_eq!(ids().await, [first_id]);
    }
}

#[tokio::test]
async fn people_end_sessions_of_their_own_and_no_others() {
    for house in House::each().await {
        let (hers, ada) = house.arrive("ada@example.com").await;
        let (_, eve) = house.arrive("eve@example.com").await;
        let id = hers.claims().session_id;
        let ends = async |user: Uuid, id: Uuid| {
            house.accounts.end_session_of(user, id, EndReason::SignedOutElsewhere).await.unwrap()
        };
        assert!(!ends(eve.user.id, id).await);
        assert!(!ends(ada.user.id, Uuid::new_v4()).await);
        assert!(matches!(house.accounts.standing(&hers.claims()).await.unwrap(), Standing::Known(_)));
        assert!(ends(ada.user.id, id).await);
        assert!(!ends(ada.user.id, id).await, "it is over");
        assert_eq!(house.accounts.standing(&hers.claims()).await.unwrap(), Standing::Ended);
    }
}
