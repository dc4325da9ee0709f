use std::fmt;

use habeas_envelope::{Entropy, SubmissionId};
use subtle::ConstantTimeEq;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{
    AccessCode, AnswerCode, DataKey, Recipient, RecipientKeyId, Suite, VaultError, WrappedKey,
    hpke_suite,
    parts::{Secret32, derive},
};

/// The public half of an access code: the only verifier of the code there is, and what house
/// messages are wrapped to. Stands in `SubmissionReceived`.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PersonPublic(pub [u8; 32]);

/// The public half of an answer's code.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct AnswerPublic(pub [u8; 32]);

/// What an access code gives: opens the messages of one submission. Lives in the person's
/// encrypted cookie, never in a table; wiped when dropped.
#[derive(Clone)]
pub struct PersonKey {
    private: Secret32,
    public: PersonPublic,
}

/// What an answer's code gives; opens an answer together with a [`PersonKey`].
#[derive(Clone)]
pub struct AnswerKey {
    private: Secret32,
    public: AnswerPublic,
}

impl AccessCode {
    /// The key pair of this code at a submission: HKDF-SHA256 (RFC 5869) with the submission's id
    /// as salt, so that the same code at two submissions has nothing in common.
    #[must_use]
    pub fn derive(&self, submission: SubmissionId) -> PersonKey {
        let salt = submission.0.as_bytes();
        PersonKey::of(derive(self.0.as_slice(), salt, &[b"habeas/access-code/1"]))
    }
}

impl AnswerCode {
    /// The key pair of this code at the stream (submission or case) whose answer it opens.
    #[must_use]
    pub fn derive(&self, stream: Uuid) -> AnswerKey {
        AnswerKey::of(derive(
            self.0.as_slice(),
            stream.as_bytes(),
            &[b"habeas/answer-code/1"],
        ))
    }
}

impl PersonPublic {
    /// The person's key, if `code` is the code of this submission; compared in constant time.
    /// For an unknown reference let any other public half refuse, so that both cases cost the
    /// same.
    #[must_use]
    pub fn verify(&self, code: &AccessCode, submission: SubmissionId) -> Option<PersonKey> {
        let key = code.derive(submission);
        bool::from(key.public.0.ct_eq(&self.0)).then_some(key)
    }

    /// A public half whose private half nobody knows: refuses every code.
    #[must_use]
    pub fn of_nobody(entropy: &dyn Entropy) -> Self {
        let mut public = [0; 32];
        entropy.fill(&mut public);
        Self(public)
    }

    /// The name of the key in a wrap.
    #[must_use]
    pub fn recipient_key(&self) -> RecipientKeyId {
        RecipientKeyId::of(&[&self.0])
    }

    pub(crate) fn wrap(
        &self,
        key: &DataKey,
        entropy: &dyn Entropy,
    ) -> Result<WrappedKey, VaultError> {
        let row = key.row(Recipient::Person, self.recipient_key(), Suite::Hpke);
        let bytes = hpke_suite::seal(&self.0, key.secret.as_slice(), &row.additional(), entropy)?;
        Ok(WrappedKey { bytes, ..row })
    }
}

impl AnswerPublic {
    /// The answer's key, if `code` is its code; compared in constant time.
    #[must_use]
    pub fn verify(&self, code: &AnswerCode, stream: Uuid) -> Option<AnswerKey> {
        let key = code.derive(stream);
        bool::from(key.public.0.ct_eq(&self.0)).then_some(key)
    }

    /// Wraps to the person, and that wrap to the answer: it takes both codes to undo.
    pub(crate) fn wrap(
        &self,
        person: &PersonPublic,
        key: &DataKey,
        entropy: &dyn Entropy,
    ) -> Result<WrappedKey, VaultError> {
        let recipient_key = RecipientKeyId::of(&[&person.0, &self.0]);
        let row = key.row(Recipient::Answer, recipient_key, Suite::HpkeTwice);
        let additional = row.additional();
        let inner = hpke_suite::seal(&person.0, key.secret.as_slice(), &additional, entropy)?;
        let bytes = hpke_suite::seal(&self.0, &inner, &additional, entropy)?;
        Ok(WrappedKey { bytes, ..row })
    }
}

impl PersonKey {
    fn of(private: Secret32) -> Self {
        let public = PersonPublic(hpke_suite::public_of(&private));
        Self { private, public }
    }

    /// The key out of the person's cookie.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self::of(Zeroizing::new(bytes))
    }

    /// The key for the person's cookie.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.private.clone()
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> PersonPublic {
        self.public
    }

    pub(crate) fn unwrap(&self, row: &WrappedKey) -> Result<DataKey, VaultError> {
        let secret = hpke_suite::open(&self.private, &row.bytes, &row.additional())?;
        DataKey::of(row, &secret)
    }

    pub(crate) fn unwrap_answer(
        &self,
        answer: &AnswerKey,
        row: &WrappedKey,
    ) -> Result<DataKey, VaultError> {
        let additional = row.additional();
        let inner = hpke_suite::open(&answer.private, &row.bytes, &additional)?;
        let secret = hpke_suite::open(&self.private, &inner, &additional)?;
        DataKey::of(row, &secret)
    }

    pub(crate) fn answer_recipient_key(&self, answer: &AnswerKey) -> RecipientKeyId {
        RecipientKeyId::of(&[&self.public.0, &answer.public.0])
    }
}

impl AnswerKey {
    fn of(private: Secret32) -> Self {
        let public = AnswerPublic(hpke_suite::public_of(&private));
        Self { private, public }
    }

    /// The key out of the person's cookie.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self::of(Zeroizing::new(bytes))
    }

    /// The key for the person's cookie.
    #[must_use]
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.private.clone()
    }

    /// The public half.
    #[must_use]
    pub fn public(&self) -> AnswerPublic {
        self.public
    }
}

impl fmt::Debug for PersonPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PersonPublic({})", self.recipient_key())
    }
}

impl fmt::Debug for AnswerPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AnswerPublic({})", RecipientKeyId::of(&[&self.0]))
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey")
    }
}

impl fmt::Debug for AnswerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AnswerKey")
    }
}
