//! The one bounded reader of files that somebody names.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read},
    path::Path,
};

use zeroize::Zeroizing;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is a folder, a pipe, a device or a socket, which may never end or never begin.
    #[error("it is not a regular file")]
    NotAFile,
    /// It is longer than what is looked for can be.
    #[error("it is too long: more than {limit} bytes")]
    TooLong {
        /// In bytes.
        limit: u64,
    },
    /// It is not UTF-8.
    #[error("it is not a text")]
    NotText,
    /// The system said no.
    #[error(transparent)]
    System(#[from] io::Error),
}

/// The content of a regular file of at most so many bytes, wiped when it is dropped. Never waits for somebody to write.
///
/// # Errors
/// [`ReadError`]; nothing is read of what is not a regular file.
pub fn read(path: &Path, limit: u64) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    // To open a device can do something already.
    if !fs::metadata(path)?.is_file() {
        return Err(ReadError::NotAFile);
    }
    read_open(&open(path, 0)?, limit)
}

/// The same as text.
///
/// # Errors
/// [`ReadError`], [`ReadError::NotText`] among them.
pub fn read_text(path: &Path, limit: u64) -> Result<Zeroizing<String>, ReadError> {
    let content = read(path, limit)?;
    let text = str::from_utf8(&content).map_err(|_| ReadError::NotText)?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Opens a file for reading, not waiting for whoever might write to a pipe.
#[cfg(unix)]
pub(crate) fn open(path: &Path, flags: i32) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;

    use rustix::fs::OFlags;

    let unwaiting = OFlags::NONBLOCK | OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(unwaiting.bits().cast_signed() | flags).open(path)
}

#[cfg(not(unix))]
pub(crate) fn open(path: &Path, _: i32) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

pub(crate) fn read_open(file: &File, limit: u64) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    // Another one can have taken its place since it was looked at.
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile);
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLong { limit });
    }
    // Room for all of it, so that no part of a secret stays where a vector was before it grew.
    let room = usize::try_from(metadata.len()).unwrap_or_default();
    let mut content = Zeroizing::new(Vec::with_capacity(room + 1));
    file.take(limit.saturating_add(1)).read_to_end(&mut content)?;
    if content.len() as u64 > limit {
        return Err(ReadError::TooLong { limit });
    }
    Ok(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_regular_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "0123456789").unwrap();
        assert_eq!(**read(&path, 10).unwrap(), *b"0123456789");
        assert_eq!(**read_text(&path, 11).unwrap(), *"0123456789");
        assert!(matches!(read(&path, 9), Err(ReadError::TooLong { limit: 9 })));
        fs::write(&path, [0xff]).unwrap();
        assert!(matches!(read_text(&path, 10), Err(ReadError::NotText)));
        assert!(matches!(read(folder.path(), 10), Err(ReadError::NotAFile)));
        assert!(matches!(read(&folder.path().join("none"), 10), Err(ReadError::System(_))));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_devices_and_sockets_are_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        for path in [&*pipe, &*socket, &*link, Path::new("/dev/zero"), Path::new("/dev/tty")] {
            // A tty is not there where there is no terminal.
            assert!(matches!(read(path, 10), Err(ReadError::NotAFile)), "{}", path.display());
        }
        // One that takes a file's place after it was looked at.
        let opened = open(&pipe, 0).unwrap();
        assert!(matches!(read_open(&opened, 10), Err(ReadError::NotAFile)));
    }
}
