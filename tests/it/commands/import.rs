//! `doorward users import`.

use std::fmt::Write as _;

use doorward::database::each;
use serde_json::{Value, json};

use super::scene::{PASSWORD, Scene};
use crate::support::database::TestDatabase;
use crate::support::fault_proxy::Fault;
use crate::support::http_wire::Answer;
use crate::support::patience::until;
use crate::support::tables::{change, count};

impl Scene {
    /// A file of the place with this in it; its path.
    fn file(&self, name: &str, text: &str) -> String {
        let path = self.place.file(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// A hash of [`PASSWORD`] as passlib makes it, with the least cost.
fn bcrypt_hash() -> String {
    bcrypt::hash(PASSWORD, 4).unwrap()
}

/// A file of so many people.
fn many(people: usize) -> String {
    let hash = bcrypt_hash();
    let mut text = "email,username,hashed_password,is_verified\n".to_owned();
    for number in 0..people {
        writeln!(text, "p{number}@example.com,person{number},{hash},true").unwrap();
    }
    text
}

async fn kept_hash(database: &TestDatabase, email: &str) -> String {
    each!(database.database().read().await.unwrap().executor(), c => {
        sqlx::query_scalar("select password_hash from auth_users where email = $1")
            .bind(email)
            .fetch_one(c)
            .await
    })
    .unwrap()
}

#[tokio::test]
async fn people_of_a_fastapi_table_sign_in_by_name_at_once_and_their_hash_becomes_argon2id() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        let hash = bcrypt_hash();
        let table = format!(
            "\u{feff}id,username,email,full_name,hashed_password,disabled,is_verified,role\r\n\
            1,Ada,ada@example.com,\"Lovelace, Ada \"\"A\"\"\",{hash},false,true,owner\r\n\
            2,Eve,Eve@Example.com,Eve,{hash},true,true,\r\n\
            \r\n\
            3,,grace@example.com,\"two\nlines\",{hash},,1,\r\n"
        );
        let file = scene.file("users.csv", &table);
        let said = scene.well(&["users", "import", &file]).await;
        assert!(said.contains("not used: role"), "{said}");
        assert!(said.contains("3 rows: 3 people made, 0 here before, 0 not taken."), "{said}");
        assert!(scene.signs_in("ada", PASSWORD).await.1);
        assert!(scene.signs_in("grace@example.com", PASSWORD).await.1);
        assert!(!scene.signs_in("eve", PASSWORD).await.1, "she was disabled");
        let shown = scene.well(&["users", "show", "ada", "--json"]).await;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["account"]["user_metadata"]["full_name"], "Lovelace, Ada \"A\"");
        assert_eq!(shown["account"]["app_metadata"]["imported_id"], "1");
        if scene.supabase.is_none() {
            assert!(kept_hash(&scene.database, "ada@example.com").await.starts_with("$argon2id$"));
            assert_eq!(kept_hash(&scene.database, "eve@example.com").await, hash);
        }
    }
}

#[tokio::test]
async fn people_of_supabase_keep_their_ids_their_metadata_and_their_names() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        let hash = bcrypt_hash().replacen("$2b$", "$2a$", 1);
        let id = "0193a5f0-1111-7abc-8def-0123456789ab";
        let person = |id: &str, name: &str, confirmed: Value| {
            json!({
                "id": id, "email": format!("{name}@example.com"), "encrypted_password": hash,
                "email_confirmed_at": confirmed, "confirmed_at": "2024-01-01 00:00:00+00",
                "created_at": "2023-05-06 07:08:09.123456+00", "banned_until": null,
                "raw_user_meta_data": { "username": name, "team": "blue" },
                "raw_app_meta_data": { "provider": "email", "providers": ["email"], "plan": "pro" },
            })
        };
        let ada = person(id, "ada", "2024-01-01 00:00:00.5+00".into());
        let eve = person("0193a5f0-2222-7abc-8def-0123456789ab", "eve", Value::Null);
        let file = scene.file("users.jsonl", &format!("{ada}\n\n{eve}"));
        assert!(scene.well(&["users", "import", &file]).await.contains("2 people made"));
        assert!(scene.signs_in("ada", PASSWORD).await.1);
        assert!(!scene.signs_in("eve", PASSWORD).await.1, "she has not confirmed her address");
        let shown = scene.well(&["users", "show", id, "--json"]).await;
        let shown: Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(shown["account"]["id"], id);
        assert_eq!(shown["account"]["user_metadata"]["team"], "blue");
        assert_eq!(shown["account"]["app_metadata"]["plan"], "pro");
        assert_eq!(shown["here"]["username"], "ada");
        assert_eq!(shown["here"]["created_at"], "2023-05-06T07:08:09.123456Z");
        scene.well(&["users", "import", &file, "--confirmed"]).await;
        assert!(!scene.signs_in("eve", PASSWORD).await.1, "who is here is left alone");
    }
}

#[tokio::test]
async fn bad_rows_are_told_by_line_and_reason_and_leave_nothing_behind() {
    for scene in Scene::each().await {
        scene.makes("taken").await;
        let before = (count(scene.database.database(), "users").await, names(&scene).await);
        let rows = [
            "email,username,hashed_password,created_at,user_metadata",
            "no-address,ada,,,",
            "ada@example.com,a,,,",
            "ada@example.com,ada,plain text,,",
            "ada@example.com,ada,,yesterday,",
            "ada@example.com,ada,,,[]",
            "ada@example.com,ada,,",
            ",ada,,,",
            "ada@example.com,TAKEN,,,",
            "taken@example.com,another,,,",
            "ada@example.com,ada,$2b$99$abcdefghijklmnopqrstuuxyzabcdefghijklmnopqrstuuxyzab0,,",
        ];
        let file = scene.file("users.csv", &rows.join("\n"));
        let said = scene.ends_with(65, &["users", "import", &file]).await;
        for (line, reason) in [
            (2, "its e-mail address is none"),
            (3, "3 characters or more"),
            (4, "none of bcrypt"),
            (5, "`created_at` is no time"),
            (6, "`user_metadata` is no JSON object"),
            (7, "it has 4 fields and the header 5"),
            (8, "it has no e-mail address"),
            (9, "its username is somebody else's"),
            (10, "its e-mail address has another account already"),
            (11, "the auth server refuses it: validation_failed"),
        ] {
            let told = said.lines().find(|told| told.starts_with(&format!("line {line}: ")));
            assert!(told.is_some_and(|told| told.contains(reason)), "{line} {reason}: {said}");
        }
        assert!(said.contains("10 rows: 0 people made, 0 here before, 10 not taken"), "{said}");
        let after = (count(scene.database.database(), "users").await, names(&scene).await);
        // The name beside an address that has an account stays kept for a while: it may be theirs.
        assert_eq!(after, (before.0, before.1 + 1), "no row and no name is left");
    }
}

async fn names(scene: &Scene) -> i64 {
    count(scene.database.database(), "usernames").await
}

#[tokio::test]
async fn bad_rows_can_go_to_a_file_and_a_file_can_be_checked_first() {
    let scene = Scene::inside(TestDatabase::sqlite().await).await;
    let file = scene.file("users.csv", "email,username\nada@example.com,ada\nada@example.com,not a name\n");
    let report = scene.place.file("bad-rows.txt");
    let command = ["users", "import", &file, "--check", "--report", report.to_str().unwrap()];
    let said = scene.ends_with(65, &command).await;
    assert!(said.contains("2 rows: 1 can be taken, 1 cannot (see "), "{said}");
    assert!(said.contains("Forgot your password?") && said.contains("--confirmed"), "{said}");
    assert!(std::fs::read_to_string(report).unwrap().starts_with("line 3: its username cannot be one here"));
    assert_eq!(count(scene.database.database(), "auth_users").await, 0);
}

#[tokio::test]
async fn people_whose_name_cannot_be_theirs_can_come_without_it() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("taken").await;
        let hash = bcrypt_hash();
        let rows = format!(
            "email,username,hashed_password\nada@example.com,ada.lovelace,{hash}\neve@example.com,taken,{hash}\n"
        );
        let file = scene.file("users.csv", &rows);
        let command = ["users", "import", &file, "--confirmed", "--drop-unusable-usernames"];
        assert!(scene.well(&command).await.contains("2 people made"));
        let mut browser = scene.place.visitor();
        browser.signs_in("ada@example.com", PASSWORD).await;
        assert_eq!(browser.page().goes_to(), "/welcome/username");
        assert!(scene.signs_in("eve@example.com", PASSWORD).await.1);
    }
}

#[tokio::test]
async fn an_import_that_is_killed_goes_on_where_it_was_and_doubles_nothing() {
    const PEOPLE: i64 = 1200;
    for database in TestDatabase::each().await {
        let scene = Scene::inside(database).await;
        let file = scene.file("users.csv", &many(PEOPLE.try_into().unwrap()));
        let command = ["users", "import", &file];
        for so_many in [1, 600] {
            let import = scene.place.run(&command);
            until("some people", async || {
                (count(scene.database.database(), "auth_users").await >= so_many).then_some(())
            })
            .await;
            import.signal("KILL").await;
            assert_eq!(import.ends().await.code, None);
        }
        let said = scene.well(&command).await;
        assert!(said.contains("1200 rows: ") && said.contains(" 0 not taken."), "{said}");
        assert!(!said.contains(" 0 here before"), "{said}");
        for table in ["auth_users", "auth_identities", "users", "usernames"] {
            assert_eq!(count(scene.database.database(), table).await, PEOPLE, "{table}");
        }
        assert!(scene.well(&command).await.contains("0 people made, 1200 here before, 0 not taken."));
    }
}

#[tokio::test]
async fn what_the_auth_server_made_before_a_crash_is_found_again() {
    for scene in Scene::each().await {
        let file = scene.file("users.csv", &many(3));
        let command = ["users", "import", &file];
        scene.well(&command).await;
        // As if the program had died before it wrote here.
        for table in ["delete from usernames where $1 = ''", "delete from users where $1 = ''"] {
            assert_eq!(change(scene.database.database(), table, "").await, 3);
        }
        assert!(scene.well(&command).await.contains("0 people made, 3 here before, 0 not taken."));
        let _program = scene.place.start_ready().await;
        assert!(scene.signs_in("person1", PASSWORD).await.1);
    }
}

#[tokio::test]
async fn an_auth_server_that_is_busy_or_loses_an_answer_only_takes_longer() {
    let scene = Scene::beside_supabase().await;
    let proxy = &scene.supabase.as_ref().unwrap().proxy;
    let file = scene.file("users.csv", &many(20));
    proxy.once("POST /auth/v1/admin/users", Fault::LostAnswer);
    proxy.once("POST /auth/v1/admin/users", Fault::Instead(Answer::too_many(Some(1))));
    proxy.once("POST /auth/v1/admin/users", Fault::Instead(Answer::html(503)));
    let said = scene.well(&["users", "import", &file]).await;
    assert!(said.contains("20 rows: 19 people made, 1 here before, 0 not taken."), "{said}");
}

#[tokio::test]
async fn an_auth_server_that_goes_away_stops_the_import_and_what_is_left_can_follow() {
    let scene = Scene::beside_supabase().await;
    let proxy = &scene.supabase.as_ref().unwrap().proxy;
    let file = scene.file("users.csv", &many(4));
    proxy.on("POST /auth/v1/admin/users", Fault::HangUp);
    let said = scene.ends_with(75, &["users", "import", &file]).await;
    assert!(said.contains("0 rows: ") && said.contains("run the same command again"), "{said}");
    proxy.heals();
    assert!(scene.well(&["users", "import", &file]).await.contains("4 people made"));
}

#[tokio::test]
async fn a_file_that_cannot_be_read_says_why() {
    let scene = Scene::inside(TestDatabase::sqlite().await).await;
    for (name, text, reason) in [
        ("users.txt", "", "say --format"),
        ("users.csv", "", "no header"),
        ("users.csv", "email,email\n", "twice"),
        ("users.csv", "username\nada\n", "no column `email`"),
    ] {
        let file = scene.file(name, text);
        let said = scene.ends_with(1, &["users", "import", &file]).await;
        assert!(said.contains(reason), "{said}");
    }
    let missing = scene.ends_with(1, &["users", "import", "missing.csv"]).await;
    assert!(missing.contains("missing.csv"), "{missing}");
    let open = scene.file("users.csv", "email,username\nada@example.com,ada\neve@example.com,\"eve\n");
    let said = scene.ends_with(65, &["users", "import", &open]).await;
    assert!(said.contains("1 people made") && said.contains("line 3: a quotation mark"), "{said}");
    let long =
        format!("{{\"email\":\"{}\"}}\n{{\"email\":\"grace@example.com\"}}\n[]\n", "x".repeat(100_000));
    let said = scene.ends_with(65, &["users", "import", &scene.file("users.jsonl", &long)]).await;
    assert!(said.contains("line 1: it is longer") && said.contains("line 3: it is no JSON object"), "{said}");
    assert!(said.contains("1 people made"), "{said}");
}

#[tokio::test]
async fn semicolons_and_tabs_of_spreadsheets_separate_too() {
    let scene = Scene::inside(TestDatabase::sqlite().await).await;
    for (separator, name) in [(';', "ada"), ('\t', "eve")] {
        let text =
            format!("email;username\n{name}@example.com;\"{name}\"\n").replace(';', &separator.to_string());
        let said = scene.well(&["users", "import", &scene.file("users.csv", &text)]).await;
        assert!(said.contains("1 people made"), "{said}");
        assert!(scene.well(&["users", "show", name]).await.contains(&format!("{name}@example.com")));
    }
}
