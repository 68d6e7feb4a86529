//! The layers around every handler.

mod catch_panic;
mod cookie_header;
mod deadline;
mod same_origin;
mod security_headers;
