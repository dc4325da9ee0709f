//! Embeds every TOML file of the three folders, so that a pack is added by adding its file.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

fn main() -> Result<(), Box<dyn Error>> {
    let home = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let mut code = String::new();
    for (name, folder) in [
        ("REGIMES", "regimes"),
        ("CALENDARS", "calendars"),
        ("PACKS", "packs"),
    ] {
        println!("cargo::rerun-if-changed={folder}");
        write!(code, "pub(crate) const {name}: &[(&str, &str)] = &[")?;
        for file in files(&home.join(folder))? {
            let path = home.join(folder).join(&file);
            write!(
                code,
                "({:?}, include_str!({path:?})),",
                format!("{folder}/{file}")
            )?;
        }
        code.push_str("];\n");
    }
    fs::write(
        PathBuf::from(env::var("OUT_DIR")?).join("embedded.rs"),
        code,
    )?;
    Ok(())
}

/// The names of the TOML files of a folder, sorted, so that the order is the same everywhere.
fn files(folder: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = entry?
            .file_name()
            .into_string()
            .map_err(|_| "a file name is not UTF-8")?;
        if name.ends_with(".toml") {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}
