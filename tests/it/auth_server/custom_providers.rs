//! Providers that administrators set up: what is kept of them, where they may be, and races.

use futures_util::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};
use url::Url;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::site::{Answer, Site, settings};
use crate::support::tables;

const PATH: &str = "/admin/custom-providers";

const SECRET: &str = "known-to-the-provider-alone";

/// In the public web, where nobody has it (RFC 5737 §3).
fn provider() -> Value {
    json!({
        "provider_type": "oauth2", "identifier": "custom:acme", "name": "Acme", "client_id": "doorward",
        "client_secret": SECRET, "authorization_url": "https://203.0.113.7/authorize",
        "token_url": "https://203.0.113.7/token", "userinfo_url": "https://203.0.113.7/userinfo",
    })
}

impl Site {
    async fn sets_up(&self) -> Answer {
        self.as_admin(Method::POST, PATH, provider()).await
    }

    /// Where a browser is sent that wants to go to the provider.
    async fn out(&self) -> Option<Url> {
        let sent = self.request(Method::GET, "/authorize?provider=custom:acme").send().await.unwrap();
        let location = sent.headers().get("location")?.to_str().ok()?;
        Url::parse(location).ok()
    }
}

#[tokio::test]
async fn the_secret_of_a_provider_is_nowhere_to_be_read() {
    for site in Site::each().await {
        let made = site.sets_up().await.expect(201);
        let listed = site.as_admin(Method::GET, PATH, json!({})).await.expect(200);
        for body in [made.body, listed.body] {
            assert!(!body.to_string().contains(SECRET), "{body}");
        }
        let kept = tables::everything(site.db.database()).await;
        let row = kept["auth_custom_providers"].concat().to_uppercase();
        let holds = |text: &str| {
            // As bytes, which is how one of the databases tells texts too.
            let bytes = text.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02X}"));
            row.contains(&text.to_uppercase()) || row.contains(&bytes)
        };
        assert!(holds("custom:acme") && !holds(SECRET), "{row}");
    }
}

#[tokio::test]
async fn a_provider_in_the_own_network_is_not_called_whatever_the_row_says() {
    for site in Site::each().await {
        let inside = MockServer::start().await;
        Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&inside).await;
        site.sets_up().await.expect(201);
        let sql = "update auth_custom_providers set token_url = $1";
        for url in [inside.uri(), inside.uri().replace("http:", "https:")] {
            tables::change(site.db.database(), sql, &url).await;
            let out = site.out().await.unwrap();
            let (_, state) = out.query_pairs().find(|(name, _)| name == "state").unwrap();
            let back = format!("/callback?state={state}&code=x");
            let sent = site.request(Method::GET, &back).send().await.unwrap();
            let location = sent.headers()["location"].to_str().unwrap().to_owned();
            assert!(location.contains("error_code=unexpected_failure"), "{location}");
        }
        assert!(inside.received_requests().await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_name_is_taken_once_however_many_want_it() {
    for site in Site::each().await {
        let made = join_all((0..8).map(|_| site.sets_up())).await;
        let (made, refused): (Vec<_>, Vec<_>) = made.into_iter().partition(|answer| answer.status == 201);
        assert_eq!((made.len(), refused.len()), (1, 7));
        for refused in refused {
            refused.refused(400, "conflict");
        }
    }
}

#[tokio::test]
async fn where_there_are_none_those_that_were_set_up_are_gone_too() {
    for mut site in Site::each().await {
        site.sets_up().await.expect(201);
        assert!(site.out().await.is_some());
        let mut without = settings();
        without.external.custom.are_taken = false;
        site.restart(without).await;
        assert!(site.out().await.is_none());
        site.as_admin(Method::GET, PATH, json!({})).await.refused(404, "feature_disabled");
        site.restart(settings()).await;
        assert!(site.out().await.is_some(), "its secret can still be read");
    }
}
