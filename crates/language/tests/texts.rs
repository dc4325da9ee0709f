//! The texts as they stand: whole in every language, and free of what Fluent lets pass in silence.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use habeas_language::Locale;
use habeas_language::testing::{check_keys, check_templates, declared, used_keys};

fn folder(locale: Locale) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("texts")
        .join(locale.tag())
}

fn file_names(locale: Locale) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder(locale))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn english_dutch_and_french_are_there() {
    let tags: Vec<&str> = Locale::ALL.iter().map(|l| l.tag()).collect();
    for tag in ["en", "fr", "nl"] {
        assert!(tags.contains(&tag), "{tag} is missing");
    }
}

#[test]
fn every_file_exists_in_every_language() {
    for locale in Locale::ALL {
        assert_eq!(file_names(*locale), file_names(Locale::En), "{locale}");
    }
}

#[test]
fn every_key_exists_in_every_language_with_the_same_arguments() {
    let english = declared(Locale::En);
    assert!(english.len() > 40);
    let mut differences = Vec::new();
    for locale in Locale::ALL {
        let other = declared(*locale);
        for key in english.keys().chain(other.keys()) {
            match (english.get(key), other.get(key)) {
                (Some(a), Some(b)) if a == b => {}
                (a, b) => differences.push(format!("{key}: en {a:?}, {locale} {b:?}")),
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn every_file_parses_and_no_key_stands_twice() {
    for locale in Locale::ALL {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for name in file_names(*locale) {
            let source = fs::read_to_string(folder(*locale).join(&name)).unwrap();
            let tree = fluent_syntax::parser::parse(source.as_str())
                .unwrap_or_else(|(_, errors)| panic!("{locale}/{name}: {errors:?}"));
            for entry in tree.body {
                if let fluent_syntax::ast::Entry::Message(message) = entry {
                    let key = message.id.name.to_owned();
                    let before = seen.insert(key.clone(), name.clone());
                    assert_eq!(before, None, "{key} in {locale}/{name}");
                }
            }
        }
    }
}

#[test]
fn every_key_is_in_the_file_of_its_prefix() {
    let prefixes = [
        ("errors.ftl", "error-"),
        ("letters.ftl", "letter-"),
        ("mail.ftl", "mail-"),
        ("portal.ftl", "portal-"),
        ("console.ftl", "console-"),
        ("timelimit.ftl", "limit-"),
        ("web.ftl", "web-"),
    ];
    for locale in Locale::ALL {
        for (name, prefix) in prefixes {
            let source = fs::read_to_string(folder(*locale).join(name)).unwrap();
            for line in source.lines() {
                let starts_message = line.starts_with(|c: char| c.is_ascii_lowercase());
                assert!(
                    !starts_message
                        || line.starts_with(prefix)
                        || (prefix == "error-" && line.starts_with("refusal-")),
                    "{locale}/{name}: {line}"
                );
            }
        }
    }
}

#[test]
fn a_use_is_found_with_its_arguments_wherever_it_stands() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    fs::write(
        folder.path().join("inner/page.html"),
        "<p>{{ l.t(\"days\").arg(\"count\", left(\")\", 2)).arg(\"other\", x) }}</p>\n{{ l.t(\"yes\") }}",
    )
    .unwrap();
    fs::write(
        folder.path().join("code.rs"),
        "// l.t(\"in-a-comment\")\nlet a = l.t(\n    \"no\",\n);\nlet b = l.t(format!(\"x-{y}\"));",
    )
    .unwrap();
    let uses = used_keys(folder.path()).unwrap();
    let seen: Vec<(&str, usize, Vec<&str>)> = uses
        .iter()
        .map(|u| {
            let arguments = u.arguments.iter().map(String::as_str).collect();
            (u.key.as_str(), u.line, arguments)
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("no", 2, vec![]),
            ("days", 1, vec!["count", "other"]),
            ("yes", 2, vec![]),
        ]
    );
}

#[test]
fn a_template_is_held_to_keys_and_arguments() {
    let check = |template: &str| {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("page.html"), template).unwrap();
        check_templates(folder.path()).map_err(|found| found.to_string())
    };
    assert_eq!(check("{{ l.t(\"days\").arg(\"count\", n) }}"), Ok(()));
    let missing = check("{{ l.t(\"nowhere\") }}").unwrap_err();
    assert!(missing.contains("page.html:1: nowhere: not in en"));
    assert!(missing.contains("not in nl"));
    let bare = check("{{ l.t(\"days\") }}").unwrap_err();
    assert!(bare.contains("takes {\"count\"} in fr, given {}"));
}

#[test]
fn keys_made_at_run_time_are_checked() {
    assert!(check_keys((1..=12).map(|m| format!("month-{m}"))).is_ok());
    let found = check_keys(["month-13"]).unwrap_err().to_string();
    assert!(found.contains("month-13: not in en"));
}

#[test]
fn every_text_of_the_reasons_exists() {
    let sources = concat!(env!("CARGO_MANIFEST_DIR"), "/src/reasons.rs");
    let uses = used_keys(Path::new(sources).parent().unwrap()).unwrap();
    let used: std::collections::BTreeSet<&str> = uses
        .iter()
        .filter(|found| found.file.ends_with("reasons.rs"))
        .map(|found| found.key.as_str())
        .collect();
    let declared = declared(Locale::En);
    let of_limits = declared.keys().filter(|key| key.starts_with("limit-"));
    let texts: std::collections::BTreeSet<&str> = of_limits.map(String::as_str).collect();
    assert_eq!(used, texts);
    check_templates(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap();
}

#[test]
fn every_refusal_has_words() {
    let keys = habeas_case::Refusal::ALL
        .iter()
        .map(|refusal| format!("refusal-{}", refusal.code()));
    check_keys(keys).unwrap();
}
