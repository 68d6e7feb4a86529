//! What a form on a page is made of: the values that were typed, and what is wrong with them.

mod errors;
mod field;

pub use errors::{FormError, FormErrors};
pub use field::Field;
