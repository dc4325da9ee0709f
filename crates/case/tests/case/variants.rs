//! Every command and every event from small numbers, so that what is generated meets.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use habeas_case::{
    AnswerStep, CaseEvent, CaseOpened, CloseReason, ComplaintStep, DispatchChannel,
    DispatchCommand, DispatchEvent, ExtensionOrder, Money, Part, PartOutcome, PartyStep,
    RestrictionStep, RouteVia, TaskKind, case::Command,
};
use habeas_envelope::{Code, DispatchId, Hash32};
use habeas_regime::Pack;
use proptest::prelude::*;
use uuid::Uuid;

use crate::house::{at, code, day, item, opening, part, pinned};

/// The numbers that a command or an event is made of.
#[derive(Clone, Copy, Debug)]
pub struct Seed {
    pub what: u8,
    pub a: u8,
    pub b: u8,
    pub day: u8,
    pub flag: bool,
}

pub fn seed() -> impl Strategy<Value = Seed> {
    (
        any::<u8>(),
        any::<u8>(),
        any::<u8>(),
        0_u8..70,
        any::<bool>(),
    )
        .prop_map(|(what, a, b, day, flag)| Seed {
            what,
            a,
            b,
            day,
            flag,
        })
}

const KINDS: [&str; 4] = ["general", "medical", "psychosocial", "nothing-such"];
const CAUSES: [&str; 2] = ["identity-question", "clarification"];
const GROUNDS: [&str; 2] = ["complexity", "in-most-cases"];
const OUTCOMES: [PartOutcome; 4] = [
    PartOutcome::Granted,
    PartOutcome::Refused,
    PartOutcome::Partly,
    PartOutcome::NotHeld,
];

fn pick<T: Clone>(among: &[T], n: u8) -> T {
    among[usize::from(n) % among.len()].clone()
}

impl Seed {
    fn day(self) -> NaiveDate {
        day("2026-02-25") + Days::new(u64::from(self.day))
    }

    fn instant(self) -> DateTime<Utc> {
        at("2026-02-25T09:00:00Z") + TimeDelta::days(i64::from(self.day))
    }

    fn hash(self) -> Hash32 {
        Hash32([self.b % 2; 32])
    }

    fn parts(self) -> Vec<Part> {
        let part = part(pick(&OUTCOMES, self.b));
        vec![part; usize::from(self.a % 8 != 7)]
    }

    fn opened(self, pack: &Pack) -> CaseOpened {
        opening(pack, "access", pick(&KINDS[..2], self.a), day("2026-03-02"))
    }

    fn kind(self, pack: &Pack) -> (Code, CaseOpened) {
        let kind = pick(&KINDS, self.a);
        let known = KINDS[..2].contains(&kind);
        let like = if known { kind } else { "general" };
        (code(kind), opening(pack, "access", like, day("2026-03-02")))
    }

    fn dispatch(self) -> DispatchId {
        DispatchId(Uuid::from_u128(u128::from(self.a % 2)))
    }

    fn extension(self) -> ExtensionOrder {
        ExtensionOrder {
            ground: code(pick(&GROUNDS, self.b)),
            reason: item(20 + u128::from(self.a % 2)),
            notice: item(30 + u128::from(self.a % 2)),
            dispatch: self.dispatch(),
        }
    }

    fn desk(self) -> Code {
        code(pick(&["privacy", "medical", "nowhere"], self.a))
    }

    fn office(self) -> Option<Code> {
        pick(&[None, Some("head-doctor"), Some("nobody")], self.b).map(code)
    }

    fn key(self) -> [u8; 32] {
        [self.b; 32]
    }
}

/// How many kinds of command there are beside those of a dispatch.
pub const COMMANDS: u8 = 31;
/// How many kinds of dispatch command, and of dispatch event, there are.
pub const DISPATCH: u8 = 11;
/// How many kinds of event there are beside those of a dispatch.
pub const EVENTS: u8 = 37;

pub fn command(seed: Seed, pack: &Pack) -> Command {
    let what = seed.what % (COMMANDS + DISPATCH);
    let Seed { a, b, flag, .. } = seed;
    match what {
        0 => Command::Open(Box::new(seed.opened(pack))),
        1 => {
            let (kind, like) = seed.kind(pack);
            Command::CorrectKind {
                kind,
                desk: like.desk,
                compartment: like.compartment,
                regime: like.regime,
                clock: like.clock,
                reason: None,
            }
        }
        2 => Command::SettleIdentity {
            method: code("card"),
        },
        3 => Command::Route {
            desk: seed.desk(),
            office: seed.office(),
            via: pick(RouteVia::ALL, b),
            rule: flag.then(|| code("rule")),
        },
        4 => Command::ReferRouting {
            reason: code("no-rule"),
        },
        5 => Command::Pause {
            cause: code(pick(&CAUSES, a)),
            day: seed.day(),
            evidence: None,
        },
        6 => Command::Resume { day: seed.day() },
        7 => Command::Extend {
            ground: code(pick(&GROUNDS, a)),
            reason: item(1),
            day: seed.day(),
            evidence: None,
        },
        8 => Command::CorrectReceipt {
            day: seed.day(),
            reason: code("post-mark"),
        },
        9 => Command::RetractFact {
            seq: u64::from(a % 40),
        },
        10 => Command::TellDate { day: seed.day() },
        11 => Command::ChangeParty {
            role: code("physician"),
            step: pick(PartyStep::ALL, a),
            item: Some(item(u128::from(b % 2))),
        },
        12 => Command::OpenTask {
            task: item(u128::from(a % 2)),
            kind: pick(TaskKind::ALL, b),
            holder: code("privacy"),
            due: flag.then(|| seed.day()),
        },
        13 => Command::FinishTask {
            task: item(u128::from(a % 3)),
        },
        14 => Command::Draft {
            draft: item(u128::from(a % 2)),
            content: seed.hash(),
            parts: seed.parts(),
        },
        15 => Command::Approve {
            draft: item(u128::from(a % 2)),
            content: seed.hash(),
        },
        16 => Command::ReturnDraft {
            draft: item(u128::from(a % 2)),
            remarks: None,
        },
        17 => Command::OrderAnswer {
            draft: item(u128::from(a % 2)),
            answer: item(10 + u128::from(b % 3)),
            content: seed.hash(),
            answer_key: seed.key(),
            hold_until: seed.instant(),
        },
        18 => Command::Recall,
        19 => Command::EndHold { early: flag },
        20 => Command::Advance {
            step: pick(AnswerStep::ALL, a),
            answer: item(10 + u128::from(b % 3)),
            day: seed.day(),
        },
        21 => Command::Restrict {
            step: pick(RestrictionStep::ALL, a),
            day: seed.day(),
        },
        22 => Command::RingAlarm {
            alarm: code(pick(
                &["hold", "remind-50pc-2026-04-02", "missed-due-2026-04-02"],
                a,
            )),
        },
        23 => Command::OpenRemedy {
            remedy: code("court"),
            until: seed.day(),
        },
        24 => pick(
            &[
                Command::Close {
                    reason: pick(CloseReason::ALL, b),
                },
                Command::Reopen {
                    cause: code("supplement"),
                },
            ],
            a,
        ),
        25 => pick(
            &[
                Command::SetLegalHold {
                    cause: code("court"),
                },
                Command::LiftLegalHold,
            ],
            a,
        ),
        26 => pick(
            &[
                Command::Rebind {
                    pack: pinned("pack", pick(&["1", "2"], b)),
                },
                Command::ApplyCalendar {
                    calendar: pinned("be", pick(&["1", "2"], b)),
                },
            ],
            a,
        ),
        27 => pick(
            &[
                Command::ReferGround {
                    ground: code("obvious-abuse"),
                    office: code("dpo"),
                    question: item(1),
                },
                Command::DecideGround {
                    ground: code("obvious-abuse"),
                    open: flag,
                    reason: Some(item(2)),
                },
            ],
            a,
        ),
        28 => Command::AskFee {
            ground: code("further-copies"),
            reason: flag.then(|| item(1)),
            amount: Money::euro(u32::from(b)),
        },
        29 => pick(
            &[
                Command::OrderExtension(seed.extension()),
                Command::NoticeLeft {
                    dispatch: seed.dispatch(),
                },
            ],
            b,
        ),
        30 => Command::AdvanceComplaint {
            step: pick(ComplaintStep::ALL, a),
            day: seed.day(),
            item: flag.then(|| item(40)),
        },
        dispatch => Command::Dispatch(dispatch_command(dispatch - COMMANDS, seed)),
    }
}

pub fn dispatch_command(what: u8, seed: Seed) -> DispatchCommand {
    let (dispatch, day) = (seed.dispatch(), seed.day());
    match what {
        0 => DispatchCommand::Order {
            dispatch,
            channel: pick(DispatchChannel::ALL, seed.b),
            template: code("letter"),
            language: code("nl"),
            office: seed.office(),
            not_before: seed.instant(),
            items: Vec::new(),
        },
        1 => DispatchCommand::Start { dispatch },
        2 => DispatchCommand::Queue { dispatch },
        3 => DispatchCommand::Render {
            dispatch,
            item: item(3),
            hash: seed.hash(),
        },
        4 => DispatchCommand::Print { dispatch },
        5 => DispatchCommand::Sent {
            dispatch,
            day,
            number: None,
        },
        6 => DispatchCommand::Delivered { dispatch, day },
        7 => DispatchCommand::Returned {
            dispatch,
            day,
            reason: code("moved"),
        },
        8 => DispatchCommand::Fail {
            dispatch,
            reason: code("no-route"),
            retry_at: seed.flag.then(|| seed.instant()),
            told: None,
        },
        9 => DispatchCommand::Retry {
            dispatch,
            not_before: seed.instant(),
        },
        _ => DispatchCommand::Cancel { dispatch },
    }
}

/// An event, whether or not it can follow anything.
pub fn event(seed: Seed, pack: &Pack) -> CaseEvent {
    let Seed { a, b, flag, .. } = seed;
    let day = seed.day();
    match seed.what % (EVENTS + DISPATCH) {
        0 => CaseEvent::Opened(Box::new(seed.opened(pack))),
        1 => {
            let (kind, like) = seed.kind(pack);
            CaseEvent::KindCorrected {
                kind,
                desk: like.desk,
                compartment: like.compartment,
                regime: if flag { code("no-regime") } else { like.regime },
                clock: like.clock,
                reason: None,
            }
        }
        2 => CaseEvent::IdentitySettled {
            method: code("card"),
        },
        3 => CaseEvent::Routed {
            desk: seed.desk(),
            office: seed.office(),
            via: pick(RouteVia::ALL, b),
            rule: None,
        },
        4 => CaseEvent::RoutingReferred {
            reason: code("no-rule"),
        },
        5 => CaseEvent::ClockPaused {
            cause: code(pick(&CAUSES, a)),
            day,
            evidence: None,
        },
        6 => CaseEvent::ClockResumed {
            paused_by: u64::from(a % 40),
            day,
        },
        7 => CaseEvent::ClockExtended {
            ground: code("complexity"),
            reason: item(1),
            day,
            evidence: None,
        },
        8 => CaseEvent::ReceiptCorrected {
            day,
            reason: code("post-mark"),
        },
        9 => CaseEvent::FactRetracted {
            seq: u64::from(a % 40),
        },
        10 => CaseEvent::DateTold { day },
        11 => CaseEvent::Party {
            role: code("physician"),
            step: pick(PartyStep::ALL, a),
            item: None,
        },
        12 => CaseEvent::TaskOpened {
            task: item(u128::from(a % 2)),
            kind: pick(TaskKind::ALL, b),
            holder: code("privacy"),
            due: None,
        },
        13 => CaseEvent::TaskDone {
            task: item(u128::from(a % 3)),
        },
        14 => CaseEvent::AnswerDrafted {
            draft: item(u128::from(a % 2)),
            content: seed.hash(),
            parts: seed.parts(),
        },
        15 => CaseEvent::AnswerApproved {
            draft: item(u128::from(a % 2)),
            content: seed.hash(),
        },
        16 => CaseEvent::AnswerReturned {
            draft: item(u128::from(a % 2)),
            remarks: None,
        },
        17 => CaseEvent::AnswerOrdered {
            draft: item(u128::from(a % 2)),
            answer: item(10 + u128::from(b % 3)),
            content: seed.hash(),
            answer_key: seed.key(),
            hold_until: seed.instant(),
        },
        18 => CaseEvent::AnswerRecalled,
        19 => CaseEvent::HoldEnded { early: flag },
        20 => CaseEvent::Answer {
            step: pick(AnswerStep::ALL, a),
            answer: item(10 + u128::from(b % 3)),
            day,
        },
        21 => CaseEvent::Restriction {
            step: pick(RestrictionStep::ALL, a),
            day,
        },
        22 => CaseEvent::AlarmRung {
            also_for: Vec::new(),
            overtook: Vec::new(),
            due_at: None,
            alarm: code("remind-50pc-2026-04-02"),
            rung_for: code("privacy"),
        },
        23 => CaseEvent::LimitMissed {
            limit: code("due"),
            day,
        },
        24 => CaseEvent::RemedyOpened {
            remedy: code("court"),
            until: day,
        },
        25 => CaseEvent::Closed {
            reason: pick(CloseReason::ALL, a),
        },
        26 => CaseEvent::Reopened {
            cause: code("supplement"),
        },
        27 => CaseEvent::LegalHoldSet {
            cause: code("court"),
        },
        28 => CaseEvent::LegalHoldLifted,
        29 => CaseEvent::PackRebound {
            pack: pinned("pack", "2"),
        },
        30 => CaseEvent::CalendarApplied {
            calendar: pinned("be", "2"),
        },
        31 => CaseEvent::KeysDestroyed {
            compartment: None,
            final_on: day,
        },
        32 => CaseEvent::GroundReferred {
            ground: code("obvious-abuse"),
            office: code("dpo"),
            question: item(1),
        },
        33 => CaseEvent::GroundDecided {
            ground: code("obvious-abuse"),
            open: flag,
            reason: item(2),
        },
        34 => CaseEvent::FeeAsked {
            ground: code("further-copies"),
            reason: item(1),
            amount: Money::euro(1250),
        },
        35 => CaseEvent::ExtensionOrdered(seed.extension()),
        36 => CaseEvent::ComplaintAdvanced {
            step: pick(ComplaintStep::ALL, a),
            day,
            item: flag.then(|| item(40)),
        },
        dispatch => CaseEvent::Dispatch(dispatch_event(dispatch - EVENTS, seed)),
    }
}

pub fn dispatch_event(what: u8, seed: Seed) -> DispatchEvent {
    let (dispatch, day) = (seed.dispatch(), seed.day());
    match what {
        0 => DispatchEvent::Ordered {
            dispatch,
            channel: pick(DispatchChannel::ALL, seed.b),
            template: code("letter"),
            language: code("nl"),
            office: None,
            not_before: seed.instant(),
            items: Vec::new(),
        },
        1 => DispatchEvent::Started {
            dispatch,
            attempt: u32::from(seed.b),
        },
        2 => DispatchEvent::Queued { dispatch },
        3 => DispatchEvent::Rendered {
            dispatch,
            item: item(3),
            hash: seed.hash(),
        },
        4 => DispatchEvent::Printed { dispatch },
        5 => DispatchEvent::Sent {
            dispatch,
            day,
            number: None,
        },
        6 => DispatchEvent::Delivered { dispatch, day },
        7 => DispatchEvent::Returned {
            dispatch,
            day,
            reason: code("moved"),
        },
        8 => DispatchEvent::Failed {
            dispatch,
            reason: code("no-route"),
            told: None,
        },
        9 => DispatchEvent::Retried {
            dispatch,
            not_before: seed.instant(),
        },
        _ => DispatchEvent::Cancelled { dispatch },
    }
}
