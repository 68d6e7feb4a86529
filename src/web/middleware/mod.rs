//! The layers around every handler. None of them ever answers with an `Err`: the layers outside
//! would be skipped.

mod cookie_header;

pub use cookie_header::{clean_values, cookie_header};
