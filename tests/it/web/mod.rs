//! Stories of the site, told by people with browsers that run no scripts.

mod cookies;
mod enumeration;
mod forms;
mod kit;
mod limits;
mod long_tokens;
mod main_job;
mod names;
mod next;
mod planted_cookies;
