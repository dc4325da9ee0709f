//! The samples of the registry's events.

use habeas_case::{
    RegistryEvent,
    registry::{DayChange, DayStep, ProposalSource, VersionOf, VersionProposed},
};

use crate::samples::{code, day, dispatches, pinned, samples};

pub fn all() -> Vec<RegistryEvent> {
    use RegistryEvent as E;
    let version = || pinned("nl-atw", 3);
    let bare = VersionProposed {
        of: VersionOf::Pack,
        version: pinned("house", 1),
        replaces: None,
        changes: vec![],
        source: ProposalSource::Release,
    };
    let mut all = samples!(RegistryEvent {
        E::VersionProposed(_) => [
            E::VersionProposed(Box::new(VersionProposed {
                of: VersionOf::Calendar,
                version: version(),
                replaces: Some(pinned("nl-atw", 2)),
                changes: vec![
                    DayChange {
                        day: day(2027, 5, 7),
                        step: DayStep::Added,
                    },
                    DayChange {
                        day: day(1969, 5, 7),
                        step: DayStep::Removed,
                    },
                ],
                source: ProposalSource::Person,
            })),
            E::VersionProposed(Box::new(bare.clone())),
        ],
        E::VersionApproved { .. } => [E::VersionApproved { version: version() }],
        E::VersionDeclined { .. } => [E::VersionDeclined {
            version: version(),
            reason: code("not-needed"),
        }],
        E::VersionApplied { .. } => [
            E::VersionApplied {
                version: version(),
                cases: 100_000,
            },
            E::VersionApplied {
                version: version(),
                cases: 0,
            },
        ],
        E::Dispatch(_) => [E::Dispatch(dispatches().remove(0))],
    });
    all.extend(dispatches().into_iter().skip(1).map(E::Dispatch));
    all
}

/// Each word of each closed list, in some event.
pub fn words() -> Vec<RegistryEvent> {
    let mut all = Vec::new();
    for of in VersionOf::ALL {
        for source in ProposalSource::ALL {
            for step in DayStep::ALL {
                all.push(RegistryEvent::VersionProposed(Box::new(VersionProposed {
                    of: *of,
                    version: pinned("nl", 3),
                    replaces: None,
                    changes: vec![DayChange {
                        day: day(2027, 5, 7),
                        step: *step,
                    }],
                    source: *source,
                })));
            }
        }
    }
    all
}
