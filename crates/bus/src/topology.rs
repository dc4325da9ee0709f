use habeas_envelope::Code;

/// The topic exchange that all events go to, with routing key `<controller>.<event>`.
pub const EXCHANGE_EVENTS: &str = "habeas.events";
/// The exchange that dead letters go through.
pub const EXCHANGE_DEAD: &str = "habeas.dead";

/// One worker and what it reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkerTopology {
    /// Its name; its queue is `habeas.<name>`.
    pub name: &'static str,
    /// The events it reads.
    pub events: &'static [&'static str],
}

/// Every worker and the events it reads. An event that stands nowhere here is never sent.
pub const WORKERS: &[WorkerTopology] = &[
    WorkerTopology {
        name: "intake",
        events: &[
            "submission-received",
            "submission-withdrawn",
            "submission-receipt-corrected",
            "receipt-corrected",
        ],
    },
    WorkerTopology {
        name: "identity",
        events: &[
            "submission-classified",
            "identity-evidence-received",
            "message-received",
            "document-received",
        ],
    },
    WorkerTopology {
        name: "routing",
        events: &["identity-established", "case-opened", "case-kind-corrected"],
    },
    WorkerTopology {
        name: "deadlines",
        events: &["submission-received", "case-opened", "answer-ordered"],
    },
    WorkerTopology {
        name: "response",
        events: &[
            "party-named",
            "party-changed",
            "task-done",
            "identity-rejected",
            "hold-ended",
            "answer-collected",
            "dispatch-sent",
            "dispatch-delivered",
            "dispatch-returned",
            "case-closed",
            "complaint-advanced",
            "limit-missed",
        ],
    },
    WorkerTopology {
        name: "courier",
        events: &["dispatch-ordered"],
    },
];

/// The topology of a worker, by name.
#[must_use]
pub fn worker(name: &str) -> Option<&'static WorkerTopology> {
    WORKERS.iter().find(|w| w.name == name)
}

/// The workers that read an event.
pub fn readers_of(event_type: &Code) -> impl Iterator<Item = &'static str> {
    WORKERS
        .iter()
        .filter(|w| w.events.contains(&event_type.as_str()))
        .map(|w| w.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_a_code_and_no_worker_reads_an_event_twice() {
        for worker in WORKERS {
            assert!(Code::new(worker.name).is_ok());
            let mut events = worker.events.to_vec();
            events.sort_unstable();
            events.dedup();
            assert_eq!(events.len(), worker.events.len(), "{}", worker.name);
            assert!(events.iter().all(|e| Code::new(*e).is_ok()));
        }
    }

    #[test]
    fn an_event_nobody_reads_has_no_readers() {
        assert_eq!(readers_of(&Code::literal("date-told")).count(), 0);
        let readers: Vec<_> = readers_of(&Code::literal("submission-received")).collect();
        assert_eq!(readers, ["intake", "deadlines"]);
    }
}
