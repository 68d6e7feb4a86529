//! What stories about security keys and passkeys have in common.

use serde_json::{Value, json};

use super::ask::{Ask, post};
use super::numbers;
use super::subject::{ORIGIN, PARTY};
use super::telling::{Member, PASSWORD, Telling};
use crate::support::authenticator::{Authenticator, Twist};

/// An authenticator that is used as it should be.
pub(super) fn device() -> Authenticator {
    Authenticator::at(PARTY, ORIGIN)
}

/// A question to an authenticator.
#[derive(Clone)]
pub(super) struct Asked {
    pub(super) id: String,
    pub(super) options: Value,
}

// Security keys as second factors.

pub(super) fn enrol_key(member: &Member, name: &str) -> Ask {
    let body = json!({"factor_type": "webauthn", "friendly_name": name});
    post("/factors").bearer(&member.access).json(body)
}

pub(super) fn ask_key(member: &Member, factor: &str) -> Ask {
    post(format!("/factors/{factor}/challenge")).bearer(&member.access).json(json!({}))
}

/// The answer of a key to the wish for a new one (`create`) or for a signature (`request`).
pub(super) fn show_key(member: &Member, factor: &str, challenge: &str, wish: &str, response: &Value) -> Ask {
    let webauthn = json!({"type": wish, "credential_response": response});
    show(member, factor, json!({"challenge_id": challenge, "webauthn": webauthn}))
}

/// Any body in that place.
pub(super) fn show(member: &Member, factor: &str, body: Value) -> Ask {
    post(format!("/factors/{factor}/verify")).bearer(&member.access).json(body)
}

// Passkeys.

pub(super) fn wish_passkey(member: &Member) -> Ask {
    post("/passkeys/registration/options").bearer(&member.access)
}

pub(super) fn make_passkey(member: &Member, challenge: &str, credential: &Value) -> Ask {
    let body = json!({"challenge_id": challenge, "credential": credential});
    post("/passkeys/registration/verify").bearer(&member.access).json(body)
}

pub(super) fn begin_sign_in() -> Ask {
    post("/passkeys/authentication/options")
}

pub(super) fn sign_in(challenge: &str, credential: &Value) -> Ask {
    post("/passkeys/authentication/verify").json(json!({"challenge_id": challenge, "credential": credential}))
}

impl Telling {
    /// Enrols a key that nobody has proved; nothing is kept of it.
    pub(super) async fn new_key(&mut self, member: &Member, name: &str) -> String {
        self.quietly(enrol_key(member, name)).await.at("/id")
    }

    /// What a key is asked; nothing is kept of it.
    pub(super) async fn asked_key(&mut self, member: &Member, factor: &str) -> Asked {
        let asked = self.quietly(ask_key(member, factor)).await;
        let options = asked.body()["webauthn"]["credential_options"]["publicKey"].clone();
        Asked { id: asked.at("/id"), options }
    }

    /// Somebody with a key that is asked for the first time.
    pub(super) async fn begun_key(&mut self) -> (Member, String, Asked) {
        let ann = self.member("ann").await;
        let factor = self.new_key(&ann, "key").await;
        let asked = self.asked_key(&ann, &factor).await;
        (ann, factor, asked)
    }

    /// Proves a new key with a device; nothing is kept of it. The same person with the pair that this gave.
    pub(super) async fn proved_key(
        &mut self,
        member: &Member,
        factor: &str,
        device: &mut Authenticator,
    ) -> Member {
        let asked = self.asked_key(member, factor).await;
        let response = device.create(&asked.options, &Twist::default());
        Member::new(&self.quietly(show_key(member, factor, &asked.id, "create", &response)).await)
    }

    /// Somebody with a proved key, signed in with it.
    pub(super) async fn with_key(&mut self, device: &mut Authenticator) -> (Member, String) {
        let ann = self.member("ann").await;
        let factor = self.new_key(&ann, "key").await;
        (self.proved_key(&ann, &factor, device).await, factor)
    }

    /// Somebody with a proved key, signed in without it and asked for it.
    pub(super) async fn asked_again(&mut self, device: &mut Authenticator) -> (Member, String, Asked) {
        let (whole, factor) = self.with_key(device).await;
        let half = self.sign_in(&whole.email, PASSWORD).await;
        let asked = self.asked_key(&half, &factor).await;
        (half, factor, asked)
    }

    /// What an authenticator is asked for a passkey; nothing is kept of it.
    pub(super) async fn asked_passkey(&mut self, member: &Member) -> Asked {
        let asked = self.quietly(wish_passkey(member)).await;
        Asked { id: asked.at("/challenge_id"), options: asked.body()["options"].clone() }
    }

    /// Makes a passkey with a device; nothing is kept of it.
    pub(super) async fn passkey(&mut self, member: &Member, device: &mut Authenticator) -> String {
        self.twisted_passkey(member, device, &Twist::default()).await
    }

    /// The same with something otherwise.
    pub(super) async fn twisted_passkey(
        &mut self,
        member: &Member,
        device: &mut Authenticator,
        twist: &Twist,
    ) -> String {
        let asked = self.asked_passkey(member).await;
        let credential = device.create(&asked.options, twist);
        self.quietly(make_passkey(member, &asked.id, &credential)).await.at("/id")
    }

    /// What an authenticator is asked at a sign-in; nothing is kept of it.
    pub(super) async fn asked_to_sign_in(&mut self) -> Asked {
        let asked = self.quietly(begin_sign_in()).await;
        Asked { id: asked.at("/challenge_id"), options: asked.body()["options"].clone() }
    }

    /// Somebody who is known by a telephone number only.
    pub(super) async fn believed_caller(&mut self) -> Member {
        let number = self.far_phone();
        Member::new(&self.quietly(numbers::sign_up(&number)).await)
    }

    /// Somebody with a passkey in a device.
    pub(super) async fn with_passkey(&mut self, device: &mut Authenticator) -> (Member, String) {
        let ann = self.member("ann").await;
        let passkey = self.passkey(&ann, device).await;
        (ann, passkey)
    }
}
