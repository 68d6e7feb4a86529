//! `doorward import-auth`: the people of another GoTrue, from dumps that `pg_dump` and `psql` made of one.

use std::path::{Path, PathBuf};

use doorward::clock::{Clock, Timestamp};
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Client, JWT_SECRET, deployment, starts, text};
use crate::commands::scene::Scene;
use crate::contract::jwt;
use crate::support::database::TestDatabase;
use crate::support::process::Place;
use crate::support::smtp_catcher::SmtpCatcher;
use crate::support::totp;

/// What everybody in the dumps typed.
const PASSWORD: &str = "correct horse battery";

/// Ann's, in the dumps.
const ANN: &str = "3d2ed9b4-a558-4054-bc44-1c09066f8bee";
const ANNS_SECRET: &str = "PGZ7V3HR4Q6FYYQKVLNJVJBD5HR5QSZQ";
const ANNS_REFRESH_TOKEN: &str = "hamgnl27yz2h";

/// Fay's, of the newer form.
const FAYS_REFRESH_TOKEN: &str = "ADg62dsqQURGkJigBP3KRWgBaojzTbmh75WfCV0hwI6VhMFLzoo";

const TABLES: [&str; 6] =
    ["users", "identities", "mfa_factors", "sessions", "mfa_amr_claims", "refresh_tokens"];

fn dump(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/auth_dump").join(name)
}

/// The same people in each form.
fn forms() -> Vec<Vec<PathBuf>> {
    let tables = TABLES.iter().map(|table| dump(&format!("tables/{table}.csv"))).collect();
    vec![vec![dump("copy.sql")], vec![dump("inserts.sql")], tables]
}

async fn imports(place: &Place, options: &[&str], files: &[PathBuf]) -> (Option<i32>, String) {
    let files = files.iter().map(|file| file.to_str().expect("a path"));
    let arguments: Vec<_> = ["import-auth"].into_iter().chain(options.iter().copied()).chain(files).collect();
    let ended = place.run(&arguments).ends().await;
    (ended.code, ended.said)
}

/// A deployment to which the people were brought, and how it is spoken to.
struct Moved {
    place: Place,
    client: Client,
}

impl Moved {
    async fn on(database: &TestDatabase, files: &[PathBuf]) -> Self {
        let place = deployment(database, &SmtpCatcher::spawn().await)
            .with(&[("GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION", "2")]);
        let (code, said) = imports(&place, &["--alone", "--sessions"], files).await;
        assert_eq!(code, Some(65), "one row of somebody of SAML is not taken: {said}");
        assert!(said.contains("users          8 made, 0 here before, 0 left out, 1 not taken"), "{said}");
        assert!(said.contains("they sign in by SAML"), "{said}");
        let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
        Self { place, client }
    }

    async fn signs_in(&self, email: &str) -> (u16, Value) {
        let body = json!({ "email": email, "password": PASSWORD });
        self.client.posts("/token?grant_type=password", &body).await
    }

    async fn refreshes(&self, token: &str) -> (u16, Value) {
        self.client.posts("/token?grant_type=refresh_token", &json!({ "refresh_token": token })).await
    }

    async fn user(&self, id: &str) -> Value {
        let key = jwt::sign_with_secret(JWT_SECRET, &json!({ "role": "service_role" }));
        let (status, user) = self.client.gets(&format!("/admin/users/{id}"), Some(&key)).await;
        assert_eq!(status, 200, "{user}");
        user
    }
}

#[tokio::test]
async fn people_sign_in_as_before_from_every_form_of_a_dump() {
    for files in forms() {
        for database in TestDatabase::each_empty().await {
            let moved = Moved::on(&database, &files).await;
            let _process = starts(&moved.place).await;
            let (status, ann) = moved.signs_in("ann@example.com").await;
            assert_eq!((status, text(&ann["user"], "id")), (200, ANN));
            let name = "Ann \"the\ttab\" O'Neil\nof two lines \\ ü";
            assert_eq!(ann["user"]["user_metadata"]["full_name"], name);
            let (status, refused) = moved.signs_in("dee@example.com").await;
            assert_eq!((status, text(&refused, "error_code")), (400, "user_banned"));
            let (status, refused) = moved.signs_in("cid@example.com").await;
            assert_eq!((status, text(&refused, "error_code")), (400, "email_not_confirmed"));
            for nobody in ["eve@example.com", "sam@example.com"] {
                assert_eq!(text(&moved.signs_in(nobody).await.1, "error_code"), "invalid_credentials");
            }
        }
    }
}

#[tokio::test]
async fn second_factors_and_providers_come_along() {
    for database in TestDatabase::each_empty().await {
        let moved = Moved::on(&database, &[dump("copy.sql")]).await;
        let _process = starts(&moved.place).await;
        let (_, ann) = moved.signs_in("ann@example.com").await;
        let (token, factors) = (text(&ann, "access_token"), ann["user"]["factors"].as_array().unwrap());
        assert_eq!(factors.len(), 1, "one that was never proved stays behind: {factors:?}");
        assert_eq!(text(&factors[0], "friendly_name"), "Ann's app");
        let path = format!("/factors/{}", text(&factors[0], "id"));
        let challenge = format!("{path}/challenge");
        let (_, challenge) = moved.client.asks(Method::POST, &challenge, Some(token), &json!({})).await;
        let now = Timestamp::from_seconds(Clock::system().now().as_seconds());
        let code = totp::code(ANNS_SECRET, now, 0);
        let body = json!({ "challenge_id": challenge["id"], "code": code });
        let verify = format!("{path}/verify");
        let (status, raised) = moved.client.asks(Method::POST, &verify, Some(token), &body).await;
        assert_eq!(status, 200, "{raised}");
        assert_eq!(jwt::claims(text(&raised, "access_token")).unwrap()["aal"], "aal2");
        let (_, bob) = moved.signs_in("bob@example.com").await;
        let identities = bob["user"]["identities"].as_array().unwrap();
        let github = identities.iter().find(|identity| identity["provider"] == "github").unwrap();
        assert_eq!((text(github, "id"), text(github, "email")), ("9000001", "bob@example.com"));
    }
}

#[tokio::test]
async fn sessions_go_on_where_that_is_wanted() {
    for database in TestDatabase::each_empty().await {
        let moved = Moved::on(&database, &[dump("inserts.sql")]).await;
        let _process = starts(&moved.place).await;
        for token in [ANNS_REFRESH_TOKEN, FAYS_REFRESH_TOKEN] {
            let (status, pair) = moved.refreshes(token).await;
            assert_eq!(status, 200, "{pair}");
            let (status, again) = moved.refreshes(text(&pair, "refresh_token")).await;
            assert_eq!(status, 200, "{again}");
        }
        let claims = moved.refreshes(ANNS_REFRESH_TOKEN).await;
        assert_ne!(claims.0, 200, "it was spent, and so was the one after it");
        assert_eq!(moved.user(ANN).await["email"], "ann@example.com");
    }
}

#[tokio::test]
async fn without_sessions_nobody_is_signed_in() {
    let database = TestDatabase::empty_sqlite().await;
    let place = deployment(&database, &SmtpCatcher::spawn().await);
    let (_, said) = imports(&place, &["--alone"], &[dump("copy.sql")]).await;
    assert!(!said.contains("sessions "), "{said}");
    let _process = starts(&place).await;
    let client = Client::of(format!("http://127.0.0.1:{}", place.port()));
    let body = json!({ "refresh_token": ANNS_REFRESH_TOKEN });
    let (status, refused) = client.posts("/token?grant_type=refresh_token", &body).await;
    assert_eq!((status, text(&refused, "error_code")), (400, "refresh_token_not_found"));
}

#[tokio::test]
async fn what_is_here_is_left_as_it_is() {
    for database in TestDatabase::each_empty().await {
        let moved = Moved::on(&database, &[dump("copy.sql")]).await;
        let process = starts(&moved.place).await;
        let (_, ann) = moved.signs_in("ann@example.com").await;
        let new = json!({ "data": { "full_name": "Ann Now" } });
        moved.client.asks(Method::PUT, "/user", Some(text(&ann, "access_token")), &new).await;
        process.terminate().await;
        process.ends().await;
        let (code, said) = imports(&moved.place, &["--alone", "--sessions"], &forms()[2]).await;
        assert_eq!(code, Some(65));
        assert!(said.contains("users          0 made, 8 here before, 0 left out, 1 not taken"), "{said}");
        assert!(said.contains("identities     0 made, 8 here before, 0 left out, 0 not taken"), "{said}");
        assert!(said.contains("mfa_factors    0 made, 1 here before, 1 left out, 0 not taken"), "{said}");
        assert!(said.contains("sessions       0 made, 4 here before, 0 left out, 0 not taken"), "{said}");
        let _process = starts(&moved.place).await;
        assert_eq!(moved.user(ANN).await["user_metadata"]["full_name"], "Ann Now");
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_said_with_its_line_and_what_was_read_stays() {
    let database = TestDatabase::empty_sqlite().await;
    let place = deployment(&database, &SmtpCatcher::spawn().await);
    let whole = std::fs::read_to_string(dump("copy.sql")).unwrap();
    let cut = place.file("cut.sql");
    let end = whole.find("bob@example.com").unwrap();
    std::fs::write(&cut, &whole[..end]).unwrap();
    let (code, said) = imports(&place, &["--alone"], &[cut]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("cut.sql: line 30: "), "{said}");
    let nothing = place.file("nothing.sql");
    std::fs::write(&nothing, "select 1;\n").unwrap();
    let (code, said) = imports(&place, &["--alone"], &[nothing]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("there are no rows of the schema auth"), "{said}");
    let odd = place.file("people.csv");
    std::fs::write(&odd, "id,email\n").unwrap();
    let (code, said) = imports(&place, &["--alone"], &[odd]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("the name is that of no table: users, identities"), "{said}");
}

#[tokio::test]
async fn bad_rows_are_named_and_all_others_taken() {
    let database = TestDatabase::empty_sqlite().await;
    let place = deployment(&database, &SmtpCatcher::spawn().await);
    let (users, identities) = (place.file("users.csv"), place.file("auth.identities.csv"));
    let ada = "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a001";
    let rows = format!(
        "id,email,encrypted_password,created_at\n\
        {ada},ada@example.com,,2020-01-01 10:00:00+02\n\
        x,eve@example.com,,\n\
        {},ADA@example.com,,\n\
        {},kim@example.com,$fbscrypt$v=1$x,\n\
        {},lee@example.com,,yesterday\n",
        "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a002",
        "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a003",
        "0b9b6d3e-8f51-4f0e-9f0b-6a2f54c1a004",
    );
    std::fs::write(&users, rows).unwrap();
    let rows = format!("provider_id,user_id,identity_data,provider,id\n1,{ada},[],github,{ada}\n");
    std::fs::write(&identities, rows).unwrap();
    let (code, said) = imports(&place, &["--alone"], &[users, identities]).await;
    assert_eq!(code, Some(65));
    for word in [
        "line 3: users: id is no UUID",
        "line 4: users: somebody else has the address or the number here",
        "line 5: users: encrypted_password is of no kind that is known here",
        "line 6: users: created_at is no time",
        "line 2: identities: identity_data is no JSON object",
        "users          1 made, 0 here before, 0 left out, 4 not taken",
    ] {
        assert!(said.contains(word), "no {word} in {said}");
    }
    assert!(!said.contains("fbscrypt"), "no hash is said: {said}");
}

#[tokio::test]
async fn people_sign_in_on_the_pages_of_a_site_too() {
    for database in TestDatabase::each().await {
        let scene = Scene::inside(database).await;
        let (code, said) = imports(&scene.place, &[], &[dump("copy.sql")]).await;
        assert_eq!(code, Some(65), "{said}");
        let _program = scene.place.start_ready().await;
        let mut browser = scene.place.visitor();
        browser.signs_in("bob@example.com", PASSWORD).await;
        assert!(browser.is_signed_in().await);
    }
}

#[tokio::test]
async fn a_site_on_supabase_has_no_place_for_them() {
    let scene = Scene::beside_supabase().await;
    let (code, said) = imports(&scene.place, &[], &[dump("copy.sql")]).await;
    assert_eq!(code, Some(1));
    assert!(said.contains("this site uses another auth server"), "{said}");
}
