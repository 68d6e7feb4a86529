use std::time::Duration;

use doorward::accounts::{Choice, EndReason, Reservation, Standing};
use doorward::database::each;

use super::people::{House, Person, known, ordinary, username};

#[tokio::test]
async fn whoever_is_deleted_is_signed_out_everywhere_and_leaves_nothing_personal() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        let chosen = house.accounts.choose_username(ada.user.id, &username("Ada")).await.unwrap();
        assert_eq!(chosen, Choice::Chosen);
        assert!(house.accounts.delete_person(ada.user.id).await.unwrap());
        assert!(!house.accounts.delete_person(ada.user.id).await.unwrap(), "she is gone already");

        assert_eq!(house.accounts.standing(&here.claims()).await.unwrap(), Standing::Ended);
        assert_eq!(house.owner("ada").await, None);
        assert_eq!(house.accounts.find_person("ada@example.com").await.unwrap(), None);
        assert_eq!(house.accounts.find_person("").await.unwrap(), None);
        let left: (Option<String>, String) =
            each!(house.db.database().read().await.unwrap().executor(), c => {
                sqlx::query_as("select username, email from users").fetch_one(c).await
            })
            .unwrap();
        assert_eq!(left, (None, String::new()));
    }
}

#[tokio::test]
async fn the_name_of_a_deleted_person_is_free_for_others() {
    for house in House::each().await {
        let (_, ada) = house.arrive("ada@example.com").await;
        house.accounts.choose_username(ada.user.id, &username("ada")).await.unwrap();
        assert_eq!(house.reserve("ada-two", "ada@example.com").await, Reservation::Reserved);
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Taken);
        house.accounts.delete_person(ada.user.id).await.unwrap();
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Reserved);
        assert_eq!(house.reserve("ada-two", "eve@example.com").await, Reservation::Reserved);
        assert_eq!(
            house.accounts.choose_username(ada.user.id, &username("ghost")).await.unwrap(),
            Choice::Taken,
            "who is gone takes no name"
        );
    }
}

#[tokio::test]
async fn a_token_that_outlives_its_owner_opens_nothing_and_brings_nothing_back() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        house.accounts.delete_person(ada.user.id).await.unwrap();
        house.clock.advance(Duration::from_mins(1));
        // Seen here before or not, begun before or after, newer than what was known or not.
        let later = Person { issued_at: here.issued_at + 60, ..here.clone() };
        let unseen = later.elsewhere(&house.clock);
        for token in [&here, &later, &unseen] {
            assert_eq!(house.accounts.adopt(&token.claims(), &ordinary()).await.unwrap(), Standing::Ended);
            let refreshed = house.accounts.refreshed(&token.claims(), &token.user()).await.unwrap();
            assert_eq!(refreshed, Standing::Ended);
        }
        assert_eq!(house.accounts.find_person("ada@example.com").await.unwrap(), None);
    }
}

#[tokio::test]
async fn sessions_that_were_over_before_keep_their_reason() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        house.accounts.end_session(here.session_id, EndReason::SignedOut).await.unwrap();
        house.accounts.delete_person(ada.user.id).await.unwrap();
        let reason: String = each!(house.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select end_reason from sessions where session_id = $1")
                .bind(here.session_id)
                .fetch_one(c)
                .await
        })
        .unwrap();
        assert_eq!(reason, "signed_out");
    }
}

#[tokio::test]
async fn empty_rows_are_forgotten_a_while_later_and_tombstones_stay() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        let (eve, _) = house.arrive("eve@example.com").await;
        house.accounts.delete_person(ada.user.id).await.unwrap();
        let deleted_at = house.clock.now();
        assert_eq!(house.accounts.forget_deleted_people(deleted_at, 10).await.unwrap(), 0);
        let after = deleted_at.plus(Duration::from_secs(1));
        assert_eq!(house.accounts.forget_deleted_people(after, 10).await.unwrap(), 1);
        assert_eq!(house.accounts.standing(&here.claims()).await.unwrap(), Standing::Ended);
        known(house.accounts.standing(&eve.claims()).await.unwrap());
    }
}
