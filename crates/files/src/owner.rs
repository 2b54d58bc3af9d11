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
/// user a group of the same number with nobody else in it.
#[cfg(unix)]
pub fn is_for_others(metadata: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;

    is_open(metadata.mode(), metadata.gid(), rustix::process::geteuid().as_raw())
}

/// The same by mode and group, for a user.
#[cfg(unix)]
fn is_open(mode: u32, group: u32, user: u32) -> bool {
    let is_own_group = group == 0 || group == user;
    mode & 0o002 != 0 || mode & 0o020 != 0 && !is_own_group
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

#[cfg(all(test, unix))]
mod tests {
    use super::is_open;

    #[test]
    fn a_group_of_several_people_counts_as_others() {
        let check = |mode: u32, group: u32, user: u32, expected: bool| {
            assert_eq!(is_open(mode, group, user), expected, "{mode:o} {group} {user}");
        };
        check(0o755, 20, 501, false);
        check(0o775, 20, 501, true);
        check(0o775, 1000, 1000, false);
        check(0o775, 0, 1000, false);
        check(0o777, 1000, 1000, true);
        check(0o702, 1000, 1000, true);
    }
}
