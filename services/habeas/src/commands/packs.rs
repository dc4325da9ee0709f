use std::path::Path;

use anyhow::bail;
use habeas_regime::{Library, Pack, Packs};

use crate::assemble::toml_files;

/// Checks packs and says of each that it is whole, or everything that is wrong with it.
///
/// # Errors
/// When a pack is incomplete or contradictory, or a file cannot be read.
pub fn check(path: Option<&Path>) -> anyhow::Result<()> {
    let Some(path) = path else {
        for pack in Packs::embedded().iter() {
            say(pack);
        }
        return Ok(());
    };
    let files = if path.is_dir() {
        toml_files(path)?
    } else {
        vec![path.to_owned()]
    };
    if files.is_empty() {
        bail!("{} has no .toml file", path.display());
    }
    let library = Library::embedded();
    let mut faulty = 0;
    for file in &files {
        let text = std::fs::read_to_string(file)?;
        match Pack::parse_with(&file.display().to_string(), &text, &library) {
            Ok(pack) => say(&pack),
            Err(errors) => {
                faulty += 1;
                println!("{errors}");
            }
        }
    }
    if faulty > 0 {
        bail!("{faulty} of {} packs cannot be used", files.len());
    }
    Ok(())
}

fn say(pack: &Pack) {
    println!(
        "{} {} {}",
        pack.controller(),
        pack.reference().version,
        pack.reference().hash
    );
}
