//! No visitor makes a new series, whatever they send.

use crate::support::app::TestApp;

const METHODS: [&str; 12] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "BREW", "get",
    "M-SEARCH",
];

/// Of every scope there is, and one that is nowhere.
const PATHS: [&str; 8] = [
    "/",
    "/login",
    "/notes",
    "/check-inbox/resend",
    "/static/app.css",
    "/health/live",
    "/auth/v1/user",
    "/nowhere",
];

/// Numbers that look random and are the same in each run.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % below
    }

    fn word(&mut self) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789-_.~{}%*:@";
        (0..=self.throw(40)).map(|_| char::from(LETTERS[self.throw(LETTERS.len())])).collect()
    }
}

async fn send(app: &TestApp, method: &str, path: &str, user_agent: &str) {
    // Some of it is refused before it is a request.
    let _ = app.visitor().request(method, path).header("user-agent", user_agent).try_to_send().await;
}

#[tokio::test]
async fn a_thousand_made_up_requests_make_no_new_series() {
    let app = TestApp::one().await;
    for method in METHODS {
        for path in PATHS {
            send(&app, method, path, "curl/8").await;
            // No text in UTF-8, which some routes refuse.
            send(&app, method, &format!("{path}?next=%ff&%ff=%ff"), "curl/8").await;
        }
        for path in ["/static/nothing", "/auth/v1/nothing", "/dev/mailbox/nothing"] {
            send(&app, method, path, "curl/8").await;
        }
    }
    let before: Vec<_> = app.numbers().series.into_keys().collect();
    let all = app.numbers().sum("doorward_http_requests_total", &[]);

    let mut dice = Dice(20_261_125);
    for _ in 0..1_000 {
        let method = if dice.throw(4) == 0 {
            dice.word().replace(['{', '}', ':', '@'], "x")
        } else {
            METHODS[dice.throw(METHODS.len())].to_owned()
        };
        let known = PATHS[dice.throw(PATHS.len())];
        let path = match dice.throw(5) {
            0 => format!("{known}?{}={}", dice.word(), dice.word()),
            1 => format!("/{}/{}", dice.word(), dice.word()),
            2 => format!("/static/{}", dice.word()),
            3 => format!("/auth/v1/{}", dice.word()),
            _ => format!("/dev/mailbox/{}", dice.word()),
        };
        let user_agent = dice.word();
        send(&app, &method, &path, &user_agent).await;
    }
    let after: Vec<_> = app.numbers().series.into_keys().collect();
    let new: Vec<_> = after.iter().filter(|series| !before.contains(series)).collect();
    assert!(new.is_empty(), "{new:#?}");
    assert!(app.numbers().sum("doorward_http_requests_total", &[]) - all > 900.0, "they were counted");
}
