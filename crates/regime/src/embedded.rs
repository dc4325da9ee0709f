//! The texts in the binary, as `(file, text)`.

macro_rules! texts {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$((
            concat!($folder, "/", $name, ".toml"),
            include_str!(concat!("../", $folder, "/", $name, ".toml")),
        )),+]
    };
}

pub(crate) const REGIMES: &[(&str, &str)] =
    texts!("regimes": "certimed", "gdpr-be", "mensura", "patients-rights-be");
pub(crate) const CALENDARS: &[(&str, &str)] = texts!("calendars": "be", "nl", "nl-atw");
pub(crate) const PACKS: &[(&str, &str)] = texts!("packs": "mensura");
