//! The texts of each language, parsed once.

use std::sync::LazyLock;

use fluent_bundle::FluentResource;
use fluent_bundle::concurrent::FluentBundle;
use unic_langid::LanguageIdentifier;

use crate::Locale;

pub(crate) type Bundle = FluentBundle<FluentResource>;

static BUNDLES: LazyLock<Vec<Bundle>> =
    LazyLock::new(|| Locale::ALL.iter().copied().map(load).collect());

/// The texts of a language.
pub(crate) fn of(locale: Locale) -> &'static Bundle {
    &BUNDLES[locale as usize]
}

/// Parses what parses: a broken or doubled message prints as a missing key, and fails this crate's
/// tests.
fn load(locale: Locale) -> Bundle {
    let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // The isolating marks would stand in plain-text mails and in copied references.
    bundle.set_use_isolating(false);
    for (_, source) in locale.sources() {
        let resource = match FluentResource::try_new((*source).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let _ = bundle.add_resource(resource);
    }
    bundle
}
