//! The layers around every handler.

mod cookie_header;
mod security_headers;
