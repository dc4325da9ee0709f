//! Who writes, who is written to, and how a request came in.

use habeas_language::Locale;

/// The controller as it writes letters.
#[derive(Clone)]
pub struct Sender {
    /// Its name, for the letterhead and the signature block.
    pub name: String,
    /// Its address, a line each.
    pub address: Vec<String>,
    /// Where the mailroom wants paper back, a line each.
    pub return_address: Vec<String>,
    /// Who signs for it: name and function, a line each. May be empty.
    pub signatory: Vec<String>,
}

/// An office that receives a letter.
#[derive(Clone)]
pub struct Addressee {
    /// The office's title: "Head doctor". Letters go to offices, never to a person by name alone.
    pub office: String,
    /// Who holds it.
    pub holder: Option<String>,
    /// Organisation, street, postcode and place, country: a line each.
    pub address: Vec<String>,
}

impl Addressee {
    /// The lines of the address field.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.office.clone()];
        lines.extend(self.holder.clone());
        lines.extend(self.address.iter().cloned());
        lines
    }
}

/// A person who receives a letter.
#[derive(Clone)]
pub struct Person {
    /// Their name.
    pub name: String,
    /// Street, postcode and place, country: a line each.
    pub address: Vec<String>,
}

impl Person {
    /// The lines of the address field.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![self.name.clone()];
        lines.extend(self.address.iter().cloned());
        lines
    }
}

/// How a request came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// The portal.
    Portal,
    /// An e-mail.
    Email,
    /// A letter.
    Post,
    /// In person.
    Counter,
    /// A call.
    Telephone,
}

impl Channel {
    /// Its name in a sentence.
    pub(crate) fn words(self, locale: Locale) -> String {
        let text = match self {
            Self::Portal => locale.t("letter-channel-portal"),
            Self::Email => locale.t("letter-channel-email"),
            Self::Post => locale.t("letter-channel-post"),
            Self::Counter => locale.t("letter-channel-counter"),
            Self::Telephone => locale.t("letter-channel-telephone"),
        };
        text.to_string()
    }
}

/// One field of a request as it was filed.
#[derive(Clone)]
pub struct RequestRow {
    /// What was asked, in the letter's language.
    pub label: String,
    /// What was filed, as it was filed.
    pub value: String,
}
