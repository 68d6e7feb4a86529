//! Stories of the site, told by people with browsers that run no scripts.

mod change_password;
mod choices;
mod cookies;
mod cross_origin;
mod enumeration;
mod forms;
mod headers;
mod kit;
mod languages;
mod limits;
mod long_tokens;
mod mail_languages;
mod main_job;
mod misses;
mod names;
mod next;
mod planted_cookies;
mod preferences;
mod rights;
mod safe_methods;
mod secrets;
mod secured;
mod shared_caches;
mod signposts;
mod slips;
mod wrong_requests;
