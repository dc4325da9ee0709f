use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    Capacity, Channel, DocumentRef, EVERYTHING, Questions, Refusal, Requested, SubmissionReceived,
    submission::Command,
};
use habeas_dossier::{
    Contact, Message, Party, QuestionAnswers, copy_for, kinds,
    why::{self, PersonDate},
};
use habeas_engine::{ExecuteError, Loaded, Order, SealedWrites, pin_pack, store_writes};
use habeas_envelope::{
    ActorId, Code, ControllerId, ItemId, Scope, StreamRef, SubmissionId, uuid_v7,
};
use habeas_language::Locale;
use habeas_regime::{Ask, FileKind, Pack, Requested as AskedFor, RequestedKinds, Right};
use habeas_store::StoreError;
use habeas_vault::{AccessCode, Compartment, Owner, PersonPublic, Reference, Sealer};
use habeas_web::PageError;
use uuid::Uuid;

use crate::{
    app::App,
    draft::{Copied, Filing, Hold, Minted, Reach, Sent, Subject, Trouble, What, Whom, Words, You},
    questions::{self, Asked},
};

/// What a whole filing consists of.
pub(crate) struct Whole<'a> {
    what: &'a What,
    whom: &'a Whom,
    you: &'a You,
    words: &'a Words,
    asked: Option<&'a Asked>,
    copies: &'a [Copied],
    minted: &'a Minted,
}

impl<'a> Whole<'a> {
    /// None while a page is still to be filled in.
    pub(crate) fn of(filing: &'a Filing) -> Option<Self> {
        Some(Self {
            what: filing.what.as_ref()?,
            whom: filing.whom.as_ref()?,
            you: filing.you.as_ref()?,
            words: filing.words.as_ref()?,
            asked: filing.asked.as_ref(),
            copies: &filing.copies,
            minted: filing.minted.as_ref()?,
        })
    }
}

/// Files it: seals everything to the organisation's public halves and commits it with the event,
/// all or nothing. A second sending of the same draft files nothing and tells the same.
pub(crate) async fn send(
    app: &App,
    hold: &Hold,
    pack: &Pack,
    locale: Locale,
    whole: &Whole<'_>,
) -> Result<Sent, Trouble> {
    let submission = SubmissionId(whole.minted.submission);
    let code = AccessCode::parse(&whole.minted.code).map_err(|_| Trouble::Gone)?;
    let person = code.derive(submission).public();
    let now = app.now();
    let today = now.with_timezone(&pack.zone()).date_naive();
    let sealed = seal(app, hold, pack, submission, whole).await?;
    let received = SubmissionReceived {
        pack: pin_pack(pack),
        calendar: app.engine.shelf.calendar_pin(pack),
        channel: Channel::Portal,
        received_at: now,
        received_on: today,
        language: Code::literal(locale.tag()),
        seed: whole.minted.seed,
        reference: reference_code(&whole.minted.reference)?,
        person_key: person.0,
        capacity: whole.whom.capacity(),
        requested: requested(whole.what),
        filer: sealed.filer,
        subject: sealed.subject,
        contact_kind: whole.you.reach.kind(),
        contact: sealed.contact,
        words: sealed.words,
        documents: sealed.documents,
        named_office: whole
            .words
            .office
            .as_ref()
            .map(|office| office.code().clone()),
        audience: whole.you.audience(),
        questions: Questions {
            elsewhere: whole.what.elsewhere.clone(),
            answers: sealed.answers,
            aware_on: whole.asked.and_then(|a| questions::day(a, Ask::AwareOn)),
            earlier: whole.asked.and_then(questions::earlier),
        },
        access_code: None,
    };
    let order = Order::new(
        hold.controller.clone(),
        Scope::whole([hold.controller.clone()]),
        ActorId::person(),
        vec![(submission, Command::Receive(Box::new(received))).into()],
    )
    .sealing(sealed.writes)
    // Its id was made for this form: it stands in the log only where the form was sent before.
    .knowing(Loaded::default());
    let received_on = match app.engine.execute(order).await {
        Ok(_) => today,
        Err(ExecuteError::Refused(Refusal::ExistsAlready)) => {
            sent_before(app, &hold.controller, submission, person).await?
        }
        Err(error) => return Err(trouble(error)),
    };
    let asked = why::requested(&requested(whole.what));
    let told = told_at_first(app, locale, pack, &asked, received_on);
    Ok(Sent {
        asks_physician: crate::physician::asks(pack, whole.what),
        reference: whole.minted.reference.clone(),
        code: whole.minted.code.clone(),
        due: told
            .as_ref()
            .filter(|told| told.binding)
            .and_then(|told| told.date),
        target: told
            .as_ref()
            .filter(|told| !told.binding)
            .and_then(|told| told.date),
        by_mail: matches!(whole.you.reach, Reach::Email(_)),
    })
}

/// What the person is told when they file: the latest date among the cases that it opens, by the
/// calendars in force.
pub(crate) fn told_at_first(
    app: &App,
    locale: Locale,
    pack: &Pack,
    asked: &AskedFor,
    received: NaiveDate,
) -> Option<PersonDate> {
    let calendars = app.engine.shelf.calendars_in_force(pack.controller());
    let account = why::of_filing(locale, pack, &calendars, asked, received);
    account.map(|account| account.for_person())
}

fn trouble(error: ExecuteError) -> Trouble {
    if error.is_temporary() {
        return Trouble::Away;
    }
    match crate::turn::Turn::from(error) {
        crate::turn::Turn::Error(error) => Trouble::Error(error),
        crate::turn::Turn::To(_) => Trouble::Gone,
    }
}

/// The day of receipt of a filing that stands already, if it is this draft's.
async fn sent_before(
    app: &App,
    controller: &ControllerId,
    submission: SubmissionId,
    person: PersonPublic,
) -> Result<NaiveDate, Trouble> {
    let scope = Scope::whole([controller.clone()]);
    let stream = StreamRef::submission(controller.clone(), submission);
    let found = app.engine.store.load(&scope, &[stream]).await?;
    let loaded = habeas_engine::Loaded::read(&found)
        .map_err(|_| Trouble::Error(PageError::internal("decode")))?;
    loaded
        .submission(submission)
        .and_then(|state| state.received.as_ref())
        .filter(|received| received.person_key == person.0)
        .map(|received| received.received_on)
        .ok_or(Trouble::Gone)
}

/// The reference as events and rows carry it: in lower case.
pub(crate) fn reference_code(reference: &str) -> Result<Code, Trouble> {
    Reference::parse(reference)
        .ok()
        .and_then(|reference| Code::new(reference.as_str().to_ascii_lowercase()).ok())
        .ok_or(Trouble::Gone)
}

/// Every right on every kind, as chosen.
fn requested(what: &What) -> Vec<Requested> {
    let kinds: Vec<Code> = match &what.kinds {
        RequestedKinds::Everything => vec![Code::literal(EVERYTHING)],
        RequestedKinds::Only(kinds) => kinds.iter().map(|kind| kind.code().clone()).collect(),
    };
    let rights = what.rights.iter();
    rights
        .flat_map(|right| {
            kinds.iter().map(|kind| Requested {
                right: right.code().clone(),
                kind: kind.clone(),
            })
        })
        .collect()
}

/// The handles of what was sealed, and the rows.
struct SealedFiling {
    filer: ItemId,
    subject: Option<ItemId>,
    contact: ItemId,
    words: Option<ItemId>,
    answers: Option<ItemId>,
    documents: Vec<DocumentRef>,
    writes: SealedWrites,
}

/// A copy of the draft, ready to be sealed anew.
struct Evidence {
    item: ItemId,
    kind: Code,
    bytes: habeas_vault::PersonalBytes,
}

async fn seal(
    app: &App,
    hold: &Hold,
    pack: &Pack,
    submission: SubmissionId,
    whole: &Whole<'_>,
) -> Result<SealedFiling, Trouble> {
    let now = app.now();
    let mut evidence = Vec::new();
    for copy in whole.copies {
        evidence.push(Evidence {
            item: item(app, now),
            kind: Code::new(copy.kind.as_str()).map_err(|_| Trouble::Gone)?,
            bytes: hold.copy(app, copy.id).await?,
        });
    }
    let mut sealer = Sealer::for_owner(
        &app.keys,
        hold.controller.clone(),
        Owner::submission(submission),
        &*app.engine.entropy,
    );
    let filer = item(app, now);
    put(
        &mut sealer,
        Compartment::Contact,
        kinds::FILER,
        filer,
        &party_of(whole.you),
    )?;
    let subject = match &whole.whom.subject {
        None => None,
        Some(subject) => {
            let handle = item(app, now);
            let party = party_of_subject(subject);
            put(
                &mut sealer,
                Compartment::Contact,
                kinds::SUBJECT,
                handle,
                &party,
            )?;
            Some(handle)
        }
    };
    let contact = item(app, now);
    let reached = contact_of(whole.you);
    put(
        &mut sealer,
        Compartment::Contact,
        kinds::CONTACT,
        contact,
        &reached,
    )?;
    let words = match &whole.words.text {
        None => None,
        Some(text) => {
            let handle = item(app, now);
            let message = Message { text: text.clone() };
            for compartment in compartments(pack, whole.what)? {
                let copy = copy_for(handle, &Code::literal(compartment.as_str()));
                put(&mut sealer, compartment, kinds::WORDS, copy, &message)?;
            }
            Some(handle)
        }
    };
    let answers = item(app, now);
    let mut said = false;
    for (compartment, content) in answers_for(pack, whole)? {
        let copy = copy_for(answers, &Code::literal(compartment.as_str()));
        put(&mut sealer, compartment, kinds::ANSWERS, copy, &content)?;
        said = true;
    }
    let mut documents = Vec::new();
    for Evidence { item, kind, bytes } in evidence {
        let hash = sealer
            .seal(
                Compartment::Identity,
                Code::literal(kinds::EVIDENCE),
                item,
                bytes.expose(),
            )
            .map_err(vault)?;
        documents.push(DocumentRef { item, kind, hash });
    }
    let mut writes = store_writes(sealer.finish(), Vec::new());
    put_documents(app, &hold.controller, now, &mut writes).await?;
    Ok(SealedFiling {
        filer,
        subject,
        contact,
        words,
        answers: said.then_some(answers),
        documents,
        writes,
    })
}

/// The bytes of evidence go before the unit, under their handle; its row carries none.
pub(crate) async fn put_documents(
    app: &App,
    controller: &ControllerId,
    now: DateTime<Utc>,
    writes: &mut SealedWrites,
) -> Result<(), StoreError> {
    for field in &mut writes.sealed {
        if field.kind == kinds::EVIDENCE {
            let bytes = std::mem::take(&mut field.bytes);
            app.engine
                .documents
                .put_document(controller, field.item, now, bytes)
                .await?;
        }
    }
    Ok(())
}

/// Seals a content as JSON.
pub(crate) fn put<T: serde::Serialize>(
    sealer: &mut Sealer<'_>,
    compartment: Compartment,
    kind: &'static str,
    item: ItemId,
    content: &T,
) -> Result<(), Trouble> {
    let bytes = habeas_dossier::to_bytes(content)
        .map_err(|_| Trouble::Error(PageError::internal("content")))?;
    sealer
        .seal(compartment, Code::literal(kind), item, &bytes)
        .map_err(vault)?;
    Ok(())
}

fn vault(error: habeas_vault::VaultError) -> Trouble {
    Trouble::Error(PageError::internal("vault").because(error))
}

/// A fresh handle.
fn item(app: &App, now: DateTime<Utc>) -> ItemId {
    ItemId(uuid_v7(now, &*app.engine.entropy))
}

/// Where the cases of a filing will stand: who answers them must read the person's words.
/// The compartments of the desks that what is asked for goes to.
pub(crate) fn compartments(pack: &Pack, what: &What) -> Result<Vec<Compartment>, Trouble> {
    let chosen = habeas_regime::Requested {
        rights: what.rights.clone(),
        kinds: what.kinds.clone(),
    };
    let exercises = pack.expand(&chosen).map_err(|_| Trouble::Gone)?;
    let mut compartments = Vec::new();
    for (right, kind) in &exercises {
        let compartment = compartment_of(pack, right, kind)?;
        if !compartments.contains(&compartment) {
            compartments.push(compartment);
        }
    }
    Ok(compartments)
}

/// What was said to the questions of the provisions, for each desk what its own cases ask: what is
/// told to a board is not told to the organisation it watches.
fn answers_for(
    pack: &Pack,
    whole: &Whole<'_>,
) -> Result<Vec<(Compartment, QuestionAnswers)>, Trouble> {
    let Some(asked) = whole.asked else {
        return Ok(Vec::new());
    };
    let chosen = habeas_regime::Requested {
        rights: whole.what.rights.clone(),
        kinds: whole.what.kinds.clone(),
    };
    let exercises = pack.expand(&chosen).map_err(|_| Trouble::Gone)?;
    let mut contents: Vec<(Compartment, QuestionAnswers)> = Vec::new();
    for (right, kind) in &exercises {
        let compartment = compartment_of(pack, right, kind)?;
        for ask in pack.asks(right, kind) {
            let Some(text) = asked.get(ask.as_str()) else {
                continue;
            };
            let at = contents.iter().position(|(known, _)| *known == compartment);
            let at = at.unwrap_or_else(|| {
                contents.push((compartment, QuestionAnswers::default()));
                contents.len() - 1
            });
            let answers = &mut contents[at].1.answers;
            answers.insert(ask.as_str().to_owned(), text.clone());
        }
    }
    Ok(contents)
}

/// The compartment of the desk that a case goes to.
fn compartment_of(pack: &Pack, right: &Right, kind: &FileKind) -> Result<Compartment, Trouble> {
    let desk = &pack.route_provision(right, kind).desk;
    pack.compartment(desk)
        .as_str()
        .parse()
        .map_err(|_| Trouble::Error(PageError::internal("compartment")))
}

fn party_of(you: &You) -> Party {
    Party {
        name: you.name.clone(),
        born: you.born,
        address: match &you.reach {
            Reach::Post(address) => Some(address.clone()),
            Reach::Email(_) => None,
        },
        phone: None,
        known_as: you.known_as.clone(),
    }
}

fn party_of_subject(subject: &Subject) -> Party {
    Party {
        name: subject.name.clone(),
        born: subject.born,
        address: None,
        phone: None,
        known_as: subject.known_as.clone(),
    }
}

fn contact_of(you: &You) -> Contact {
    match &you.reach {
        Reach::Email(email) => Contact::Email(email.clone()),
        Reach::Post(address) => Contact::Post {
            name: you.name.clone(),
            address: address.clone(),
        },
    }
}

/// The ids of the files of a draft, to be removed once it is sent.
pub(crate) fn copy_ids(filing: &Filing) -> Vec<Uuid> {
    filing.copies.iter().map(|copy| copy.id).collect()
}

/// In whose name a filing is made.
pub(crate) fn for_another(whom: &Whom) -> bool {
    whom.capacity() != Capacity::Own
}
