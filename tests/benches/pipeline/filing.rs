//! A synthetic request, sealed as the portal seals one.

use anyhow::Context;
use habeas_case::{
    Capacity, Channel, ContactKind, Questions, Requested, SubmissionReceived, submission::Command,
};
use habeas_dossier::{Contact, Party, kinds, to_bytes};
use habeas_engine::{Engine, Loaded, Order, pin_pack, store_writes};
use habeas_envelope::{ActorId, Code, ControllerId, ItemId, Scope, SubmissionId, uuid_v7};
use habeas_vault::{AccessCode, Compartment, Keyring, Owner, Reference, Sealer};

/// An order that files, and the submission it will be.
pub struct Filing {
    pub id: SubmissionId,
    pub order: Order,
}

/// The controller of the fictional pack.
pub fn controller() -> ControllerId {
    ControllerId::from(Code::literal("example"))
}

/// A request for access to the medical file, by somebody reached by mail: identity is not asked
/// for, the acknowledgement is mailed, and the registered letter to the office is ordered.
pub fn file(engine: &Engine, keyring: &Keyring) -> anyhow::Result<Filing> {
    let controller = controller();
    let entropy = &*engine.entropy;
    let now = engine.clock.now();
    let pack = engine
        .shelf
        .current(&controller)
        .context("the fictional pack")?;
    let id = SubmissionId(uuid_v7(now, entropy));
    let item = || ItemId(uuid_v7(now, entropy));
    let (filer, contact) = (item(), item());

    let mut sealer = Sealer::for_owner(
        keyring.public(),
        controller.clone(),
        Owner::submission(id),
        entropy,
    );
    let party = Party {
        name: "Jan Voorbeeld".to_owned(),
        born: None,
        address: None,
        phone: None,
        known_as: None,
    };
    let mail = Contact::Email(format!("{id}@example.org"));
    let contacts = Compartment::Contact;
    sealer.seal(
        contacts,
        Code::literal(kinds::FILER),
        filer,
        &to_bytes(&party)?,
    )?;
    sealer.seal(
        contacts,
        Code::literal(kinds::CONTACT),
        contact,
        &to_bytes(&mail)?,
    )?;

    let mut seed = [0; 16];
    entropy.fill(&mut seed);
    let received = SubmissionReceived {
        pack: pin_pack(pack),
        calendar: engine.shelf.calendar_pin(pack),
        channel: Channel::Portal,
        received_at: now,
        received_on: now.with_timezone(&pack.zone()).date_naive(),
        language: Code::literal("en"),
        seed,
        reference: Code::new(Reference::generate(entropy).as_str().to_ascii_lowercase())?,
        person_key: AccessCode::generate(entropy).derive(id).public().0,
        capacity: Capacity::Own,
        requested: vec![Requested {
            right: Code::literal("access"),
            kind: Code::literal("medical"),
        }],
        filer,
        subject: None,
        contact_kind: ContactKind::Email,
        contact,
        words: None,
        documents: Vec::new(),
        named_office: None,
        audience: None,
        questions: Questions::default(),
        access_code: None,
    };
    let order = Order::new(
        controller.clone(),
        Scope::whole([controller]),
        ActorId::person(),
        vec![(id, Command::Receive(Box::new(received))).into()],
    )
    .sealing(store_writes(sealer.finish(), Vec::new()))
    .knowing(Loaded::default());
    Ok(Filing { id, order })
}
