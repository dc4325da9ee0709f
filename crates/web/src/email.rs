//! E-mail addresses.

use email_address::Options;
use unicode_normalization::UnicodeNormalization;

use crate::{Field, Message};

/// The longest address that a mail server accepts (RFC 5321, section 4.5.3.1.3, less the brackets).
const LONGEST: usize = 254;

/// An address that can stand in a mail header: `local@domain`, no display name, no quoted local part,
/// no literal domain, no control character (so no CR or LF), and a domain of at least two labels.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads an address. Plain spaces around it are left away; a control character is refused
    /// wherever it stands, at the end too.
    ///
    /// # Errors
    /// What the person can mend.
    pub fn parse(raw: &str) -> Result<Self, Message> {
        let unfit = || Message::new("web-error-email");
        if raw.len() > 4 * LONGEST {
            return Err(unfit());
        }
        let address: String = raw.trim_matches(' ').nfc().collect();
        if address.is_empty() {
            return Err(Message::new("web-error-required"));
        }
        let hostile =
            |c: char| c.is_control() || c.is_whitespace() || "\"<>()[],;:\\\u{FFFD}".contains(c);
        // Invisible and direction marks make one address look like another.
        let deceptive = |c: char| matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}');
        if address.contains(hostile) || address.contains(deceptive) {
            return Err(unfit());
        }
        if address.len() > LONGEST {
            return Err(unfit());
        }
        let options = Options::default()
            .with_minimum_sub_domains(2)
            .without_domain_literal()
            .without_display_text();
        email_address::EmailAddress::parse_with_options(&address, options).map_err(|_| unfit())?;
        Ok(Self(address))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Field for EmailAddress {
    fn read(raw: &str) -> Result<Self, Message> {
        Self::parse(raw)
    }
}

impl std::fmt::Debug for EmailAddress {
    /// Blank: an address is personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}
