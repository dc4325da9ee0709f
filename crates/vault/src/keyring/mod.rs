mod grant;
mod recipient;
mod secrets;
mod text;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use habeas_envelope::{ControllerId, Entropy};
use zeroize::Zeroizing;

pub use grant::{Face, KeyGrant, SigningPurpose};
pub use recipient::{PrivateKeyring, PublicKeyring};
pub use secrets::{CookieKey, SigningSeed};
pub use text::KeyringError;

use crate::{Compartment, RecipientKeyId, SearchKeys, parts::random};
use recipient::RecipientPair;

/// What a keyring file holds: the public halves of all recipient keys, and of the secrets those
/// that its reader was given. The keyring of an installation holds all; [`Keyring::narrow`] makes
/// the file of one service.
///
/// The text ([`Keyring::to_file_text`], [`Keyring::from_file_text`]) is TOML. Its reader keeps
/// the file at mode 0600 and out of every backup of the database.
#[derive(Clone)]
pub struct Keyring {
    private: PrivateKeyring,
    search: SearchKeys,
    cookies: BTreeMap<Face, CookieKey>,
    signing: BTreeMap<SigningPurpose, SigningSeed>,
}

impl Keyring {
    /// A whole new keyring. Made only beside an empty store: rows sealed under another keyring
    /// never open with it.
    #[must_use]
    pub fn generate(
        controllers: impl IntoIterator<Item = ControllerId>,
        entropy: &dyn Entropy,
    ) -> Self {
        let mut keyring = Self {
            private: PrivateKeyring::default(),
            search: SearchKeys::default(),
            cookies: Face::ALL
                .into_iter()
                .map(|face| (face, CookieKey::generate(entropy)))
                .collect(),
            signing: SigningPurpose::ALL
                .into_iter()
                .map(|purpose| (purpose, SigningSeed::generate(entropy)))
                .collect(),
        };
        for controller in controllers {
            keyring.add_controller(&controller, entropy);
        }
        keyring
    }

    /// Gives a controller the recipient keys and the token key it lacks; `true` if there were
    /// any, so that the file must be written again.
    pub fn add_controller(&mut self, controller: &ControllerId, entropy: &dyn Entropy) -> bool {
        let mut added = false;
        for compartment in Compartment::ALL {
            if self.public().current(controller, compartment).is_none() {
                self.rotate(controller, compartment, entropy);
                added = true;
            }
        }
        if !self.search.has(controller) {
            self.search.keys.insert(controller.clone(), random(entropy));
            added = true;
        }
        added
    }

    /// Puts a new recipient key in force and returns its name. The old one still opens until it
    /// is retired; rows move over by [`PrivateKeyring::rewrap`].
    pub fn rotate(
        &mut self,
        controller: &ControllerId,
        compartment: Compartment,
        entropy: &dyn Entropy,
    ) -> RecipientKeyId {
        let pair = RecipientPair::of(controller.clone(), compartment, random(entropy));
        let id = pair.id();
        self.private.add(pair, true);
        id
    }

    /// Deletes a recipient key that is no longer in force: what is still wrapped to it, in the
    /// database or in a backup, is destroyed. `false` if it is in force or not held.
    pub fn retire(&mut self, id: RecipientKeyId) -> bool {
        self.private.retire(id)
    }

    /// The public halves: all that is needed to seal.
    #[must_use]
    pub fn public(&self) -> &PublicKeyring {
        self.private.public()
    }

    /// The public halves and the seeds that are held, which may be none.
    #[must_use]
    pub fn private(&self) -> &PrivateKeyring {
        &self.private
    }

    /// The token keys that are held, which may be none.
    #[must_use]
    pub fn search(&self) -> &SearchKeys {
        &self.search
    }

    /// The cookie key of a face, if held.
    #[must_use]
    pub fn cookie_key(&self, face: Face) -> Option<&CookieKey> {
        self.cookies.get(&face)
    }

    /// The signing seed of a purpose, if held.
    #[must_use]
    pub fn signing_seed(&self, purpose: SigningPurpose) -> Option<&SigningSeed> {
        self.signing.get(&purpose)
    }

    /// A keyring with all public halves and only the secrets that `grant` names.
    #[must_use]
    pub fn narrow(&self, grant: &KeyGrant) -> Self {
        Self {
            private: self.private.subset(&grant.compartments),
            search: if grant.search {
                self.search.clone()
            } else {
                SearchKeys::default()
            },
            cookies: self
                .cookies
                .iter()
                .filter(|(face, _)| grant.cookies.contains(face))
                .map(|(face, key)| (*face, key.clone()))
                .collect(),
            signing: self
                .signing
                .iter()
                .filter(|(purpose, _)| grant.signing.contains(purpose))
                .map(|(purpose, seed)| (*purpose, seed.clone()))
                .collect(),
        }
    }

    /// What secrets are held: a start can refuse a file that holds more or less than its service
    /// is to have.
    #[must_use]
    pub fn held(&self) -> KeyGrant {
        KeyGrant {
            compartments: self.private.compartments(),
            search: !self.search.keys.is_empty(),
            cookies: self.cookies.keys().copied().collect(),
            signing: self.signing.keys().copied().collect(),
        }
    }

    /// The controllers that have recipient keys.
    #[must_use]
    pub fn controllers(&self) -> BTreeSet<ControllerId> {
        self.public().controllers()
    }

    /// The text of the keyring file; wiped when dropped.
    #[must_use]
    pub fn to_file_text(&self) -> Zeroizing<String> {
        text::write(self)
    }

    /// Reads a keyring file. The errors name what is wrong and where, never a secret.
    pub fn from_file_text(text: &str) -> Result<Self, KeyringError> {
        text::read(text)
    }
}

impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keyring({:?})", self.held())
    }
}
