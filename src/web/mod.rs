//! The site: server-rendered pages over plain HTML forms.
//!
//! Middleware never answers with an `Err`: what stands outside of it would be skipped, and with it the
//! headers that every answer needs.

pub mod assets;
mod client_address;
mod error;
mod error_kind;
mod extract;
mod forms;
pub mod middleware;
mod next_path;

pub use assets::asset;
pub use client_address::{ClientAddress, ClientAddressHeader};
pub use error::WebError;
pub use error_kind::ErrorKind;
pub use extract::{BodyDeadline, Form, Query};
pub use forms::{Field, FormError, FormErrors};
pub use next_path::NextPath;
