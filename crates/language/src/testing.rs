//! Holds templates and sources against the texts: every key they use exists in every language and
//! gets the arguments it wants. For the tests of the crates that print texts:
//!
//! ```no_run
//! habeas_language::testing::check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use fluent_syntax::ast::{
    CallArguments, Entry, Expression, InlineExpression, Pattern, PatternElement,
};

use crate::Locale;

/// A place where a template or a source prints a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Use {
    /// The key between the quotes of `t("...")`.
    pub key: String,
    /// The names given by the `.arg("...", ...)` calls that follow it directly.
    pub arguments: BTreeSet<String>,
    /// The file.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// What is wrong, one line a finding.
#[derive(Debug, thiserror::Error)]
pub struct Findings(Vec<String>);

impl Findings {
    fn or_ok(findings: Vec<String>) -> Result<(), Self> {
        if findings.is_empty() {
            Ok(())
        } else {
            Err(Self(findings))
        }
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

/// The keys of a language and the arguments each takes, those of the messages it refers to included.
#[must_use]
pub fn declared(locale: Locale) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages = BTreeMap::new();
    for (_, source) in locale.sources() {
        let tree = match fluent_syntax::parser::parse(*source) {
            Ok(tree) | Err((tree, _)) => tree,
        };
        for entry in tree.body {
            if let Entry::Message(message) = entry
                && let Some(pattern) = message.value
            {
                let mut names = Names::default();
                names.pattern(&pattern);
                messages.insert(message.id.name.to_owned(), names);
            }
        }
    }
    messages
        .keys()
        .map(|key| {
            let mut arguments = BTreeSet::new();
            collect(key, &messages, &mut BTreeSet::new(), &mut arguments);
            (key.clone(), arguments)
        })
        .collect()
}

/// Every `t("key")` in the templates and sources (`html`, `txt`, `rs`) under a folder, with the
/// arguments chained to it. A key put together at run time is not seen: give it to [`check_keys`].
///
/// # Errors
/// When the folder or a file in it cannot be read.
pub fn used_keys(folder: impl AsRef<Path>) -> io::Result<Vec<Use>> {
    let mut files = Vec::new();
    walk(folder.as_ref(), &mut files)?;
    files.sort();
    let mut uses = Vec::new();
    for file in files {
        scan(&fs::read_to_string(&file)?, &file, &mut uses);
    }
    Ok(uses)
}

/// Checks that each key used under a folder exists in every language and gets exactly the arguments
/// it takes.
///
/// # Errors
/// With every finding: file, line, key, language.
///
/// # Panics
/// When the folder cannot be read, or when no key at all is found in it: a check of nothing.
pub fn check_templates(folder: impl AsRef<Path>) -> Result<(), Findings> {
    let uses = used_keys(folder).expect("the folder of the templates can be read");
    assert!(!uses.is_empty(), "no text is used in this folder");
    let mut findings = Vec::new();
    for locale in Locale::ALL {
        let declared = declared(*locale);
        for found in &uses {
            let place = format!("{}:{}: {}", found.file.display(), found.line, found.key);
            match declared.get(&found.key) {
                None => findings.push(format!("{place}: not in {locale}")),
                Some(takes) if *takes != found.arguments => findings.push(format!(
                    "{place}: takes {takes:?} in {locale}, given {:?}",
                    found.arguments
                )),
                Some(_) => {}
            }
        }
    }
    Findings::or_ok(findings)
}

/// Checks that each of these keys, made at run time, exists in every language.
///
/// # Errors
/// With every key that is missing, and its language.
pub fn check_keys<K: AsRef<str>>(keys: impl IntoIterator<Item = K>) -> Result<(), Findings> {
    let mut findings = Vec::new();
    for key in keys {
        for locale in Locale::ALL {
            if !locale.has(&key) {
                findings.push(format!("{}: not in {locale}", key.as_ref()));
            }
        }
    }
    Findings::or_ok(findings)
}

/// The arguments and the other messages a message names.
#[derive(Default)]
struct Names {
    arguments: BTreeSet<String>,
    messages: BTreeSet<String>,
}

impl Names {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                for variant in variants {
                    self.pattern(&variant.value);
                }
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.arguments.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.messages.insert(id.name.to_owned());
            }
            InlineExpression::FunctionReference { arguments, .. } => self.call(arguments),
            InlineExpression::TermReference {
                arguments: Some(arguments),
                ..
            } => {
                self.call(arguments);
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::TermReference {
                arguments: None, ..
            }
            | InlineExpression::StringLiteral { .. }
            | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn call(&mut self, arguments: &CallArguments<&str>) {
        for argument in &arguments.positional {
            self.inline(argument);
        }
        for argument in &arguments.named {
            self.inline(&argument.value);
        }
    }
}

/// Gathers what a message takes, through the messages it refers to.
fn collect(
    key: &str,
    messages: &BTreeMap<String, Names>,
    seen: &mut BTreeSet<String>,
    arguments: &mut BTreeSet<String>,
) {
    if !seen.insert(key.to_owned()) {
        return;
    }
    if let Some(names) = messages.get(key) {
        arguments.extend(names.arguments.iter().cloned());
        for referred in &names.messages {
            collect(referred, messages, seen, arguments);
        }
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            if !path.ends_with("target") && !path.ends_with("node_modules") {
                walk(&path, files)?;
            }
        } else if path
            .extension()
            .is_some_and(|e| e == "html" || e == "txt" || e == "rs")
        {
            files.push(path);
        }
    }
    Ok(())
}

fn scan(source: &str, file: &Path, uses: &mut Vec<Use>) {
    for (at, call) in source.match_indices(".t(") {
        let line_start = source[..at].rfind('\n').map_or(0, |i| i + 1);
        if source[line_start..at].trim_start().starts_with("//") {
            continue;
        }
        let Some((key, rest)) = quoted(&source[at + call.len()..]) else {
            continue;
        };
        // Whatever follows the quotes but the closing bracket makes it a key put together.
        let Some(rest) = rest.trim_start_matches([',', ' ', '\n']).strip_prefix(')') else {
            continue;
        };
        uses.push(Use {
            key: key.to_owned(),
            arguments: chained(rest),
            file: file.to_owned(),
            line: source[..at].matches('\n').count() + 1,
        });
    }
}

/// The names of the `.arg("name", ...)` calls at the start of a text.
fn chained(mut rest: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    while let Some((name, value)) = rest.trim_start().strip_prefix(".arg(").and_then(quoted) {
        names.insert(name.to_owned());
        rest = after_bracket(value);
    }
    names
}

/// A string literal without escapes at the start of a text, and what follows it.
fn quoted(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix('"')?.split_once('"')
}

/// What follows the bracket that closes the call the text is in.
fn after_bracket(text: &str) -> &str {
    let mut depth = 1;
    let mut in_string = false;
    let mut escaped = false;
    for (at, letter) in text.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            '(' if !in_string => depth += 1,
            ')' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}
