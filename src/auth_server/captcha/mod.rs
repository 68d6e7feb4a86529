//! Captchas: before an account is made, a password tried or a mail sent, somebody shows that no program asks
//! (gotrue-contract §0.8).

mod judge;
mod people_only;
mod settings;

pub(crate) use judge::Judge;
pub(crate) use people_only::people_only;
pub use settings::{CaptchaService, CaptchaSettings};
