use std::collections::HashSet;
use std::time::Duration;

use doorward::accounts::{Accounts, Choice, Reservation};
use doorward::database::each;
use doorward::keys::{Keys, MasterSecret};
use futures_util::future::join_all;

use super::people::{A_DAY, House, Person, address, known, ordinary, username};

#[tokio::test]
async fn a_reserved_name_is_taken_for_others_and_free_for_its_owner() {
    for house in House::each().await {
        assert_eq!(house.reserve("Ada", "ada@example.com").await, Reservation::Reserved);
        assert_eq!(house.reserve("ADA", "eve@example.com").await, Reservation::Taken);
        assert_eq!(house.reserve("ada", "ada@example.com").await, Reservation::Reserved, "a retry");
        assert_eq!(house.reserve("ada2", "ada@example.com").await, Reservation::Reserved, "another thought");
        assert_eq!(house.owner("ADA").await.as_deref(), Some("ada@example.com"));
    }
}

#[tokio::test]
async fn two_people_who_race_for_a_name_get_it_once() {
    for house in House::each().await {
        let other_machine = house.another_machine().await;
        let until = house.clock.now().plus(A_DAY);
        let tries = (0..20).map(|number| {
            let accounts = if number % 2 == 0 { house.accounts.clone() } else { other_machine.clone() };
            tokio::spawn(async move {
                let email = address(&format!("person{number}@example.com"));
                accounts.reserve_username(&username("Ada"), &email, until).await.unwrap()
            })
        });
        let verdicts: Vec<_> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
        let reserved = verdicts.iter().filter(|verdict| **verdict == Reservation::Reserved).count();
        assert_eq!(reserved, 1, "{verdicts:?}");
    }
}

#[tokio::test]
async fn a_name_is_free_again_when_its_reservation_has_run_out() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        house.clock.advance(A_DAY.saturating_sub(Duration::from_micros(1)));
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Taken);
        assert!(house.owner("ada").await.is_some());
        house.clock.advance(Duration::from_micros(1));
        assert_eq!(house.owner("ada").await, None);
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Reserved);
        assert_eq!(house.owner("ada").await.as_deref(), Some("eve@example.com"));
    }
}

#[tokio::test]
async fn only_who_reserved_a_name_can_give_it_up() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        house.accounts.release_username(&username("ada"), &address("eve@example.com")).await.unwrap();
        assert!(house.owner("ada").await.is_some());
        house.accounts.release_username(&username("ada"), &address("ada@example.com")).await.unwrap();
        assert_eq!(house.owner("ada").await, None);
        house.accounts.release_username(&username("ada"), &address("ada@example.com")).await.unwrap();
    }
}

#[tokio::test]
async fn an_owned_name_can_be_neither_reserved_nor_released() {
    for house in House::each().await {
        let (_, ada) = house.arrive("ada@example.com").await;
        house.accounts.choose_username(ada.user.id, &username("Ada")).await.unwrap();
        house.clock.advance(A_DAY * 365);
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Taken);
        assert_eq!(house.reserve("ada", "ada@example.com").await, Reservation::Taken);
        house.accounts.release_username(&username("ada"), &address("ada@example.com")).await.unwrap();
        assert_eq!(house.owner("ada").await.as_deref(), Some("ada@example.com"));
    }
}

#[tokio::test]
async fn the_first_proven_session_claims_the_name() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        let ada = Person::new("ada@example.com", &house.clock).named("Ada");
        let standing = house.accounts.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Ada")));
        house.clock.advance(A_DAY * 2);
        assert_eq!(house.owner("ada").await.as_deref(), Some("ada@example.com"), "it no longer runs out");
        assert_eq!(house.reserve("ada", "eve@example.com").await, Reservation::Taken);
    }
}

#[tokio::test]
async fn a_session_that_is_adopted_claims_the_name_too() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        let ada = Person::new("ada@example.com", &house.clock).named("ADA");
        let standing = house.accounts.adopt(&ada.claims(), &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Ada")), "in the spelling of the sign-up");
    }
}

#[tokio::test]
async fn a_reservation_that_ran_out_is_still_honoured_while_nobody_else_wants_the_name() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        house.clock.advance(A_DAY * 2);
        let ada = Person::new("ada@example.com", &house.clock).named("Ada");
        let standing = house.accounts.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Ada")));
    }
}

#[tokio::test]
async fn nobody_claims_what_they_did_not_reserve() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        // What a person says of themselves is no proof.
        for name in ["Ada", "free-name", "admin", "", "no name at all"] {
            let eve = Person::new("eve@example.com", &house.clock).named(name);
            let standing =
                house.accounts.open_session(&eve.claims(), &eve.user(), &ordinary()).await.unwrap();
            assert_eq!(known(standing).user.username, None, "{name}");
        }
        // Nor is an address that was not confirmed.
        let unconfirmed = Person::new("ada@example.com", &house.clock).named("Ada");
        let mut user = unconfirmed.user();
        user.email_confirmed_at = None;
        let standing = house.accounts.open_session(&unconfirmed.claims(), &user, &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, None);
        assert_eq!(house.owner("ada").await.as_deref(), Some("ada@example.com"));
    }
}

#[tokio::test]
async fn a_name_is_never_overwritten_from_a_token() {
    for house in House::each().await {
        let (person, ada) = house.arrive("ada@example.com").await;
        house.accounts.choose_username(ada.user.id, &username("Countess")).await.unwrap();
        house.reserve("Other", "ada@example.com").await;
        let again = person.named("Other");
        let standing =
            house.accounts.open_session(&again.claims(), &again.user(), &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Countess")));
    }
}

#[tokio::test]
async fn a_changed_name_frees_the_old_one_at_once() {
    for house in House::each().await {
        let (person, ada) = house.arrive("ada@example.com").await;
        let (_, eve) = house.arrive("eve@example.com").await;
        let choose = |user, name| {
            let accounts = house.accounts.clone();
            async move { accounts.choose_username(user, &username(name)).await.unwrap() }
        };
        assert_eq!(choose(ada.user.id, "Ada").await, Choice::Chosen);
        assert_eq!(choose(eve.user.id, "ADA").await, Choice::Taken);
        assert_eq!(choose(ada.user.id, "aDa").await, Choice::Chosen, "another spelling of one's own");
        assert_eq!(choose(ada.user.id, "Countess").await, Choice::Chosen);
        assert_eq!(choose(eve.user.id, "ada").await, Choice::Chosen);
        assert_eq!(choose(eve.user.id, "countess").await, Choice::Taken);
        let standing = house.accounts.standing(&person.claims()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Countess")));
        assert_eq!(house.owner("ada").await.as_deref(), Some("eve@example.com"), "who failed lost nothing");
    }
}

#[tokio::test]
async fn a_reserved_name_can_be_chosen_only_by_who_reserved_it() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        let (_, ada) = house.arrive("ada@example.com").await;
        let (_, eve) = house.arrive("eve@example.com").await;
        assert_eq!(
            house.accounts.choose_username(eve.user.id, &username("Ada")).await.unwrap(),
            Choice::Taken
        );
        assert_eq!(
            house.accounts.choose_username(ada.user.id, &username("Ada")).await.unwrap(),
            Choice::Chosen
        );
    }
}

#[tokio::test]
async fn people_who_choose_one_name_at_once_get_it_once_and_never_two_names() {
    for house in House::each().await {
        let other_machine = house.another_machine().await;
        let mut people = Vec::new();
        for number in 0..5 {
            people.push(house.arrive(&format!("person{number}@example.com")).await);
        }
        // Everybody wants the same three names, in another order.
        let choices = people.iter().enumerate().flat_map(|(number, (_, person))| {
            let mut names = ["Ada", "Eve", "Joan"];
            names.rotate_left(number % 3);
            names.map(|name| (number, person.user.id, name))
        });
        let tries = choices.map(|(number, user, name)| {
            let accounts = if number % 2 == 0 { house.accounts.clone() } else { other_machine.clone() };
            tokio::spawn(async move { accounts.choose_username(user, &username(name)).await })
        });
        for outcome in join_all(tries).await {
            outcome.unwrap().unwrap();
        }
        let mut shown = Vec::new();
        for (person, _) in &people {
            let user = known(house.accounts.standing(&person.claims()).await.unwrap()).user;
            if let Some(name) = user.username {
                assert_eq!(house.owner(name.as_str()).await.as_deref(), Some(person.email.as_str()));
                shown.push(name.key().to_owned());
            }
        }
        // Who changed their mind last may have left a name to nobody.
        assert!(!shown.is_empty() && shown.len() <= 3, "{shown:?}");
        assert_eq!(shown.iter().collect::<HashSet<_>>().len(), shown.len(), "{shown:?}");
        assert_eq!(usize::try_from(owned_names(&house).await), Ok(shown.len()), "{shown:?}");
    }
}

#[tokio::test]
async fn people_without_a_name_are_asked_once() {
    for house in House::each().await {
        let (person, eve) = house.arrive("eve@example.com").await;
        assert!(!eve.user.was_asked_for_username);
        house.accounts.decline_username(eve.user.id).await.unwrap();
        let eve = known(house.accounts.standing(&person.claims()).await.unwrap());
        assert!(eve.user.was_asked_for_username);
        assert_eq!(eve.user.username, None);
    }
}

#[tokio::test]
async fn addresses_behind_reservations_are_neither_readable_nor_kept_for_ever() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        let rows = raw_reservations(&house).await;
        let row: Vec<u8> = rows.concat();
        assert!(!row.windows(3).any(|window| window == b"ada"), "the address can be read in the database");
        house.clock.advance(A_DAY * 31);
        house.reserve("Eve", "eve@example.com").await;
        assert_eq!(house.accounts.forget_reservations(100).await.unwrap(), 0);
        house.clock.advance(Duration::from_secs(1));
        assert_eq!(house.accounts.forget_reservations(100).await.unwrap(), 1);
        assert_eq!(raw_reservations(&house).await.len(), 2, "hash and sealed address of one reservation");
        house.reserve("Bob", "bob@example.com").await;
        let bob = Person::new("bob@example.com", &house.clock).named("Bob");
        house.accounts.open_session(&bob.claims(), &bob.user(), &ordinary()).await.unwrap();
        house.clock.advance(A_DAY * 400);
        assert_eq!(house.accounts.forget_reservations(100).await.unwrap(), 1);
        assert_eq!(house.owner("bob").await.as_deref(), Some("bob@example.com"), "what is owned stays");
    }
}

#[tokio::test]
async fn a_reservation_outlives_a_rotation_of_the_secret() {
    for house in House::each().await {
        house.reserve("Ada", "ada@example.com").await;
        let rotated = Keys::new(MasterSecret::new([8; 32]), Some(MasterSecret::new([7; 32])));
        let after = Accounts::new(house.db.database().clone(), house.clock.clone(), &rotated).unwrap();
        assert_eq!(
            after.email_for_username(&username("ada")).await.unwrap(),
            Some(address("ada@example.com"))
        );
        let ada = Person::new("ada@example.com", &house.clock).named("Ada");
        let standing = after.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        assert_eq!(known(standing).user.username, Some(username("Ada")));
    }
}

async fn owned_names(house: &House) -> i64 {
    const OWNED: &str = "select count(*) from usernames where user_id is not null";
    each!(house.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar(OWNED).fetch_one(c).await
    })
    .unwrap()
}

/// What the database holds of the addresses behind reservations.
async fn raw_reservations(house: &House) -> Vec<Vec<u8>> {
    const RAW: &str = "
        select reserved_by from usernames where reserved_by is not null
        union all
        select reserved_email from usernames where reserved_email is not null";
    each!(house.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar(RAW).fetch_all(c).await
    })
    .unwrap()
}
