//! What handlers take from a request. The extractors of actix repair damaged text, read compressed
//! bodies, and tell visitors what the parser thought; these refuse, and say nothing.

mod form;
mod query;
mod urlencoded;

pub use form::{BodyDeadline, Form};
pub use query::Query;
