//! The physician who receives the data of a medical file: whom the person named, looked up and
//! confirmed with their number and address, declined, replaced.

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{
    PartyStep,
    case::{Command, PHYSICIAN, to_physician},
};
use habeas_dossier::{Physician, PostalAddress, copy_for, kinds, to_bytes};
use habeas_engine::store_writes;
use habeas_envelope::{Code, ItemId};
use habeas_identifiers::{RizivCheck, RizivNumber};
use habeas_vault::{Owner, Sealer};
use habeas_web::{Form, Layout, Line, Posted, Visit, html};

use crate::{
    cases::{CaseFile, sealing, settle, version_seen},
    opening::of_kind,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    turn::{Answer, Turn},
    words::{Fact, fact},
};

#[derive(Template)]
#[template(path = "physician.html")]
struct PhysicianPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    state: String,
    known: Vec<Fact>,
    takes_part: bool,
}

/// Whether the data of a case goes to a physician.
pub(crate) fn concerns(file: &CaseFile) -> bool {
    to_physician(&file.pack, &file.right, &file.kind)
}

/// The word of how it stands: `answering-physician-state-…`.
pub(crate) fn state(file: &CaseFile) -> &'static str {
    match file.state.party(PHYSICIAN) {
        None => "none",
        Some((step, _)) => step.as_str(),
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Confirming { id }, session, visit).await
}

pub(crate) async fn confirm(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Confirming { id }, session, visit, posted).await
}

/// The form that confirms who they are, with their number and where the registered letter goes.
struct Confirming {
    id: String,
}

impl FormStep for Confirming {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if concerns(&file) {
            Ok(file)
        } else {
            Err(Turn::not_found())
        }
    }

    async fn begin(
        &self,
        session: &Session,
        file: &CaseFile,
        mut form: Form,
    ) -> Result<Form, Turn> {
        if let Some(known) = known(session, file).await? {
            form = form.with("name", &known.name).with("town", &known.town);
            if let Some(address) = &known.address {
                form = form
                    .with("street", &address.street)
                    .with("postcode", &address.postcode);
            }
            if let Some(number) = &known.number {
                form = form.with("number", number);
            }
        }
        Ok(form)
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let name: Option<Line<200>> = form.read("name");
        let street: Option<Line<200>> = form.read("street");
        let postcode: Option<Line<20>> = form.read("postcode");
        let town: Option<Line<200>> = form.read("town");
        let number = RizivNumber::parse(form.value("number"));
        if number.is_err() {
            let message = habeas_web::Message::new("answering-physician-number-wrong");
            form.refuse("number", message);
        }
        let (Some(name), Some(street), Some(postcode), Some(town), Ok(number)) =
            (name, street, postcode, town, number)
        else {
            return Ok(Read::Wrong);
        };
        // The second computation of check digits is not published: look twice, but do not refuse.
        let done = match number.check() {
            RizivCheck::Modulus97 => "physician-confirmed",
            RizivCheck::Modulus89 | RizivCheck::Neither => "physician-look-again",
        };
        let item = session.app.item();
        let town = town.into_string();
        let physician = Physician {
            name: name.into_string(),
            address: Some(PostalAddress {
                street: street.into_string(),
                postcode: postcode.into_string(),
                town: town.clone(),
                country: String::new(),
            }),
            town,
            number: Some(number.printed()),
        };
        let mut commands = Vec::new();
        if file.state.confirmed(PHYSICIAN).is_some() {
            commands.push(party_step(PartyStep::Replaced, Some(item)));
        }
        commands.push(party_step(PartyStep::Confirmed, Some(item)));
        let order = file.order(session, commands, sent.version);
        let mut sealer = Sealer::for_owner(
            session.app.keyring.public(),
            file.controller().clone(),
            Owner::case(file.id),
            &*session.app.engine.entropy,
        );
        let kind = Code::literal(kinds::PHYSICIAN);
        sealer.seal(file.compartment, kind, item, &to_bytes(&physician)?)?;
        let writes = store_writes(sealer.finish(), Vec::new());
        let order = sealing(&session.app, order, writes, &[]).await?;
        Ok(Read::to_do(order, done))
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let mut page = session.page(visit, locale.t("answering-physician-title"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        let mut facts = Vec::new();
        if let Some(known) = known(session, file).await? {
            facts.push(fact(locale, "answering-physician-name", known.name));
            facts.push(fact(locale, "answering-physician-town", known.town));
            facts.extend(
                known
                    .number
                    .map(|number| fact(locale, "answering-physician-number", number)),
            );
        }
        let state = state(file);
        Ok(html(&PhysicianPage {
            page,
            form,
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            state: locale
                .t(format!("answering-physician-state-{state}"))
                .to_string(),
            known: facts,
            takes_part: file.state.takes_part(PHYSICIAN),
        })?)
    }
}

/// Who takes part, as last named or confirmed. The person's own words stand in their submission, a
/// copy for this desk; what staff looked up stands in the case.
async fn known(session: &Session, file: &CaseFile) -> Result<Option<Physician>, Turn> {
    let Some((_, Some(item))) = file.state.party(PHYSICIAN) else {
        return Ok(None);
    };
    let copy = copy_for(item, &Code::literal(file.compartment.as_str()));
    let said = (file.submission.stream.clone(), copy);
    for (stream, item) in [(file.stream.clone(), item), said] {
        let opened = session
            .open(&stream, &[file.compartment], "physician", move |field| {
                of_kind(field, &[kinds::PHYSICIAN]) && field.item == item.0
            })
            .await?;
        if let Some(bytes) = opened.bytes(item) {
            return Ok(Some(habeas_dossier::from_bytes(bytes)?));
        }
    }
    Ok(None)
}

/// They will not take part.
pub(crate) async fn decline(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let commands = vec![party_step(PartyStep::Declined, None)];
    let order = file.order(&session, commands, version_seen(&posted)?);
    settle(
        session.execute(order).await,
        &file.path(),
        "physician-declined",
    )
}

fn party_step(step: PartyStep, item: Option<ItemId>) -> Command {
    Command::ChangeParty {
        role: Code::literal(PHYSICIAN),
        step,
        item,
    }
}
