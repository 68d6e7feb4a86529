//! The API as programs use it, in the three ways to run.

mod bearer;
mod bodies;
mod deletion;
mod document;
mod enumeration;
mod frame;
mod house;
mod limits;
mod me;
mod other_origins;
mod password;
mod plain_paths;
mod races;
mod refreshing;
mod registering;
mod revoking;
mod second_factor;
mod second_factor_inside;
mod sessions;
mod signing_in;
