//! A move that cannot be made, or is killed in the middle.

use doorward::database::Executor;

use super::house::House;
use crate::support::patience::until;
use crate::support::port::Port;
use crate::support::process::Place;
use crate::support::tables::count;

#[tokio::test]
async fn a_move_that_is_killed_leaves_nothing_and_is_run_again() {
    let Some(house) = House::lived_in().await else { return };
    house.there.database().migrate().await.unwrap();
    house
        .there(
            "create function doorward.wait() returns trigger language plpgsql as $$
             begin perform pg_advisory_xact_lock(4711); return new; end $$;
             create trigger wait before insert on sessions for each row execute function doorward.wait()",
        )
        .await;
    let mut gate = house.there.database().begin().await.unwrap();
    let Executor::Postgres(connection) = gate.executor() else { panic!("it is a Postgres") };
    sqlx::query("select pg_advisory_xact_lock(4711)").execute(connection).await.unwrap();
    let mut moving = house.place.run(&["move"]);
    until("the move to come as far as the sessions", async || somebody_waits(&house).await.then_some(()))
        .await;
    moving.kill_9_during(tokio::spawn(async {})).await;
    drop(gate);

    house.there("drop trigger wait on sessions").await;
    house.is_empty_there().await;
    let ended = house.moves().await;
    assert_eq!(ended.code, Some(0), "{}", ended.said);
    assert_eq!(count(house.there.database(), "users").await, 2);
}

async fn somebody_waits(house: &House) -> bool {
    let mut connection = house.there.database().read().await.unwrap();
    let Executor::Postgres(connection) = connection.executor() else { panic!("it is a Postgres") };
    let waiting =
        "select count(*) from pg_locks where locktype = 'advisory' and not granted and objid = 4711";
    sqlx::query_scalar::<_, i64>(waiting).fetch_one(connection).await.unwrap() > 0
}

#[tokio::test]
async fn what_is_in_the_way_is_said_before_anything_is_copied() {
    let Some(house) = House::lived_in().await else { return };
    let program = house.place.start_ready().await;
    let refused = house.moves().await;
    assert_eq!(refused.code, Some(78), "{}", refused.said);
    assert!(refused.said.contains("is served by another process already"), "{}", refused.said);
    program.kill_9().await;

    house.changes_here("update auth_users set user_metadata = '{\"motto\": \"a\\u0000b\"}'").await;
    let refused = house.moves().await;
    assert_eq!(refused.code, Some(1), "{}", refused.said);
    assert!(
        refused
            .said
            .contains("auth_users, row 1: the column user_metadata holds a text with the character NUL"),
        "{}",
        refused.said
    );
    house.is_empty_there().await;
    house.changes_here("update auth_users set user_metadata = '{}'").await;
    assert_eq!(house.moves().await.code, Some(0));
    let again = house.moves().await;
    assert_eq!(again.code, Some(1), "{}", again.said);
    assert!(
        again.said.contains("the destination is not empty (auth_audit_log_entries, auth_signing_keys, "),
        "{}",
        again.said
    );
}

#[tokio::test]
async fn a_move_needs_a_file_of_this_release_and_a_postgres_to_go_to() {
    let Some(house) = House::lived_in().await else { return };
    house.changes_here("update _sqlx_migrations set version = 99 where version = 4").await;
    let older = house.moves().await;
    assert!(older.said.contains("those of an older release"), "{}", older.said);
    house.changes_here("update _sqlx_migrations set version = 4 where version = 99").await;
    house.changes_here("insert into _sqlx_migrations select 99, description, installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1").await;
    let newer = house.moves().await;
    assert!(newer.said.contains("those of a newer release"), "{}", newer.said);

    house.changes_here("delete from _sqlx_migrations where version = 99").await;

    let House { place, there, .. } = house;
    let nobody = Port::keep();
    let url = format!("postgres://postgres@127.0.0.1:{}/doorward", nobody.number());
    let place = place.with(&[("DOORWARD_MOVE_TO", &url)]);
    let elsewhere = place.run(&["move"]).ends().await;
    assert_eq!(elsewhere.code, Some(1), "{}", elsewhere.said);
    assert!(elsewhere.said.contains("the destination cannot be used"), "{}", elsewhere.said);
    let nowhere = place.with(&[("DOORWARD_MOVE_TO", "")]).run(&["move"]).ends().await;
    assert_ne!(nowhere.code, Some(0), "{}", nowhere.said);
    assert!(nowhere.said.contains("DOORWARD_MOVE_TO"), "{}", nowhere.said);
    let place = Place::new(&[("DOORWARD_MOVE_TO", "sqlite:other.db")]);
    let to_a_file = place.run(&["move"]).ends().await;
    assert!(to_a_file.said.contains("DOORWARD_MOVE_TO must begin with postgres://"), "{}", to_a_file.said);
    let place = place.with(&[("DOORWARD_MOVE_TO", &there.url())]);
    let nothing = place.run(&["move"]).ends().await;
    assert!(nothing.said.contains("there is no database file"), "{}", nothing.said);
    assert!(!place.file("data/doorward.db").exists());
}
