use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Somebody, as they say they are. No Debug and no Display: it is personal data.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// The full name.
    pub name: String,
    /// The day of birth, where it was given.
    pub born: Option<NaiveDate>,
    /// The address, where it was given.
    pub address: Option<PostalAddress>,
    /// A telephone number, where it was given.
    pub phone: Option<String>,
    /// By what the organisation knows them: an employer, a personnel number, as typed.
    pub known_as: Option<String>,
}

/// A postal address.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostalAddress {
    /// Street, number and box.
    pub street: String,
    /// Postcode.
    pub postcode: String,
    /// Town.
    pub town: String,
    /// Country.
    pub country: String,
}

/// How the person is reached.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// By e-mail.
    Email(String),
    /// By post.
    Post {
        /// The name on the envelope.
        name: String,
        /// The address.
        address: PostalAddress,
    },
}

/// Something written, to or by the person or about them.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The text, with line feeds.
    pub text: String,
}

/// What a person answered to the questions that a pack asks at intake.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct QuestionAnswers {
    /// The answers, by the word of `habeas_regime::Ask`; a day as an ISO date. What was not
    /// answered is not there.
    pub answers: BTreeMap<String, String>,
}

/// A file that goes with an answer.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The handle of its sealed bytes.
    pub item: Uuid,
    /// Its name for the reader.
    pub name: String,
    /// Its media type, as found by content.
    pub media_type: String,
    /// How many bytes it has.
    pub size: u64,
}

/// An answer or a refusal, as written.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerContent {
    /// The language it is written in, as a tag.
    pub language: String,
    /// The text, paragraphs parted by an empty line.
    pub text: String,
    /// What goes with it.
    pub attachments: Vec<Attachment>,
    /// What the author calls the parts of the decision, in their order.
    #[serde(default)]
    pub parts: Vec<PartWords>,
}

/// What the author of an answer calls one part of it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartWords {
    /// A few words for the person; none where the answer is one part.
    pub label: Option<String>,
}

/// A physician: as the person named them, or as they were looked up.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Physician {
    /// The name.
    pub name: String,
    /// The town.
    pub town: String,
    /// Where letters reach them, once looked up.
    pub address: Option<PostalAddress>,
    /// The number at RIZIV/INAMI, once looked up.
    pub number: Option<String>,
}

/// Sealed bytes that opened are not what their kind says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content of a sealed field is not of its kind")]
pub struct ContentError;

/// The bytes of a content, wiped when dropped.
///
/// # Errors
/// Never for the types of this crate; serialising is fallible in general.
pub fn to_bytes<T: Serialize>(content: &T) -> Result<Zeroizing<Vec<u8>>, ContentError> {
    serde_json::to_vec(content)
        .map(Zeroizing::new)
        .map_err(|_| ContentError)
}

/// The content of opened bytes.
///
/// # Errors
/// When they are not a `T`; what they are is not told.
pub fn from_bytes<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ContentError> {
    serde_json::from_slice(bytes).map_err(|_| ContentError)
}
