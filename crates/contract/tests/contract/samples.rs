//! Of every event one that says all it can, then one that says as little as it may.

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    AccessEvent, AnswerStep, Capacity, CaseEvent, CaseOpened, CaseRef, Channel, CloseReason,
    ComplaintStep, ContactKind, DispatchChannel, DispatchEvent, DocumentRef, ExtensionOrder, Money,
    Part, PartOutcome, PartyStep, Pinned, Questions, Requested, RestrictionStep, RouteVia,
    SubmissionClass, SubmissionEvent, SubmissionReceived, TaskKind,
};
use habeas_envelope::{CaseId, Code, DispatchId, Hash32, ItemId, StreamKind, SubmissionId};
use uuid::Uuid;

use crate::{record::Event, samples_obligation, samples_registry};

/// Lists samples by variant. A variant without a sample does not compile; a sample under a
/// pattern that is not its own fails.
macro_rules! samples {
    ($event:ty { $($pattern:pat => [$($sample:expr),+ $(,)?]),+ $(,)? }) => {{
        fn every_variant_has_a_sample(event: &$event) {
            match event { $($pattern => {}),+ }
        }
        let mut all: Vec<$event> = Vec::new();
        $(for sample in [$($sample),+] {
            assert!(matches!(&sample, $pattern), "{sample:?}");
            every_variant_has_a_sample(&sample);
            all.push(sample);
        })+
        all
    }};
}
pub(crate) use samples;

/// The fullest sample of every event type.
pub fn full() -> Vec<Event> {
    let mut full: Vec<Event> = Vec::new();
    for event in all() {
        if !full
            .iter()
            .any(|f| f.name() == event.name() && f.stream() == event.stream())
        {
            full.push(event);
        }
    }
    full
}

/// All samples; of every event type the fullest first.
pub fn all() -> Vec<Event> {
    let mut all = Vec::new();
    all.extend(submissions().into_iter().map(Event::Submission));
    all.extend(cases().into_iter().map(Event::Case));
    all.extend(accesses().into_iter().map(Event::Access));
    all.extend(samples_registry::all().into_iter().map(Event::Registry));
    all.extend(samples_obligation::all().into_iter().map(Event::Obligation));
    all
}

fn submissions() -> Vec<SubmissionEvent> {
    use SubmissionEvent as E;
    let mut all = samples!(SubmissionEvent {
        E::Received(_) => [
            E::Received(Box::new(sample_received())),
            E::Received(Box::new(SubmissionReceived {
                calendar: None,
                requested: vec![],
                subject: None,
                words: None,
                documents: vec![],
                named_office: None,
                audience: None,
                questions: Questions::default(),
                access_code: None,
                ..sample_received()
            })),
        ],
        E::Classified { .. } => [
            E::Classified {
                class: SubmissionClass::Request,
                rule: Some(code("first-filing")),
                cases: vec![case_ref(0xc1, "medical"), case_ref(0xc2, "general")],
            },
            E::Classified { class: SubmissionClass::Question, rule: None, cases: vec![] },
        ],
        E::IdentityCheckOpened { .. } => [
            E::IdentityCheckOpened { desk: code("privacy"), reason: code("card-handed-in") },
        ],
        E::IdentityEstablished { .. } => [
            E::IdentityEstablished { method: code("card"), attestation: Some(item(0x11)) },
            E::IdentityEstablished { method: code("not-required"), attestation: None },
        ],
        E::IdentityRejected { .. } => [
            E::IdentityRejected { ground: code("card-unreadable"), reason: Some(item(0x12)) },
            E::IdentityRejected { ground: code("no-proof"), reason: None },
        ],
        E::IdentityQuestionAsked { .. } => [
            E::IdentityQuestionAsked {
                question: item(0x13),
                day: day(2026, 2, 3),
                doubt: Some(code("no-copy")),
            },
            E::IdentityQuestionAsked { question: item(0x13), day: day(2026, 2, 3), doubt: None },
        ],
        E::IdentityReminded { .. } => [
            E::IdentityReminded {
                question: item(0x11),
                alarm: code("identity-remind-10d-1"),
                overtook: vec![code("identity-remind-3d-1")],
            },
            E::IdentityReminded {
                question: item(0x11),
                alarm: code("identity-remind-3d-1"),
                overtook: vec![],
            },
        ],
        E::IdentityClosureProposed { .. } => [
            E::IdentityClosureProposed { question: item(0x11) },
        ],
        E::IdentityEvidenceReceived { .. } => [
            E::IdentityEvidenceReceived { documents: vec![document(0x14, "identity")] },
            E::IdentityEvidenceReceived { documents: vec![] },
        ],
        E::AuthorityAsked { .. } => [E::AuthorityAsked { question: item(0x15) }],
        E::AuthorityProven { .. } => [E::AuthorityProven { method: code("written-mandate") }],
        E::AuthorityRefused { .. } => [E::AuthorityRefused { ground: code("mandate-unsigned") }],
        E::AuthorityEnded => [E::AuthorityEnded],
        E::HandedOver => [E::HandedOver],
        E::MessageReceived { .. } => [E::MessageReceived { item: item(0x16) }],
        E::MessageSent { .. } => [E::MessageSent { item: item(0x17) }],
        E::MessageOpened { .. } => [E::MessageOpened { item: item(0x18) }],
        E::DocumentReceived { .. } => [
            E::DocumentReceived { document: document(0x19, "annex") },
        ],
        E::PartyNamed { .. } => [
            E::PartyNamed { role: code("physician"), item: Some(item(0x1b)) },
            E::PartyNamed { role: code("physician"), item: None },
        ],
        E::Withdrawn => [E::Withdrawn],
        E::AnswerCollected { .. } => [
            E::AnswerCollected { case: CaseId(id(0xc1)), answer: item(0x1a) },
        ],
        E::ContactProven { .. } => [E::ContactProven { method: code("link-opened") }],
        E::DateTold { .. } => [
            E::DateTold { day: day(2026, 3, 2) },
            E::DateTold { day: day(1970, 1, 1) },
            E::DateTold { day: day(1969, 12, 31) },
            E::DateTold { day: NaiveDate::MIN },
            E::DateTold { day: NaiveDate::MAX },
        ],
        E::ReceiptCorrected { .. } => [
            E::ReceiptCorrected { day: day(2026, 1, 30), reason: code("postmark") },
        ],
        E::Dispatch(_) => [E::Dispatch(DispatchEvent::Queued { dispatch: dispatch() })],
        E::Closed { .. } => [E::Closed { reason: CloseReason::Answered }],
        E::KeysDestroyed { .. } => [
            E::KeysDestroyed { compartment: Some(code("medical")), final_on: day(2036, 2, 29) },
            E::KeysDestroyed { compartment: None, final_on: day(2036, 2, 29) },
        ],
    });
    all.extend(dispatches().into_iter().map(E::Dispatch));
    all
}

fn cases() -> Vec<CaseEvent> {
    use CaseEvent as E;
    let mut all = samples!(CaseEvent {
        E::Opened(_) => [
            E::Opened(Box::new(sample_opened())),
            E::Opened(Box::new(CaseOpened {
                calendar: None,
                named_office: None,
                audience: None,
                questions: Questions::default(),
                ..sample_opened()
            })),
        ],
        E::KindCorrected { .. } => [
            E::KindCorrected {
                kind: code("psychosocial"),
                desk: code("psychosocial-desk"),
                compartment: code("psychosocial-file"),
                regime: code("wellbeing-be"),
                clock: code("copy"),
                reason: Some(item(0x2e)),
            },
            E::KindCorrected {
                kind: code("psychosocial"),
                desk: code("psychosocial-desk"),
                compartment: code("psychosocial-file"),
                regime: code("wellbeing-be"),
                clock: code("copy"),
                reason: None,
            },
        ],
        E::IdentitySettled { .. } => [E::IdentitySettled { method: code("known") }],
        E::Routed { .. } => [
            E::Routed {
                desk: code("medical"),
                office: Some(code("head-doctor")),
                via: RouteVia::RegisteredLetter,
                rule: Some(code("medical-by-letter")),
            },
            E::Routed { desk: code("privacy"), office: None, via: RouteVia::Desk, rule: None },
        ],
        E::RoutingReferred { .. } => [E::RoutingReferred { reason: code("no-rule") }],
        E::ClockPaused { .. } => [
            E::ClockPaused {
                cause: code("identity-question"),
                day: day(2026, 2, 4),
                evidence: Some(item(0x21)),
            },
            E::ClockPaused { cause: code("clarification"), day: day(2026, 2, 4), evidence: None },
        ],
        E::ClockResumed { .. } => [
            E::ClockResumed { paused_by: 5, day: day(2026, 1, 31) },
            E::ClockResumed { paused_by: u64::MAX, day: day(2026, 1, 31) },
        ],
        E::ExtensionOrdered(_) => [
            E::ExtensionOrdered(ExtensionOrder {
                ground: code("complexity"),
                reason: item(0x22),
                notice: item(0x31),
                dispatch: dispatch(),
            }),
        ],
        E::ClockExtended { .. } => [
            E::ClockExtended {
                ground: code("complexity"),
                reason: item(0x22),
                day: day(2026, 2, 27),
                evidence: Some(item(0x32)),
            },
            E::ClockExtended {
                ground: code("number-of-requests"),
                reason: item(0x22),
                day: day(2026, 2, 27),
                evidence: None,
            },
        ],
        E::ReceiptCorrected { .. } => [
            E::ReceiptCorrected { day: day(2026, 1, 29), reason: code("postmark") },
        ],
        E::ReceiptLeft { .. } => [
            E::ReceiptLeft { day: day(2026, 1, 29), reason: code("fact-before") },
        ],
        E::FactRetracted { .. } => [
            E::FactRetracted { seq: 300 },
            E::FactRetracted { seq: 0 },
        ],
        E::DateTold { .. } => [E::DateTold { day: day(2026, 3, 3) }],
        E::Party { .. } => [
            E::Party {
                role: code("physician"),
                step: PartyStep::Confirmed,
                item: Some(item(0x23)),
            },
            E::Party { role: code("physician"), step: PartyStep::Declined, item: None },
        ],
        E::TaskOpened { .. } => [
            E::TaskOpened {
                task: item(0x24),
                kind: TaskKind::Collect,
                holder: code("it"),
                due: Some(day(2026, 2, 10)),
            },
            E::TaskOpened {
                task: item(0x24),
                kind: TaskKind::DestroyPaper,
                holder: code("archive"),
                due: None,
            },
        ],
        E::TaskDone { .. } => [E::TaskDone { task: item(0x24) }],
        E::GroundReferred { .. } => [
            E::GroundReferred {
                ground: code("obvious-abuse"),
                office: code("dpo"),
                question: item(0x2a),
            },
        ],
        E::GroundDecided { .. } => [
            E::GroundDecided { ground: code("obvious-abuse"), open: true, reason: item(0x2b) },
            E::GroundDecided { ground: code("obvious-abuse"), open: false, reason: item(0x2b) },
        ],
        E::FeeAsked { .. } => [
            E::FeeAsked {
                ground: code("further-copies"),
                reason: item(0x2c),
                amount: Money::euro(1250),
            },
        ],
        E::AnswerDrafted { .. } => [
            E::AnswerDrafted {
                draft: item(0x25),
                content: hash(0x25),
                parts: vec![sample_part()],
            },
            E::AnswerDrafted {
                draft: item(0x25),
                content: hash(0x25),
                parts: vec![
                    Part { ground: None, reason: None, holder: None, ..sample_part() },
                    sample_part(),
                ],
            },
            E::AnswerDrafted { draft: item(0x25), content: hash(0x25), parts: vec![] },
        ],
        E::AnswerApproved { .. } => [
            E::AnswerApproved { draft: item(0x25), content: hash(0x25) },
        ],
        E::AnswerReturned { .. } => [
            E::AnswerReturned { draft: item(0x25), remarks: Some(item(0x26)) },
            E::AnswerReturned { draft: item(0x25), remarks: None },
        ],
        E::AnswerOrdered { .. } => [
            E::AnswerOrdered {
                draft: item(0x25),
                answer: item(0x27),
                content: hash(0x27),
                answer_key: [0xa5; 32],
                hold_until: instant(),
            },
        ],
        E::AnswerRecalled => [E::AnswerRecalled],
        E::HoldEnded { .. } => [E::HoldEnded { early: true }, E::HoldEnded { early: false }],
        E::Answer { .. } => [
            E::Answer { step: AnswerStep::Posted, answer: item(0x27), day: day(2026, 2, 20) },
        ],
        E::Restriction { .. } => [
            E::Restriction { step: RestrictionStep::Applied, day: day(2026, 2, 21) },
        ],
        E::AlarmRung { .. } => [
            E::AlarmRung {
                alarm: code("missed-due-2026-03-03"),
                rung_for: code("privacy"),
                also_for: vec![code("dpo")],
                overtook: vec![code("remind-1d-2026-03-03")],
                due_at: Some(instant()),
            },
            E::AlarmRung {
                alarm: code("remind-7d-2026-03-03"),
                rung_for: code("privacy"),
                also_for: vec![],
                overtook: vec![],
                due_at: None,
            },
        ],
        E::LimitMissed { .. } => [
            E::LimitMissed { limit: code("first-due"), day: day(2026, 3, 2) },
        ],
        E::ComplaintAdvanced { .. } => [
            E::ComplaintAdvanced {
                step: ComplaintStep::ProgressTold,
                day: day(2026, 4, 20),
                item: Some(item(0x71)),
            },
            E::ComplaintAdvanced {
                step: ComplaintStep::DeemedRefused,
                day: day(2026, 5, 1),
                item: None,
            },
        ],
        E::RemedyOpened { .. } => [
            E::RemedyOpened { remedy: code("complaint"), until: day(2026, 5, 31) },
        ],
        E::Dispatch(_) => [E::Dispatch(DispatchEvent::Queued { dispatch: dispatch() })],
        E::Closed { .. } => [E::Closed { reason: CloseReason::Withdrawn }],
        E::Reopened { .. } => [E::Reopened { cause: code("returned-post") }],
        E::LegalHoldSet { .. } => [E::LegalHoldSet { cause: code("court") }],
        E::LegalHoldLifted => [E::LegalHoldLifted],
        E::PackRebound { .. } => [E::PackRebound { pack: pinned("house", 0x31) }],
        E::CalendarApplied { .. } => [
            E::CalendarApplied { calendar: pinned("belgium", 0x32) },
        ],
        E::KeysDestroyed { .. } => [
            E::KeysDestroyed { compartment: Some(code("medical")), final_on: day(2036, 3, 1) },
            E::KeysDestroyed { compartment: None, final_on: day(2036, 3, 1) },
        ],
    });
    all.extend(dispatches().into_iter().map(E::Dispatch));
    all
}

pub(crate) fn dispatches() -> Vec<DispatchEvent> {
    use DispatchEvent as E;
    let dispatch = dispatch();
    let day = day(2026, 2, 5);
    samples!(DispatchEvent {
        E::Ordered { .. } => [
            E::Ordered {
                dispatch,
                channel: DispatchChannel::RegisteredLetter,
                template: code("request-to-office"),
                language: code("fr-be"),
                office: Some(code("head-doctor")),
                not_before: instant(),
                items: vec![item(0x41), item(0x42)],
            },
            E::Ordered {
                dispatch,
                channel: DispatchChannel::Mail,
                template: code("receipt"),
                language: code("nl"),
                office: None,
                not_before: DateTime::UNIX_EPOCH,
                items: vec![],
            },
        ],
        E::Started { .. } => [
            E::Started { dispatch, attempt: 2 },
            E::Started { dispatch, attempt: u32::MAX },
        ],
        E::Queued { .. } => [E::Queued { dispatch }],
        E::Rendered { .. } => [E::Rendered { dispatch, item: item(0x43), hash: hash(0x43) }],
        E::Printed { .. } => [E::Printed { dispatch }],
        E::Sent { .. } => [
            E::Sent { dispatch, day, number: Some(item(0x44)) },
            E::Sent { dispatch, day, number: None },
        ],
        E::Delivered { .. } => [E::Delivered { dispatch, day }],
        E::Returned { .. } => [E::Returned { dispatch, day, reason: code("unclaimed") }],
        E::Failed { .. } => [E::Failed { dispatch, reason: code("smtp-refused"), told: Some(item(0x45)) }],
        E::Retried { .. } => [E::Retried { dispatch, not_before: instant() }],
        E::Cancelled { .. } => [E::Cancelled { dispatch }],
    })
}

fn accesses() -> Vec<AccessEvent> {
    samples!(AccessEvent {
        AccessEvent::Accessed { .. } => [
            AccessEvent::Accessed {
                owner_kind: StreamKind::Case,
                owner: id(0xc1),
                compartment: code("medical"),
                purpose: code("answer"),
            },
        ],
    })
}

pub fn sample_received() -> SubmissionReceived {
    SubmissionReceived {
        pack: pinned("house", 1),
        calendar: Some(pinned("belgium", 2)),
        channel: Channel::Portal,
        received_at: instant(),
        received_on: day(2026, 1, 31),
        language: code("nl"),
        seed: [0x5e; 16],
        reference: code("hb-7k3m-2q9x"),
        person_key: [0xb7; 32],
        capacity: Capacity::Parent,
        requested: vec![
            Requested {
                right: code("access"),
                kind: code("medical"),
            },
            Requested {
                right: code("rectification"),
                kind: code("general"),
            },
        ],
        filer: item(0x01),
        subject: Some(item(0x02)),
        contact_kind: ContactKind::Email,
        contact: item(0x03),
        words: Some(item(0x04)),
        documents: vec![document(0x05, "identity"), document(0x06, "mandate")],
        named_office: Some(code("advisor-ghent")),
        audience: Some(code("staff")),
        access_code: Some(item(0x08)),
        questions: sample_questions(),
    }
}

pub fn sample_questions() -> Questions {
    Questions {
        elsewhere: vec![code("another-house")],
        answers: Some(item(0x07)),
        aware_on: Some(day(2026, 1, 15)),
        earlier: Some(code("7k3m-2q9x")),
    }
}

pub fn sample_opened() -> CaseOpened {
    CaseOpened {
        submission: SubmissionId(id(0x51)),
        right: code("access"),
        kind: code("medical"),
        pack: pinned("house", 1),
        calendar: Some(pinned("belgium", 2)),
        regime: code("gdpr-be"),
        clock: code("request"),
        received: day(2026, 1, 31),
        desk: code("medical-desk"),
        compartment: code("medical-file"),
        language: code("nl"),
        named_office: Some(code("advisor-ghent")),
        audience: Some(code("staff")),
        questions: sample_questions(),
    }
}

pub fn sample_part() -> Part {
    Part {
        what: code("medical"),
        outcome: PartOutcome::Partly,
        ground: Some(code("rights-of-others")),
        reason: Some(item(0x61)),
        holder: Some(code("archive")),
        compartment: code("medical-file"),
        recipient: code("physician"),
    }
}

pub(crate) fn code(text: &'static str) -> Code {
    Code::literal(text)
}

/// A UUID that shows a wrong byte order: sixteen different bytes, the last one `n`.
fn id(n: u8) -> Uuid {
    let mut bytes = *b"\x01\x9b\x02\x33\x44\x55\x76\x77\x88\x99\xaa\xbb\xcc\xdd\xee\x00";
    bytes[15] = n;
    Uuid::from_bytes(bytes)
}

pub fn item(n: u8) -> ItemId {
    ItemId(id(n))
}

pub fn dispatch() -> DispatchId {
    DispatchId(id(0xd1))
}

pub fn hash(n: u8) -> Hash32 {
    let mut bytes = [0xf0; 32];
    bytes[0] = n;
    Hash32(bytes)
}

pub(crate) fn pinned(id: &'static str, n: u8) -> Pinned {
    Pinned {
        id: code(id),
        version: code("2026-01"),
        hash: hash(n),
    }
}

pub fn document(n: u8, kind: &'static str) -> DocumentRef {
    DocumentRef {
        item: item(n),
        kind: code(kind),
        hash: hash(n),
    }
}

pub fn case_ref(n: u8, kind: &'static str) -> CaseRef {
    CaseRef {
        case: CaseId(id(n)),
        right: code("access"),
        kind: code(kind),
    }
}

pub(crate) fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// 2026-01-31T22:53:20.123456Z.
pub fn instant() -> DateTime<Utc> {
    DateTime::from_timestamp_micros(1_769_900_000_123_456).unwrap()
}
