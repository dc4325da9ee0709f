//! The kinds of sealed fields.

/// [`Party`](crate::Party): who filed. Compartment contact, owner submission.
pub const FILER: &str = "filer";
/// [`Party`](crate::Party): whose data it is about, when another. Compartment contact, owner
/// submission.
pub const SUBJECT: &str = "subject";
/// [`Contact`](crate::Contact): how the person is reached. Compartment contact, owner submission.
pub const CONTACT: &str = "contact";
/// [`Message`](crate::Message): the person's words with the filing; a copy, by
/// [`copy_for`](crate::copy_for), in the compartment of every desk that a case of it stands at.
/// Owner submission.
pub const WORDS: &str = "words";
/// [`QuestionAnswers`](crate::QuestionAnswers): what the person answered to the pack's questions; a
/// copy, by [`copy_for`](crate::copy_for), in the compartment of every desk whose cases asked.
/// Owner submission.
pub const ANSWERS: &str = "answers";
/// A file handed in as proof of identity or authority. Compartment identity, owner submission;
/// the bytes are a document.
pub const EVIDENCE: &str = "evidence";
/// [`Message`](crate::Message) of the person; a copy, by [`copy_for`](crate::copy_for), in the
/// compartment of every desk that a case of the submission stands at. Owner submission.
pub const MESSAGE_IN: &str = "message-in";
/// [`Message`](crate::Message) to the person, wrapped to the access code as well. Compartment
/// general, or that of the desk whose case it is about; owner submission.
pub const MESSAGE_OUT: &str = "message-out";
/// [`Message`](crate::Message): an individual reason, of a refusal, an extension, a doubt.
/// Compartment of the desk, owner submission or case.
pub const REASON: &str = "reason";
/// [`Message`](crate::Message): how it is known that a notice went out by another way than through
/// this house. Compartment of the desk, owner case.
pub const NOTICE_PROOF: &str = "notice-proof";
/// [`AnswerContent`](crate::AnswerContent): a draft. Compartment of the case's desk, owner case.
pub const DRAFT: &str = "draft";
/// A file enclosed in a draft. Compartment of the case's desk, owner case; the bytes are a
/// document.
pub const DRAFT_FILE: &str = "draft-file";
/// [`AnswerContent`](crate::AnswerContent), wrapped to both codes. Compartment answer, owner case.
pub const ANSWER: &str = "answer";
/// A file enclosed in an answer, wrapped to both codes. Compartment answer, owner case; the bytes
/// are a document.
pub const ANSWER_FILE: &str = "answer-file";
/// The answer's own code as text, for the courier's mail. Compartment mail, owner case.
pub const ANSWER_CODE: &str = "answer-code";
/// The access code as text, where the house made it and tells it in the letter that acknowledges.
/// Compartment mail, owner submission.
pub const ACCESS_CODE: &str = "access-code";
/// The bytes of a letter that left or is to leave. Compartment mail, owner the ordering stream;
/// the bytes are a document.
pub const LETTER: &str = "letter";
/// A postal item number as text. Compartment mail, owner the ordering stream.
pub const ITEM_NUMBER: &str = "item-number";
/// What a mail server or other provider said when it did not take something, as text. Compartment
/// mail, owner the ordering stream.
pub const TOLD: &str = "told";
/// A mail put into the local mailbox, as JSON. Compartment mail, owner the ordering stream.
pub const MAIL: &str = "mail";
/// A signed attestation of how identity was settled. Compartment identity, owner submission.
pub const ATTESTATION: &str = "attestation";
/// [`AnswerContent`](crate::AnswerContent): what is enclosed for the attending physician, its
/// files beside it as answer files. Compartment of the desk, owner case.
pub const PHYSICIAN_DATA: &str = "physician-data";
/// [`Physician`](crate::Physician): who an attending physician is. Compartment of the desk; owner
/// submission, by [`copy_for`](crate::copy_for), as the person named them; owner case as they were
/// looked up.
pub const PHYSICIAN: &str = "physician";
/// [`Message`](crate::Message): what an incident is. Compartment general, owner obligation.
pub const INCIDENT: &str = "incident";
/// [`AnswerContent`](crate::AnswerContent): a note of what somebody was told, and the copies of it.
/// Compartment general, owner obligation.
pub const NOTE: &str = "note";
/// A copy of what somebody was told. Compartment general, owner obligation; the bytes are a
/// document.
pub const NOTE_FILE: &str = "note-file";
