//! The page gallery: that nothing is missing in it, and that every page in it keeps the rules for pages.

mod coverage;
mod list;
mod rules;
mod sight;
mod sizes;
mod states;
