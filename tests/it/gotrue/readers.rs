//! In which language the auth server is asked to write: the page's, or the one that a program wants.

use serde_json::json;

use crate::support::database::TestDatabase;
use crate::support::person::PASSWORD;
use crate::support::supabase::Supabase;

#[tokio::test]
async fn the_auth_server_writes_in_the_language_of_the_page() {
    let supabase = Supabase::start().await;
    for database in TestDatabase::each().await {
        let app = supabase.site(database).await;
        let asked = |call: &str| supabase.proxy.last_header(call, "accept-language");
        let mut visitor = app.visitor();
        let name = format!("ada{}", app.address().port());
        visitor.signs_up(&name, &format!("{name}@example.com")).await;
        assert_eq!(asked("POST /auth/v1/signup").as_deref(), Some("en"));
        visitor.reads("fr, de-AT;q=0.7, en;q=0.5");
        visitor.asks_for_recovery("nobody@example.com").await;
        assert_eq!(asked("POST /auth/v1/recover").as_deref(), Some("de"), "what the page was in");
        visitor.chooses("en", "system").await;
        visitor.asks_for_recovery("nobody.else@example.com").await;
        assert_eq!(asked("POST /auth/v1/recover").as_deref(), Some("en"));
    }
}

#[tokio::test]
async fn what_a_program_wants_is_passed_on_as_it_is() {
    let supabase = Supabase::start().await;
    let app = supabase.site(TestDatabase::sqlite().await).await;
    let program = app.program();
    let body = json!({ "username": "ada", "email": "ada@example.com", "password": PASSWORD }).to_string();
    let register = program.request("POST", "/api/register").body("application/json", body);
    let answer = register.header("accept-language", "de-AT, fr;q=0.5").send().await;
    assert_eq!(answer.status, 201, "{}", answer.body);
    let asked = supabase.proxy.last_header("POST /auth/v1/signup", "accept-language");
    assert_eq!(asked.as_deref(), Some("de-AT, fr;q=0.5"));
}
