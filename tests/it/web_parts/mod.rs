//! The parts of the site that stand on their own, over real connections.

mod accepted_languages;
mod assets;
mod client_address;
mod components;
mod errors;
mod extract;
mod forms;
mod inbox;
mod likely_address;
mod middleware;
mod next_path;
mod wire;
