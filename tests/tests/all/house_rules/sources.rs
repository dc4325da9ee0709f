//! The files of the house that people write.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::metadata::House;

/// A file of text, by its path under the workspace.
pub struct Source {
    pub path: String,
    pub text: String,
}

/// Made by tools or by others, not written here.
const NOT_OURS: [&str; 4] = ["target", "node_modules", "assets", ".git"];

/// All files with one of these endings.
pub fn with_endings(endings: &[&str]) -> Vec<Source> {
    let root = &House::get().root;
    let mut sources = Vec::new();
    for folder in ["crates", "services", "tests", "proto"] {
        walk(&root.join(folder), endings, &mut |path| {
            let text = fs::read_to_string(&path).expect("a source is text");
            let path = path.strip_prefix(root).expect("it lies in the workspace");
            sources.push(Source {
                path: path.display().to_string(),
                text,
            });
        });
    }
    assert!(!sources.is_empty(), "no source was found");
    sources
}

fn walk(folder: &Path, endings: &[&str], found: &mut dyn FnMut(PathBuf)) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace") {
        let path = entry.expect("an entry of it").path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            if !NOT_OURS.contains(&name) {
                walk(&path, endings, found);
            }
        } else if endings.iter().any(|ending| name.ends_with(ending)) {
            found(path);
        }
    }
}

impl Source {
    /// Whether nothing of it is part of the program.
    pub fn is_test(&self) -> bool {
        let mut folders = self.path.split('/');
        folders.any(|part| matches!(part, "tests" | "benches" | "examples"))
            || self.path.ends_with("/tests.rs")
    }

    /// Its lines, numbered, without the tests at its end.
    pub fn program_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate();
        lines
            .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
            .map(|(n, l)| (n + 1, l))
    }
}

/// Longer ones are to be split.
const MOST_LINES: usize = 600;

#[test]
fn a_file_stays_within_six_hundred_lines() {
    let endings = [
        ".rs", ".proto", ".html", ".typ", ".sh", ".sql", ".ftl", ".css", ".js",
    ];
    let long: Vec<String> = with_endings(&endings)
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > MOST_LINES)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "to be split: {long:#?}");
}
