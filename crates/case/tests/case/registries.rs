use habeas_case::{
    Decision, DispatchChannel, DispatchCommand, DispatchStage, Meta, Moot, Pinned, Refusal,
    RegistryEvent, dispatch_id, office_stream,
    registry::{
        Command, ProposalSource, Registry, VersionOf, VersionProposed, VersionStage, apply, decide,
    },
    registry_stream,
};
use habeas_envelope::{ActorId, ControllerId, EventId, Hash32};
use habeas_regime::Pack;
use uuid::Uuid;

use crate::house::{LIBRARY, at, code, context, day, pack, staff};

/// One registry, under a pack.
struct Office {
    pack: Pack,
    state: Registry,
}

impl Office {
    fn new() -> Self {
        Self {
            pack: pack("example").clone(),
            state: Registry::default(),
        }
    }

    /// With a pack that wants two for a change.
    fn of_two() -> Self {
        let text = &pack("example").text().pack;
        let text = text.replace("[working]", "[working]\ncalendar_by_two = true");
        Self {
            pack: Pack::parse_with("of two", &text, &LIBRARY).unwrap(),
            state: Registry::default(),
        }
    }

    fn command(&mut self, actor: &ActorId, command: Command) -> Result<usize, Refusal> {
        let now = at("2026-11-28T10:00:00Z");
        let events = match decide(&self.state, command, &context(&self.pack, now, actor)) {
            Decision::Refused(refusal) => return Err(refusal),
            Decision::Moot(Moot::AlreadySo | Moot::Overtaken) => return Ok(0),
            Decision::Events(events) => events,
        };
        for event in &events {
            let seq = self.state.version + 1;
            let meta = Meta {
                id: EventId(Uuid::from_u128(seq.into())),
                seq,
                legal_day: event.legal_day().unwrap_or_else(|| day("2026-11-28")),
                recorded_at: now,
                actor: actor.clone(),
            };
            apply(&mut self.state, &meta, event);
        }
        Ok(events.len())
    }

    fn propose(
        &mut self,
        n: u8,
        replaces: Option<u8>,
        source: ProposalSource,
    ) -> Result<usize, Refusal> {
        let proposed = VersionProposed {
            of: VersionOf::Calendar,
            version: version(n),
            replaces: replaces.map(version),
            changes: Vec::new(),
            source,
        };
        self.command(&staff(1), Command::Propose(Box::new(proposed)))
    }

    fn approve(&mut self, n: u8, by: u128) -> Result<usize, Refusal> {
        let version = version(n);
        self.command(&staff(by), Command::Approve { version })
    }

    fn in_force(&self) -> Option<&Pinned> {
        let calendar = self.state.in_force(VersionOf::Calendar, &code("nl-atw"));
        calendar.map(|known| &known.proposed.version)
    }
}

fn version(n: u8) -> Pinned {
    Pinned {
        id: code("nl-atw"),
        version: code(&n.to_string()),
        hash: Hash32([n; 32]),
    }
}

#[test]
fn what_is_proposed_is_not_in_force_until_it_is_approved_and_applied_once() {
    let mut office = Office::new();
    assert_eq!(office.propose(2, Some(1), ProposalSource::Person), Ok(1));
    assert_eq!(office.propose(2, Some(1), ProposalSource::Person), Ok(0));
    assert_eq!(office.in_force(), None);
    assert_eq!(office.state.waiting().count(), 1);

    assert_eq!(office.approve(2, 1), Ok(1));
    assert_eq!(office.approve(2, 2), Ok(0));
    assert_eq!(office.in_force(), Some(&version(2)));
    assert_eq!(office.state.waiting().count(), 0);

    let finish = Command::FinishApplying {
        version: version(2),
        cases: 3,
    };
    assert_eq!(office.command(&staff(1), finish.clone()), Ok(1));
    assert_eq!(office.command(&staff(1), finish), Ok(0));
    let known = office.state.find(&version(2)).unwrap();
    assert_eq!((known.stage, known.cases), (VersionStage::Applied, Some(3)));
    assert_eq!(known.decided, Some((staff(1), day("2026-11-28"))));
}

#[test]
fn where_the_pack_wants_two_nobody_approves_what_they_proposed() {
    let mut office = Office::of_two();
    office.propose(2, Some(1), ProposalSource::Person).unwrap();
    assert_eq!(office.approve(2, 1), Err(Refusal::OwnProposal));
    assert_eq!(office.approve(2, 2), Ok(1));
}

#[test]
fn a_change_made_before_another_was_approved_would_undo_it_and_is_refused() {
    let mut office = Office::new();
    office.propose(2, Some(1), ProposalSource::Person).unwrap();
    office.propose(3, Some(1), ProposalSource::Person).unwrap();
    office.approve(3, 1).unwrap();
    assert_eq!(office.approve(2, 1), Err(Refusal::ProposalOvertaken));
    assert_eq!(office.in_force(), Some(&version(3)));
    // What a release brings is whole by itself.
    office.propose(9, Some(1), ProposalSource::Release).unwrap();
    assert_eq!(office.approve(9, 1), Ok(1));
}

#[test]
fn what_was_declined_a_person_may_propose_again_and_a_release_may_not() {
    let mut office = Office::new();
    let decline = |n| Command::Decline {
        version: version(n),
        reason: code("not-needed"),
    };
    office.propose(2, Some(1), ProposalSource::Release).unwrap();
    assert_eq!(office.command(&staff(1), decline(2)), Ok(1));
    assert_eq!(office.approve(2, 1), Err(Refusal::NoProposal));
    assert_eq!(office.propose(2, Some(1), ProposalSource::Release), Ok(0));
    assert_eq!(office.propose(2, Some(1), ProposalSource::Person), Ok(1));
    assert_eq!(office.approve(2, 1), Ok(1));
    assert_eq!(
        office.command(&staff(1), decline(2)),
        Err(Refusal::NoProposal)
    );
}

#[test]
fn nothing_unknown_is_approved_declined_or_finished() {
    let mut office = Office::new();
    assert_eq!(office.approve(2, 1), Err(Refusal::NoProposal));
    let finish = Command::FinishApplying {
        version: version(2),
        cases: 0,
    };
    assert_eq!(office.command(&staff(1), finish), Err(Refusal::NoProposal));
}

#[test]
fn an_office_has_a_registry_of_its_own_that_carries_dispatches() {
    let controller = ControllerId::new("example").unwrap();
    let dpo = office_stream(&controller, &code("dpo"));
    assert_eq!(dpo, office_stream(&controller, &code("dpo")));
    assert_ne!(dpo, office_stream(&controller, &code("head-doctor")));
    assert_ne!(dpo, registry_stream(&controller));

    let mut office = Office::new();
    let template = code("digest");
    let dispatch = dispatch_id(EventId(Uuid::from_u128(7)), dpo.id, &template);
    let order = DispatchCommand::Order {
        dispatch,
        channel: DispatchChannel::Mail,
        template,
        language: code("en"),
        office: Some(code("dpo")),
        not_before: at("2026-11-28T07:00:00Z"),
        items: Vec::new(),
    };
    let worker = ActorId::worker("deadlines").unwrap();
    assert_eq!(
        office.command(&worker, Command::Dispatch(order.clone())),
        Ok(1)
    );
    assert_eq!(office.command(&worker, Command::Dispatch(order)), Ok(0));
    let sent = DispatchCommand::Sent {
        dispatch,
        day: day("2026-11-28"),
        number: None,
    };
    assert_eq!(
        office.command(&worker, Command::Dispatch(sent.clone())),
        Err(Refusal::DispatchState)
    );
    let start = DispatchCommand::Start { dispatch };
    office.command(&worker, Command::Dispatch(start)).unwrap();
    office.command(&worker, Command::Dispatch(sent)).unwrap();
    let view = office.state.outgoing.get(dispatch).unwrap();
    assert_eq!(view.stage, DispatchStage::Sent);
    assert_eq!(view.ordered_on, day("2026-11-28"));
}

#[test]
fn events_of_versions_never_proposed_change_nothing_but_the_number() {
    let mut state = Registry::default();
    let meta = Meta {
        id: EventId(Uuid::from_u128(1)),
        seq: 4,
        legal_day: day("2026-11-28"),
        recorded_at: at("2026-11-28T10:00:00Z"),
        actor: staff(1),
    };
    let events = [
        RegistryEvent::VersionApproved {
            version: version(2),
        },
        RegistryEvent::VersionDeclined {
            version: version(2),
            reason: code("no"),
        },
        RegistryEvent::VersionApplied {
            version: version(2),
            cases: 1,
        },
    ];
    for event in events {
        apply(&mut state, &meta, &event);
    }
    let expected = Registry {
        version: 4,
        ..Registry::default()
    };
    assert_eq!(state, expected);
}
