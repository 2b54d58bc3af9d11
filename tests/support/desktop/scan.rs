//! Looks for secrets in every file below a folder, as text and in the encodings they travel in.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

/// The files that hold one of these texts in UTF-8 or UTF-16.
pub fn find_in_files(folder: &Path, texts: &[&str]) -> Result<Vec<PathBuf>> {
    let needles: Vec<Vec<u8>> = texts
        .iter()
        .filter(|text| !text.is_empty())
        .flat_map(|text| [text.as_bytes().to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()])
        .collect();
    let holds_one = |file: &PathBuf| {
        // A file that is gone or unreadable holds no secret that can be read.
        let content = fs::read(file).unwrap_or_default();
        needles.iter().any(|needle| content.windows(needle.len()).any(|window| window == needle))
    };
    Ok(files_below(folder)?.into_iter().filter(holds_one).collect())
}

/// Every file below a folder.
pub(super) fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push(entry.path());
            } else if kind.is_file() {
                files.push(entry.path());
            }
        }
    }
    Ok(files)
}
