//! Password hashes that come from elsewhere, through `POST /admin/users` (gotrue-contract §3).

use serde_json::json;

use crate::contract::ask::post;
use crate::contract::story::stories;
use crate::contract::telling::{PASSWORD, Telling};

stories! {
    Usual {
        a_bcrypt_hash_signs_in,
        an_argon2id_hash_signs_in,
        other_hashes_are_refused,
    }
}

/// Of [`PASSWORD`], with the least cost.
const BCRYPT: &str = "$2a$04$YVZ6fd5rO9yyfZYBVrkeierAw036Wg1L296GC5biACLoYJb2/m0mq";

/// Of [`PASSWORD`], with the least memory.
const ARGON2ID: &str =
    "$argon2id$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$QOKF1iG70GOhZX71bkTGoINw9zqSjKFirULQQtMxBVI";

async fn imported(told: &mut Telling, hash: &str) {
    let email = told.address("ann");
    let body = json!({"email": email, "email_confirm": true, "password_hash": hash});
    told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
    for password in ["wrong password", PASSWORD, PASSWORD] {
        let body = json!({"email": email, "password": password});
        let answer = told.quietly(post("/token?grant_type=password").json(body)).await;
        told.note(password, answer.status);
    }
}

async fn a_bcrypt_hash_signs_in(told: &mut Telling) {
    imported(told, BCRYPT).await;
}

async fn an_argon2id_hash_signs_in(told: &mut Telling) {
    imported(told, ARGON2ID).await;
}

async fn other_hashes_are_refused(told: &mut Telling) {
    let email = told.address("ann");
    for hash in [
        "$argon2d$v=19$m=64,t=1,p=1$c2FsdHNhbHRzYWx0c2FsdA$QOKF1iG70GOhZX71bkTGoA",
        "5f4dcc3b5aa765d61d8327deb882cf99",
    ] {
        let body = json!({"email": email, "email_confirm": true, "password_hash": hash});
        let answer = told.quietly(post("/admin/users").bearer(&told.admin_key()).json(body)).await;
        told.note(hash, answer.status < 300);
    }
}
