//! Turns every folder of `texts/` into a variant of `Locale`, so that a language is added by adding
//! its folder.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=texts");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?);
    let tags = names(&root.join("texts"), |path| path.is_dir())?;

    let mut code = String::from(
        "/// A language the house speaks: one for each folder of `texts/`.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]\n\
         #[non_exhaustive]\n\
         pub enum Locale {\n",
    );
    for tag in &tags {
        let _ = writeln!(
            code,
            "    /// The texts of `texts/{tag}`.\n    {},",
            variant(tag)
        );
    }
    let _ = writeln!(code, "}}\n\nconst LOCALES: [Locale; {}] = [", tags.len());
    for tag in &tags {
        let _ = writeln!(code, "    Locale::{},", variant(tag));
    }
    code.push_str("];\n\nconst TAGS: &[&str] = &[\n");
    for tag in &tags {
        let _ = writeln!(code, "    {tag:?},");
    }
    code.push_str("];\n\nconst TEXTS: &[&[(&str, &str)]] = &[\n");
    for tag in &tags {
        let folder = root.join("texts").join(tag);
        code.push_str("    &[\n");
        for file in names(&folder, |path| path.extension().is_some_and(|e| e == "ftl"))? {
            let path = folder.join(&file);
            let _ = writeln!(code, "        ({file:?}, include_str!({path:?})),");
        }
        code.push_str("    ],\n");
    }
    code.push_str("];\n");

    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out).join("locales.rs"), code)
}

/// The names of the entries of a folder that `keep` accepts, sorted.
fn names(folder: &Path, keep: impl Fn(&Path) -> bool) -> io::Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if keep(&path)
            && let Some(name) = path.file_name()
        {
            found.push(name.to_string_lossy().into_owned());
        }
    }
    found.sort();
    Ok(found)
}

/// `en` becomes `En`.
fn variant(tag: &str) -> String {
    let mut letters = tag.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_ascii_uppercase().to_string() + letters.as_str()
    })
}
