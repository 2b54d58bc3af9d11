//! Modes, links and other people's folders.

use std::{os::unix::fs::symlink, path::PathBuf};

use super::*;
use crate::private;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode_of(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// Gives a folder to somebody else. False where only its owner runs the tests.
fn give_away(path: &Path) -> bool {
    std::os::unix::fs::chown(path, Some(65534), None).is_ok()
}

#[test]
fn folders_and_files_are_their_owners_alone() {
    let home = folder();
    let profile = home.path().join("a/b/profile");
    private::create_folder(&profile).unwrap();
    let (file, lock) = (profile.join("file"), profile.join("lock"));
    private::replace(&file, &profile.join("file.new"), b"content").unwrap();
    private::open_lock(&lock).unwrap();
    for (path, expected) in
        [(home.path().join("a"), 0o700), (profile.clone(), 0o700), (file.clone(), 0o600), (lock, 0o600)]
    {
        assert_eq!(mode(&path), expected, "{}", path.display());
    }
    assert_eq!(private::read(&file, 100).unwrap().unwrap().as_slice(), b"content");
    assert!(private::read(&profile.join("none"), 100).unwrap().is_none());
}

#[test]
fn what_others_may_read_is_corrected() {
    let home = folder();
    let profile = home.path().join("profile");
    let file = profile.join("cache/file");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, "content").unwrap();
    let outside = home.path().join("outside");
    fs::write(&outside, "somebody's").unwrap();
    symlink(&outside, profile.join("link")).unwrap();
    for path in [&profile, &file, file.parent().unwrap(), &outside] {
        set_mode_of(path, 0o777);
    }
    private::read(&file, 100).unwrap();
    assert_eq!(mode(&file), 0o600);
    set_mode_of(&file, 0o666);
    private::open_lock(&file).unwrap();
    assert_eq!(mode(&file), 0o600);
    set_mode_of(&file, 0o400 | 0o044);
    private::restrict_access(&profile).unwrap();
    let modes = [&profile, file.parent().unwrap(), &file, &outside].map(mode);
    assert_eq!(modes, [0o700, 0o700, 0o400, 0o777], "what a link leads to is left alone");
}

#[test]
fn no_link_is_followed() {
    let home = folder();
    let victim = home.path().join("victim");
    fs::write(&victim, "somebody's").unwrap();
    let link = home.path().join("link");
    symlink(&victim, &link).unwrap();
    let dangling = home.path().join("dangling");
    symlink(home.path().join("new"), &dangling).unwrap();
    let check = |result: io::Result<()>, path: &Path| {
        let error = result.unwrap_err();
        assert_eq!(private::reason_of(&error), Some(&Unsafe::NotAFile(path.to_owned())), "{error}");
    };
    check(private::open_lock(&link).map(drop), &link);
    check(private::open_lock(&dangling).map(drop), &dangling);
    check(private::open_file(&link).map(drop), &link);
    private::create_file(&dangling).unwrap_err();
    assert!(!home.path().join("new").exists());
    // A link under either name is replaced, not written through.
    private::replace(&link, &dangling, b"ours").unwrap();
    assert_eq!(fs::read_to_string(&link).unwrap(), "ours");
    assert_eq!(fs::read_to_string(&victim).unwrap(), "somebody's");
    assert!(!home.path().join("new").exists());
}

#[test]
fn a_pipe_is_no_lock_and_no_file() {
    let home = folder();
    let pipe = home.path().join("pipe");
    let mode = rustix::fs::Mode::from_raw_mode(0o600);
    rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    assert!(private::open_file(&pipe).is_err());
    assert!(private::open_lock(&pipe).is_err());
}

#[test]
fn a_folder_that_others_can_write_to_is_refused_by_name() {
    let home = folder();
    let shared = home.path().join("shared");
    fs::create_dir(&shared).unwrap();
    set_mode_of(&shared, 0o777);
    let refused = |path: PathBuf| {
        let error = private::create_folder(&path).unwrap_err();
        private::reason_of(&error).cloned().unwrap_or_else(|| panic!("{error}"))
    };
    assert_eq!(refused(shared.join("profile")), Unsafe::OthersCanWrite(shared.clone()));
    assert_eq!(refused(shared.join("a/profile")), Unsafe::OthersCanWrite(shared.clone()));
    assert!(!shared.join("a").exists(), "nothing was made there");
    // A link of this user's own leads there.
    fs::create_dir(shared.join("profile")).unwrap();
    symlink(shared.join("profile"), home.path().join("link")).unwrap();
    assert_eq!(refused(home.path().join("link")), Unsafe::OthersCanWrite(shared.canonicalize().unwrap()));
    let text = Unsafe::OthersCanWrite(shared.clone()).to_string();
    assert!(text.contains(&shared.display().to_string()) && text.contains("chmod go-w"), "{text}");
    // As in /tmp, nobody else can rename what is this user's.
    set_mode_of(&shared, 0o1777);
    private::create_folder(&shared.join("profile")).unwrap();
    assert_eq!(refused(shared.clone()), Unsafe::OthersCanWrite(shared.clone()));
    assert_eq!(mode(&shared), 0o1777, "it is shared on purpose");
    // A folder of this user's own is corrected instead.
    set_mode_of(&shared, 0o777);
    private::create_folder(&shared).unwrap();
    assert_eq!(mode(&shared), 0o700);
}

#[test]
fn somebody_elses_folder_and_file_are_refused() {
    let home = folder();
    let theirs = home.path().join("theirs");
    fs::create_dir(&theirs).unwrap();
    let file = home.path().join("file");
    fs::write(&file, "theirs").unwrap();
    if !give_away(&theirs) || !give_away(&file) {
        return latchkey_testing::skip("somebody_elses_folder_and_file_are_refused", "root");
    }
    for path in [theirs.clone(), theirs.join("profile")] {
        let error = private::create_folder(&path).unwrap_err();
        assert_eq!(private::reason_of(&error), Some(&Unsafe::NotOurs(theirs.clone())));
    }
    for error in [private::open_file(&file).unwrap_err(), private::open_lock(&file).unwrap_err()] {
        assert_eq!(private::reason_of(&error), Some(&Unsafe::NotOurs(file.clone())));
    }
}
