use std::collections::HashSet;

use chrono::NaiveDate;
use habeas_case::{
    CaseOpened, CaseRef, ContactKind, DispatchChannel, DispatchCommand, EVERYTHING, Questions,
    Refusal, SubmissionClass, SubmissionReceived,
    case::{self, case_id},
    dispatch_id,
    submission::{self, Submission},
};
use habeas_engine::{Command, PackShelf, ReactContext, Trigger};
use habeas_envelope::{Code, SubmissionId};
use habeas_regime::{Ask, FileKind, Pack, Requested, RequestedKinds, Right, Via};
use habeas_timelimit::{Facts, compute_dates};

/// The rule by which a filing is a request: whoever filed it chose rights from the pack's list.
const RULE: &str = "rights-chosen";
/// The mail or letter that says that a request has arrived.
const ACKNOWLEDGEMENT: &str = "acknowledgement";

/// Says that a submission is a request, opens a case for each right and kind of file, tells the
/// person the date, and acknowledges.
pub(crate) fn classify(
    id: SubmissionId,
    state: &Submission,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> Result<Vec<Command>, Refusal> {
    let (Some(received), Some(day)) = (&state.received, state.received_on()) else {
        return Ok(Vec::new());
    };
    let pack = ctx
        .shelf
        .pinned(&trigger.stream.controller, &received.pack)
        .map_err(|_| Refusal::NotOffered)?;
    let exercises = expand(pack, received)?;
    let opened: Vec<(CaseRef, CaseOpened)> = exercises
        .into_iter()
        .map(|(right, kind)| open(id, received, day, pack, ctx.shelf, (right, kind)))
        .collect();
    let cases = opened.iter().map(|(case, _)| case.clone()).collect();
    let told = latest_due(pack, ctx.shelf, day, &opened)?;
    let submission = |command| Command::Submission(id, command);

    let mut commands = vec![submission(submission::Command::Classify {
        class: SubmissionClass::Request,
        rule: Some(Code::literal(RULE)),
        cases,
    })];
    for (case, opened) in opened {
        let begins = case::at_opening(case.case, &opened, state, pack);
        let open = case::Command::Open(Box::new(opened));
        let all = std::iter::once(open).chain(begins);
        commands.extend(all.map(|command| Command::Case(case.case, command)));
    }
    commands.extend(told.map(|day| submission(submission::Command::TellDate { day })));
    commands.push(submission(acknowledge(received, trigger, ctx)));
    Ok(commands)
}

/// The cases that were asked for, in the order they were chosen and without doubles.
fn expand(pack: &Pack, received: &SubmissionReceived) -> Result<Vec<(Right, FileKind)>, Refusal> {
    let mut exercises = Vec::new();
    let mut known = HashSet::new();
    for asked in &received.requested {
        let kinds = if asked.kind == EVERYTHING {
            RequestedKinds::Everything
        } else {
            RequestedKinds::Only(vec![FileKind::from(asked.kind.clone())])
        };
        let rights = vec![Right::from(asked.right.clone())];
        let expanded = pack
            .expand(&Requested { rights, kinds })
            .map_err(|_| Refusal::NotOffered)?;
        exercises.extend(expanded.into_iter().filter(|e| known.insert(e.clone())));
    }
    if exercises.is_empty() {
        return Err(Refusal::NothingRequested);
    }
    Ok(exercises)
}

fn open(
    id: SubmissionId,
    received: &SubmissionReceived,
    day: NaiveDate,
    pack: &Pack,
    shelf: &PackShelf,
    (right, kind): (Right, FileKind),
) -> (CaseRef, CaseOpened) {
    let route = pack.route_provision(&right, &kind);
    let clock = &pack.time_limit(&right, &kind).clock;
    let calendar = pack.clock(&right, &kind).limit.calendar();
    let names_office = match &route.via {
        Via::RegisteredLetter(letter) => letter
            .choose
            .as_ref()
            .is_some_and(|choice| choice.named_by_person),
        Via::Desk | Via::Person => false,
    };
    let questions = questions(pack, received, &right, &kind);
    let opened = CaseOpened {
        submission: id,
        pack: received.pack.clone(),
        calendar: calendar.and_then(|calendar| {
            let pinned = received.calendar.clone();
            let same = |pin: &habeas_case::Pinned| {
                pin.id.as_str().eq_ignore_ascii_case(&calendar.to_string())
            };
            pinned
                .filter(same)
                .or_else(|| shelf.calendar_in_force(pack.controller(), calendar))
        }),
        regime: clock.regime.code().clone(),
        clock: clock.clock.code().clone(),
        received: day,
        desk: route.desk.code().clone(),
        compartment: pack.compartment(&route.desk).code().clone(),
        language: received.language.clone(),
        named_office: received.named_office.clone().filter(|_| names_office),
        audience: received.audience.clone(),
        questions,
        right: right.into(),
        kind: kind.into(),
    };
    let case = CaseRef {
        case: case_id(&received.seed, &opened.right, &opened.kind),
        right: opened.right.clone(),
        kind: opened.kind.clone(),
    };
    (case, opened)
}

/// What the questions at intake gave that concerns this case: what is told of a complaint is for
/// the desk it stands at, and not for the case that was filed beside it.
fn questions(
    pack: &Pack,
    received: &SubmissionReceived,
    right: &Right,
    kind: &FileKind,
) -> Questions {
    let told = &received.questions;
    let complains = pack.asks(right, kind);
    Questions {
        elsewhere: told.elsewhere.clone(),
        answers: told.answers.filter(|_| !complains.is_empty()),
        aware_on: told.aware_on.filter(|_| complains.contains(&Ask::AwareOn)),
        earlier: told
            .earlier
            .clone()
            .filter(|_| complains.contains(&Ask::Earlier)),
    }
}

/// The one date the person sees: the latest on which an answer is due.
fn latest_due(
    pack: &Pack,
    shelf: &PackShelf,
    received: NaiveDate,
    opened: &[(CaseRef, CaseOpened)],
) -> Result<Option<NaiveDate>, Refusal> {
    let facts = Facts::received(received);
    let mut latest = None;
    for (_, case) in opened {
        let bound = shelf
            .bind(pack.controller(), &case.pack, case.calendar.as_ref())
            .map_err(|_| Refusal::NotOffered)?;
        let due = habeas_case::clock_of(&bound.pack, &case.regime, &case.clock)
            .and_then(|clock| compute_dates(&clock.limit, &facts, &bound.calendars).ok())
            .and_then(|dates| dates.due);
        latest = latest.max(due);
    }
    Ok(latest)
}

/// A mail or a letter that says that the request has arrived.
fn acknowledge(
    received: &SubmissionReceived,
    trigger: &Trigger,
    ctx: &ReactContext<'_>,
) -> submission::Command {
    let template = Code::literal(ACKNOWLEDGEMENT);
    submission::Command::Dispatch(DispatchCommand::Order {
        dispatch: dispatch_id(trigger.event, trigger.stream.id, &template),
        channel: match received.contact_kind {
            ContactKind::Email => DispatchChannel::Mail,
            ContactKind::Post => DispatchChannel::Letter,
        },
        template,
        language: received.language.clone(),
        office: None,
        not_before: ctx.now,
        // The letter tells the access code; no mail ever does.
        items: match received.contact_kind {
            ContactKind::Email => Vec::new(),
            ContactKind::Post => received.access_code.into_iter().collect(),
        },
    })
}
