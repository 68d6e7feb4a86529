//! Stories of the site, told by people with browsers that run no scripts.

mod choices;
mod cookies;
mod cross_origin;
mod enumeration;
mod forms;
mod headers;
mod kit;
mod limits;
mod long_tokens;
mod main_job;
mod names;
mod next;
mod planted_cookies;
mod rights;
mod safe_methods;
mod secrets;
mod secured;
mod wrong_requests;
