//! The words of the site: that no language lacks any, that all stand in the catalogue, and how they
//! are chosen.

mod amounts;
mod catalogue;
mod files;
mod leftovers;
mod outside;
mod pages;
mod parity;
mod rust_text;
mod script_text;
mod sentences;
mod style;
mod template_text;
mod used;
