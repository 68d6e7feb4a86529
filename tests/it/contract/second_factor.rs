//! What stories about second factors have in common.

use serde_json::json;

use super::ask::{Ask, delete, post};
use super::telling::{Member, PASSWORD, Telling};
use crate::support::totp;

/// A factor that somebody enrolled.
#[derive(Clone)]
pub(super) struct App {
    pub(super) id: String,
    pub(super) secret: String,
}

pub(super) fn enrol(member: &Member, name: &str) -> Ask {
    post("/factors").bearer(&member.access).json(json!({"factor_type": "totp", "friendly_name": name}))
}

pub(super) fn challenge(member: &Member, factor: &str) -> Ask {
    post(format!("/factors/{factor}/challenge")).bearer(&member.access)
}

pub(super) fn verify(member: &Member, factor: &str, challenge: &str, code: &str) -> Ask {
    let body = json!({"challenge_id": challenge, "code": code});
    post(format!("/factors/{factor}/verify")).bearer(&member.access).json(body)
}

pub(super) fn unenrol(member: &Member, factor: &str) -> Ask {
    delete(format!("/factors/{factor}")).bearer(&member.access)
}

pub(super) fn refresh(token: &str) -> Ask {
    post("/token?grant_type=refresh_token").json(json!({"refresh_token": token}))
}

impl Telling {
    /// Enrols an app; nothing is kept of it.
    pub(super) async fn app(&mut self, member: &Member, name: &str) -> App {
        let enrolled = self.quietly(enrol(member, name)).await;
        App { id: enrolled.at("/id"), secret: enrolled.at("/totp/secret") }
    }

    /// A challenge; nothing is kept of it.
    pub(super) async fn challenged(&mut self, member: &Member, app: &App) -> String {
        self.quietly(challenge(member, &app.id)).await.at("/id")
    }

    /// Somebody with an app that waits for its first proof, and the challenge.
    pub(super) async fn begun(&mut self) -> (Member, App, String) {
        let ann = self.member("ann").await;
        let app = self.app(&ann, "app").await;
        let challenge = self.challenged(&ann, &app).await;
        (ann, app, challenge)
    }

    /// The code that an app shows so many steps from now.
    pub(super) fn code_in(&mut self, app: &App, steps: i64) -> String {
        let code = totp::code(&app.secret, self.now(), steps);
        self.call(&code, "<the app's code>");
        code
    }

    /// The code that an app shows now.
    pub(super) fn code(&mut self, app: &App) -> String {
        self.code_in(app, 0)
    }

    /// A code that an app does not show.
    pub(super) fn wrong_code(&mut self, app: &App) -> String {
        let code = totp::wrong_code(&app.secret, self.now());
        self.call(&code, "<wrong code>");
        code
    }

    /// Asks the same thing until that is too often; nothing is kept of it.
    pub(super) async fn until_too_often(&mut self, ask: &Ask) {
        while self.quietly(ask.clone()).await.status != 429 {}
    }

    /// Proves an app; nothing is kept of it. The same person with the pair that this gave.
    pub(super) async fn proved(&mut self, member: &Member, app: &App) -> Member {
        self.proved_in(member, app, 0).await
    }

    /// The same with the code that the app shows so many steps from now.
    pub(super) async fn proved_in(&mut self, member: &Member, app: &App, steps: i64) -> Member {
        let challenge = self.challenged(member, app).await;
        let code = self.code_in(app, steps);
        Member::new(&self.quietly(verify(member, &app.id, &challenge, &code)).await)
    }

    /// Somebody with a proved app, signed in with it.
    pub(super) async fn protected(&mut self, name: &str) -> (Member, App) {
        let member = self.member(name).await;
        let app = self.app(&member, "app").await;
        (self.proved(&member, &app).await, app)
    }

    /// Somebody with a proved app, signed in without it.
    pub(super) async fn half_proved(&mut self, name: &str) -> (Member, App) {
        let (whole, app) = self.protected(name).await;
        (self.sign_in(&whole.email, PASSWORD).await, app)
    }
}
