//! Secrets, from files only.

use std::path::Path;

use anyhow::{Context, bail};
use secrecy::SecretString;

/// The secret in a file, without the line end behind it.
///
/// # Errors
/// When the file cannot be read, is empty, or can be read by everybody.
pub fn read(path: &Path) -> anyhow::Result<SecretString> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("the secret file {} cannot be read", path.display()))?;
    refuse_open_file(path)?;
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        bail!("the secret file {} is empty", path.display());
    }
    Ok(SecretString::from(secret.to_owned()))
}

/// The secret of an optional file.
///
/// # Errors
/// As [`read`].
pub fn read_optional(path: Option<&Path>) -> anyhow::Result<Option<SecretString>> {
    path.map(read).transpose()
}

/// Refuses a file of secrets that others than its owner and group can read.
///
/// # Errors
/// When the file cannot be looked at, or is open to everybody.
#[cfg(unix)]
pub fn refuse_open_file(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o007 != 0 {
        bail!(
            "{} can be read by everybody on this machine: chmod 600 it",
            path.display()
        );
    }
    Ok(())
}

/// On systems without such permissions there is nothing to look at.
///
/// # Errors
/// Never.
#[cfg(not(unix))]
pub fn refuse_open_file(_path: &Path) -> anyhow::Result<()> {
    Ok(())
}

/// Writes a new file that only its owner can read; an existing one is left and refused.
///
/// # Errors
/// When it exists or cannot be written.
pub fn write_new(path: &Path, text: &str) -> anyhow::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut file = options
        .open(path)
        .with_context(|| format!("{} cannot be made anew", path.display()))?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    Ok(())
}
