use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta, Utc};
use habeas_case::{
    Capacity, CaseRef, Channel, CloseReason, ContactKind, Decision, DispatchEvent, DocumentRef,
    Meta, Moot, Questions, Refusal, Requested, SubmissionClass, SubmissionEvent,
    SubmissionReceived, Waiting,
    submission::{self, Command, IdentityState, Submission},
};
use habeas_envelope::{CaseId, EventId, Hash32, SubmissionId};
use proptest::prelude::*;
use uuid::Uuid;

use crate::{
    forbidden,
    house::{at, code, context, day, item, pack, pinned, staff},
    variants::{DISPATCH, Seed, dispatch_command, dispatch_event, seed},
};

struct Desk {
    state: Submission,
    log: Vec<(Meta, SubmissionEvent)>,
    now: chrono::DateTime<Utc>,
}

fn filing() -> SubmissionReceived {
    SubmissionReceived {
        pack: pinned("mensura", "1"),
        calendar: None,
        channel: Channel::Portal,
        received_at: at("2026-03-02T09:00:00Z"),
        received_on: day("2026-03-02"),
        language: code("nl"),
        seed: [3; 16],
        reference: code("r1"),
        person_key: [1; 32],
        capacity: Capacity::Own,
        requested: vec![Requested {
            right: code("access"),
            kind: code("general"),
        }],
        filer: item(1),
        subject: None,
        contact_kind: ContactKind::Email,
        contact: item(2),
        words: None,
        documents: Vec::new(),
        named_office: None,
        audience: None,
        questions: Questions::default(),
        access_code: None,
    }
}

fn document(n: u8) -> DocumentRef {
    DocumentRef {
        item: item(u128::from(n)),
        kind: code("identity"),
        hash: Hash32([n; 32]),
    }
}

fn case_ref(n: u8) -> CaseRef {
    CaseRef {
        case: CaseId(Uuid::from_u128(u128::from(n))),
        right: code("access"),
        kind: code("general"),
    }
}

impl Desk {
    fn new() -> Self {
        Self {
            state: Submission::default(),
            log: Vec::new(),
            now: at("2026-03-02T09:00:00Z"),
        }
    }

    fn filed() -> Self {
        let mut desk = Self::new();
        desk.must(Command::Receive(Box::new(filing())));
        desk
    }

    /// Filed, a request, and somebody looks at who the person is.
    fn checking() -> Self {
        let mut desk = Self::filed();
        desk.must(classify());
        desk.must(check());
        desk
    }

    fn record(&mut self, event: SubmissionEvent, today: NaiveDate) {
        let seq = self.log.len() as u64 + 1;
        let meta = Meta {
            id: EventId(Uuid::from_u128(u128::from(seq))),
            seq,
            legal_day: event.legal_day().unwrap_or(today),
            recorded_at: self.now,
            actor: staff(1),
        };
        submission::apply(&mut self.state, &meta, &event);
        self.log.push((meta, event));
    }

    fn does(&mut self, command: Command) -> Decision<SubmissionEvent> {
        let actor = staff(1);
        let ctx = context(pack("mensura"), self.now, &actor);
        let today = ctx.today();
        let decision = submission::decide(&self.state, command, &ctx);
        if let Decision::Events(events) = &decision {
            for event in events {
                self.record(event.clone(), today);
            }
        }
        decision
    }

    fn must(&mut self, command: Command) {
        let decision = self.does(command.clone());
        assert!(
            matches!(decision, Decision::Events(_)),
            "{command:?} came to {decision:?}"
        );
    }

    fn refused(&mut self, command: Command) -> Refusal {
        match self.does(command.clone()) {
            Decision::Refused(refusal) => refusal,
            other => panic!("{command:?} came to {other:?}"),
        }
    }

    fn moot(&mut self, command: Command) -> Moot {
        match self.does(command.clone()) {
            Decision::Moot(moot) => moot,
            other => panic!("{command:?} came to {other:?}"),
        }
    }
}

fn classify() -> Command {
    Command::Classify {
        class: SubmissionClass::Request,
        rule: Some(code("rights-chosen")),
        cases: vec![case_ref(0)],
    }
}

fn check() -> Command {
    Command::OpenIdentityCheck {
        desk: code("privacy"),
        reason: code("no-proof"),
    }
}

fn establish() -> Command {
    Command::EstablishIdentity {
        method: code("card"),
        attestation: None,
    }
}

fn reject() -> Command {
    Command::RejectIdentity {
        ground: code("not-the-subject"),
        reason: Some(item(90)),
    }
}

fn ask(n: u128) -> Command {
    Command::AskIdentity {
        question: item(n),
        day: day("2026-03-02"),
        doubt: code("no-copy"),
    }
}

fn proof(n: u8) -> Command {
    Command::ReceiveEvidence {
        documents: vec![document(n)],
    }
}

#[test]
fn proof_after_a_rejection_is_looked_at_and_can_settle_it() {
    let mut desk = Desk::checking();
    desk.must(ask(5));
    assert_eq!(desk.moot(ask(5)), Moot::AlreadySo);
    assert_eq!(desk.state.status(), "identity-asked");
    desk.must(reject());
    assert_eq!(desk.state.waiting(), Waiting::Worker("response"));
    desk.must(proof(1));
    assert_eq!(desk.moot(proof(1)), Moot::AlreadySo);
    assert_eq!(desk.state.waiting(), Waiting::Worker("identity"));
    desk.must(check());
    assert_eq!(desk.state.status(), "identity");
    desk.must(establish());
    assert_eq!(desk.moot(check()), Moot::Overtaken);
    assert_eq!(desk.refused(reject()), Refusal::NoIdentityCheck);
}

/// Nobody could say what it is, and its time runs all the same.
#[test]
fn what_cannot_be_classified_has_a_date() {
    let mut desk = Desk::filed();
    let dates = |desk: &Desk| {
        let actor = staff(1);
        let ctx = context(pack("mensura"), desk.now, &actor);
        let row = desk.state.row(SubmissionId(Uuid::from_u128(1)), &ctx);
        let row = row.unwrap();
        (row.due, row.clock.to_string())
    };
    let due = Some(day("2026-04-02"));
    assert_eq!(dates(&desk), (due, "running".to_owned()));
    // A kind the pack does not have: intake is refused, and it waits for a person.
    let mut strange = filing();
    strange.requested[0].kind = code("aviation");
    let mut other = Desk::new();
    other.must(Command::Receive(Box::new(strange)));
    assert_eq!(dates(&other), (due, "running".to_owned()));
    desk.must(classify());
    assert_eq!(dates(&desk), (None, "none".to_owned()));
}

#[test]
fn what_was_taken_back_goes_no_further() {
    let mut desk = Desk::checking();
    desk.must(Command::Withdraw);
    assert_eq!(desk.moot(Command::Withdraw), Moot::AlreadySo);
    for command in [establish(), reject(), ask(5), proof(1), check()] {
        assert_eq!(desk.refused(command), Refusal::Withdrawn);
    }
    assert_eq!(desk.state.waiting(), Waiting::Worker("intake"));
    let reason = CloseReason::Withdrawn;
    desk.must(Command::Close { reason });
    assert_eq!(desk.state.waiting(), Waiting::Nothing);
    assert_eq!(desk.moot(Command::Close { reason }), Moot::AlreadySo);
}

#[test]
fn an_answer_is_collected_by_whom_it_is_for() {
    let collect = |n| Command::Collect {
        case: case_ref(n).case,
        answer: item(7),
    };
    let mut desk = Desk::checking();
    assert_eq!(desk.refused(collect(1)), Refusal::Unknown);
    assert_eq!(desk.refused(collect(0)), Refusal::IdentityOpen);
    desk.must(establish());
    desk.must(Command::AskAuthority { question: item(8) });
    assert_eq!(desk.refused(collect(0)), Refusal::AuthorityOpen);
    let method = code("mandate");
    desk.must(Command::ProveAuthority { method });
    assert_eq!(
        desk.moot(Command::AskAuthority { question: item(9) }),
        Moot::AlreadySo
    );
    desk.must(collect(0));
    assert_eq!(desk.moot(collect(0)), Moot::AlreadySo);
    let reason = CloseReason::Answered;
    desk.must(Command::Close { reason });
    assert_eq!(desk.refused(Command::Withdraw), Refusal::Closed);
}

#[test]
fn a_filing_asks_for_something_and_not_in_the_future() {
    let mut desk = Desk::new();
    assert_eq!(desk.refused(classify()), Refusal::Unknown);
    let mut nothing = filing();
    nothing.requested.clear();
    assert_eq!(
        desk.refused(Command::Receive(Box::new(nothing))),
        Refusal::NothingRequested
    );
    let mut later = filing();
    later.received_on = day("2026-03-03");
    assert_eq!(
        desk.refused(Command::Receive(Box::new(later))),
        Refusal::InFuture
    );
    desk.must(Command::Receive(Box::new(filing())));
    assert_eq!(
        desk.moot(Command::Receive(Box::new(filing()))),
        Moot::AlreadySo
    );
    let mut other = filing();
    other.reference = code("r2");
    assert_eq!(
        desk.refused(Command::Receive(Box::new(other))),
        Refusal::ExistsAlready
    );
}

const COMMANDS: u8 = 23;
const EVENTS: u8 = 26;

fn command(seed: Seed) -> Command {
    let Seed { a, b, flag, .. } = seed;
    let on = day("2026-02-25") + Days::new(u64::from(seed.day));
    match seed.what % (COMMANDS + DISPATCH) {
        0 => Command::Receive(Box::new(filing())),
        1 | 2 => Command::Classify {
            class: SubmissionClass::ALL[usize::from(a % 2) * usize::from(b % 8)],
            rule: flag.then(|| code("rights-chosen")),
            cases: vec![case_ref(b % 2)],
        },
        3 => check(),
        4 => establish(),
        5 => reject(),
        6 => Command::AskIdentity {
            question: item(u128::from(a % 3)),
            day: on,
            doubt: code("no-copy"),
        },
        7 => proof(a % 3),
        8 => Command::AskAuthority { question: item(4) },
        9 => Command::ProveAuthority {
            method: code("mandate"),
        },
        10 => Command::RefuseAuthority {
            ground: code("no-mandate"),
        },
        11 => Command::HandOver,
        12 => Command::ReceiveMessage {
            item: item(u128::from(a % 3)),
        },
        13 => Command::SendMessage {
            item: item(u128::from(a % 3)),
        },
        14 => Command::OpenMessage {
            item: item(u128::from(a % 3)),
        },
        15 => Command::ReceiveDocument {
            document: document(a % 3),
        },
        16 if a % 4 == 0 => Command::Withdraw,
        16 | 17 => Command::Collect {
            case: case_ref(a % 3).case,
            answer: item(u128::from(b % 2)),
        },
        18 => Command::ProveContact {
            method: code("mail"),
        },
        19 if flag => Command::TellDate { day: on },
        19 => Command::CorrectReceipt {
            day: on,
            reason: code("post-mark"),
        },
        20 if a % 4 == 0 => Command::Close {
            reason: CloseReason::Answered,
        },
        20 => check(),
        21 => Command::NameParty {
            role: code("physician"),
            item: flag.then(|| item(u128::from(a % 3))),
        },
        22 => Command::RingAlarm {
            alarm: code(["identity-remind-3d-1", "identity-close-1"][usize::from(a % 2)]),
        },
        dispatch => Command::Dispatch(dispatch_command(dispatch - COMMANDS, seed)),
    }
}

fn event(seed: Seed) -> SubmissionEvent {
    use SubmissionEvent as E;
    let Seed { a, b, .. } = seed;
    let on = day("2026-02-25") + Days::new(u64::from(seed.day));
    let some = item(u128::from(a % 3));
    match seed.what % (EVENTS + DISPATCH) {
        0 => E::Received(Box::new(filing())),
        1 => E::Classified {
            class: SubmissionClass::ALL[usize::from(a % 2)],
            rule: None,
            cases: vec![case_ref(b % 2)],
        },
        2 => E::IdentityCheckOpened {
            desk: code("privacy"),
            reason: code("no-proof"),
        },
        3 => E::IdentityEstablished {
            method: code("card"),
            attestation: None,
        },
        4 => E::IdentityRejected {
            ground: code("not-the-subject"),
            reason: None,
        },
        5 => E::IdentityQuestionAsked {
            question: some,
            day: on,
            doubt: None,
        },
        6 => E::IdentityEvidenceReceived {
            documents: vec![document(a % 3)],
        },
        7 => E::AuthorityAsked { question: some },
        8 => E::AuthorityProven {
            method: code("mandate"),
        },
        9 => E::AuthorityRefused {
            ground: code("no-mandate"),
        },
        10 => E::AuthorityEnded,
        11 => E::HandedOver,
        12 => E::MessageReceived { item: some },
        13 => E::MessageSent { item: some },
        14 => E::MessageOpened { item: some },
        15 => E::DocumentReceived {
            document: document(a % 3),
        },
        16 => E::Withdrawn,
        17 => E::AnswerCollected {
            case: case_ref(b % 2).case,
            answer: some,
        },
        18 => E::ContactProven {
            method: code("mail"),
        },
        19 => E::DateTold { day: on },
        20 => E::ReceiptCorrected {
            day: on,
            reason: code("post-mark"),
        },
        21 => E::Closed {
            reason: CloseReason::Answered,
        },
        22 => E::KeysDestroyed {
            compartment: None,
            final_on: on,
        },
        23 => E::PartyNamed {
            role: code("physician"),
            item: seed.flag.then_some(some),
        },
        24 => E::IdentityReminded {
            question: some,
            alarm: code("identity-remind-3d-1"),
            overtook: Vec::new(),
        },
        25 => E::IdentityClosureProposed { question: some },
        dispatch => E::Dispatch(dispatch_event(dispatch - EVENTS, seed)),
    }
}

/// Why an event must not follow what stands before it, read from the log alone.
fn broken(before: &[(Meta, SubmissionEvent)], event: &SubmissionEvent) -> Option<&'static str> {
    use SubmissionEvent as E;
    let has = |what: &dyn Fn(&E) -> bool| before.iter().any(|(_, e)| what(e));
    let withdrawn = has(&|e| matches!(e, E::Withdrawn));
    // A check that is opened again opens what was closed for want of proof.
    let closed = before.iter().rev().find_map(|(_, e)| match e {
        E::Closed { reason } => Some(Some(*reason)),
        E::IdentityCheckOpened { .. } => Some(None),
        _ => None,
    });
    let closed = closed.flatten();
    let proves = matches!(
        event,
        E::IdentityCheckOpened { .. } | E::IdentityEvidenceReceived { .. }
    ) && closed == Some(CloseReason::IdentityNotEstablished);
    let closed = closed.is_some();
    let established = has(&|e| matches!(e, E::IdentityEstablished { .. }));
    let checks = before.iter().rev().find_map(|(_, e)| match e {
        E::IdentityCheckOpened { .. } => Some(true),
        E::IdentityEstablished { .. } | E::IdentityRejected { .. } => Some(false),
        _ => None,
    });
    let classified = has(&|e| matches!(e, E::Classified { .. }));
    if matches!(event, E::Received(_)) != before.is_empty() {
        return Some("something before it was filed, or filed twice");
    }
    let settles = matches!(
        event,
        E::Classified { .. }
            | E::IdentityCheckOpened { .. }
            | E::IdentityEstablished { .. }
            | E::IdentityRejected { .. }
            | E::IdentityQuestionAsked { .. }
            | E::IdentityEvidenceReceived { .. }
            | E::AuthorityAsked { .. }
            | E::AuthorityProven { .. }
            | E::AuthorityRefused { .. }
            | E::HandedOver
            | E::DocumentReceived { .. }
            | E::Withdrawn
    );
    if settles && (withdrawn || (closed && !proves)) {
        return Some("settled after it was taken back or closed");
    }
    let wrong = match event {
        E::IdentityEstablished { .. } => established || !classified,
        E::IdentityCheckOpened { .. } => established || checks == Some(true),
        E::IdentityRejected { .. } | E::IdentityQuestionAsked { .. } => checks != Some(true),
        E::IdentityEvidenceReceived { .. } => established,
        E::HandedOver => !established || has(&|e| matches!(e, E::HandedOver)),
        E::MessageOpened { item } => !has(&|e| match e {
            E::MessageSent { item: known } | E::MessageReceived { item: known } => known == item,
            _ => false,
        }),
        E::AnswerCollected { case, .. } => {
            let of = |e: &E| match e {
                E::Classified { cases, .. } => cases.iter().any(|c| c.case == *case),
                _ => false,
            };
            !established || !has(&of) || has(&|e| e == event)
        }
        E::Closed { .. } => closed,
        E::ContactProven { .. } => has(&|e| matches!(e, E::ContactProven { .. })),
        _ => false,
    };
    if wrong {
        return Some("what the events before forbid");
    }
    let E::Dispatch(step) = event else {
        return None;
    };
    let steps: Vec<&DispatchEvent> = before
        .iter()
        .filter_map(|(_, e)| match e {
            E::Dispatch(known) if known.dispatch() == step.dispatch() => Some(known),
            _ => None,
        })
        .collect();
    forbidden::after(&steps, step)
}

fn looked_at(state: &Submission) {
    let actor = staff(1);
    let ctx = context(pack("mensura"), at("2026-03-20T09:00:00Z"), &actor);
    let row = state.row(SubmissionId(Uuid::nil()), &ctx);
    assert_eq!(row.is_some(), state.received.is_some());
    // Nothing rings but a question that waits for its answer.
    assert!(state.alarms(&ctx).is_empty() || !state.identity_questions.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_event_appears_that_the_log_forbids(
        steps in proptest::collection::vec((seed(), 0_i64..200), 1..60),
    ) {
        let mut desk = Desk::filed();
        for (seed, hours) in steps {
            desk.now += TimeDelta::hours(hours);
            let before = desk.log.len();
            desk.does(command(seed));
            for at in before..desk.log.len() {
                let why = broken(&desk.log[..at], &desk.log[at].1);
                prop_assert_eq!(why, None, "{:#?}", &desk.log[..=at]);
            }
            looked_at(&desk.state);
        }
        let replayed = Submission::replay(desk.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(replayed, desk.state);
    }

    #[test]
    fn nothing_recorded_in_whatever_order_panics(
        steps in proptest::collection::vec((seed(), any::<bool>()), 1..60),
    ) {
        let mut desk = Desk::new();
        for (seed, commanded) in steps {
            if commanded {
                desk.does(command(seed));
            } else {
                desk.record(event(seed), day("2026-03-02"));
            }
            looked_at(&desk.state);
        }
        let replayed = Submission::replay(desk.log.iter().map(|(meta, event)| (meta, event)));
        prop_assert_eq!(replayed, desk.state);
    }
}

#[test]
fn every_event_is_generated() {
    let of = |what| Seed {
        what,
        a: 0,
        b: 0,
        day: 5,
        flag: false,
    };
    let names: BTreeSet<_> = (0..EVENTS + DISPATCH)
        .map(|what| event(of(what)).name())
        .collect();
    assert_eq!(names.len(), 37);
    assert_eq!(
        Desk::checking().state.identity,
        IdentityState::Checking {
            desk: code("privacy")
        }
    );
}
