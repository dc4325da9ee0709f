//! Something is said to the person: a message they read with their code, and a mail or a letter
//! that one waits, which says nothing of what is in it.

use habeas_case::{
    ContactKind, DispatchChannel, DispatchCommand, dispatch_id, submission::Command,
};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::{Order, store_writes};
use habeas_envelope::{Code, EventId, ItemId};
use habeas_vault::{Compartment, Owner, PersonPublic, Sealer};

use crate::{
    cases::{SubmissionFile, sealing},
    session::Session,
    turn::Turn,
};

/// The mail that tells of a message, and nothing of what is in it.
const MESSAGE_WAITING: &str = "message-waiting";

/// Adds to an order that the person is told this text, under this handle.
pub(crate) async fn tell(
    session: &Session,
    submission: &SubmissionFile,
    mut order: Order,
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    let app = &session.app;
    let received = submission.state.received.as_ref();
    let received = received.ok_or_else(Turn::not_found)?;
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        submission.controller().clone(),
        Owner::submission(submission.id),
        &*app.engine.entropy,
    );
    let kind = Code::literal(kinds::MESSAGE_OUT);
    let message = to_bytes(&Message { text })?;
    sealer.seal(Compartment::General, kind, item, &message)?;
    sealer.wrap_for_person(Compartment::General, &PersonPublic(received.person_key))?;
    let template = Code::literal(MESSAGE_WAITING);
    let channel = match received.contact_kind {
        ContactKind::Email => DispatchChannel::Mail,
        ContactKind::Post => DispatchChannel::Letter,
    };
    let dispatch = DispatchCommand::Order {
        // The message is what makes it necessary, and its handle is as unique as an event.
        dispatch: dispatch_id(EventId(item.0), submission.id.0, &template),
        channel,
        template,
        language: received.language.clone(),
        office: None,
        not_before: app.now(),
        items: vec![item],
    };
    let said: [Command; 2] = [Command::SendMessage { item }, Command::Dispatch(dispatch)];
    let said = said.map(|command| habeas_engine::Command::Submission(submission.id, command));
    order.commands.extend(said);
    // A submission stands at no desk: whoever has its case may write to the person.
    order.scope = submission.house();
    sealing(app, order, store_writes(sealer.finish(), Vec::new()), &[]).await
}

/// Adds a text to an order that only a desk reads, under this handle: an individual reason, a
/// question to an office.
pub(crate) async fn note(
    session: &Session,
    order: Order,
    (owner, compartment): (Owner, Compartment),
    item: ItemId,
    text: String,
) -> Result<Order, Turn> {
    let app = &session.app;
    let mut sealer = Sealer::for_owner(
        app.keyring.public(),
        order.controller.clone(),
        owner,
        &*app.engine.entropy,
    );
    let kind = Code::literal(kinds::REASON);
    sealer.seal(compartment, kind, item, &to_bytes(&Message { text })?)?;
    sealing(app, order, store_writes(sealer.finish(), Vec::new()), &[]).await
}
