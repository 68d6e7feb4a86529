//! Programs that do two things at once.

use futures_util::future::join_all;
use serde_json::{Value, json};

use super::house::House;
use crate::support::person::PASSWORD;
use crate::support::program::Pair;

#[tokio::test]
async fn two_refreshes_at_once_both_get_a_pair_that_works() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let answers = join_all((0..4).map(|_| program.refreshes(&pair.refresh))).await;
        for answer in answers {
            let next = Pair::of(&answer);
            assert_eq!(program.status_of_me(&next.access).await, 200);
            let later = program.refreshes(&next.refresh).await;
            assert_eq!(later.status, 200, "{}", later.body);
        }
    }
}

#[tokio::test]
async fn of_two_who_want_one_name_at_once_one_gets_it() {
    for house in House::each().await {
        let registrations = (0..4).map(|number| {
            let program = house.program();
            async move { program.registers("ada", &format!("ada{number}@example.com")).await.status }
        });
        let mut statuses = join_all(registrations).await;
        statuses.sort_unstable();
        assert_eq!(statuses, [201, 409, 409, 409]);
    }
}

#[tokio::test]
async fn a_refresh_that_meets_a_revocation_does_not_outlive_it() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let (revoked, refreshed) =
            tokio::join!(program.revokes(&pair.access), program.refreshes(&pair.refresh));
        assert_eq!(revoked.status, 200);
        if refreshed.status == 200 {
            let next = Pair::of(&refreshed);
            assert_eq!(program.status_of_me(&next.access).await, 401);
            assert_eq!(program.refreshes(&next.refresh).await.status, 400);
        }
        assert_eq!(program.status_of_me(&pair.access).await, 401);
    }
}

#[tokio::test]
async fn parallel_guesses_are_as_few_as_they_are_one_after_another() {
    for house in House::each().await {
        house.person("ada").await;
        let guesses = (0..25).map(|_| {
            let program = house.program();
            async move { program.signs_in("ada", "not the password at all").await.status }
        });
        let statuses = join_all(guesses).await;
        let tried = statuses.iter().filter(|status| **status == 400).count();
        assert_eq!((tried, statuses.len() - tried), (10, 15), "{statuses:?}");
    }
}

#[tokio::test]
async fn an_account_that_is_deleted_twice_at_once_is_deleted_once() {
    for house in House::each().await {
        let (program, pair) = house.person_with_pair("ada").await;
        let body = json!({ "password": PASSWORD });
        let delete = || program.asks(&pair.access, "DELETE", "/api/users/me", &body);
        let (one, other) = tokio::join!(delete(), delete());
        let statuses = [one.status, other.status];
        assert!(statuses.contains(&204), "{} {}", one.body, other.body);
        assert!(statuses.iter().all(|status| [204, 401, 422].contains(status)), "{statuses:?}");
        let me = program.asks(&pair.access, "GET", "/api/users/me", &Value::Null).await;
        assert_eq!(me.status, 401);
    }
}
