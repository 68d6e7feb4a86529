//! The language that somebody chose stands in their row.

use std::time::Duration;

use doorward::database::each;
use doorward::words::Language;
use uuid::Uuid;

use super::people::{House, Person, known, ordinary};
use crate::support::tables;

#[tokio::test]
async fn a_language_is_kept_with_its_owner_until_they_choose_another() {
    for house in House::each().await {
        let (here, ada) = house.arrive("ada@example.com").await;
        assert_eq!(ada.user.language, None);
        assert_eq!(house.accounts.language_of("ada@example.com").await.unwrap(), None);
        for language in [Language::German, Language::German, Language::English] {
            house.accounts.choose_language(ada.user.id, language).await.unwrap();
            let standing = house.accounts.standing(&here.claims()).await.unwrap();
            assert_eq!(known(standing).user.language, Some(language));
            assert_eq!(house.accounts.language_of("ada@example.com").await.unwrap(), Some(language));
        }
        house.accounts.choose_language(ada.user.id, Language::German).await.unwrap();
        house.clock.advance(Duration::from_hours(1));
        let there = here.elsewhere(&house.clock);
        let opened = house.accounts.open_session(&there.claims(), &there.user(), &ordinary()).await.unwrap();
        assert_eq!(known(opened).user.language, Some(Language::German), "the auth server says nothing of it");
        let refreshed = house.accounts.refreshed(&there.claims(), &there.user()).await.unwrap();
        assert_eq!(known(refreshed).user.language, Some(Language::German));
    }
}

#[tokio::test]
async fn nobody_elses_language_is_touched_and_a_deleted_persons_is_forgotten() {
    for house in House::each().await {
        let (_, ada) = house.arrive("ada@example.com").await;
        let (grace, _) = house.arrive("grace@example.com").await;
        house.accounts.choose_language(ada.user.id, Language::German).await.unwrap();
        house.accounts.choose_language(Uuid::now_v7(), Language::German).await.unwrap();
        let standing = house.accounts.standing(&grace.claims()).await.unwrap();
        assert_eq!(known(standing).user.language, None);
        assert_eq!(house.accounts.language_of("nobody@example.com").await.unwrap(), None);

        house.accounts.delete_person(ada.user.id).await.unwrap();
        house.accounts.choose_language(ada.user.id, Language::English).await.unwrap();
        let left: Vec<Option<String>> = each!(house.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select language from users").fetch_all(c).await
        })
        .unwrap();
        assert_eq!(left, [None, None]);
        assert_eq!(house.accounts.language_of("ada@example.com").await.unwrap(), None);
        assert_eq!(house.accounts.language_of("").await.unwrap(), None);
    }
}

#[tokio::test]
async fn of_two_accounts_with_one_address_the_latest_comer_counts() {
    for house in House::each().await {
        let (_, before) = house.arrive("ada@example.com").await;
        house.accounts.choose_language(before.user.id, Language::English).await.unwrap();
        house.clock.advance(Duration::from_hours(1));
        let later = Person::new("ada@example.com", &house.clock);
        let opened = house.accounts.open_session(&later.claims(), &later.user(), &ordinary()).await.unwrap();
        house.accounts.choose_language(known(opened).user.id, Language::German).await.unwrap();
        assert_eq!(house.accounts.language_of("ada@example.com").await.unwrap(), Some(Language::German));
    }
}

#[tokio::test]
async fn a_language_that_is_not_spoken_any_more_counts_as_none() {
    for house in House::each().await {
        let (here, _) = house.arrive("ada@example.com").await;
        for tag in ["fr", "DE", "de-AT", ""] {
            tables::change(house.db.database(), "update users set language = $1", tag).await;
            let standing = house.accounts.standing(&here.claims()).await.unwrap();
            assert_eq!(known(standing).user.language, None, "{tag}");
            assert_eq!(house.accounts.language_of("ada@example.com").await.unwrap(), None, "{tag}");
        }
    }
}
