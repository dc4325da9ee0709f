use std::sync::LazyLock;

use chrono::{DateTime, NaiveDate, Utc};
use habeas_case::{
    CaseEvent, CaseOpened, Context, Decision, Meta, Part, PartOutcome, Pinned, Questions, Refusal,
    RouteVia,
    case::{self, Case, Command},
};
use habeas_envelope::{ActorId, Code, ControllerId, EventId, Hash32, ItemId, SubmissionId};
use habeas_regime::{FileKind, Library, Pack, Right, testing::example_packs};
use uuid::Uuid;

pub static LIBRARY: LazyLock<Library> = LazyLock::new(Library::embedded);
static PACKS: LazyLock<Vec<Pack>> = LazyLock::new(|| {
    let packs = example_packs();
    [
        "mensura",
        "certimed",
        "example",
        "occar",
        "formula-air",
        "eurocontrol",
    ]
    .map(|id| {
        let controller = ControllerId::new(id).unwrap();
        Pack::clone(packs.current(&controller).unwrap())
    })
    .into()
});

pub fn pack(controller: &str) -> &'static Pack {
    let found = PACKS
        .iter()
        .find(|pack| pack.controller().code() == controller);
    found.unwrap()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub fn code(text: &str) -> Code {
    Code::new(text).unwrap()
}

pub fn item(n: u128) -> ItemId {
    ItemId(Uuid::from_u128(n))
}

pub fn staff(n: u128) -> ActorId {
    ActorId::staff(Uuid::from_u128(n))
}

pub fn context<'a>(pack: &'a Pack, now: DateTime<Utc>, actor: &'a ActorId) -> Context<'a> {
    Context {
        now,
        actor,
        pack,
        calendars: LIBRARY.calendars(),
    }
}

pub fn pinned(id: &str, version: &str) -> Pinned {
    Pinned {
        id: code(id),
        version: code(version),
        hash: Hash32([7; 32]),
    }
}

pub fn opening(pack: &Pack, right: &str, kind: &str, received: NaiveDate) -> CaseOpened {
    let (right, kind) = (Right::new(right).unwrap(), FileKind::new(kind).unwrap());
    let route = pack.route_provision(&right, &kind);
    let clock = &pack.time_limit(&right, &kind).clock;
    CaseOpened {
        submission: SubmissionId(Uuid::from_u128(1)),
        pack: pinned("pack", "1"),
        calendar: None,
        regime: clock.regime.code().clone(),
        clock: clock.clock.code().clone(),
        received,
        desk: route.desk.code().clone(),
        compartment: pack.compartment(&route.desk).code().clone(),
        language: code("en"),
        named_office: None,
        audience: None,
        questions: Questions::default(),
        right: right.into(),
        kind: kind.into(),
    }
}

/// One case with its log, under a pack, at a time.
pub struct House {
    pub pack: &'static Pack,
    pub now: DateTime<Utc>,
    pub state: Case,
    pub log: Vec<(Meta, CaseEvent)>,
}

impl House {
    pub fn new(controller: &str, now: &str) -> Self {
        Self {
            pack: pack(controller),
            now: at(now),
            state: Case::default(),
            log: Vec::new(),
        }
    }

    /// A case received on the day and opened on that day at noon.
    pub fn open(controller: &str, right: &str, kind: &str, received: &str) -> Self {
        let mut house = Self::new(controller, &format!("{received}T11:00:00Z"));
        let opened = opening(house.pack, right, kind, day(received));
        house.must(0, Command::Open(Box::new(opened)));
        house
    }

    pub fn with<T>(&self, look: impl FnOnce(&Context<'_>) -> T) -> T {
        let actor = staff(0);
        look(&context(self.pack, self.now, &actor))
    }

    pub fn today(&self) -> NaiveDate {
        context(self.pack, self.now, &staff(0)).today()
    }

    /// Records what is decided, and tells it.
    pub fn does(&mut self, actor: u128, command: Command) -> Decision<CaseEvent> {
        let actor = staff(actor);
        let ctx = context(self.pack, self.now, &actor);
        let today = ctx.today();
        let decision = case::decide(&self.state, command, &ctx);
        if let Decision::Events(events) = &decision {
            for event in events {
                self.record(&actor, event.legal_day().unwrap_or(today), event.clone());
            }
        }
        decision
    }

    pub fn record(&mut self, actor: &ActorId, legal_day: NaiveDate, event: CaseEvent) {
        let seq = self.log.len() as u64 + 1;
        let meta = Meta {
            id: EventId(Uuid::from_u128(u128::from(seq))),
            seq,
            legal_day,
            recorded_at: self.now,
            actor: actor.clone(),
        };
        case::apply(&mut self.state, &meta, &event);
        self.log.push((meta, event));
    }

    /// What must be recorded: the names of it.
    pub fn must(&mut self, actor: u128, command: Command) -> Vec<&'static str> {
        match self.does(actor, command.clone()) {
            Decision::Events(events) => events.iter().map(CaseEvent::name).collect(),
            other => panic!("{command:?} came to {other:?}"),
        }
    }

    pub fn refused(&mut self, actor: u128, command: Command) -> Refusal {
        match self.does(actor, command.clone()) {
            Decision::Refused(refusal) => refusal,
            other => panic!("{command:?} came to {other:?}"),
        }
    }

    pub fn settle_and_route(&mut self) {
        let method = code("card");
        self.must(0, Command::SettleIdentity { method });
        let (desk, office) = (self.state.desk.clone().unwrap(), None);
        let via = RouteVia::Desk;
        let rule = Some(code("rule"));
        self.must(
            0,
            Command::Route {
                desk,
                office,
                via,
                rule,
            },
        );
    }

    /// Draft, approval and order of an answer that can be taken back for ten minutes; the numbers
    /// of draft and answer are `n`.
    pub fn order(&mut self, n: u128, parts: Vec<Part>) {
        let (draft, content) = (item(n), Hash32([4; 32]));
        self.must(
            1,
            Command::Draft {
                draft,
                content,
                parts,
            },
        );
        self.must(2, Command::Approve { draft, content });
        self.must(1, ordering(n, self.now + chrono::Duration::minutes(10)));
    }

    /// The hold ends and the answer leaves.
    pub fn release(&mut self, n: u128) {
        self.must(1, Command::EndHold { early: true });
        self.advance(n, habeas_case::AnswerStep::Released);
    }

    pub fn advance(&mut self, n: u128, step: habeas_case::AnswerStep) -> Vec<&'static str> {
        let day = self.today();
        let answer = item(n + 1000);
        self.must(0, Command::Advance { step, answer, day })
    }
}

pub fn ordering(n: u128, hold_until: DateTime<Utc>) -> Command {
    Command::OrderAnswer {
        draft: item(n),
        answer: item(n + 1000),
        content: Hash32([5; 32]),
        answer_key: [9; 32],
        hold_until,
    }
}

pub fn part(outcome: PartOutcome) -> Part {
    let refuses = matches!(outcome, PartOutcome::Refused | PartOutcome::Partly);
    Part {
        what: code("general"),
        outcome,
        ground: refuses.then(|| code("excessive")),
        reason: refuses.then(|| item(77)),
        holder: None,
        compartment: code("general"),
        recipient: code("subject"),
    }
}
