//! Texts that lack a language of the pack, and citations that name nothing, wherever they stand.

use crate::Provisions;

/// What may be told in more languages than the organisation serves people in.
const INTRODUCTION: [&str; 2] = ["controller.description", "controller.display_name"];

/// Calls `wrong` for each text that lacks a language, and each citation without a provision.
pub(crate) fn check(provisions: &Provisions, mut wrong: impl FnMut(String, String)) {
    let languages = &provisions.controller.languages;
    walk(provisions, &mut |path, found| match found {
        Found::Texts(texts) => {
            for language in languages {
                let text = texts.get(language).and_then(toml::Value::as_str);
                if text.is_none_or(|text| text.trim().is_empty()) {
                    wrong(
                        path.to_owned(),
                        format!("there is no text in {language}, a language of the controller"),
                    );
                }
            }
            // Who the organisation is, is told to every visitor of the first page.
            if INTRODUCTION.contains(&path) {
                return;
            }
            for language in texts.keys().filter(|tag| !languages.contains(tag)) {
                wrong(
                    path.to_owned(),
                    format!("{language} is no language of the controller"),
                );
            }
        }
        Found::Citation(citation) => {
            if citation.chars().filter(|c| c.is_alphanumeric()).count() < 3 {
                wrong(
                    path.to_owned(),
                    "the citation names no provision".to_owned(),
                );
            }
        }
    });
}

enum Found<'a> {
    Texts(&'a toml::Table),
    Citation(&'a str),
}

/// The pack as plain data, so that no field can be forgotten here when one is added there.
fn walk(provisions: &Provisions, found: &mut impl FnMut(&str, Found<'_>)) {
    let data = toml::Value::try_from(provisions).expect("provisions came of TOML");
    visit("", &data, found);
}

fn visit(path: &str, value: &toml::Value, found: &mut impl FnMut(&str, Found<'_>)) {
    match value {
        toml::Value::Table(table) if is_texts(table) => found(path, Found::Texts(table)),
        toml::Value::Table(table) => {
            for (key, value) in table {
                let inner = if path.is_empty() {
                    key.clone()
                } else {
                    format!("{path}.{key}")
                };
                match value.as_str() {
                    Some(citation) if key == "citation" => {
                        found(&inner, Found::Citation(citation));
                    }
                    _ => visit(&inner, value, found),
                }
            }
        }
        toml::Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                let id = value.get("id").and_then(toml::Value::as_str);
                let inner = match id {
                    Some(id) => format!("{path}[{id}]"),
                    None => format!("{path}[{at}]"),
                };
                visit(&inner, value, found);
            }
        }
        _ => {}
    }
}

/// Texts are the only tables whose keys are all language tags.
fn is_texts(table: &toml::Table) -> bool {
    let tag = |key: &String| key.len() == 2 && key.bytes().all(|b| b.is_ascii_lowercase());
    !table.is_empty() && table.iter().all(|(key, value)| tag(key) && value.is_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_citation_and_text_of_a_pack_is_visited() {
        let pack = crate::testing::example();
        let (mut texts, mut citations) = (0, 0);
        walk(pack.provisions(), &mut |_, found| match found {
            Found::Texts(_) => texts += 1,
            Found::Citation(_) => citations += 1,
        });
        let text = crate::testing::EXAMPLE;
        assert_eq!(citations, text.matches("citation = \"").count());
        assert_eq!(texts, text.matches("en = \"").count());
    }
}
