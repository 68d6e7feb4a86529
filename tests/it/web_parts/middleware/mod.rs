//! The layers around every handler.

mod cookie_header;
