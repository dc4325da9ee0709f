//! Whom an alarm of an incident reaches, along the chain of the pack as for a case.

use habeas_envelope::Code;
use habeas_regime::{DeskId, EscalationStep, OfficeId, Pack};

use super::{IncidentOpened, alarms::OBJECTED};

/// What an alarm of an incident says.
enum Says {
    /// The end of a duty's time has come, or a client objects.
    Grave,
    /// It is to be done without delay.
    AtOnce,
    /// So many hours are left.
    Hours(u32),
    /// Anything else.
    Other,
}

impl Says {
    fn of(alarm: &str) -> Self {
        if alarm == OBJECTED {
            return Self::Grave;
        }
        let what = alarm.rsplit_once('-').map_or("", |(before, _)| before);
        if what.ends_with("-at-once") {
            return Self::AtOnce;
        }
        let word = what.rsplit_once('-').map_or("", |(_, word)| word);
        let hours = word.strip_suffix('h').and_then(|hours| hours.parse().ok());
        match (word, hours) {
            ("missed", _) => Self::Grave,
            (_, Some(hours)) => Self::Hours(hours),
            _ => Self::Other,
        }
    }
}

/// Whether it is told by a mail of its own: a day or less is left, a time is over, a client
/// objects, or it is to be done at once. A digest of the next morning could come too late.
#[must_use]
pub fn in_danger(alarm: &str) -> bool {
    match Says::of(alarm) {
        Says::Grave | Says::AtOnce => true,
        Says::Hours(hours) => hours <= 24,
        Says::Other => false,
    }
}

/// How many steps of the chain it reaches: who handles it; with half a day left or at once who
/// stands in as well; with three hours left the first office; then everybody.
fn reach(alarm: &str) -> usize {
    match Says::of(alarm) {
        Says::Grave => usize::MAX,
        Says::Hours(hours) if hours <= 3 => 3,
        Says::Hours(hours) if hours <= 12 => 2,
        Says::AtOnce => 2,
        Says::Hours(_) | Says::Other => 1,
    }
}

/// Whom an alarm rings for, each once, in the order of the chain. What is grave always reaches the
/// officer as well.
pub(super) fn rings_for(opened: &IncidentOpened, alarm: &Code, pack: &Pack) -> Vec<Code> {
    let reach = reach(alarm.as_str());
    let mut whom = chain(Some(&opened.desk), Some(&opened.office), reach, pack);
    let officer = &pack.provisions().working.dpo;
    if reach == usize::MAX && !whom.contains(officer) {
        whom.push(officer.clone());
    }
    whom.into_iter()
        .map(|office| office.code().clone())
        .collect()
}

/// The offices in whose daily digest an incident stands, by the days left of its nearest duty;
/// none for one that is to be done without delay.
#[must_use]
pub fn digest_for(
    desk: Option<&Code>,
    office: Option<&Code>,
    days_left: Option<i64>,
    pack: &Pack,
) -> Vec<OfficeId> {
    let reach = match days_left {
        Some(i64::MIN..0) => usize::MAX,
        None | Some(0..=1) => 2,
        Some(_) => 1,
    };
    chain(desk, office, reach, pack)
}

fn chain(desk: Option<&Code>, office: Option<&Code>, reach: usize, pack: &Pack) -> Vec<OfficeId> {
    let working = &pack.provisions().working;
    let head = || {
        let desk = pack.desk(&DeskId::from(desk?.clone()))?;
        Some(desk.office.clone())
    };
    let mut offices: Vec<OfficeId> = Vec::new();
    for step in working.escalation.iter().take(reach) {
        let found = match step {
            EscalationStep::Handler => office.cloned().map(OfficeId::from).or_else(head),
            EscalationStep::Backup => working.backup.clone().or_else(head),
            EscalationStep::Office(office) => Some(office.clone()),
        };
        offices.extend(found.filter(|found| !offices.contains(found)));
    }
    if offices.is_empty() {
        offices.extend(office.cloned().map(OfficeId::from));
    }
    offices
}

#[cfg(test)]
mod tests {
    use super::{in_danger, reach};

    #[test]
    fn the_last_day_what_is_over_and_what_is_to_be_done_at_once_are_in_danger() {
        let known = [
            ("breach-authority-half-1769900000", false, 1),
            ("breach-authority-48h-1769900000", false, 1),
            ("breach-authority-24h-1769900000", true, 1),
            ("breach-authority-12h-1769900000", true, 2),
            ("breach-authority-3h-1769900000", true, 3),
            ("breach-authority-missed-1769900000", true, usize::MAX),
            ("breach-client-at-once-1769900000", true, 2),
            ("client-objection-over-1769900000", false, 1),
            ("client-objected", true, usize::MAX),
        ];
        for (alarm, danger, reaches) in known {
            assert_eq!(
                (in_danger(alarm), reach(alarm)),
                (danger, reaches),
                "{alarm}"
            );
        }
    }
}
