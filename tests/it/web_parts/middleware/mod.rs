//! The layers around every handler.

mod catch_panic;
mod cookie_header;
mod deadline;
mod security_headers;
