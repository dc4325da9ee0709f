use chrono::NaiveDate;
use habeas_case::EVERYTHING;
use habeas_regime::{FileKind, Pack, Requested, RequestedKinds, Right};
use habeas_timelimit::{Calendars, Facts, compute_dates};

/// The latest day on which the cases of a filing are to be answered, before any is opened; none
/// where no limit is stated.
pub(crate) fn latest(
    pack: &Pack,
    calendars: &Calendars,
    requested: &Requested,
    received: NaiveDate,
) -> Option<NaiveDate> {
    let facts = Facts::received(received);
    pack.expand(requested)
        .ok()?
        .iter()
        .filter_map(|(right, kind)| {
            let limit = &pack.clock(right, kind).limit;
            compute_dates(limit, &facts, calendars).ok()?.due
        })
        .max()
}

/// The latest day that the organisation aims at where no limit binds it; it is no limit.
pub(crate) fn target(
    pack: &Pack,
    calendars: &Calendars,
    requested: &Requested,
    received: NaiveDate,
) -> Option<NaiveDate> {
    let facts = Facts::received(received);
    pack.expand(requested)
        .ok()?
        .iter()
        .filter_map(|(right, kind)| {
            let limit = &pack.clock(right, kind).limit;
            let computed = compute_dates(limit, &facts, calendars).ok()?;
            computed.safe.filter(|_| computed.due.is_none())
        })
        .max()
}

/// What was asked for, in the pack's words, of what an event says.
pub(crate) fn requested(event: &[habeas_case::Requested]) -> Requested {
    let mut rights: Vec<Right> = Vec::new();
    let mut kinds: Vec<FileKind> = Vec::new();
    for asked in event {
        let (right, kind) = (
            Right::from(asked.right.clone()),
            FileKind::from(asked.kind.clone()),
        );
        if !rights.contains(&right) {
            rights.push(right);
        }
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let kinds = if kinds.iter().any(|kind| *kind == EVERYTHING) {
        RequestedKinds::Everything
    } else {
        RequestedKinds::Only(kinds)
    };
    Requested { rights, kinds }
}
