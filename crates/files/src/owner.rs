//! Who owns a file or folder, and who can write to it, as Unix tells it. Windows tells it by access lists, which the
//! standard library does not read; there everything counts as this user's.

use std::fs::Metadata;

/// Whether it belongs to this user, or to the system's administrator.
#[cfg(unix)]
pub fn is_ours(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    metadata.uid() == 0 || is_own(metadata)
}

/// Whether other people can write to it. A group counts as others, unless it is this user's own: many systems give each
/// user a group with nobody else in it.
#[cfg(unix)]
pub fn is_for_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    let is_own_group = metadata.gid() == 0 || metadata.gid() == rustix::process::getegid().as_raw();
    metadata.mode() & 0o002 != 0 || metadata.mode() & 0o020 != 0 && !is_own_group
}

/// Whether it belongs to this user and nobody else.
#[cfg(unix)]
pub(crate) fn is_own(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    metadata.uid() == rustix::process::geteuid().as_raw()
}

/// Whether it belongs to this user, or to the system's administrator.
#[cfg(not(unix))]
pub fn is_ours(_: &Metadata) -> bool {
    true
}

/// Whether other people can write to it.
#[cfg(not(unix))]
pub fn is_for_others(_: &Metadata) -> bool {
    false
}
