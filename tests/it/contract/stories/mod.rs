//! The stories, by area of the interface.

pub(super) mod admin_list;
pub(super) mod admin_users;
pub(super) mod bearer;
pub(super) mod code_by_mail;
pub(super) mod email_change;
pub(super) mod generate_link;
pub(super) mod invite;
pub(super) mod logout;
pub(super) mod metadata;
pub(super) mod operator_mails;
pub(super) mod operator_passwords;
pub(super) mod operator_switches;
pub(super) mod operator_tokens;
pub(super) mod password_change;
pub(super) mod password_grant;
pub(super) mod password_import;
pub(super) mod reauthentication;
pub(super) mod recover;
pub(super) mod redirects;
pub(super) mod refresh_grant;
pub(super) mod resend;
pub(super) mod signup;
pub(super) mod signup_refusals;
pub(super) mod user;
pub(super) mod verify;
pub(super) mod verify_link;
