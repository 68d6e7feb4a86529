use std::net::IpAddr;
use std::time::Duration;

use doorward::accounts::{EndReason, SessionDetails, SessionPurpose, Standing};
use doorward::clock::Timestamp;
use doorward::database::each;
use doorward::gotrue::AssuranceLevel;
use futures_util::future::join_all;

use super::people::{House, Person, known, ordinary, recovery, username};

#[tokio::test]
async fn a_person_who_signs_in_is_known_from_then_on() {
    for house in House::each().await {
        let ada = Person::new("ada@example.com", &house.clock);
        assert_eq!(house.accounts.standing(&ada.claims()).await.unwrap(), Standing::Unknown);
        let opened = house.accounts.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        assert_eq!(house.accounts.standing(&ada.claims()).await.unwrap(), opened);
        let signed_in = known(opened);
        assert_eq!(signed_in.user.super_id, ada.super_id);
        assert_eq!(signed_in.user.email, "ada@example.com");
        assert!(!signed_in.user.is_admin && !signed_in.user.has_second_factor);
        assert_eq!(signed_in.session.id, ada.session_id);
        assert_eq!(signed_in.session.purpose, SessionPurpose::Ordinary);
        assert_eq!(signed_in.session.proved_at, house.clock.now());

        let elsewhere = ada.elsewhere(&house.clock);
        let other = known(
            house.accounts.open_session(&elsewhere.claims(), &elsewhere.user(), &ordinary()).await.unwrap(),
        );
        assert_eq!(other.user, signed_in.user, "one row for one person");
    }
}

#[tokio::test]
async fn one_session_says_nothing_about_another_person() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        let mut eve = Person::new("ada@example.com", &house.clock);
        eve.session_id = ada.session_id;
        assert_eq!(house.accounts.standing(&eve.claims()).await.unwrap(), Standing::Ended);
        let standing = house.accounts.open_session(&eve.claims(), &eve.user(), &ordinary()).await.unwrap();
        assert_eq!(standing, Standing::Ended);
        assert_eq!(house.accounts.adopt(&eve.claims(), &ordinary()).await.unwrap(), Standing::Ended);
        assert_eq!(known(house.accounts.standing(&ada.claims()).await.unwrap()).user.super_id, ada.super_id);
    }
}

#[tokio::test]
async fn a_valid_token_without_a_row_is_adopted_as_old_as_its_proof() {
    for house in House::each().await {
        let mut ada = Person::new("ada@example.com", &house.clock);
        ada.proved_at -= 7200;
        let adopted = known(house.accounts.adopt(&ada.claims(), &ordinary()).await.unwrap());
        assert_eq!(adopted.session.proved_at, Timestamp::from_seconds(ada.proved_at));
        assert_eq!(adopted.session.created_at, Timestamp::from_seconds(ada.proved_at));
        assert_eq!(adopted.session.last_seen_at, house.clock.now());
        // A token from a clock that is ahead is not proved in the future.
        let mut eve = Person::new("eve@example.com", &house.clock);
        eve.proved_at += 3600;
        let adopted = known(house.accounts.adopt(&eve.claims(), &ordinary()).await.unwrap());
        assert_eq!(adopted.session.proved_at, house.clock.now());
    }
}

#[tokio::test]
async fn many_first_requests_at_once_adopt_one_person_with_one_session() {
    for house in House::each().await {
        let other_machine = house.another_machine().await;
        let ada = Person::new("ada@example.com", &house.clock).named("Ada");
        house.reserve("Ada", "ada@example.com").await;
        let tries = (0..20).map(|number| {
            let accounts = if number % 2 == 0 { house.accounts.clone() } else { other_machine.clone() };
            let claims = ada.claims();
            tokio::spawn(async move { accounts.adopt(&claims, &ordinary()).await.unwrap() })
        });
        let all: Vec<_> =
            join_all(tries).await.into_iter().map(|standing| known(standing.unwrap())).collect();
        assert!(all.iter().all(|signed_in| *signed_in == all[0]), "{all:?}");
        assert_eq!(all[0].user.username, Some(username("Ada")));
        assert_eq!((count(&house, "users").await, count(&house, "sessions").await), (1, 1));
    }
}

#[tokio::test]
async fn an_ended_session_is_raised_by_nothing() {
    for house in House::each().await {
        let (ada, _) = house.arrive("ada@example.com").await;
        house.accounts.end_session(ada.session_id, EndReason::SignedOut).await.unwrap();
        let accounts = &house.accounts;
        assert_eq!(accounts.standing(&ada.claims()).await.unwrap(), Standing::Ended);
        assert_eq!(accounts.adopt(&ada.claims(), &ordinary()).await.unwrap(), Standing::Ended);
        assert_eq!(accounts.refreshed(&ada.claims(), &ada.user()).await.unwrap(), Standing::Ended);
        let reopened = accounts.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        assert_eq!(reopened, Standing::Ended);
        accounts.prove_again(ada.session_id).await.unwrap();
        accounts.password_was_set(ada.session_id).await.unwrap();
        accounts.touch(ada.session_id, house.clock.now().plus(Duration::from_hours(1))).await.unwrap();
        assert_eq!(accounts.standing(&ada.claims()).await.unwrap(), Standing::Ended);
    }
}

#[tokio::test]
async fn a_session_that_ends_while_it_is_adopted_stays_ended() {
    for house in House::each().await {
        let other_machine = house.another_machine().await;
        for _ in 0..20 {
            let ada = Person::new("ada@example.com", &house.clock);
            let (accounts, claims) = (house.accounts.clone(), ada.claims());
            let adopting = tokio::spawn(async move { accounts.adopt(&claims, &ordinary()).await.unwrap() });
            other_machine.end_session(ada.session_id, EndReason::SignedOut).await.unwrap();
            adopting.await.unwrap();
            assert_eq!(house.accounts.standing(&ada.claims()).await.unwrap(), Standing::Ended);
        }
    }
}

#[tokio::test]
async fn a_session_that_is_adopted_while_all_of_its_user_end_ends_too() {
    for house in House::each().await {
        let other_machine = house.another_machine().await;
        for _ in 0..20 {
            let (ada, signed_in) = house.arrive("ada@example.com").await;
            let mut unseen = ada.elsewhere(&house.clock);
            unseen.proved_at -= 60;
            let (accounts, claims) = (house.accounts.clone(), unseen.claims());
            let adopting = tokio::spawn(async move { accounts.adopt(&claims, &ordinary()).await.unwrap() });
            let reason = EndReason::PasswordChanged;
            other_machine.end_sessions_of(signed_in.user.id, Some(ada.session_id), reason).await.unwrap();
            adopting.await.unwrap();
            assert_eq!(house.accounts.standing(&unseen.claims()).await.unwrap(), Standing::Ended);
            known(house.accounts.standing(&ada.claims()).await.unwrap());
        }
    }
}

#[tokio::test]
async fn a_profile_is_written_only_by_what_is_newer() {
    for house in House::each().await {
        let (mut ada, _) = house.arrive("first@example.com").await;
        let email = async |person: &Person| {
            known(house.accounts.standing(&person.claims()).await.unwrap()).user.email
        };
        // A token that is not newer than the row changes nothing, not even on another session.
        let mut stale = ada.elsewhere(&house.clock);
        stale.email = "stale@example.com".to_owned();
        house.accounts.adopt(&stale.claims(), &ordinary()).await.unwrap();
        assert_eq!(email(&ada).await, "first@example.com");
        // A newer one does.
        let mut newer = stale.clone();
        newer.issued_at += 1;
        newer.email = "newer@example.com".to_owned();
        house.accounts.adopt(&newer.claims(), &ordinary()).await.unwrap();
        assert_eq!(email(&ada).await, "newer@example.com");
        // What the auth server says along with an older token than was seen is older news.
        ada.email = "old@example.com".to_owned();
        house.accounts.refreshed(&ada.claims(), &ada.user()).await.unwrap();
        assert_eq!(email(&ada).await, "newer@example.com");
        ada.issued_at += 1;
        ada.email = "newest@example.com".to_owned();
        house.accounts.refreshed(&ada.claims(), &ada.user()).await.unwrap();
        assert_eq!(email(&ada).await, "newest@example.com");
    }
}

#[tokio::test]
async fn whether_there_is_a_second_factor_comes_from_the_auth_server_only() {
    for house in House::each().await {
        let (mut ada, signed_in) = house.arrive("ada@example.com").await;
        assert!(!signed_in.user.has_second_factor, "an unverified factor is none");
        ada.has_second_factor = true;
        ada.issued_at += 60;
        let refreshed = known(house.accounts.refreshed(&ada.claims(), &ada.user()).await.unwrap());
        assert!(refreshed.user.has_second_factor);
        // A newer token of another session, which cannot know, does not take it away.
        let mut elsewhere = ada.elsewhere(&house.clock);
        elsewhere.issued_at = ada.issued_at + 60;
        let adopted = known(house.accounts.adopt(&elsewhere.claims(), &ordinary()).await.unwrap());
        assert!(adopted.user.has_second_factor);
        // A new person whose token was proved by two factors has two.
        let mut claims = Person::new("eve@example.com", &house.clock).claims();
        claims.aal = AssuranceLevel::Aal2;
        assert!(known(house.accounts.adopt(&claims, &ordinary()).await.unwrap()).user.has_second_factor);
    }
}

#[tokio::test]
async fn administrators_are_made_here_and_nothing_the_auth_server_says_changes_that() {
    for house in House::each().await {
        let (mut ada, signed_in) = house.arrive("ada@example.com").await;
        assert!(house.accounts.set_admin(signed_in.user.id, true).await.unwrap());
        assert!(!house.accounts.set_admin(ada.super_id, true).await.unwrap(), "that is not our id");
        ada.issued_at += 60;
        let refreshed = known(house.accounts.refreshed(&ada.claims(), &ada.user()).await.unwrap());
        assert!(refreshed.user.is_admin);
        house.accounts.set_admin(signed_in.user.id, false).await.unwrap();
        assert!(!known(house.accounts.standing(&ada.claims()).await.unwrap()).user.is_admin);
    }
}

#[tokio::test]
async fn a_recovery_session_stays_one_until_the_password_is_set() {
    for house in House::each().await {
        let ada = Person::new("ada@example.com", &house.clock);
        let purpose = async || known(house.accounts.standing(&ada.claims()).await.unwrap()).session.purpose;
        house.accounts.open_session(&ada.claims(), &ada.user(), &recovery()).await.unwrap();
        assert_eq!(purpose().await, SessionPurpose::Recovery);
        house.accounts.open_session(&ada.claims(), &ada.user(), &ordinary()).await.unwrap();
        house.accounts.adopt(&ada.claims(), &ordinary()).await.unwrap();
        house.accounts.prove_again(ada.session_id).await.unwrap();
        assert_eq!(purpose().await, SessionPurpose::Recovery);
        house.accounts.password_was_set(ada.session_id).await.unwrap();
        assert_eq!(purpose().await, SessionPurpose::Ordinary);
    }
}

#[tokio::test]
async fn what_a_browser_says_of_itself_is_cut_and_cleaned() {
    for house in House::each().await {
        let ada = Person::new("ada@example.com", &house.clock);
        let details = SessionDetails {
            purpose: SessionPurpose::Ordinary,
            user_agent: Some(format!("Fire\u{1b}[31mfox\r\n{}", "é".repeat(10_000))),
            address: Some("2001:db8:1:2:3:4:5:6".parse::<IpAddr>().unwrap()),
        };
        house.accounts.open_session(&ada.claims(), &ada.user(), &details).await.unwrap();
        let (user_agent, address) = details_kept(&house).await;
        assert!(user_agent.starts_with("Fire[31mfoxé") && user_agent.chars().count() == 255);
        assert_eq!(address, "2001:db8:1:2::/64");
    }
}

async fn details_kept(house: &House) -> (String, String) {
    const DETAILS: &str = "select user_agent, address from sessions";
    each!(house.db.database().read().await.unwrap().executor(), c => {
        sqlx::query_as(DETAILS).fetch_one(c).await
    })
    .unwrap()
}

async fn count(house: &House, table: &'static str) -> i64 {
    let sql = if table == "users" { "select count(*) from users" } else { "select count(*) from sessions" };
    each!(house.db.database().read().await.unwrap().executor(), c => sqlx::query_scalar(sql).fetch_one(c).await)
        .unwrap()
}
