//! The layers around every handler. None of them ever answers with an `Err`: the layers outside
//! would be skipped.

mod catch_panic;
mod cookie_header;
mod deadline;
mod security_headers;
mod stand_in;

pub use catch_panic::catch_panic;
pub use cookie_header::{clean_values, cookie_header};
pub use deadline::deadline;
pub use security_headers::security_headers;
