//! Hooks: places where the operator's own program is asked, or told, over HTTP with signatures as Standard
//! Webhooks have them (gotrue-contract §7.6).
//!
//! What a hook is asked inside of a request's work is asked between two runs of it (see `replay`): no
//! transaction ever waits for one.

mod answer;
mod ask;
mod attempts;
mod caller;
mod claims;
mod hook;
mod letters;
mod messages;
mod newcomers;
mod people;
mod secret;
mod settings;

pub(crate) use answer::HookAnswer;
pub(crate) use ask::{Question, call};
pub(crate) use attempts::{Decision, after_code, after_password};
pub(crate) use caller::HookCaller;
pub(crate) use claims::customise;
pub use hook::Hook;
pub(crate) use letters::{EmailData, send_email, tell_change};
pub(crate) use messages::send_sms;
pub(crate) use newcomers::{after_sign_up, after_user_created, before_user_created};
pub use settings::{HookSettings, HookSettingsError, HooksSettings};
