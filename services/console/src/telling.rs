//! Something is said to the person: a message they read with their code, and a mail or a letter
//! that one waits, which says nothing of what is in it.

use habeas_case::{
    ContactKind, DispatchChannel, DispatchCommand, SubmissionReceived, case, dispatch_id,
    submission,
};
use habeas_dossier::{Message, compose::templates, kinds, to_bytes};
use habeas_engine::{Command, Order, store_writes};
use habeas_envelope::{Code, DispatchId, EventId, ItemId};
use habeas_vault::{Compartment, Owner, PersonPublic, Sealer};
use uuid::Uuid;

use crate::{
    cases::{CaseFile, SubmissionFile, sealing},
    session::Session,
    turn::Turn,
};

/// Adds to an order that the person is told this text of their submission, under this handle.
pub(crate) async fn tell(
    session: &Session,
    submission: &SubmissionFile,
    mut order: Order,
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    let received = received(submission)?;
    let template = Code::literal(templates::MESSAGE_WAITING);
    let dispatch = dispatch_for(item, submission.id.0, &template);
    let channel = reached_by(received);
    let waits = waits(session, received, (dispatch, channel, template), item);
    let said = [
        submission::Command::SendMessage { item },
        submission::Command::Dispatch(waits),
    ];
    let said = said.map(|command| Command::Submission(submission.id, command));
    order.commands.extend(said);
    seal_for_person(
        session,
        submission,
        Compartment::General,
        order,
        (item, text),
    )
    .await
}

/// Adds to an order that the person is told this text of a case, under this handle: sealed for the
/// desk of the case, which alone of the house reads it, and sent by the case, so that whoever
/// renders it looks there.
pub(crate) async fn tell_of_case(
    session: &Session,
    file: &CaseFile,
    mut order: Order,
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    let channel = reached_by(received(&file.submission)?);
    order.commands.push(on_portal(file, item));
    let template = templates::MESSAGE_WAITING;
    notice_of_case(session, file, order, (template, channel), item, text).await
}

/// As [`tell_of_case`], with a template and a carriage of its own, and nothing on the portal.
pub(crate) async fn notice_of_case(
    session: &Session,
    file: &CaseFile,
    mut order: Order,
    (template, channel): (&'static str, DispatchChannel),
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    let template = Code::literal(template);
    let dispatch = dispatch_for(item, file.id.0, &template);
    let received = received(&file.submission)?;
    let waits = waits(session, received, (dispatch, channel, template), item);
    let command = Command::Case(file.id, case::Command::Dispatch(waits));
    order.commands.push(command);
    seal_for_person(
        session,
        &file.submission,
        file.compartment,
        order,
        (item, text),
    )
    .await
}

/// That a message of a case stands on the portal for the person.
pub(crate) fn on_portal(file: &CaseFile, item: ItemId) -> Command {
    let send = submission::Command::SendMessage { item };
    Command::Submission(file.submission.id, send)
}

/// The id of the dispatch that tells of a message: the message is what makes it necessary, and its
/// handle is as unique as an event.
pub(crate) fn dispatch_for(item: ItemId, stream: Uuid, template: &Code) -> DispatchId {
    dispatch_id(EventId(item.0), stream, template)
}

/// How somebody is reached who is told of a message.
pub(crate) fn reached_by(received: &SubmissionReceived) -> DispatchChannel {
    match received.contact_kind {
        ContactKind::Email => DispatchChannel::Mail,
        ContactKind::Post => DispatchChannel::Letter,
    }
}

/// What was filed.
pub(crate) fn received(submission: &SubmissionFile) -> Result<&SubmissionReceived, Turn> {
    let received = submission.state.received.as_deref();
    received.ok_or_else(Turn::not_found)
}

fn waits(
    session: &Session,
    received: &SubmissionReceived,
    (dispatch, channel, template): (DispatchId, DispatchChannel, Code),
    item: ItemId,
) -> DispatchCommand {
    DispatchCommand::Order {
        dispatch,
        channel,
        template,
        language: received.language.clone(),
        office: None,
        not_before: session.app.now(),
        items: vec![item],
    }
}

/// Seals a message for one compartment of the house and for the person, in the unit of its order.
async fn seal_for_person(
    session: &Session,
    submission: &SubmissionFile,
    compartment: Compartment,
    mut order: Order,
    (item, text): (ItemId, String),
) -> Result<Order, Turn> {
    let owner = Owner::submission(submission.id);
    let mut sealer = sealer(session, &order, owner);
    let kind = Code::literal(kinds::MESSAGE_OUT);
    sealer.seal(compartment, kind, item, &to_bytes(&Message { text })?)?;
    let person = PersonPublic(received(submission)?.person_key);
    sealer.wrap_for_person(compartment, &person)?;
    // The person's stream belongs to no desk: whoever has its case, or checks who they are, may
    // write to them.
    order.scope = submission.house();
    let writes = store_writes(sealer.finish(), Vec::new());
    sealing(&session.app, order, writes, &[]).await
}

/// Adds a text to an order that only a desk reads, under this handle: an individual reason, a
/// question to an office.
pub(crate) async fn note(
    session: &Session,
    order: Order,
    place: (Owner, Compartment),
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    note_as(session, order, place, kinds::REASON, (item, text)).await
}

/// As [`note`], of another kind than a reason.
pub(crate) async fn note_as(
    session: &Session,
    order: Order,
    (owner, compartment): (Owner, Compartment),
    kind: &'static str,
    (item, text): (ItemId, String),
) -> Result<Order, Turn> {
    let mut sealer = sealer(session, &order, owner);
    let kind = Code::literal(kind);
    sealer.seal(compartment, kind, item, &to_bytes(&Message { text })?)?;
    let writes = store_writes(sealer.finish(), Vec::new());
    sealing(&session.app, order, writes, &[]).await
}

fn sealer<'a>(session: &'a Session, order: &Order, owner: Owner) -> Sealer<'a> {
    Sealer::for_owner(
        session.app.keyring.public(),
        order.controller.clone(),
        owner,
        &*session.app.engine.entropy,
    )
}
