//! Every table arrives as it was, or nothing does.

use super::house::House;
use crate::support::tables::{self, count};

#[tokio::test]
async fn no_table_is_forgotten_whoever_makes_it() {
    let Some(house) = House::lived_in().await else { return };
    let added = "
        create table letters (
            id uuid not null primary key, words text, sent_at timestamptz, is_read boolean not null,
            details jsonb, seal bytea, stamps bigint
        )";
    house.there.database().migrate().await.unwrap();
    house.changes_here("create table only_here (id blob not null primary key) strict").await;
    let refused = house.moves().await;
    assert_eq!(refused.code, Some(1), "{}", refused.said);
    assert!(refused.said.contains("only one of the two has the table only_here"), "{}", refused.said);
    house.changes_here("drop table only_here").await;

    house.there(added).await;
    house
        .changes_here(
            "create table letters (
                 id blob not null primary key, words text, sent_at text, is_read integer not null, details text,
                 seal blob, stamps integer
             ) strict",
        )
        .await;
    let refused = house.moves().await;
    assert!(
        refused.said.contains("letters.sent_at is text here and timestamp with time zone there"),
        "{}",
        refused.said
    );
    house
        .changes_here(
            "drop table letters;
             create table letters (
                 id blob not null primary key, words text, sent_at integer, is_read integer not null,
                 details text, seal blob, stamps integer
             ) strict;
             insert into letters values
                 (x'00112233445566778899aabbccddeeff', 'grüße', 1700000000123456, 1,
                  '{\"b\": 1e2, \"a\": [1.50, -0.0, null, \"ü\"]}', x'00ff', -9223372036854775808),
                 (x'00112233445566778899aabbccddeefe', null, null, 0, null, x'', null);",
        )
        .await;
    let moved = house.moves().await;
    assert_eq!(moved.code, Some(0), "{}", moved.said);
    assert_eq!(count(house.there.database(), "letters").await, 2);
    for table in tables::everything(house.there.database()).await.keys() {
        let line = moved.said.lines().find(|line| line.trim_start().starts_with(&format!("{table} ")));
        assert!(line.is_some(), "{table} is not in {}", moved.said);
    }
}

#[tokio::test]
async fn a_row_that_arrives_otherwise_is_noticed_and_nothing_stays() {
    let Some(house) = House::lived_in().await else { return };
    house.there.database().migrate().await.unwrap();
    house
        .there(
            "create function doorward.spoil() returns trigger language plpgsql as $$
             begin
                 if new.username = 'grace' then new.is_admin := true; end if;
                 return new;
             end $$;
             create trigger spoil before insert on users for each row execute function doorward.spoil()",
        )
        .await;
    let ended = house.moves().await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("do not hold the same: users has 2 rows"), "{}", ended.said);
    house.is_empty_there().await;

    house.there("drop trigger spoil on users").await;
    let ended = house.moves().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    let same = house.place.run(&["move", "--check"]).ends().await;
    assert_eq!(same.code, Some(0), "{}", same.said);
    house.there("update usernames set shown_as = 'Grace' where name = 'grace'").await;
    let other = house.place.run(&["move", "--check"]).ends().await;
    assert_eq!(other.code, Some(1), "{}", other.said);
    assert!(other.said.contains("usernames has 2 rows"), "{}", other.said);
    assert!(!other.said.contains("; "), "the other tables are the same: {}", other.said);
}
