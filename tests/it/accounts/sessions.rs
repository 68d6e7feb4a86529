use std::time::Duration;

use doorward::accounts::{EndReason, Standing};
use doorward::database::each;
use uuid::Uuid;

use super::people::{House, Person, known, ordinary};

impl House {
    async fn is_over(&self, person: &Person) -> bool {
        self.accounts.standing(&person.claims()).await.unwrap() == Standing::Ended
    }
}

#[tokio::test]
async fn signing_out_ends_one_session_and_keeps_the_first_reason() {
    for house in House::each().await {
        let (here, _) = house.arrive("ada@example.com").await;
        let there = here.elsewhere(&house.clock);
        house.accounts.open_session(&there.claims(), &there.user(), &ordinary()).await.unwrap();
        house.accounts.end_session(here.session_id, EndReason::SignedOut).await.unwrap();
        house.accounts.end_session(here.session_id, EndReason::GoneUpstream).await.unwrap();
        assert!(house.is_over(&here).await && !house.is_over(&there).await);
        assert_eq!(end_reason(&house, here.session_id).await.as_deref(), Some("signed_out"));
    }
}

#[tokio::test]
async fn a_session_never_seen_here_can_be_ended_and_is_not_adopted_then() {
    for house in House::each().await {
        let ada = Person::new("ada@example.com", &house.clock);
        house.accounts.end_session(ada.session_id, EndReason::SignedOut).await.unwrap();
        assert_eq!(house.accounts.adopt(&ada.claims(), &ordinary()).await.unwrap(), Standing::Ended);
        assert!(house.is_over(&ada).await);
    }
}

#[tokio::test]
async fn all_sessions_of_a_person_end_but_the_one_that_asks() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        let (eve, _) = house.arrive("eve@example.com").await;
        let there = here.elsewhere(&house.clock);
        house.accounts.open_session(&there.claims(), &there.user(), &ordinary()).await.unwrap();
        let mut unseen = here.elsewhere(&house.clock);
        unseen.proved_at -= 3600;

        let reason = EndReason::PasswordChanged;
        let ended = house.accounts.end_sessions_of(ada.user.id, Some(here.session_id), reason).await.unwrap();
        assert_eq!(ended, 1);
        assert!(!house.is_over(&here).await && house.is_over(&there).await && !house.is_over(&eve).await);
        // A session that began before and has no row here is over as well.
        assert_eq!(house.accounts.adopt(&unseen.claims(), &ordinary()).await.unwrap(), Standing::Ended);
        // One that begins after is not.
        house.clock.advance(Duration::from_secs(1));
        let later = here.elsewhere(&house.clock);
        known(house.accounts.adopt(&later.claims(), &ordinary()).await.unwrap());

        let everywhere = EndReason::SignedOutElsewhere;
        assert_eq!(house.accounts.end_sessions_of(ada.user.id, None, everywhere).await.unwrap(), 2);
        assert!(house.is_over(&here).await && house.is_over(&later).await && !house.is_over(&eve).await);
    }
}

#[tokio::test]
async fn somebody_gone_at_the_auth_server_loses_every_session() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        let gone = EndReason::GoneUpstream;
        assert_eq!(house.accounts.end_sessions_of_super_id(ada.super_id, None, gone).await.unwrap(), 1);
        assert!(house.is_over(&ada).await);
        assert_eq!(house.accounts.end_sessions_of_super_id(Uuid::new_v4(), None, gone).await.unwrap(), 0);
    }
}

#[tokio::test]
async fn after_a_restored_backup_what_the_tombstones_forgot_is_over() {
    for house in House::each().await {
        let (old, _) = house.arrive("ada@example.com").await;
        let lost = old.elsewhere(&house.clock);
        let mut without_times = old.elsewhere(&house.clock).claims();
        without_times.amr.clear();
        house.clock.advance(Duration::from_hours(1));
        let restored_at = house.clock.now();
        house.clock.advance(Duration::from_mins(1));
        let (new, _) = house.arrive("eve@example.com").await;

        assert_eq!(house.accounts.invalidate_sessions(restored_at).await.unwrap(), 1);
        assert!(house.is_over(&old).await && !house.is_over(&new).await);
        // Their rows were lost with the backup.
        assert_eq!(house.accounts.adopt(&lost.claims(), &ordinary()).await.unwrap(), Standing::Ended);
        assert_eq!(house.accounts.adopt(&without_times, &ordinary()).await.unwrap(), Standing::Ended);
        let fresh = new.elsewhere(&house.clock);
        known(house.accounts.adopt(&fresh.claims(), &ordinary()).await.unwrap());
        // An earlier moment does not take the later one back.
        let earlier = restored_at.minus(Duration::from_hours(9));
        assert_eq!(house.accounts.invalidate_sessions(earlier).await.unwrap(), 0);
        let lost = old.elsewhere(&house.clock);
        let lost = Person { proved_at: restored_at.as_seconds() - 60, ..lost };
        assert_eq!(house.accounts.adopt(&lost.claims(), &ordinary()).await.unwrap(), Standing::Ended);
    }
}

#[tokio::test]
async fn last_seen_is_written_at_most_once_in_five_minutes() {
    for house in House::each().await {
        let (ada, signed_in) = house.arrive("ada@example.com").await;
        let began = signed_in.session.last_seen_at;
        let last_seen =
            async || known(house.accounts.standing(&ada.claims()).await.unwrap()).session.last_seen_at;
        let almost = began.plus(Duration::from_secs(299));
        house.accounts.touch(ada.session_id, almost).await.unwrap();
        assert_eq!(last_seen().await, began);
        let later = began.plus(Duration::from_mins(5));
        house.accounts.touch(ada.session_id, later).await.unwrap();
        assert_eq!(last_seen().await, later);
        house.accounts.touch(ada.session_id, began).await.unwrap();
        assert_eq!(last_seen().await, later, "a late message does not turn it back");
    }
}

#[tokio::test]
async fn proving_again_counts_from_now() {
    for house in House::each().await {
        let (ada, signed_in) = house.arrive("ada@example.com").await;
        house.clock.advance(Duration::from_mins(20));
        house.accounts.prove_again(ada.session_id).await.unwrap();
        let session = known(house.accounts.standing(&ada.claims()).await.unwrap()).session;
        assert_eq!(session.proved_at, house.clock.now());
        assert_eq!(session.created_at, signed_in.session.created_at);
    }
}

async fn end_reason(house: &House, session_id: Uuid) -> Option<String> {
    const REASON: &str = "select end_reason from sessions where session_id = $1";
    each!(house.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar(REASON).bind(session_id).fetch_one(c).await
    })
    .unwrap()
}
