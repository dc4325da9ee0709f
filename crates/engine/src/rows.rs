use std::collections::BTreeSet;

use habeas_case::{Alarm, CaseEvent, DispatchStage, Outgoing, RowView, Waiting};
use habeas_envelope::{Code, ControllerId, DispatchId, EventRecord, StreamRef};
use habeas_store::{AlarmRow, DispatchRow, DispatchState, Row, TallyDelta, Waits};

use crate::row_facts;

/// The version of the projection that makes rows of states; a change of it makes `habeas rebuild`
/// write them anew.
pub const PROJECTION: u32 = 4;

pub(crate) fn row(stream: &StreamRef, version: u64, view: RowView) -> Row {
    Row {
        stream: stream.clone(),
        version,
        projection: PROJECTION,
        submission: view.submission,
        desk: view.desk,
        office: view.office,
        status: view.status,
        right: view.right,
        kind: view.kind,
        reference: view.reference.map(|r| r.as_str().to_owned()),
        received: view.received,
        first_due: view.first_due,
        due: view.due,
        safe: view.safe,
        clock: view.clock,
        waits: match view.waiting {
            Waiting::Person(whom) => Waits::Person(whom),
            Waiting::Day(day) => Waits::Day(day),
            Waiting::Worker(worker) => Waits::Worker(Code::literal(worker)),
            Waiting::Nothing => Waits::Nothing,
        },
        waits_since: view.waiting_since,
        closed: view.closed,
        data: row_facts::to_data(view.facts.as_ref()),
        tasks: view.tasks,
        task_due: view.task_due,
    }
}

pub(crate) fn alarms(stream: &StreamRef, alarms: Vec<Alarm>) -> Vec<AlarmRow> {
    alarms
        .into_iter()
        .map(|alarm| AlarmRow {
            stream: stream.clone(),
            code: alarm.code,
            at: alarm.at,
        })
        .collect()
}

/// The rows of the dispatches that these events were about.
pub(crate) fn dispatches(
    stream: &StreamRef,
    desk: Option<&Code>,
    outgoing: &Outgoing,
    touched: &BTreeSet<DispatchId>,
) -> Vec<DispatchRow> {
    touched
        .iter()
        .filter_map(|id| outgoing.get(*id).map(|view| (*id, view)))
        .map(|(id, view)| DispatchRow {
            id,
            stream: stream.clone(),
            ordered_by: view.ordered_by,
            channel: view.channel.code(),
            template: view.template.clone(),
            language: view.language.clone(),
            desk: desk.cloned(),
            office: view.office.clone(),
            state: state(view.stage),
            not_before: view.not_before,
        })
        .collect()
}

fn state(stage: DispatchStage) -> DispatchState {
    match stage {
        DispatchStage::Ordered => DispatchState::Ordered,
        DispatchStage::Started => DispatchState::Started,
        DispatchStage::Queued => DispatchState::Queued,
        DispatchStage::Printed => DispatchState::Printed,
        DispatchStage::Sent => DispatchState::Sent,
        DispatchStage::Delivered => DispatchState::Delivered,
        DispatchStage::Returned => DispatchState::Returned,
        DispatchStage::Failed => DispatchState::Failed,
        DispatchStage::Cancelled => DispatchState::Cancelled,
    }
}

/// What the figures count: cases opened and closed, and limits missed, on their legal day.
pub(crate) fn tallies(
    controller: &ControllerId,
    desk: Option<&Code>,
    events: &[(EventRecord, CaseEvent)],
) -> Vec<TallyDelta> {
    events
        .iter()
        .filter_map(|(record, event)| {
            let name = match event {
                CaseEvent::Opened(_) => "cases-opened",
                CaseEvent::Closed { .. } => "cases-closed",
                CaseEvent::LimitMissed { .. } => "limits-missed",
                _ => return None,
            };
            Some(TallyDelta {
                controller: controller.clone(),
                desk: desk.cloned(),
                name: Code::literal(name),
                day: record.legal_day,
                by: 1,
            })
        })
        .collect()
}
