//! What `cargo metadata` says of who imports whom.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
    process::Command,
    sync::OnceLock,
};

use serde_json::Value;

/// The packages of the workspace and what each of them imports.
pub struct House {
    /// The folder of the workspace.
    pub root: PathBuf,
    /// By package name: its folder under the root, as `crates/store`.
    pub folders: BTreeMap<String, String>,
    /// By package name: what it imports itself, tests and build scripts apart.
    imports: BTreeMap<String, BTreeSet<String>>,
    /// As `imports`, for tests.
    test_imports: BTreeMap<String, BTreeSet<String>>,
    /// By package id, over all packages: what each imports in the end.
    resolved: BTreeMap<String, Vec<String>>,
    names: BTreeMap<String, String>,
}

impl House {
    /// Read once a run.
    pub fn get() -> &'static Self {
        static HOUSE: OnceLock<House> = OnceLock::new();
        HOUSE.get_or_init(read)
    }

    /// The packages in a folder of the workspace, by name.
    pub fn packages_in(&self, folder: &str) -> BTreeSet<&str> {
        let inside = |path: &str| path.split('/').next() == Some(folder);
        let folders = self.folders.iter().filter(|(_, path)| inside(path));
        folders.map(|(name, _)| name.as_str()).collect()
    }

    /// What a package of the workspace imports itself, outside tests.
    pub fn imports(&self, package: &str) -> &BTreeSet<String> {
        &self.imports[package]
    }

    /// What the tests of a package of the workspace import beside.
    pub fn test_imports(&self, package: &str) -> &BTreeSet<String> {
        &self.test_imports[package]
    }

    /// Everything a package of the workspace brings with it, outside tests.
    pub fn reaches(&self, package: &str) -> BTreeSet<&str> {
        let start = self.names.iter().find(|(id, name)| {
            name.as_str() == package && self.folders.contains_key(package) && id.starts_with("path")
        });
        let (start, _) = start.expect("a package of the workspace");
        let mut seen = BTreeSet::from([start]);
        let mut ahead = vec![start];
        while let Some(id) = ahead.pop() {
            for next in self.resolved.get(id).into_iter().flatten() {
                if seen.insert(next) {
                    ahead.push(next);
                }
            }
        }
        seen.remove(start);
        seen.into_iter().map(|id| self.names[id].as_str()).collect()
    }
}

/// The platform this is compiled on, as rustc calls it.
fn host() -> String {
    let output = Command::new("rustc")
        .arg("-vV")
        .output()
        .expect("rustc runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.expect("rustc names its host").to_owned()
}

fn read() -> House {
    // Of this platform alone: what others need was never downloaded, and need not be.
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked"])
        .args(["--filter-platform", &host()])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {said}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    let root = PathBuf::from(text(&metadata["workspace_root"]));
    let members: BTreeSet<&str> = list(&metadata["workspace_members"]).map(text).collect();
    let mut house = House {
        folders: BTreeMap::new(),
        imports: BTreeMap::new(),
        test_imports: BTreeMap::new(),
        resolved: BTreeMap::new(),
        names: BTreeMap::new(),
        root,
    };
    for package in list(&metadata["packages"]) {
        let (id, name) = (text(&package["id"]), text(&package["name"]));
        house.names.insert(id.to_owned(), name.to_owned());
        if !members.contains(id) {
            continue;
        }
        let manifest = PathBuf::from(text(&package["manifest_path"]));
        let folder = manifest.parent().expect("a manifest lies in a folder");
        let folder = folder
            .strip_prefix(&house.root)
            .expect("a member lies in the workspace");
        house
            .folders
            .insert(name.to_owned(), folder.display().to_string());
        let of_kind = |kind: &str| {
            let kinds = list(&package["dependencies"]);
            kinds
                .filter(|d| d["kind"].as_str().unwrap_or("normal") == kind)
                .map(|d| text(&d["name"]).to_owned())
                .collect()
        };
        house.imports.insert(name.to_owned(), of_kind("normal"));
        house.test_imports.insert(name.to_owned(), of_kind("dev"));
    }
    for node in list(&metadata["resolve"]["nodes"]) {
        let normal = list(&node["deps"])
            .filter(|dep| list(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()))
            .map(|dep| text(&dep["pkg"]).to_owned());
        house
            .resolved
            .insert(text(&node["id"]).to_owned(), normal.collect());
    }
    house
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}
