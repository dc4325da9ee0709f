use habeas_case::{
    AccessEvent, AnswerStep, Capacity, CaseEvent, Channel, CloseReason, ComplaintStep, ContactKind,
    DispatchChannel, DispatchEvent, Part, PartOutcome, PartyStep, RestrictionStep, RouteVia,
    SubmissionClass, SubmissionEvent, SubmissionReceived, TaskKind,
};

use habeas_envelope::StreamKind;
use uuid::Uuid;

use crate::{record::Event, samples::*, samples_registry};

/// Each word of each closed list, in some event.
pub fn words() -> Vec<Event> {
    let mut all = Vec::new();
    let mut received = |change: &dyn Fn(&mut SubmissionReceived)| {
        let mut received = sample_received();
        change(&mut received);
        all.push(Event::Submission(SubmissionEvent::Received(Box::new(
            received,
        ))));
    };
    for word in Channel::ALL {
        received(&|r| r.channel = *word);
    }
    for word in Capacity::ALL {
        received(&|r| r.capacity = *word);
    }
    for word in ContactKind::ALL {
        received(&|r| r.contact_kind = *word);
    }
    let submissions = SubmissionClass::ALL
        .iter()
        .map(|class| SubmissionEvent::Classified {
            class: *class,
            rule: None,
            cases: vec![],
        })
        .chain(
            CloseReason::ALL
                .iter()
                .map(|reason| SubmissionEvent::Closed { reason: *reason }),
        );
    all.extend(submissions.map(Event::Submission));
    let mut cases: Vec<CaseEvent> = Vec::new();
    cases.extend(
        ComplaintStep::ALL
            .iter()
            .map(|step| CaseEvent::ComplaintAdvanced {
                step: *step,
                day: day(2026, 5, 1),
                item: None,
            }),
    );
    cases.extend(
        PartOutcome::ALL
            .iter()
            .map(|outcome| CaseEvent::AnswerDrafted {
                draft: item(1),
                content: hash(1),
                parts: vec![Part {
                    outcome: *outcome,
                    ..sample_part()
                }],
            }),
    );
    cases.extend(
        CloseReason::ALL
            .iter()
            .map(|reason| CaseEvent::Closed { reason: *reason }),
    );
    cases.extend(RouteVia::ALL.iter().map(|via| CaseEvent::Routed {
        desk: code("privacy"),
        office: None,
        via: *via,
        rule: None,
    }));
    cases.extend(PartyStep::ALL.iter().map(|step| CaseEvent::Party {
        role: code("physician"),
        step: *step,
        item: None,
    }));
    cases.extend(TaskKind::ALL.iter().map(|kind| CaseEvent::TaskOpened {
        task: item(1),
        kind: *kind,
        holder: code("it"),
        due: None,
    }));
    cases.extend(
        RestrictionStep::ALL
            .iter()
            .map(|step| CaseEvent::Restriction {
                step: *step,
                day: day(2026, 2, 1),
            }),
    );
    cases.extend(AnswerStep::ALL.iter().map(|step| CaseEvent::Answer {
        step: *step,
        answer: item(1),
        day: day(2026, 2, 1),
    }));
    cases.extend(DispatchChannel::ALL.iter().map(|channel| {
        CaseEvent::Dispatch(DispatchEvent::Ordered {
            dispatch: dispatch(),
            channel: *channel,
            template: code("receipt"),
            language: code("nl"),
            office: None,
            not_before: instant(),
            items: vec![],
        })
    }));
    all.extend(cases.into_iter().map(Event::Case));
    all.extend(samples_registry::words().into_iter().map(Event::Registry));
    all.extend(StreamKind::ALL.iter().map(|owner_kind| {
        Event::Access(AccessEvent::Accessed {
            owner_kind: *owner_kind,
            owner: Uuid::from_u128(9),
            compartment: code("medical"),
            purpose: code("answer"),
        })
    }));
    all
}
