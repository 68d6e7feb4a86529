//! What somebody typed into a form, without anybody typing.

use crate::web::forms::Input;
use crate::web::{ErrorKind, WebError};

/// Names and values, as a browser would send them.
pub(super) type Typed = &'static [(&'static str, &'static str)];

/// The input that these fields make, read by the rules that read a real one.
pub(super) fn input<I: Input>(fields: Typed) -> Result<I, WebError> {
    let body = serde_urlencoded::to_string(fields).map_err(|_| ErrorKind::Internal)?;
    Ok(serde_urlencoded::from_str(&body).map_err(|_| ErrorKind::Internal)?)
}
