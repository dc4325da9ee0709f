//! Addresses and names that can stand in a mail's header without adding to it.

use std::fmt;
use std::str::FromStr;

use lettre::Address;

/// Why something cannot stand in a mail's header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MailRefused {
    /// It is not an e-mail address.
    #[error("mail-address-invalid")]
    Address,
    /// It holds a line feed, a carriage return or another control character.
    #[error("mail-control-character")]
    ControlCharacter,
    /// It is empty or longer than a header takes.
    #[error("mail-header-length")]
    Length,
}

/// An e-mail address: one mailbox at one domain, without a name (RFC 5321, section 4.1.2). Debug is
/// blank.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct MailAddress(Address);

impl MailAddress {
    /// The address, for the header, the envelope and the vault.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.as_ref()
    }

    pub(crate) fn inner(&self) -> &Address {
        &self.0
    }
}

impl FromStr for MailAddress {
    type Err = MailRefused;

    /// Takes an address as typed, spaces around it aside.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        // Not trim(): a line feed after an address is refused, not forgiven.
        let typed = header_text(typed.trim_matches(' '), 254)?;
        typed.parse().map(Self).map_err(|_| MailRefused::Address)
    }
}

impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress")
    }
}

/// Who a mail is from: the controller's neutral name and its mailbox.
#[derive(Clone, Debug)]
pub struct Sender {
    name: String,
    address: MailAddress,
}

impl Sender {
    /// A sender.
    ///
    /// # Errors
    /// When the name cannot stand in a header.
    pub fn new(name: &str, address: MailAddress) -> Result<Self, MailRefused> {
        Ok(Self {
            name: header_text(name, 200)?.to_owned(),
            address,
        })
    }

    /// The name shown.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The mailbox.
    #[must_use]
    pub fn address(&self) -> &MailAddress {
        &self.address
    }
}

/// A text that fits one header line whole.
pub(crate) fn header_text(text: &str, longest: usize) -> Result<&str, MailRefused> {
    if text
        .chars()
        .any(|c| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}'))
    {
        return Err(MailRefused::ControlCharacter);
    }
    if text.is_empty() || text.len() > longest {
        return Err(MailRefused::Length);
    }
    Ok(text)
}
