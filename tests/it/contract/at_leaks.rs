//! Passwords that somebody sets or shows, as stories of leaked ones tell it.

use serde_json::{Value, json};

use super::ask::{Ask, post, put};
use super::telling::{Member, Telling};

pub(super) fn sign_in(email: &str, password: &str) -> Ask {
    post("/token?grant_type=password").json(json!({"email": email, "password": password}))
}

pub(super) fn change(member: &Member, body: Value) -> Ask {
    put("/user").bearer(&member.access).json(body)
}

pub(super) fn set(told: &Telling, member: &Member, body: Value) -> Ask {
    put(format!("/admin/users/{}", member.id)).bearer(&told.admin_key()).json(body)
}

pub(super) fn link(told: &Telling, body: Value) -> Ask {
    post("/admin/generate_link").bearer(&told.admin_key()).json(body)
}

/// An account that an administrator makes, whose passwords nobody looks up.
pub(super) fn make(told: &Telling, email: &str, password: &str) -> Ask {
    let body = json!({"email": email, "password": password, "email_confirm": true});
    post("/admin/users").bearer(&told.admin_key()).json(body)
}
