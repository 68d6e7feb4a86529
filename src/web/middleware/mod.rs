//! The layers around every handler. None of them ever answers with an `Err`: the layers outside
//! would be skipped.

mod cookie_header;
mod security_headers;

pub use cookie_header::{clean_values, cookie_header};
pub use security_headers::security_headers;
