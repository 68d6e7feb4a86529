//! Stories of the site, told by people with browsers that run no scripts.

mod kit;
mod main_job;
