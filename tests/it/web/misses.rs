//! What helps whoever cannot get the password right.

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::person::PASSWORD;

const WRONG: &str = "not the password at all";

/// The link below the lines of the summary.
fn way_out(page: &Page) -> Vec<String> {
    page.attributes_of("[data-error-summary] p a", "href")
}

#[tokio::test]
async fn from_the_third_miss_on_a_new_password_is_offered_whether_the_name_is_known_or_not() {
    let app = TestApp::one().await;
    app.user("ada").await;
    for name in ["ada", "eve"] {
        let mut visitor = app.visitor();
        for _ in 0..2 {
            let page = visitor.signs_in(name, WRONG).await;
            assert_eq!((page.status, way_out(&page)), (422, Vec::new()), "{}", page.summary());
        }
        let page = visitor.signs_in(name, WRONG).await;
        assert_eq!(page.errors(), ["E-mail address, username or password is incorrect"]);
        assert_eq!(way_out(&page), ["/recovery"]);
        assert!(page.says("Forgot your password? Choose a new one"));
        let page = visitor.get("/login").await;
        assert!(way_out(&page).is_empty(), "a fresh page offers nothing: {}", page.summary());
    }
}

#[tokio::test]
async fn whoever_got_in_begins_to_count_anew() {
    let app = TestApp::one().await;
    app.user("ada").await;
    let mut visitor = app.visitor();
    for _ in 0..2 {
        visitor.signs_in("ada", WRONG).await;
    }
    visitor.signs_in("ada", PASSWORD).await;
    visitor.follow().await;
    visitor.signs_out().await;
    let page = visitor.signs_in("ada", WRONG).await;
    assert_eq!((page.status, way_out(&page)), (422, Vec::new()));
}

#[tokio::test]
async fn an_empty_field_is_no_miss() {
    let app = TestApp::one().await;
    let mut visitor = app.visitor();
    for _ in 0..3 {
        let page = visitor.signs_in("ada", "").await;
        assert_eq!((page.errors(), way_out(&page)), (vec!["Enter your password".to_owned()], Vec::new()));
    }
}
