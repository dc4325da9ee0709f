use chrono::NaiveDate;
use habeas_envelope::{CaseId, Code, ItemId};

use super::{IdentityState, Submission};
use crate::{
    CaseRef, CloseReason, Context, Decision, DispatchCommand, DocumentRef, Moot, Refusal,
    SubmissionClass, SubmissionEvent, SubmissionReceived,
};

/// What can be done with a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// File it.
    Receive(Box<SubmissionReceived>),
    /// Say what it is and which cases it opens.
    Classify {
        /// What it is.
        class: SubmissionClass,
        /// By which rule, if by one.
        rule: Option<Code>,
        /// The cases it opens.
        cases: Vec<CaseRef>,
    },
    /// Have somebody look at who the person is.
    OpenIdentityCheck {
        /// The desk that checks.
        desk: Code,
        /// Why.
        reason: Code,
    },
    /// Settle who the person is.
    EstablishIdentity {
        /// How.
        method: Code,
        /// Handle of the signed attestation.
        attestation: Option<ItemId>,
    },
    /// Say that it cannot be settled.
    RejectIdentity {
        /// Why.
        ground: Code,
        /// Handle of the individual reason.
        reason: Option<ItemId>,
    },
    /// Ask the person for proof.
    AskIdentity {
        /// Handle of the question.
        question: ItemId,
        /// The legal day of the question.
        day: NaiveDate,
        /// What the doubt is about.
        doubt: Code,
    },
    /// A reminder of a question, or the proposal to close, is due.
    RingAlarm {
        /// Which.
        alarm: Code,
    },
    /// Take proof in.
    ReceiveEvidence {
        /// What.
        documents: Vec<DocumentRef>,
    },
    /// Ask for proof of authority.
    AskAuthority {
        /// Handle of the question.
        question: ItemId,
    },
    /// Settle the authority.
    ProveAuthority {
        /// How.
        method: Code,
    },
    /// Refuse the authority.
    RefuseAuthority {
        /// Why.
        ground: Code,
    },
    /// Its cases stand where they are answered.
    HandOver,
    /// Take in what the person wrote.
    ReceiveMessage {
        /// Handle of the message.
        item: ItemId,
    },
    /// Write to the person.
    SendMessage {
        /// Handle of the message.
        item: ItemId,
    },
    /// The person read a message of the house, or staff one of the person.
    OpenMessage {
        /// Handle of the message.
        item: ItemId,
    },
    /// Take a document in.
    ReceiveDocument {
        /// What.
        document: DocumentRef,
    },
    /// The person names a further party, or says that they have none.
    NameParty {
        /// In what role.
        role: Code,
        /// Handle of who; none when they have none.
        item: Option<ItemId>,
    },
    /// Take it back.
    Withdraw,
    /// The person collects an answer.
    Collect {
        /// Of which case.
        case: CaseId,
        /// Which answer.
        answer: ItemId,
    },
    /// The contact is the person's.
    ProveContact {
        /// How.
        method: Code,
    },
    /// The person is told this date.
    TellDate {
        /// Which.
        day: NaiveDate,
    },
    /// The legal day of receipt was another.
    CorrectReceipt {
        /// Which.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// Something of a dispatch.
    Dispatch(DispatchCommand),
    /// Its keys are destroyed with this.
    DestroyKeys {
        /// Only of this compartment.
        compartment: Option<Code>,
        /// The day from which no backup can bring them back.
        final_on: NaiveDate,
    },
    /// Close it.
    Close {
        /// Why.
        reason: CloseReason,
    },
}

/// What a command comes to in this state.
#[must_use]
pub fn decide(
    state: &Submission,
    command: Command,
    ctx: &Context<'_>,
) -> Decision<SubmissionEvent> {
    let Some(received) = &state.received else {
        return match command {
            Command::Receive(received) => receive(received, ctx),
            _ => Decision::Refused(Refusal::Unknown),
        };
    };
    match command {
        Command::Receive(again) if *again == **received => Decision::Moot(Moot::AlreadySo),
        Command::Receive(_) => Decision::Refused(Refusal::ExistsAlready),
        Command::Classify { class, rule, cases } => classify(state, class, rule, cases),
        Command::OpenIdentityCheck { .. }
        | Command::EstablishIdentity { .. }
        | Command::RejectIdentity { .. }
        | Command::AskIdentity { .. }
        | Command::ReceiveEvidence { .. } => identity(state, command, ctx),
        Command::RingAlarm { alarm } => super::reminders::ring(state, &alarm, ctx),
        Command::AskAuthority { .. } if state.authority == Some(true) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::AskAuthority { question } => open(state, || {
            Decision::one(SubmissionEvent::AuthorityAsked { question })
        }),
        Command::ProveAuthority { method } => match state.authority {
            Some(true) => Decision::Moot(Moot::AlreadySo),
            _ => open(state, || {
                Decision::one(SubmissionEvent::AuthorityProven { method })
            }),
        },
        Command::RefuseAuthority { ground } => open(state, || {
            Decision::one(SubmissionEvent::AuthorityRefused { ground })
        }),
        Command::HandOver if state.handed_over => Decision::Moot(Moot::AlreadySo),
        Command::HandOver if !state.identity_established() => {
            Decision::Refused(Refusal::IdentityOpen)
        }
        Command::HandOver if state.authority_open() => Decision::Refused(Refusal::AuthorityOpen),
        Command::HandOver => open(state, || Decision::one(SubmissionEvent::HandedOver)),
        Command::ReceiveMessage { item } if state.messages_in.contains(&item) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::ReceiveMessage { item } => {
            Decision::one(SubmissionEvent::MessageReceived { item })
        }
        Command::SendMessage { item } if state.messages_out.contains(&item) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::SendMessage { item } => Decision::one(SubmissionEvent::MessageSent { item }),
        Command::OpenMessage { item } if state.messages_out.contains(&item) => {
            Decision::one(SubmissionEvent::MessageOpened { item })
        }
        // Staff have read what the person wrote.
        Command::OpenMessage { item }
            if ctx.actor.staff_id().is_some() && state.messages_in.contains(&item) =>
        {
            match state.unread_message {
                None => Decision::Moot(Moot::AlreadySo),
                Some(_) => Decision::one(SubmissionEvent::MessageOpened { item }),
            }
        }
        Command::OpenMessage { .. } => Decision::Refused(Refusal::Unknown),
        Command::ReceiveDocument { document } if state.documents.contains(&document) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::ReceiveDocument { document } => open(state, || {
            Decision::one(SubmissionEvent::DocumentReceived { document })
        }),
        Command::NameParty { role, item } if state.named(&role) == Some(item) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::NameParty { role, item } => open(state, || {
            Decision::one(SubmissionEvent::PartyNamed { role, item })
        }),
        Command::Withdraw if state.withdrawn => Decision::Moot(Moot::AlreadySo),
        Command::Withdraw if state.closed.is_some() => Decision::Refused(Refusal::Closed),
        Command::Withdraw => Decision::one(SubmissionEvent::Withdrawn),
        Command::Collect { case, answer } if state.collected.contains(&(case, answer)) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::Collect { case, .. } if !state.cases.iter().any(|c| c.case == case) => {
            Decision::Refused(Refusal::Unknown)
        }
        Command::Collect { .. } if !state.identity_established() => {
            Decision::Refused(Refusal::IdentityOpen)
        }
        Command::Collect { .. } if state.authority_open() => {
            Decision::Refused(Refusal::AuthorityOpen)
        }
        Command::Collect { case, answer } => {
            Decision::one(SubmissionEvent::AnswerCollected { case, answer })
        }
        Command::ProveContact { .. } if state.contact_proven => Decision::Moot(Moot::AlreadySo),
        Command::ProveContact { method } => {
            Decision::one(SubmissionEvent::ContactProven { method })
        }
        Command::TellDate { day } if state.told == Some(day) => Decision::Moot(Moot::AlreadySo),
        Command::TellDate { day } => Decision::one(SubmissionEvent::DateTold { day }),
        Command::CorrectReceipt { day, .. } if day > ctx.today() => {
            Decision::Refused(Refusal::InFuture)
        }
        Command::CorrectReceipt { day, .. } if state.received_on() == Some(day) => {
            Decision::Moot(Moot::AlreadySo)
        }
        Command::CorrectReceipt { day, reason } => {
            Decision::one(SubmissionEvent::ReceiptCorrected { day, reason })
        }
        Command::Dispatch(command) => match state.outgoing.decide(command, ctx.today()) {
            Decision::Events(events) => {
                Decision::Events(events.into_iter().map(SubmissionEvent::Dispatch).collect())
            }
            Decision::Moot(moot) => Decision::Moot(moot),
            Decision::Refused(refusal) => Decision::Refused(refusal),
        },
        Command::DestroyKeys {
            compartment,
            final_on,
        } => Decision::one(SubmissionEvent::KeysDestroyed {
            compartment,
            final_on,
        }),
        Command::Close { .. } if state.closed.is_some() => Decision::Moot(Moot::AlreadySo),
        Command::Close { reason } => Decision::one(SubmissionEvent::Closed { reason }),
    }
}

fn open(
    state: &Submission,
    then: impl FnOnce() -> Decision<SubmissionEvent>,
) -> Decision<SubmissionEvent> {
    if state.withdrawn {
        Decision::Refused(Refusal::Withdrawn)
    } else if state.closed.is_some() {
        Decision::Refused(Refusal::Closed)
    } else {
        then()
    }
}

fn receive(received: Box<SubmissionReceived>, ctx: &Context<'_>) -> Decision<SubmissionEvent> {
    if received.requested.is_empty() {
        return Decision::Refused(Refusal::NothingRequested);
    }
    if received.received_at > ctx.now || received.received_on > ctx.today() {
        return Decision::Refused(Refusal::InFuture);
    }
    Decision::one(SubmissionEvent::Received(received))
}

fn classify(
    state: &Submission,
    class: SubmissionClass,
    rule: Option<Code>,
    cases: Vec<CaseRef>,
) -> Decision<SubmissionEvent> {
    let known = cases.iter().all(|c| state.cases.contains(c));
    if state.class == Some(class) && known {
        return Decision::Moot(Moot::AlreadySo);
    }
    if rule.is_some() && state.class.is_some() {
        return Decision::Moot(Moot::Overtaken);
    }
    open(state, || {
        Decision::one(SubmissionEvent::Classified { class, rule, cases })
    })
}

fn identity(state: &Submission, command: Command, ctx: &Context<'_>) -> Decision<SubmissionEvent> {
    if state.withdrawn {
        return Decision::Refused(Refusal::Withdrawn);
    }
    // Closed for want of proof is not the end: proof is taken in, and has the check opened again.
    let proves = matches!(
        command,
        Command::ReceiveEvidence { .. } | Command::OpenIdentityCheck { .. }
    );
    if state.closed.is_some() && !(proves && state.closed_for_want_of_proof()) {
        return Decision::Refused(Refusal::Closed);
    }
    match (command, &state.identity) {
        (Command::ReceiveEvidence { documents }, identity) => {
            if documents.iter().all(|d| state.documents.contains(d)) {
                return Decision::Moot(Moot::AlreadySo);
            }
            match identity {
                IdentityState::Established { .. } => Decision::Moot(Moot::Overtaken),
                _ => Decision::one(SubmissionEvent::IdentityEvidenceReceived { documents }),
            }
        }
        (Command::OpenIdentityCheck { .. }, IdentityState::Established { .. }) => {
            Decision::Moot(Moot::Overtaken)
        }
        (Command::OpenIdentityCheck { .. }, IdentityState::Checking { .. }) => {
            Decision::Moot(Moot::AlreadySo)
        }
        (Command::OpenIdentityCheck { desk, reason }, _) => {
            Decision::one(SubmissionEvent::IdentityCheckOpened { desk, reason })
        }
        (_, _) if state.class.is_none() => Decision::Refused(Refusal::NoIdentityCheck),
        (Command::EstablishIdentity { .. }, IdentityState::Established { .. }) => {
            Decision::Moot(Moot::AlreadySo)
        }
        // Who stands at the counter is known, and not that the file may be given to them.
        (Command::EstablishIdentity { .. }, _) if state.authority_open() => {
            Decision::Refused(Refusal::AuthorityOpen)
        }
        (
            Command::EstablishIdentity {
                method,
                attestation,
            },
            _,
        ) => Decision::one(SubmissionEvent::IdentityEstablished {
            method,
            attestation,
        }),
        (Command::RejectIdentity { .. }, IdentityState::Rejected { .. }) => {
            Decision::Moot(Moot::AlreadySo)
        }
        // GDPR art. 11(2) and 12(4): a code alone tells nobody why.
        (Command::RejectIdentity { reason: None, .. }, IdentityState::Checking { .. }) => {
            Decision::Refused(Refusal::ReasonNeeded)
        }
        (Command::RejectIdentity { ground, reason }, IdentityState::Checking { .. }) => {
            Decision::one(SubmissionEvent::IdentityRejected { ground, reason })
        }
        (Command::AskIdentity { question, .. }, _)
            if state.identity_questions.iter().any(|(q, _)| *q == question) =>
        {
            Decision::Moot(Moot::AlreadySo)
        }
        (Command::AskIdentity { day, .. }, _) if day > ctx.today() => {
            Decision::Refused(Refusal::InFuture)
        }
        (Command::AskIdentity { day, .. }, _) if state.received_on().is_some_and(|r| day < r) => {
            Decision::Refused(Refusal::BeforeReceipt)
        }
        (
            Command::AskIdentity {
                question,
                day,
                doubt,
            },
            IdentityState::Checking { .. },
        ) => Decision::one(SubmissionEvent::IdentityQuestionAsked {
            question,
            day,
            doubt: Some(doubt),
        }),
        _ => Decision::Refused(Refusal::NoIdentityCheck),
    }
}
