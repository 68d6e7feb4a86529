//! `doorward users`, in all three ways to run, while the site runs.

use serde_json::Value;

use super::scene::{PASSWORD, Scene};

const ANOTHER_PASSWORD: &str = "nine kettles under the bridge";

#[tokio::test]
async fn whoever_is_made_by_command_signs_in_by_name_at_once_and_has_the_name_for_themselves() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        assert!(scene.signs_in("ADA", PASSWORD).await.1);
        let taken =
            ["users", "create", "--email", "eve@example.com", "--username", "Ada", "--password-stdin"];
        assert!(scene.reading(PASSWORD, 1, &taken).await.contains("somebody else's"));
        let known =
            ["users", "create", "--email", "ada@example.com", "--username", "ada2", "--password-stdin"];
        assert!(scene.reading(PASSWORD, 1, &known).await.contains("has an account already"));
        let weak = ["users", "create", "--email", "eve@example.com", "--username", "eve", "--password-stdin"];
        assert!(scene.reading("short\n", 1, &weak).await.contains("12 characters or more"));
        scene.ends_with(67, &["users", "show", "eve@example.com"]).await;
    }
}

#[tokio::test]
async fn a_password_that_is_made_up_is_printed_once_and_works() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        let create =
            ["users", "create", "--email", "ada@example.com", "--username", "ada", "--generate-password"];
        let said = scene.well(&create).await;
        let password = said.lines().last().unwrap();
        assert!(!scene.signs_in("ada", password).await.1, "her address is not confirmed");
        assert!(scene.well(&["users", "confirm", "ada"]).await.contains("can sign in"));
        assert!(scene.signs_in("ada", password).await.1);
        assert!(scene.well(&["users", "confirm", "ada"]).await.contains("already"));
    }
}

#[tokio::test]
async fn somebody_who_is_invited_comes_in_by_the_mail_and_chooses_a_password() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.well(&["users", "create", "--email", "ada@example.com", "--username", "ada", "--invite"]).await;
        let mail = scene.mail_to("ada@example.com").await;
        if scene.supabase.is_none() {
            let mut browser = scene.place.visitor();
            browser.opens_mail_link(mail.link()).await;
            assert_eq!(browser.page().goes_to(), "/recovery/password", "she has no password yet");
            browser.follow().await;
            browser.chooses_password(PASSWORD).await;
            assert!(scene.signs_in("ada", PASSWORD).await.1);
        }
        let shown = scene.well(&["users", "show", "ada@example.com"]).await;
        assert!(shown.contains("username        ada"), "{shown}");
    }
}

#[tokio::test]
async fn people_are_listed_and_found_by_parts_of_their_names_and_addresses() {
    for scene in Scene::each().await {
        scene.makes("ada").await;
        scene.makes("grace").await;
        let create =
            ["users", "create", "--email", "x@y.example", "--username", "gracious", "--generate-password"];
        scene.well(&create).await;
        let names = async |command: &[&str]| {
            let all: Value = serde_json::from_str(&scene.well(command).await).unwrap();
            let name = |person: &Value| person["username"].as_str().unwrap().to_owned();
            let mut names: Vec<_> = all.as_array().unwrap().iter().map(name).collect();
            names.sort();
            names
        };
        assert_eq!(names(&["users", "list", "--json"]).await, ["ada", "grace", "gracious"]);
        assert_eq!(names(&["users", "list", "--json", "GRAC"]).await, ["grace", "gracious"]);
        assert_eq!(names(&["users", "list", "--json", "ada@"]).await, ["ada"]);
        let first = names(&["users", "list", "--json", "--per-page", "2"]).await;
        let second = names(&["users", "list", "--json", "--per-page", "2", "--page", "2"]).await;
        assert_eq!((first.len(), second.len()), (2, 1));
        let said = scene.well(&["users", "list", "gracious"]).await;
        assert!(said.contains("x@y.example") && said.contains("not confirmed"), "{said}");
        assert_eq!(scene.well(&["users", "list", "nobody-at-all"]).await, "Nobody.\n");
    }
}

#[tokio::test]
async fn somebody_is_shown_by_name_address_and_id_with_what_both_sides_know() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        assert!(scene.signs_in("ada", PASSWORD).await.1);
        let shown: Value =
            serde_json::from_str(&scene.well(&["users", "show", "ada", "--json"]).await).unwrap();
        assert_eq!(shown["here"]["open_sessions"], 1);
        assert_eq!(shown["account"]["email"], "ada@example.com");
        for side in ["account", "here"] {
            let id = shown[side]["id"].as_str().unwrap();
            let text = scene.well(&["users", "show", id]).await;
            assert!(text.starts_with("ada@example.com\n") && text.contains("open sessions   1"), "{text}");
        }
        let nobody = scene.ends_with(67, &["users", "show", "eve@example.com"]).await;
        assert!(nobody.contains("nobody is known by eve@example.com"), "{nobody}");
    }
}

#[tokio::test]
async fn whoever_is_banned_is_out_at_once_and_stays_out_until_the_ban_ends() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        let (mut browser, is_in) = scene.signs_in("ada", PASSWORD).await;
        assert!(is_in);
        let said = scene.well(&["users", "ban", "ada", "--for", "7d"]).await;
        assert!(said.contains("ada@example.com is banned until 2"), "{said}");
        assert!(!browser.is_signed_in().await, "her session is over");
        assert!(!scene.signs_in("ada", PASSWORD).await.1);
        assert!(scene.well(&["users", "show", "ada"]).await.contains("banned          until"));
        scene.well(&["users", "unban", "ada@example.com"]).await;
        assert!(!browser.is_signed_in().await, "what was over stays over");
        assert!(scene.signs_in("ada", PASSWORD).await.1);
        scene.ends_with(2, &["users", "ban", "ada", "--for", "soon"]).await;
        scene.ends_with(2, &["users", "ban", "ada", "--for", "0h"]).await;
    }
}

#[tokio::test]
async fn whoever_is_deleted_is_gone_on_both_sides_and_their_name_is_free() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        let (mut browser, is_in) = scene.signs_in("ada", PASSWORD).await;
        assert!(is_in);
        let unsure = scene.ends_with(1, &["users", "delete", "ada"]).await;
        assert!(unsure.contains("--yes") && browser.is_signed_in().await, "{unsure}");
        scene.well(&["users", "delete", "ada", "--yes"]).await;
        assert!(!browser.is_signed_in().await);
        assert!(!scene.signs_in("ada@example.com", PASSWORD).await.1);
        scene.ends_with(67, &["users", "show", "ada"]).await;
        scene.ends_with(67, &["users", "delete", "ada@example.com", "--yes"]).await;
        scene.makes("ada").await;
        assert!(scene.signs_in("ada", PASSWORD).await.1, "somebody new has the name");
    }
}

#[tokio::test]
async fn a_new_password_ends_every_session_and_the_old_password() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        let (mut browser, _) = scene.signs_in("ada", PASSWORD).await;
        let reset = ["users", "reset-password", "ada", "--password-stdin"];
        let said = scene.reading(&format!("{ANOTHER_PASSWORD}\r\nmore\n"), 0, &reset).await;
        assert!(!said.contains(ANOTHER_PASSWORD), "{said}");
        assert!(!browser.is_signed_in().await);
        assert!(!scene.signs_in("ada", PASSWORD).await.1);
        assert!(scene.signs_in("ada", ANOTHER_PASSWORD).await.1);
        if scene.supabase.is_none() {
            assert!(scene.mail_to("ada@example.com").await.subject.contains("password"));
        }
        let said = scene.well(&["users", "reset-password", "ada", "--generate-password"]).await;
        assert!(scene.signs_in("ada", said.lines().last().unwrap()).await.1);
    }
}

#[tokio::test]
async fn a_mail_leads_whoever_lost_their_password_to_a_new_one() {
    for scene in Scene::each().await {
        let _program = scene.place.start_ready().await;
        scene.makes("ada").await;
        let said = scene.well(&["users", "reset-password", "ada"]).await;
        assert!(said.contains("on its way to ada@example.com"), "{said}");
        let mail = scene.mail_to("ada@example.com").await;
        if scene.supabase.is_none() {
            let mut browser = scene.place.visitor();
            browser.opens_mail_link(mail.link()).await;
            browser.follow().await;
            browser.chooses_password(ANOTHER_PASSWORD).await;
            assert!(scene.signs_in("ada", ANOTHER_PASSWORD).await.1);
        }
    }
}

#[tokio::test]
async fn an_auth_server_that_is_away_is_told_apart_from_a_refusal_and_sessions_are_over_all_the_same() {
    let scene = Scene::beside_supabase().await;
    let _program = scene.place.start_ready().await;
    scene.makes("ada").await;
    let (mut browser, _) = scene.signs_in("ada", PASSWORD).await;
    let proxy = &scene.supabase.as_ref().unwrap().proxy;
    proxy.on("PUT /auth/v1/admin/users", crate::support::fault_proxy::Fault::HangUp);
    let said = scene.ends_with(75, &["users", "ban", "ada"]).await;
    assert!(said.contains("try again later"), "{said}");
    assert!(!browser.is_signed_in().await, "what can be done here is done");
    let place = scene.place.with(&[("SUPABASE_SECRET_KEY", "sb_secret_not-the-one-of-this-project-0001")]);
    let ended = place.run(&["users", "list"]).ends().await;
    assert_eq!(ended.code, Some(1), "{}", ended.said);
    assert!(ended.said.contains("SUPABASE_SECRET_KEY"), "{}", ended.said);
}
