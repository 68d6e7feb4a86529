//! What may differ from the real server in a walk: the table of meant differences, for steps instead of
//! stories. Each row is a difference that a story shows too.

use crate::contract::allowances::{Allowance, Allowances, Is};
use crate::contract::meant_differences::meant_differences;

/// The table for walks. Rows that hold in every story hold here too.
pub(super) fn meant() -> Allowances {
    let mut fields = meant_differences().fields;
    fields.extend(ROWS.iter().map(|(stories, field, recorded, came, reason)| Allowance {
        stories,
        field,
        recorded: *recorded,
        came: *came,
        reason,
    }));
    Allowances { fields, answers: Vec::new() }
}

type Row = (&'static [&'static str], &'static str, Is, Is, &'static str);

const TAKEN_MEANWHILE: &str = "that an address was taken meanwhile is no failure of the server";

const ROWS: &[Row] = &[
    (
        &["walk::POST /admin/", "walk::PUT /admin/"],
        "response/body/**/confirmed_at",
        Is::Missing,
        Is::Text("<time>"),
        "the account is shown as it is kept, also when it has just been made",
    ),
    (
        &["walk::"],
        "response/body/**/identity_data/email_verified",
        Is::False,
        Is::True,
        "an address that was proved in another way than by sign-up is proved all the same",
    ),
    (
        &["walk::POST /token?grant_type=password"],
        "response/body/weak_password",
        Is::Null,
        Is::Missing,
        "nothing to say about the password: left out, as in every other answer",
    ),
    (
        &["walk::POST /signup"],
        "response/mails",
        Is::Missing,
        Is::There,
        "the owner of a taken address learns that somebody tried it",
    ),
    (
        &["walk::POST /signup"],
        "response/body/role",
        Is::Text(""),
        Is::Text("authenticated"),
        "the look-alike of a taken address is not told apart by its role",
    ),
    (
        &["walk::POST /signup"],
        "response/body/recovery_sent_at",
        Is::Text("<time>"),
        Is::Missing,
        "the look-alike of a taken address tells nothing of its owner",
    ),
    (
        &["walk::POST /signup"],
        "response/body/reauthentication_sent_at",
        Is::Text("<time>"),
        Is::Missing,
        "the look-alike of a taken address tells nothing of its owner",
    ),
    (
        &["walk::POST /signup"],
        "response/body/invited_at",
        Is::Text("<time>"),
        Is::Missing,
        "the look-alike of a taken address tells nothing of its owner",
    ),
    (
        &["walk::POST /signup"],
        "response/body/factors",
        Is::There,
        Is::Missing,
        "the look-alike of a taken address tells nothing of its owner",
    ),
    (
        &["walk::POST /signup"],
        "response/body/banned_until",
        Is::There,
        Is::Missing,
        "the look-alike of a taken address tells nothing of its owner",
    ),
    (
        &[
            "walk::POST /verify",
            "walk::GET /user",
            "walk::GET /admin/users/",
            "walk::PUT /",
            "walk::POST /token",
            "walk::POST /admin/generate_link",
        ],
        "response/body/**/confirmation_sent_at",
        Is::Missing,
        Is::Text("<time>"),
        "when the invitation was sent is still known after it was taken",
    ),
    (
        &[
            "walk::POST /verify",
            "walk::GET /user",
            "walk::GET /admin/users/",
            "walk::PUT /",
            "walk::POST /token",
        ],
        "response/body/**/recovery_sent_at",
        Is::Missing,
        Is::Text("<time>"),
        "when a mail was sent is still known after an invitation was taken",
    ),
    (
        &["walk::POST /admin/users"],
        "response/status",
        Is::Number(500),
        Is::Number(400),
        "a password that is too long is the caller's mistake, no failure of the server",
    ),
    (
        &["walk::POST /admin/users"],
        "response/body/code",
        Is::Number(500),
        Is::Number(400),
        "a password that is too long is the caller's mistake, no failure of the server",
    ),
    (
        &["walk::POST /admin/users"],
        "response/body/error_code",
        Is::Text("unexpected_failure"),
        Is::Text("validation_failed"),
        "a password that is too long is the caller's mistake, no failure of the server",
    ),
    (
        &["walk::POST /admin/users"],
        "response/headers/x-sb-error-code",
        Is::Missing,
        Is::Text("validation_failed"),
        "a password that is too long is the caller's mistake, no failure of the server",
    ),
    (
        &["walk::POST /verify"],
        "response/body/error_code",
        Is::Text("user_banned"),
        Is::Text("otp_expired"),
        "who does not know the code learns nothing about the account",
    ),
    (
        &["walk::POST /verify"],
        "response/headers/x-sb-error-code",
        Is::Text("user_banned"),
        Is::Text("otp_expired"),
        "who does not know the code learns nothing about the account",
    ),
    (
        &["walk::POST /token?grant_type=password"],
        "response/body/error_code",
        Is::Text("user_banned"),
        Is::Text("invalid_credentials"),
        "who does not know the password learns nothing about the account",
    ),
    (
        &["walk::POST /token?grant_type=password"],
        "response/headers/x-sb-error-code",
        Is::Text("user_banned"),
        Is::Text("invalid_credentials"),
        "who does not know the password learns nothing about the account",
    ),
    (&["walk::POST /verify"], "response/status", Is::Number(500), Is::Number(422), TAKEN_MEANWHILE),
    (&["walk::POST /verify"], "response/body/code", Is::Text("23505"), Is::Number(422), TAKEN_MEANWHILE),
    (&["walk::POST /verify"], "response/body/detail", Is::There, Is::Missing, TAKEN_MEANWHILE),
    (
        &["walk::POST /verify"],
        "response/body/error_code",
        Is::Missing,
        Is::Text("email_exists"),
        TAKEN_MEANWHILE,
    ),
    (&["walk::POST /verify"], "response/body/message", Is::There, Is::Missing, TAKEN_MEANWHILE),
    (&["walk::POST /verify"], "response/body/msg", Is::Missing, Is::There, TAKEN_MEANWHILE),
    (
        &["walk::POST /verify"],
        "response/headers/x-sb-error-code",
        Is::Text("unexpected_failure"),
        Is::Text("email_exists"),
        TAKEN_MEANWHILE,
    ),
];
