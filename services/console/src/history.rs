//! What happened, in words: the events of a stream as a timeline.

use std::collections::HashMap;

use habeas_case::CaseEvent;
use habeas_contract::decode_case;
use habeas_envelope::{ActorId, ControllerId, EventRecord};
use habeas_language::Locale;
use habeas_regime::Pack;
use uuid::Uuid;

use crate::{session::Session, turn::Turn};

/// One thing that happened.
pub(crate) struct Happened {
    pub(crate) title: String,
    pub(crate) when: String,
    pub(crate) who: String,
    /// The day that counts in law, where it is another than the day of recording.
    pub(crate) legal_day: Option<String>,
}

/// The names of staff at a controller, by id.
pub(crate) struct Names(HashMap<Uuid, String>);

impl Session {
    pub(crate) async fn names(&self, controller: &ControllerId) -> Result<Names, Turn> {
        let staff = self.app.engine.store.staff_of(Some(controller)).await?;
        Ok(Names(staff.into_iter().map(|s| (s.id, s.name)).collect()))
    }
}

impl Names {
    /// How a page names an actor: one of staff by name, others by what they are.
    pub(crate) fn of(&self, locale: Locale, actor: &ActorId) -> String {
        match (actor.staff_id(), actor.as_str()) {
            (Some(id), _) => match self.0.get(&id) {
                Some(name) => name.clone(),
                None => locale.t("console-actor-staff").to_string(),
            },
            (None, "person") => locale.t("console-actor-person").to_string(),
            (None, "operator") => locale.t("console-actor-operator").to_string(),
            (None, _) => locale.t("console-actor-program").to_string(),
        }
    }
}

/// The events, the newest first.
pub(crate) fn timeline(
    locale: Locale,
    pack: &Pack,
    names: &Names,
    events: &[EventRecord],
) -> Vec<Happened> {
    events
        .iter()
        .rev()
        .map(|record| {
            let at = record.recorded_at.with_timezone(&pack.zone());
            Happened {
                title: title(locale, record),
                when: locale.instant(&at),
                who: names.of(locale, &record.actor),
                legal_day: (at.date_naive() != record.legal_day).then(|| {
                    let day = locale.date(record.legal_day);
                    locale.t("console-legal-day").arg("day", day).to_string()
                }),
            }
        })
        .collect()
}

fn title(locale: Locale, record: &EventRecord) -> String {
    let mut key = format!("console-event-{}", record.event_type);
    // An answer goes several steps; each has words of its own.
    if let Ok(CaseEvent::Answer { step, .. }) = decode_case(record) {
        key = format!("console-event-answer-{}", step.as_str());
    }
    if let Ok(CaseEvent::ComplaintAdvanced { step, .. }) = decode_case(record) {
        key = format!("console-event-complaint-{}", step.as_str());
    }
    if locale.has(&key) {
        locale.t(key).to_string()
    } else {
        record.event_type.to_string()
    }
}

#[cfg(test)]
mod tests {
    /// The names of all events that can stand in a submission, a case or an incident.
    const EVENTS: &[&str] = &[
        "submission-received",
        "submission-classified",
        "identity-check-opened",
        "identity-established",
        "identity-rejected",
        "identity-question-asked",
        "identity-reminded",
        "identity-closure-proposed",
        "identity-evidence-received",
        "authority-asked",
        "authority-proven",
        "authority-refused",
        "authority-ended",
        "submission-handed-over",
        "message-received",
        "message-sent",
        "message-opened",
        "document-received",
        "party-named",
        "submission-withdrawn",
        "answer-collected",
        "contact-proven",
        "submission-date-told",
        "submission-receipt-corrected",
        "submission-closed",
        "submission-keys-destroyed",
        "case-opened",
        "case-kind-corrected",
        "identity-settled",
        "case-routed",
        "routing-referred",
        "clock-paused",
        "clock-resumed",
        "extension-ordered",
        "clock-extended",
        "receipt-corrected",
        "receipt-left",
        "fact-retracted",
        "date-told",
        "party-changed",
        "task-opened",
        "task-done",
        "ground-referred",
        "ground-decided",
        "fee-asked",
        "answer-drafted",
        "answer-approved",
        "answer-returned-to-author",
        "answer-ordered",
        "answer-recalled",
        "hold-ended",
        "answer-released",
        "answer-made-available",
        "answer-posted",
        "answer-delivered",
        "answer-returned",
        "restriction-changed",
        "alarm-rung",
        "limit-missed",
        "remedy-opened",
        "case-closed",
        "case-reopened",
        "legal-hold-set",
        "legal-hold-lifted",
        "pack-rebound",
        "calendar-applied",
        "keys-destroyed",
        "dispatch-ordered",
        "dispatch-started",
        "dispatch-queued",
        "dispatch-rendered",
        "dispatch-printed",
        "dispatch-sent",
        "dispatch-delivered",
        "dispatch-returned",
        "dispatch-failed",
        "dispatch-retried",
        "dispatch-cancelled",
        "incident-opened",
        "incident-learned-corrected",
        "incident-raised",
        "duty-told",
        "duty-not-required",
        "client-objected",
        "incident-disclosed",
        "incident-withheld",
        "duty-missed",
        "duty-alarm-rung",
        "incident-closed",
    ];

    #[test]
    fn every_event_has_words() {
        habeas_language::testing::check_keys(EVENTS.iter().map(|e| format!("console-event-{e}")))
            .unwrap();
    }
}
