use serde::de::DeserializeOwned;

use crate::PackErrors;

/// Reads a TOML text into a type, and says in words at which key it went wrong.
pub(crate) fn read<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, PackErrors> {
    let deserializer = toml::Deserializer::parse(text)
        .map_err(|error| PackErrors::one(file, "", syntax(text, &error)))?;
    serde_path_to_error::deserialize(deserializer).map_err(|error| {
        let path = error.path().to_string();
        let path = if path == "." { String::new() } else { path };
        PackErrors::one(file, path, shape(text, error.inner()))
    })
}

fn syntax(text: &str, error: &toml::de::Error) -> String {
    format!(
        "{}this is not TOML: {}",
        line(text, error),
        error.message().trim()
    )
}

fn shape(text: &str, error: &toml::de::Error) -> String {
    let message = error.message().trim();
    let at = line(text, error);
    if let Some(field) = message.strip_prefix("missing field ") {
        format!("{at}{field} is missing")
    } else if let Some(rest) = message.strip_prefix("unknown field ") {
        format!("{at}nothing is called {rest}")
    } else {
        format!("{at}{message}")
    }
}

fn line(text: &str, error: &toml::de::Error) -> String {
    error.span().map_or_else(String::new, |span| {
        let line = text[..span.start.min(text.len())].matches('\n').count() + 1;
        format!("line {line}: ")
    })
}
