//! The layers around every handler. None of them ever answers with an `Err`: the layers outside
//! would be skipped.

mod authenticate;
mod catch_panic;
mod cookie_header;
mod count_transactions;
mod deadline;
mod error_pages;
mod preferences;
mod private_answers;
mod same_origin;
mod security_headers;
mod stand_in;
mod visit;

pub use catch_panic::catch_panic;
pub use cookie_header::{clean_values, cookie_header};
pub use deadline::deadline;
pub use same_origin::same_origin;
pub use security_headers::security_headers;
pub use visit::visit_key;

pub(super) use authenticate::authenticate;
pub(crate) use count_transactions::count_transactions;
pub(crate) use error_pages::ErrorPage;
pub(super) use error_pages::error_pages;
pub(super) use preferences::preferences;
pub(super) use private_answers::keep_private;
pub(super) use visit::visit;
