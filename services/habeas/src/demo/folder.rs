use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{ErrorKind, Write as _},
    path::Path,
};

use anyhow::{Context as _, bail};

/// The file that says that a folder is a demo's.
pub const MARKER: &str = "HABEAS-DEMO";

const MARKER_TEXT: &str = "A demo of habeas made this folder. Nothing in it is real, and the next \
                           demo deletes it.\n";

/// What a demo leaves in its folder, the marker aside; `habeas.sqlite.lock` is held while one runs.
const OWN_FILES: [&str; 6] = [
    "habeas.sqlite",
    "habeas.sqlite-wal",
    "habeas.sqlite-shm",
    "habeas.sqlite-journal",
    "keyring.toml",
    "keyring.new",
];
const LOCK: &str = "habeas.sqlite.lock";

/// Whether a folder is a demo's.
#[must_use]
pub fn is_marked(folder: &Path) -> bool {
    fs::symlink_metadata(folder.join(MARKER)).is_ok_and(|found| found.is_file())
}

/// Refuses to start a normal installation over a demo's folder.
///
/// # Errors
/// When the folder is marked.
pub fn refuse_marked(folder: &Path) -> anyhow::Result<()> {
    if is_marked(folder) {
        bail!(
            "{} is a demo's folder, with invented people in it: take another one for real data",
            folder.display()
        );
    }
    Ok(())
}

/// Makes an empty, marked folder. The marker is written before anything else. Of a folder that an
/// earlier demo marked only what a demo makes is deleted.
///
/// # Errors
/// When the folder holds anything and is not marked, when a demo runs over it, or when it cannot
/// be written.
pub fn make(folder: &Path) -> anyhow::Result<()> {
    if is_marked(folder) {
        return clear(folder);
    }
    match fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                bail!(
                    "{} is not empty and no demo made it: choose another folder with --data",
                    folder.display()
                );
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => crate::assemble::make_folder(folder)?,
        Err(error) => {
            return Err(error).with_context(|| format!("{} cannot be read", folder.display()));
        }
    }
    let path = folder.join(MARKER);
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&path)?;
    file.write_all(MARKER_TEXT.as_bytes())?;
    file.sync_all()?;
    Ok(())
}

fn clear(folder: &Path) -> anyhow::Result<()> {
    let lock = folder.join(LOCK);
    match File::open(&lock) {
        Ok(file) => match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                bail!(
                    "a demo is running over {}: stop that one first",
                    folder.display()
                );
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        },
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error.into()),
    }
    for name in OWN_FILES.into_iter().chain([LOCK]) {
        match fs::remove_file(folder.join(name)) {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("{name} of the former demo cannot be deleted"));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_and_an_empty_folder_are_marked() {
        let root = tempfile::tempdir().unwrap();
        let new = root.path().join("new").join("inside");
        make(&new).unwrap();
        assert!(is_marked(&new));
        let empty = root.path().join("empty");
        fs::create_dir(&empty).unwrap();
        assert!(!is_marked(&empty));
        make(&empty).unwrap();
        assert!(is_marked(&empty));
        assert!(refuse_marked(&empty).is_err());
    }

    #[test]
    fn a_folder_with_anything_in_it_is_refused_and_left_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("habeas.sqlite"), "precious").unwrap();
        let refused = make(root.path()).unwrap_err().to_string();
        assert!(refused.contains("is not empty"), "{refused}");
        assert!(!is_marked(root.path()));
        assert!(refuse_marked(root.path()).is_ok());
        let left = fs::read_to_string(root.path().join("habeas.sqlite")).unwrap();
        assert_eq!(left, "precious");
    }

    #[test]
    fn of_a_demos_folder_only_its_own_files_go() {
        let root = tempfile::tempdir().unwrap();
        make(root.path()).unwrap();
        for name in [
            "habeas.sqlite",
            "habeas.sqlite-wal",
            "keyring.toml",
            "notes.txt",
        ] {
            fs::write(root.path().join(name), "x").unwrap();
        }
        make(root.path()).unwrap();
        assert!(is_marked(root.path()));
        assert!(!root.path().join("habeas.sqlite").exists());
        assert!(!root.path().join("habeas.sqlite-wal").exists());
        assert!(!root.path().join("keyring.toml").exists());
        assert!(root.path().join("notes.txt").exists());
    }

    #[test]
    fn a_folder_that_a_demo_is_served_from_is_refused() {
        let root = tempfile::tempdir().unwrap();
        make(root.path()).unwrap();
        fs::write(root.path().join("habeas.sqlite"), "in use").unwrap();
        let lock = File::create(root.path().join(LOCK)).unwrap();
        lock.try_lock().unwrap();
        let refused = make(root.path()).unwrap_err().to_string();
        assert!(refused.contains("is running"), "{refused}");
        assert!(root.path().join("habeas.sqlite").exists());
        drop(lock);
        make(root.path()).unwrap();
        assert!(!root.path().join("habeas.sqlite").exists());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_no_marker() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("elsewhere"), "").unwrap();
        std::os::unix::fs::symlink(root.path().join("elsewhere"), root.path().join(MARKER))
            .unwrap();
        assert!(!is_marked(root.path()));
        assert!(make(root.path()).is_err());
    }
}
