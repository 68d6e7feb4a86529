//! The forms of the site: what a browser sends, what becomes of it, and what a template shows.

mod change_password;
mod code;
mod email;
mod errors;
mod field;
mod input;
mod login;
mod meant;
mod new_password;
mod preferences;
mod problems;
mod reauthenticate;
mod recovery;
mod secure;
mod signup;
mod trouble;
mod username;

pub use errors::{FormError, FormErrors, WayOut};
pub use field::Field;

pub(crate) use change_password::{ChangePasswordForm, ChangePasswordInput};
pub(crate) use code::{CodeForm, CodeInput};
pub(crate) use input::Input;
pub(crate) use login::{Login, LoginForm, LoginInput};
pub(crate) use new_password::{NEW_PASSWORD, NewPasswordForm, NewPasswordInput};
pub(crate) use preferences::{PreferencesForm, PreferencesInput};
pub(crate) use problems::{Form, Problems};
pub(crate) use reauthenticate::{ReauthenticateForm, ReauthenticateInput};
pub(crate) use recovery::{RecoveryForm, RecoveryInput};
pub(crate) use secure::{SecureForm, SecureInput};
pub(crate) use signup::{NEW_EMAIL, SignUp, SignUpForm, SignUpInput};
pub(crate) use trouble::Trouble;
pub(crate) use username::{UsernameForm, UsernameInput};
