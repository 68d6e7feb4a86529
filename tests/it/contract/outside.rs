//! Services of others in the public web, for both servers. The real one finds them behind a proxy; ours is told
//! where they are. They keep nothing: what they are asked says what they answer.

use std::collections::HashMap;
use std::path::PathBuf;

use serde_json::json;
use url::form_urlencoded;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use super::ranges::{self, RANGES};
use crate::support::tls_front::{Authority, TlsFront};

/// By what a server is known to those who make captchas.
pub(super) const CAPTCHA_SECRET: &str = "0x secret of the site";

/// Where it is asked whether a captcha was solved: of hCaptcha and of Turnstile.
pub(super) const HCAPTCHA: &str = "/siteverify";
pub(super) const TURNSTILE: &str = "/turnstile/v0/siteverify";

/// Their names in the public web.
const NAMES: [&str; 3] = ["hcaptcha.com", "challenges.cloudflare.com", "api.pwnedpasswords.com"];

/// The running services; they end with the subject.
pub(super) struct Outside {
    server: MockServer,
    authority: Authority,
    front: TlsFront,
}

impl Outside {
    pub(super) async fn start() -> Self {
        let (server, authority) = (MockServer::start().await, Authority::new());
        Mock::given(any()).respond_with(Answers).mount(&server).await;
        let front = TlsFront::of_public_web(&authority, &NAMES, *server.address()).await;
        Self { server, authority, front }
    }

    /// The proxy on the way there, and the file with the authority that vouches for them.
    pub(super) fn way(&self) -> (String, PathBuf) {
        (format!("http://{}", self.front.address()), self.authority.file())
    }

    /// Where they are for somebody who needs no proxy.
    pub(super) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.server.uri())
    }
}

struct Answers;

impl Respond for Answers {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        match request.url.path() {
            HCAPTCHA => captcha("hcaptcha", &request.body),
            TURNSTILE => captcha("turnstile", &request.body),
            path => match path.rsplit_once('/') {
                Some((RANGES, beginning)) => ranges::answer(beginning),
                _ => ResponseTemplate::new(404),
            },
        }
    }
}

/// A token tells how the captcha was solved: `<service> solved`, `<service> solved at <address>`, or what is
/// answered instead of a verdict.
fn captcha(service: &str, body: &[u8]) -> ResponseTemplate {
    let form: HashMap<_, _> = form_urlencoded::parse(body).into_owned().collect();
    let said = |name: &str| form.get(name).map_or("", String::as_str);
    let refused = |reasons: &[&str]| {
        ResponseTemplate::new(200).set_body_json(json!({ "success": false, "error-codes": reasons }))
    };
    let solved = format!("{service} solved");
    match said("response") {
        _ if said("secret") != CAPTCHA_SECRET => refused(&["invalid-input-secret"]),
        "nonsense" => ResponseTemplate::new(200).set_body_string("<html>"),
        "a list" => ResponseTemplate::new(200).set_body_json(json!([true])),
        "busy" => ResponseTemplate::new(503).set_body_json(json!({ "success": false })),
        "silent" => ResponseTemplate::new(200).set_body_json(json!({})),
        "solved, said with an error" => ResponseTemplate::new(500).set_body_json(json!({ "success": true })),
        token if token == solved || token == format!("{solved} at {}", said("remoteip")) => {
            ResponseTemplate::new(200).set_body_json(json!({ "success": true, "hostname": "site.example" }))
        }
        _ => refused(&["invalid-input-response", "timeout-or-duplicate"]),
    }
}
