//! What Fly.io tells the machines it runs.

use std::path::{Path, PathBuf};

use super::Origin;
use super::sources::Sources;

/// The variable by which a program knows that it runs on Fly.
pub(super) const APP_NAME: &str = "FLY_APP_NAME";

/// The header in which Fly's proxy gives the visitor's address; it replaces what visitors send.
pub(super) const ADDRESS_HEADER: &str = "Fly-Client-IP";

/// The origin that Fly gives every app.
pub(super) fn origin(sources: &Sources) -> Option<Origin> {
    Origin::parse(&format!("https://{}.fly.dev", sources.variable(APP_NAME)?)).ok()
}

/// Whether a file lies on a volume that outlives the machine: below a mount that is not the root.
pub(super) fn is_on_a_volume(file: &Path, sources: &Sources) -> bool {
    let folder = std::path::absolute(sources.folder.join(file)).unwrap_or_else(|_| PathBuf::from(file));
    // "device /mount/point type options …", proc(5).
    let mount_points = sources.mounts.lines().filter_map(|line| line.split(' ').nth(1));
    mount_points
        .filter(|point| folder.starts_with(point))
        .max_by_key(|point| point.len())
        .is_some_and(|point| point != "/")
}
