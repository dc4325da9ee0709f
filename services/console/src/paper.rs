//! A request that did not come through the portal: by letter, by e-mail, by telephone, at the
//! counter. Intake records it as the same filing, with the legal moment at which it arrived.

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::Query,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::{DateTime, Utc};
use habeas_case::{
    Capacity, Channel, ContactKind, DocumentRef, EVERYTHING, Questions, Refusal, Requested,
    SubmissionReceived, submission::Command,
};
use habeas_dossier::{Contact, Message, Party, PostalAddress, copy_for, kinds, to_bytes};
use habeas_engine::{ExecuteError, Order, pin_pack, store_writes};
use habeas_envelope::{Code, ControllerId, Entropy, Scope, SubmissionId};
use habeas_language::Locale;
use habeas_regime::{FileKind, Pack, Requested as Chosen, RequestedKinds, Right};
use habeas_vault::{AccessCode, Compartment, Owner, Reference, Sealer};
use habeas_web::{Choice, EmailAddress, Form, Layout, Line, Lines, PageError, Posted, Visit, html};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    answer::{Taken, taken},
    app::FILES_AT_ONCE,
    cases::sealing,
    moment::{self, Unsure},
    session::{Session, organisation},
    turn::{Answer, Turn, to},
    words,
};

/// The name of the form.
const FORM: &str = "filings/new";
/// The ways in which a request comes to staff.
const CHANNELS: [Channel; 4] = [
    Channel::Post,
    Channel::Mail,
    Channel::Phone,
    Channel::Counter,
];
/// Where the pages are.
const PATH: &str = "/filings/new";

#[derive(Deserialize)]
pub(crate) struct Asked {
    organisation: Option<String>,
}

/// Whose requests can be recorded, where there are several.
#[derive(Template)]
#[template(path = "paper_whose.html")]
struct WhosePage {
    page: Layout,
    organisations: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "paper.html")]
struct PaperPage {
    page: Layout,
    form: Form,
    organisation: String,
    id: String,
    channels: Vec<Choice>,
    languages: Vec<Choice>,
    rights: Vec<Choice>,
    kinds: Vec<Choice>,
    capacities: Vec<Choice>,
    files: usize,
    megabytes: usize,
    files_again: bool,
}

/// The access code of somebody to whom no letter goes: shown once, to be said or handed over.
#[derive(Template)]
#[template(path = "paper_done.html")]
struct DonePage {
    page: Layout,
    path: String,
    reference: String,
    code: String,
}

impl Session {
    /// The organisations whose requests they record.
    fn recording_for(&self) -> Vec<&Arc<Pack>> {
        let shelf = &self.app.engine.shelf;
        let controllers = self.roles.controllers().into_iter();
        controllers
            .filter(|controller| self.roles.has(controller, "intake"))
            .filter_map(|controller| shelf.current(controller))
            .collect()
    }

    fn records_for(&self, organisation: Option<&str>) -> Option<Arc<Pack>> {
        let packs = self.recording_for();
        match packs.as_slice() {
            [one] => Some(Arc::clone(one)),
            several => several
                .iter()
                .find(|pack| Some(pack.controller().as_str()) == organisation)
                .copied()
                .cloned(),
        }
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let packs = session.recording_for();
    if packs.is_empty() {
        return Err(Turn::not_found());
    }
    let Some(pack) = session.records_for(asked.organisation.as_deref()) else {
        let organisations = packs.iter().map(|pack| {
            let href = format!("{PATH}?organisation={}", pack.controller());
            (href, organisation(&visit, pack))
        });
        return Ok(html(&WhosePage {
            organisations: organisations.collect(),
            page: session.page(&visit, visit.locale.t("console-paper-title")),
        })?);
    };
    let app = &session.app;
    let id = habeas_envelope::uuid_v7(app.now(), &*app.engine.entropy);
    let form = Form::blank(session.form_token(FORM))
        .with("id", id)
        .with("channel", Channel::Post.as_str())
        .with("capacity", Capacity::Own.as_str());
    let form = match languages(&pack).as_slice() {
        [one] => form.with("language", one.tag()),
        _ => form,
    };
    Ok(html(&draw(&session, &visit, &pack, form))?)
}

/// Records it; a second sending of the same form records nothing.
pub(crate) async fn submit(session: Session, visit: Visit, posted: Posted) -> Answer {
    session.check(FORM, &posted)?;
    let wanted = posted.value("organisation").to_owned();
    let pack = session.records_for(Some(wanted.as_str()));
    let pack = pack.ok_or_else(Turn::not_found)?;
    let id: Uuid = posted
        .value("id")
        .parse()
        .map_err(|_| PageError::bad_request())?;
    let mut form = Form::filled(session.form_token(FORM), posted.pairs);
    let read = read(&mut form, &pack, session.app.now());
    for field in &posted.too_large {
        let limit = session.app.uploads.bytes >> 20;
        let message = habeas_web::Message::new("error-upload-too-large").arg("limit", limit);
        form.refuse(field, message);
    }
    let mut copies = Vec::new();
    for upload in posted.files {
        match taken(&session.app, upload).await? {
            Ok(accepted) => copies.push(accepted),
            Err(message) => form.refuse("card", message),
        }
    }
    let Some(filing) = read.filter(|_| !form.has_errors()) else {
        return again(&session, &visit, &pack, form);
    };
    let id = SubmissionId(id);
    let code = AccessCode::generate(&*session.app.engine.entropy);
    let (order, reference) = order(&session, &pack, id, &code, &filing, copies).await?;
    let path = format!("/submissions/{id}");
    match session.execute(order).await {
        Ok(_) if filing.by_post() => to(format!("{path}?done=paper-recorded")),
        Ok(_) => done(&session, &visit, &pack, path, reference, &code),
        Err(ExecuteError::Refused(Refusal::ExistsAlready)) => {
            to(format!("{path}?done=paper-recorded"))
        }
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let key = format!("refusal-{}", refusal.code());
            form.refuse("received", habeas_web::Message::new(key));
            again(&session, &visit, &pack, form)
        }
        Err(error) => Err(error.into()),
    }
}

/// A request as it was read from the form.
struct Filing {
    channel: Channel,
    received: DateTime<Utc>,
    language: Locale,
    chosen: Chosen,
    capacity: Capacity,
    filer: Party,
    subject: Option<Party>,
    contact: Contact,
    words: Option<String>,
}

impl Filing {
    fn by_post(&self) -> bool {
        matches!(self.contact, Contact::Post { .. })
    }
}

fn read(form: &mut Form, pack: &Pack, now: DateTime<Utc>) -> Option<Filing> {
    let word = form.value("channel").to_owned();
    let channel = CHANNELS.into_iter().find(|known| known.as_str() == word);
    if channel.is_none() {
        form.refuse("channel", habeas_web::Message::new("web-error-choose"));
    }
    // Of a day without an hour its beginning: the time limit runs on days.
    let received = moment::read(form, "received", pack.zone(), now, Unsure::Earliest);
    if received.is_some_and(|received| received > now) {
        form.refuse("received", habeas_web::Message::new("refusal-in-future"));
    }
    let tag = form.value("language").to_owned();
    let mut known = languages(pack).into_iter();
    let language = known.find(|language| language.tag() == tag);
    if language.is_none() {
        let missing = habeas_web::Message::new("console-paper-language-missing");
        form.refuse("language", missing);
    }
    let chosen = chosen(form, pack);
    let capacity = Capacity::from_word(form.value("capacity"));
    if capacity.is_none() {
        form.refuse("capacity", habeas_web::Message::new("web-error-choose"));
    }
    let filer = party(form, "", pack, now);
    let subject = match capacity {
        None | Some(Capacity::Own) => None,
        Some(_) => party(form, "subject-", pack, now),
    };
    let contact = contact(form);
    let words: Option<Lines<20_000>> = form.read_optional("words");
    Some(Filing {
        channel: channel?,
        received: received?,
        language: language?,
        chosen: chosen?,
        capacity: capacity?,
        filer: filer?,
        subject,
        contact: contact?,
        words: words.map(Lines::into_string),
    })
}

fn chosen(form: &mut Form, pack: &Pack) -> Option<Chosen> {
    let rights: Option<Vec<Right>> = form.choose_many("right");
    let kinds = if form.is("kind", EVERYTHING) {
        Some(RequestedKinds::Everything)
    } else {
        let kinds: Option<Vec<FileKind>> = form.choose_many("kind");
        kinds.map(RequestedKinds::Only)
    };
    let (rights, kinds) = (rights?, kinds?);
    if rights.is_empty() {
        let missing = habeas_web::Message::new("console-paper-right-missing");
        form.refuse("right", missing);
    }
    if matches!(&kinds, RequestedKinds::Only(kinds) if kinds.is_empty()) {
        let missing = habeas_web::Message::new("console-paper-kind-missing");
        form.refuse("kind", missing);
    }
    if form.has_error("right") || form.has_error("kind") {
        return None;
    }
    let chosen = Chosen { rights, kinds };
    if pack.expand(&chosen).is_err() {
        form.refuse("right", habeas_web::Message::new("web-error-choose"));
        return None;
    }
    Some(chosen)
}

fn party(form: &mut Form, before: &str, pack: &Pack, now: DateTime<Utc>) -> Option<Party> {
    let name: Option<Line<120>> =
        form.read_or(&format!("{before}name"), "console-paper-name-missing");
    let field = format!("{before}birth");
    let born = form.read_optional_date(&field);
    if born.is_some_and(|born| born > now.with_timezone(&pack.zone()).date_naive()) {
        form.refuse(&field, habeas_web::Message::new("refusal-in-future"));
    }
    let known_as: Option<Line<120>> = form.read_optional(&format!("{before}known-as"));
    Some(Party {
        name: name?.into_string(),
        born,
        address: None,
        phone: None,
        known_as: known_as.map(Line::into_string),
    })
}

fn contact(form: &mut Form) -> Option<Contact> {
    match form.value("contact") {
        "post" => {
            let name = form.value("name").trim().to_owned();
            let street: Option<Line<120>> = form.read_or("street", "console-paper-street-missing");
            let postcode: Option<Line<16>> =
                form.read_or("postcode", "console-paper-postcode-missing");
            let town: Option<Line<80>> = form.read_or("town", "console-paper-town-missing");
            let country: Option<Line<60>> =
                form.read_or("country", "console-paper-country-missing");
            Some(Contact::Post {
                name,
                address: PostalAddress {
                    street: street?.into_string(),
                    postcode: postcode?.into_string(),
                    town: town?.into_string(),
                    country: country?.into_string(),
                },
            })
        }
        "e-mail" => {
            let email: Option<EmailAddress> = form.read_or("email", "console-paper-email-missing");
            Some(Contact::Email(email?.as_str().to_owned()))
        }
        _ => {
            let missing = habeas_web::Message::new("console-paper-contact-missing");
            form.refuse("contact", missing);
            None
        }
    }
}

/// The languages in which the organisation writes and the house has its texts.
fn languages(pack: &Pack) -> Vec<Locale> {
    let tags = pack.provisions().controller.languages.iter();
    tags.filter_map(|tag| Locale::from_tag(tag)).collect()
}

/// The filing as an order, sealed as the portal seals one: who and where for the house, the words
/// for every desk that a case of it goes to, copies for who checks identity.
async fn order(
    session: &Session,
    pack: &Pack,
    id: SubmissionId,
    code: &AccessCode,
    filing: &Filing,
    copies: Vec<Taken>,
) -> Result<(Order, String), Turn> {
    let app = &session.app;
    let controller: ControllerId = pack.controller().clone();
    let entropy: &dyn Entropy = &*app.engine.entropy;
    let owner = Owner::submission(id);
    let mut sealer = Sealer::for_owner(app.keyring.public(), controller.clone(), owner, entropy);
    let filer = app.item();
    let who = to_bytes(&filing.filer)?;
    sealer.seal(
        Compartment::Contact,
        Code::literal(kinds::FILER),
        filer,
        &who,
    )?;
    let subject = match &filing.subject {
        None => None,
        Some(party) => {
            let item = app.item();
            let kind = Code::literal(kinds::SUBJECT);
            sealer.seal(Compartment::Contact, kind, item, &to_bytes(party)?)?;
            Some(item)
        }
    };
    let contact = app.item();
    let reached = to_bytes(&filing.contact)?;
    let kind = Code::literal(kinds::CONTACT);
    sealer.seal(Compartment::Contact, kind, contact, &reached)?;
    let words = match &filing.words {
        None => None,
        Some(text) => {
            let item = app.item();
            let text = to_bytes(&Message { text: text.clone() })?;
            for compartment in compartments(pack, &filing.chosen)? {
                let copy = copy_for(item, &Code::literal(compartment.as_str()));
                sealer.seal(compartment, Code::literal(kinds::WORDS), copy, &text)?;
            }
            Some(item)
        }
    };
    let mut documents = Vec::new();
    for copy in copies {
        let item = app.item();
        let kind = Code::literal(kinds::EVIDENCE);
        let hash = sealer.seal(Compartment::Identity, kind, item, &copy.bytes)?;
        let kind = Code::literal("identity");
        documents.push(DocumentRef { item, kind, hash });
    }
    let access_code = if filing.by_post() {
        let item = app.item();
        let text = code.to_text();
        let kind = Code::literal(kinds::ACCESS_CODE);
        sealer.seal(Compartment::Mail, kind, item, text.as_bytes())?;
        Some(item)
    } else {
        None
    };
    let mut seed = [0; 16];
    entropy.fill(&mut seed);
    let reference = Reference::generate(entropy);
    let received = SubmissionReceived {
        pack: pin_pack(pack),
        calendar: app.engine.shelf.calendar_pin(pack),
        channel: filing.channel,
        received_at: filing.received,
        received_on: filing.received.with_timezone(&pack.zone()).date_naive(),
        language: Code::literal(filing.language.tag()),
        seed,
        reference: Code::new(reference.as_str().to_ascii_lowercase())
            .map_err(|_| PageError::internal("reference"))?,
        person_key: code.derive(id).public().0,
        capacity: filing.capacity,
        requested: requested(&filing.chosen),
        filer,
        subject,
        contact_kind: if filing.by_post() {
            ContactKind::Post
        } else {
            ContactKind::Email
        },
        contact,
        words,
        documents,
        named_office: None,
        audience: None,
        questions: Questions::default(),
        access_code,
    };
    let receive = Command::Receive(Box::new(received));
    let scope = Scope::whole([controller.clone()]);
    let order = Order::new(
        controller,
        scope,
        session.actor(),
        vec![(id, receive).into()],
    );
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(app, order, writes, &[kinds::EVIDENCE]).await?;
    Ok((order, reference.to_string()))
}

fn requested(chosen: &Chosen) -> Vec<Requested> {
    let kinds: Vec<Code> = match &chosen.kinds {
        RequestedKinds::Everything => vec![Code::literal(EVERYTHING)],
        RequestedKinds::Only(kinds) => kinds.iter().map(|kind| kind.code().clone()).collect(),
    };
    let rights = chosen.rights.iter();
    rights
        .flat_map(|right| {
            kinds.iter().map(|kind| Requested {
                right: right.code().clone(),
                kind: kind.clone(),
            })
        })
        .collect()
}

/// The compartments of the desks that what is asked for goes to.
fn compartments(pack: &Pack, chosen: &Chosen) -> Result<Vec<Compartment>, Turn> {
    let exercises = pack.expand(chosen);
    let exercises = exercises.map_err(|_| PageError::bad_request())?;
    let mut all = Vec::new();
    for (right, kind) in &exercises {
        let desk = &pack.route_provision(right, kind).desk;
        let compartment = pack.compartment(desk).as_str().parse();
        let compartment = compartment.map_err(|_| PageError::internal("compartment"))?;
        if !all.contains(&compartment) {
            all.push(compartment);
        }
    }
    Ok(all)
}

fn done(
    session: &Session,
    visit: &Visit,
    pack: &Pack,
    path: String,
    reference: String,
    code: &AccessCode,
) -> Answer {
    let mut page = session.page(visit, visit.locale.t("console-paper-done-title"));
    page.organisation = Some(organisation(visit, pack));
    Ok(html(&DonePage {
        page,
        path,
        reference,
        code: code.to_text().to_string(),
    })?)
}

fn again(session: &Session, visit: &Visit, pack: &Pack, form: Form) -> Answer {
    let page: Response = html(&draw(session, visit, pack, form))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(session: &Session, visit: &Visit, pack: &Pack, form: Form) -> PaperPage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("console-paper-title"));
    page.organisation = Some(organisation(visit, pack));
    page.has_errors = form.has_errors();
    let provisions = pack.provisions();
    let rights = provisions.rights.iter();
    let kinds = provisions.file_kinds.iter();
    let everything = words::picked(locale, &provisions.everything.name);
    PaperPage {
        organisation: pack.controller().to_string(),
        id: form.value("id").to_owned(),
        channels: CHANNELS
            .iter()
            .map(|channel| {
                let word = channel.as_str();
                Choice::new(word, locale.t(format!("console-channel-{word}")))
            })
            .collect(),
        languages: languages(pack)
            .into_iter()
            .map(|language| {
                let tag = Code::literal(language.tag());
                Choice::new(language.tag(), words::language(locale, &tag))
            })
            .collect(),
        rights: rights
            .map(|right| Choice::new(right.id.as_str(), words::picked(locale, &right.name)))
            .collect(),
        kinds: kinds
            .map(|kind| Choice::new(kind.id.as_str(), words::picked(locale, &kind.name)))
            .chain([Choice::new(EVERYTHING, everything)])
            .collect(),
        capacities: Capacity::ALL
            .iter()
            .map(|capacity| {
                let word = capacity.as_str();
                Choice::new(word, locale.t(format!("console-capacity-{word}")))
            })
            .collect(),
        files: FILES_AT_ONCE,
        megabytes: session.app.uploads.bytes >> 20,
        files_again: form.has_errors(),
        page,
        form,
    }
}
