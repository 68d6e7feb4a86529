//! The parts of the site that stand on their own, over real connections.

mod assets;
mod errors;
mod extract;
mod forms;
mod next_path;
mod wire;
