//! The texts in the binary, as `(file, text)`.

macro_rules! texts {
    ($folder:literal: $($name:literal),+ $(,)?) => {
        &[$((
            concat!($folder, "/", $name, ".toml"),
            include_str!(concat!("../", $folder, "/", $name, ".toml")),
        )),+]
    };
}

pub(crate) const REGIMES: &[(&str, &str)] = texts!(
    "regimes": "certimed", "eurocontrol", "formula-air", "gdpr-be", "gdpr-nl", "gdpr-nl-public",
    "mensura", "nl-awb", "nl-uavg", "occar",
);
pub(crate) const CALENDARS: &[(&str, &str)] = texts!("calendars": "be", "nl", "nl-atw");
pub(crate) const PACKS: &[(&str, &str)] = texts!(
    "packs": "certimed", "eurocontrol", "formula-air", "mensura", "occar", "werken-bij-defensie",
);
