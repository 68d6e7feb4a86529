//! What people wrote themselves, made fit for a terminal.

/// Leaves out what would not show but steer the terminal.
pub(super) fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}
