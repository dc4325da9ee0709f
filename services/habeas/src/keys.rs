//! The keyring file: made once beside an empty store, never again.

use std::path::Path;

use anyhow::{Context, bail};
use habeas_engine::PackShelf;
use habeas_envelope::Entropy;
use habeas_vault::{KeyGrant, Keyring};

use crate::secrets;

/// Reads the keyring; beside an empty store one is made where none is.
///
/// # Errors
/// When the file cannot be read or is damaged, or when the store holds sealed rows and the file
/// is gone: it must be restored, for nothing else opens them.
pub fn open_or_make(
    path: &Path,
    store_is_empty: bool,
    shelf: &PackShelf,
    entropy: &dyn Entropy,
) -> anyhow::Result<Keyring> {
    if path.exists() {
        let mut keyring = open(path)?;
        let mut added = false;
        for controller in shelf.packs().controllers() {
            added |= keyring.add_controller(controller, entropy);
        }
        if added {
            replace(path, &keyring)?;
        }
        return Ok(keyring);
    }
    if !store_is_empty {
        bail!(
            "the keyring {} is missing, and the database holds what only it opens: restore the \
             file from its backup",
            path.display()
        );
    }
    let keyring = Keyring::generate(shelf.packs().controllers().cloned(), entropy);
    secrets::write_new(path, &keyring.to_file_text())?;
    Ok(keyring)
}

/// Reads a keyring file that must be there.
///
/// # Errors
/// When it cannot be read, is damaged, or is open to everybody.
pub fn open(path: &Path) -> anyhow::Result<Keyring> {
    let text = zeroize::Zeroizing::new(
        std::fs::read_to_string(path)
            .with_context(|| format!("the keyring {} cannot be read", path.display()))?,
    );
    secrets::refuse_open_file(path)?;
    Keyring::from_file_text(&text)
        .with_context(|| format!("the keyring {} is damaged", path.display()))
}

/// Reads the keyring of one service, which must hold what its grant names and nothing more.
///
/// # Errors
/// As [`open`], and when the file holds more than the service may have.
pub fn open_for(path: &Path, grant: &KeyGrant) -> anyhow::Result<Keyring> {
    let keyring = open(path)?;
    if keyring.held() != *grant {
        bail!(
            "the keyring {} does not hold exactly what this service may have: make it anew with \
             `habeas secrets init`",
            path.display()
        );
    }
    Ok(keyring)
}

/// Puts a keyring in the place of the one in a file, whole or not at all.
///
/// # Errors
/// When it cannot be written.
pub fn replace(path: &Path, keyring: &Keyring) -> anyhow::Result<()> {
    let fresh = path.with_extension("new");
    if fresh.exists() {
        std::fs::remove_file(&fresh)?;
    }
    secrets::write_new(&fresh, &keyring.to_file_text())?;
    std::fs::rename(&fresh, path)?;
    Ok(())
}
