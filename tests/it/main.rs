//! One test binary: stories, contract, store conformance, architecture.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    unreachable_pub,
    reason = "a test that cannot go on stops; nobody depends on a test binary"
)]

mod accounts;
#[cfg(feature = "auth-server")]
mod alone;
#[cfg(feature = "auth-server")]
mod api;
mod architecture;
#[cfg(feature = "auth-server")]
mod auth_server;
mod bad_days;
mod clock;
#[cfg(feature = "auth-server")]
mod commands;
mod config;
#[cfg(feature = "auth-server")]
mod contract;
mod gallery;
mod gotrue;
#[cfg(feature = "auth-server")]
mod housekeeping;
#[cfg(feature = "auth-server")]
mod in_front;
mod mail;
#[cfg(feature = "auth-server")]
mod metrics;
#[cfg(feature = "auth-server")]
mod postgres;
#[cfg(feature = "auth-server")]
mod sqlite;
mod store;
mod support;
mod web;
mod web_parts;
mod words;
