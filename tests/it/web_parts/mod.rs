//! The parts of the site that stand on their own, over real connections.

mod errors;
mod forms;
mod next_path;
mod wire;
