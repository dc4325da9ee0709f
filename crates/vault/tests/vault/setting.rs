use std::sync::{
    Mutex,
    atomic::{AtomicUsize, Ordering},
};

use habeas_envelope::{
    ActorId, CaseId, Code, ControllerId, Entropy, EventId, ItemId, SubmissionId,
};
use habeas_vault::{
    Basis, Compartment, Keyring, Owner, Receipt, Recipients, Sealed, SealedField, Sealer,
};
use uuid::Uuid;

/// The bytes 00, 01, 02, ... for ever: for golden vectors.
#[derive(Default)]
pub struct Counting(AtomicUsize);

impl Entropy for Counting {
    fn fill(&self, buffer: &mut [u8]) {
        for byte in buffer {
            *byte = (self.0.fetch_add(1, Ordering::Relaxed) & 0xff) as u8;
        }
    }
}

/// SplitMix64 from a seed.
pub struct Seeded(Mutex<u64>);

impl Seeded {
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(seed))
    }
}

impl Entropy for Seeded {
    fn fill(&self, buffer: &mut [u8]) {
        let mut state = self.0.lock().expect("no other user panicked");
        for piece in buffer.chunks_mut(8) {
            *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mut mixed = *state;
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^= mixed >> 31;
            piece.copy_from_slice(&mixed.to_le_bytes()[..piece.len()]);
        }
    }
}

pub const ID: Uuid = Uuid::from_u128(0x0011_2233_4455_6677_8899_aabb_ccdd_eeff);

pub fn house() -> ControllerId {
    Code::literal("house").into()
}

pub fn case() -> Owner {
    Owner::case(CaseId(ID))
}

pub fn submission() -> SubmissionId {
    SubmissionId(ID)
}

pub fn item() -> ItemId {
    ItemId(Uuid::from_u128(0xffee_ddcc_bbaa_9988_7766_5544_3322_1100))
}

pub fn document() -> Code {
    Code::literal("document")
}

/// A keyring of the controllers `house` and `other`.
pub fn keyring(entropy: &dyn Entropy) -> Keyring {
    Keyring::generate([house(), Code::literal("other").into()], entropy)
}

/// One document sealed in one compartment of the case.
pub fn sealed(
    recipients: &dyn Recipients,
    compartment: Compartment,
    content: &[u8],
    entropy: &dyn Entropy,
) -> Sealed {
    let mut sealer = Sealer::for_owner(recipients, house(), case(), entropy);
    sealer
        .seal(compartment, document(), item(), content)
        .expect("the keyring has the house's keys");
    sealer.finish()
}

/// A receipt that covers just what the field's labels say.
pub fn receipt(basis: Basis, field: &SealedField) -> Receipt {
    Receipt::after_commit(
        field.controller.clone(),
        ActorId::operator(),
        EventId(Uuid::from_u128(9)),
        basis,
        [(field.owner, field.compartment)],
    )
}
