//! The mailroom: letters as envelopes. Whose, to which office, where; never what is inside.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use chrono::Datelike;
use habeas_case::{DispatchChannel, DispatchCommand, DispatchStage, Refusal};
use habeas_dossier::{Physician, kinds};
use habeas_engine::{ExecuteError, Order, store_writes};
use habeas_envelope::{Code, ItemId, Scope, StreamRef};
use habeas_identifiers::PostalItemNumber;
use habeas_regime::OfficeId;
use habeas_store::{DispatchFilter, DispatchRow, DispatchState};
use habeas_vault::{Compartment, Sealer, SearchField};
use habeas_web::{Choice, Field, Form, Layout, Message, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    case_page::dispatch_stage,
    cases::{sealing, settle},
    opening::{WHO, of_kind},
    pieces::{Piece, stage_word},
    session::{Session, notice, organisation, refusal},
    turn::{Answer, Turn, to},
    words::{self, Tag},
};

/// Why a letter came back.
pub(crate) const RETURNED: &[&str] = &["unclaimed", "refused", "moved", "unknown-address", "lost"];

/// Letters that are done with are listed no further back than this many.
const LISTED: usize = 300;
/// How many of one kind are looked through for them.
const LOOKED_THROUGH: u32 = 100_000;

#[derive(Deserialize)]
pub(crate) struct Asked {
    view: Option<String>,
    done: Option<String>,
    refused: Option<String>,
}

struct Envelope {
    href: String,
    reference: String,
    to: String,
    place: String,
    organisation: Option<String>,
    channel: String,
    since: String,
    stage: Tag,
}

struct TabLink {
    text: String,
    href: String,
    current: bool,
}

#[derive(Template)]
#[template(path = "mailroom.html")]
struct MailroomPage {
    page: Layout,
    tabs: Vec<TabLink>,
    envelopes: Vec<Envelope>,
}

struct Enclosure {
    item: String,
    label: String,
}

#[derive(Template)]
#[template(path = "envelope.html")]
struct EnvelopePage {
    page: Layout,
    form: Form,
    path: String,
    reference: String,
    stage: Tag,
    channel: String,
    address: Vec<String>,
    registered: bool,
    queued: bool,
    cancelled: bool,
    printed: bool,
    sent: bool,
    sent_on: Option<String>,
    number: Option<String>,
    trouble: Option<String>,
    enclosures: Vec<Enclosure>,
    reasons: Vec<Choice>,
}

/// The lists of the mailroom.
const VIEWS: &[(&str, &[DispatchState])] = &[
    ("to-post", &[DispatchState::Queued, DispatchState::Printed]),
    ("under-way", &[DispatchState::Sent]),
    ("done", &[DispatchState::Delivered, DispatchState::Returned]),
];

pub(crate) async fn list(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    let scope = session.mailroom()?;
    let view = VIEWS
        .iter()
        .find(|view| Some(view.0) == asked.view.as_deref())
        .unwrap_or(&VIEWS[0]);
    let mut rows = Vec::new();
    for channel in [DispatchChannel::RegisteredLetter, DispatchChannel::Letter] {
        let filter = DispatchFilter {
            channel: Some(channel.code()),
            states: view.1.to_vec(),
            limit: LOOKED_THROUGH,
            ..DispatchFilter::default()
        };
        rows.extend(session.app.engine.store.dispatches(&scope, &filter).await?);
    }
    rows.sort_by_key(|row| row.not_before);
    if view.0 == "done" {
        rows.reverse();
    }
    rows.truncate(LISTED);
    let mut envelopes = Vec::new();
    for row in &rows {
        envelopes.push(envelope(&session, &visit, row).await?);
    }
    let mut page = session.page(&visit, visit.locale.t("console-mailroom-title"));
    page.wide = true;
    page.notice = notice(&visit, asked.done.as_deref());
    Ok(html(&MailroomPage {
        page,
        tabs: VIEWS
            .iter()
            .map(|(word, _)| TabLink {
                text: visit
                    .locale
                    .t(format!("console-mailroom-{word}"))
                    .to_string(),
                href: format!("/mailroom?view={word}"),
                current: *word == view.0,
            })
            .collect(),
        envelopes,
    })?)
}

async fn envelope(session: &Session, visit: &Visit, row: &DispatchRow) -> Result<Envelope, Turn> {
    let locale = visit.locale;
    let pack = session.pack(&row.stream.controller)?;
    let to = match &row.office {
        Some(office) => words::office(locale, &pack, office),
        None if row.template == kinds::PHYSICIAN_DATA => {
            locale.t("answering-mailroom-physician").to_string()
        }
        None => locale.t("console-mailroom-person").to_string(),
    };
    let today = session.app.today(&pack);
    let place = row
        .office
        .as_ref()
        .and_then(|office| pack.office(&OfficeId::from(office.clone())))
        .and_then(|office| office.postal_address(today))
        .map(|address| format!("{} {}", address.postcode, address.town))
        .unwrap_or_default();
    let several = session.roles.controllers().len() > 1;
    Ok(Envelope {
        href: format!("/mailroom/{}", row.id),
        reference: reference_of(session, &row.stream).await?,
        to,
        place,
        organisation: several.then(|| organisation(visit, &pack)),
        channel: locale
            .t(format!("console-dispatch-{}", row.channel))
            .to_string(),
        since: locale.instant(&row.not_before.with_timezone(&pack.zone())),
        stage: dispatch_stage(locale, row.state.as_str()),
    })
}

/// The reference of the submission that a stream belongs to.
async fn reference_of(session: &Session, stream: &StreamRef) -> Result<String, Turn> {
    let scope = Scope::whole([stream.controller.clone()]);
    let store = &session.app.engine.store;
    let rows = store.rows(&scope, std::slice::from_ref(stream)).await?;
    let references = session.references(&rows).await?;
    Ok(references.into_values().next().unwrap_or_default())
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let piece = session.piece(&id).await?;
    let today = session.app.today(&piece.pack);
    let form = Form::blank(session.form_token(&piece.form()))
        .with("day-day", today.day())
        .with("day-month", today.month())
        .with("day-year", today.year());
    let mut page = draw(&session, &visit, &piece, form).await?;
    page.page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&page)?)
}

/// A form's own address leads to its page: the language is switched there.
pub(crate) async fn back(Path(id): Path<uuid::Uuid>) -> Response {
    Turn::To(format!("/mailroom/{id}")).into_response()
}

/// The number on a registered letter.
struct ItemNumber(PostalItemNumber);

impl Field for ItemNumber {
    fn read(raw: &str) -> Result<Self, Message> {
        PostalItemNumber::parse(raw)
            .map(Self)
            .map_err(|_| Message::new("console-item-number-wrong"))
    }
}

pub(crate) async fn posted(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (piece, mut form) = typed(&session, &id, posted).await?;
    let registered = piece.view.channel == DispatchChannel::RegisteredLetter;
    let number: Option<ItemNumber> = if registered {
        form.read_or("number", "console-item-number-missing")
    } else {
        form.read_optional("number")
    };
    let day = form.read_date("day");
    let (false, Some(day), Some(owner)) = (form.has_errors(), day, piece.owner()) else {
        return again(&session, &visit, &piece, form).await;
    };
    let mut sealer = Sealer::for_owner(
        session.app.keyring.public(),
        piece.stream.controller.clone(),
        owner,
        &*session.app.engine.entropy,
    );
    let mut tokens = Vec::new();
    let mut item = None;
    if let Some(ItemNumber(number)) = number {
        let handle = session.app.item();
        let kind = Code::literal(kinds::ITEM_NUMBER);
        sealer.seal(Compartment::Mail, kind, handle, number.as_str().as_bytes())?;
        tokens = session.app.keyring.search().tokens(
            &piece.stream.controller,
            owner,
            SearchField::ItemNumber,
            number.as_str(),
        );
        item = Some(handle);
    }
    let command = piece.command(DispatchCommand::Sent {
        dispatch: piece.id,
        day,
        number: item,
    });
    let order = piece.order(&session, vec![command]);
    let writes = store_writes(sealer.finish(), tokens);
    let order = sealing(&session.app, order, writes, &[]).await?;
    finish(&session, &visit, &piece, form, order, "posted").await
}

pub(crate) async fn delivered(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (piece, mut form) = typed(&session, &id, posted).await?;
    let Some(day) = form.read_date("day") else {
        return again(&session, &visit, &piece, form).await;
    };
    let command = piece.command(DispatchCommand::Delivered {
        dispatch: piece.id,
        day,
    });
    let order = piece.order(&session, vec![command]);
    finish(&session, &visit, &piece, form, order, "delivered").await
}

pub(crate) async fn returned(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (piece, mut form) = typed(&session, &id, posted).await?;
    let reason = form.value("reason").to_owned();
    let reason = RETURNED.iter().find(|known| **known == reason);
    if reason.is_none() {
        form.refuse("reason", Message::new("web-error-choose"));
    }
    let day = form.read_date("day");
    let (Some(reason), Some(day)) = (reason, day) else {
        return again(&session, &visit, &piece, form).await;
    };
    let command = piece.command(DispatchCommand::Returned {
        dispatch: piece.id,
        day,
        reason: Code::literal(reason),
    });
    let order = piece.order(&session, vec![command]);
    finish(&session, &visit, &piece, form, order, "came-back").await
}

async fn typed(session: &Session, id: &str, posted: Posted) -> Result<(Piece, Form), Turn> {
    let piece = session.piece(id).await?;
    session.check(&piece.form(), &posted)?;
    let form = Form::filled(session.form_token(&piece.form()), posted.pairs);
    Ok((piece, form))
}

async fn finish(
    session: &Session,
    visit: &Visit,
    piece: &Piece,
    mut form: Form,
    order: Order,
    done: &str,
) -> Answer {
    match session.execute(order).await {
        Err(ExecuteError::Refused(refusal @ Refusal::InFuture)) => {
            form.refuse("day", Message::new(format!("refusal-{}", refusal.code())));
            again(session, visit, piece, form).await
        }
        // It is so already, perhaps with another number or day: nothing typed was recorded.
        Ok(executed) if executed.events.is_empty() => {
            to(format!("{}?refused=dispatch-state", piece.path()))
        }
        result => settle(result, &piece.path(), done),
    }
}

async fn again(session: &Session, visit: &Visit, piece: &Piece, form: Form) -> Answer {
    let page = html(&draw(session, visit, piece, form).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

async fn draw(
    session: &Session,
    visit: &Visit,
    piece: &Piece,
    form: Form,
) -> Result<EnvelopePage, Turn> {
    let locale = visit.locale;
    let view = &piece.view;
    let reference = piece.submission.reference.clone();
    let mut page = session.page(
        visit,
        locale
            .t("console-envelope-title")
            .arg("reference", &reference),
    );
    page.organisation = Some(organisation(visit, &piece.pack));
    page.has_errors = form.has_errors();
    Ok(EnvelopePage {
        page,
        form,
        path: piece.path(),
        stage: dispatch_stage(locale, stage_word(view.stage)),
        channel: locale
            .t(format!("console-dispatch-{}", view.channel.as_str()))
            .to_string(),
        address: address(session, visit, piece).await?,
        registered: view.channel == DispatchChannel::RegisteredLetter,
        queued: view.stage == DispatchStage::Queued,
        cancelled: view.stage == DispatchStage::Cancelled,
        printed: view.stage == DispatchStage::Printed,
        sent: view.stage == DispatchStage::Sent,
        sent_on: view.sent_on.map(|day| locale.date(day)),
        number: match view.number {
            Some(item) => number(session, piece, item).await?,
            None => None,
        },
        trouble: view
            .trouble
            .as_ref()
            .filter(|reason| RETURNED.contains(&reason.as_str()))
            .map(|reason| locale.t(format!("console-returned-{reason}")).to_string()),
        enclosures: piece
            .encloses(session)
            .await?
            .into_iter()
            .enumerate()
            .map(|(place, document)| Enclosure {
                item: document.item.to_string(),
                label: locale
                    .t("console-enclosure")
                    .arg("number", place + 1)
                    .to_string(),
            })
            .collect(),
        reasons: RETURNED
            .iter()
            .map(|r| Choice::new(*r, locale.t(format!("console-returned-{r}"))))
            .collect(),
        reference,
    })
}

/// What stands on the envelope: an office's address, or the person's, which is opened for it.
async fn address(session: &Session, visit: &Visit, piece: &Piece) -> Result<Vec<String>, Turn> {
    let today = session.app.today(&piece.pack);
    if let Some(office) = &piece.view.office {
        let mut lines = vec![
            piece.pack.provisions().controller.name.clone(),
            words::office(visit.locale, &piece.pack, office),
        ];
        if let Some(known) = piece.pack.office(&OfficeId::from(office.clone())) {
            lines.extend(known.holder(today).map(|holder| holder.name.clone()));
            lines.extend(
                known
                    .postal_address(today)
                    .map(|address| address.lines())
                    .into_iter()
                    .flatten(),
            );
        }
        return Ok(lines);
    }
    if let (true, Some(desk), [_, who]) = (
        piece.view.template == kinds::PHYSICIAN_DATA,
        piece.desk_compartment(),
        &piece.view.items[..],
    ) {
        return physician(session, piece, desk, *who).await;
    }
    let received = piece.submission.state.received.as_ref();
    let contact = received.ok_or_else(Turn::not_found)?.contact;
    let opened = session
        .open(
            &piece.submission.stream,
            &[Compartment::Contact],
            "envelope",
            |field| of_kind(field, WHO),
        )
        .await?;
    Ok(match opened.contact(contact) {
        Some(habeas_dossier::Contact::Post { name, address }) => vec![
            name,
            address.street,
            format!("{} {}", address.postcode, address.town),
            address.country,
        ],
        _ => Vec::new(),
    })
}

/// The address of the physician a file goes to, which is opened for the envelope.
async fn physician(
    session: &Session,
    piece: &Piece,
    desk: Compartment,
    who: ItemId,
) -> Result<Vec<String>, Turn> {
    let opened = session
        .open(&piece.stream, &[desk], "envelope", move |field| {
            of_kind(field, &[kinds::PHYSICIAN]) && field.item == who.0
        })
        .await?;
    let Some(bytes) = opened.bytes(who) else {
        return Ok(Vec::new());
    };
    let physician: Physician = habeas_dossier::from_bytes(bytes)?;
    let mut lines = vec![physician.name];
    if let Some(address) = physician.address {
        lines.push(address.street);
        lines.push(format!("{} {}", address.postcode, address.town));
    }
    Ok(lines)
}

async fn number(session: &Session, piece: &Piece, item: ItemId) -> Result<Option<String>, Turn> {
    let opened = session
        .open(
            &piece.stream,
            &[Compartment::Mail],
            "envelope",
            move |field| of_kind(field, &[kinds::ITEM_NUMBER]) && field.item == item.0,
        )
        .await?;
    Ok(opened
        .bytes(item)
        .and_then(|bytes| std::str::from_utf8(bytes).ok())
        .map(|text| {
            PostalItemNumber::parse(text)
                .map_or_else(|_| text.to_owned(), |number| number.printed())
        }))
}
