use habeas_case::PartOutcome;

use super::{dice::Dice, windows::Windows};

/// What becomes of a request in the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Answered in time and collected.
    Collected,
    /// Refused, in whole or in part, and collected.
    Refused,
    /// Answered after the last day.
    AnsweredLate,
    /// The answer lies ready.
    Ready,
    /// In hand, with time left.
    Working,
    /// In hand, with little time left.
    DueSoon,
    /// In hand, and too late.
    Late,
    /// The person was told that it takes longer.
    Extended,
    /// Nobody has looked yet.
    JustFiled,
    /// The person was asked who they are, and the clock stands still.
    ProofAsked,
    /// Proof came in that nobody has looked at.
    ProofSent,
    /// It could not be settled who the person is.
    Rejected,
    /// Taken back.
    Withdrawn,
    /// An answer waits for approval.
    Drafted,
    /// An approved answer waits to be sent.
    Approved,
    /// The answer is held.
    Held,
    /// In hand, and nothing of it may be destroyed.
    LegalHold,
    /// The letter to the office is still in the mailroom.
    LetterHere,
    /// A complaint to a supervisory board, in hand.
    Complaint,
    /// A change was granted and is still to be carried out.
    ToCarryOut,
    /// In hand, and the person has named the physician to whom the file goes.
    Physician,
}

/// So many requests of forty-eight have each fate.
const DECK: [(Fate, usize); 21] = [
    (Fate::Collected, 9),
    (Fate::Refused, 3),
    (Fate::AnsweredLate, 2),
    (Fate::Ready, 3),
    (Fate::Working, 4),
    (Fate::DueSoon, 4),
    (Fate::Late, 2),
    (Fate::Extended, 2),
    (Fate::JustFiled, 2),
    (Fate::ProofAsked, 2),
    (Fate::ProofSent, 1),
    (Fate::Rejected, 1),
    (Fate::Withdrawn, 2),
    (Fate::Drafted, 2),
    (Fate::Approved, 1),
    (Fate::Held, 1),
    (Fate::LegalHold, 1),
    (Fate::LetterHere, 2),
    (Fate::Complaint, 1),
    (Fate::ToCarryOut, 2),
    (Fate::Physician, 1),
];

/// The fates of so many requests, in an order of chance.
pub(crate) fn deal(count: usize, dice: &mut Dice<'_>) -> Vec<Fate> {
    let mut fates = Vec::with_capacity(count);
    while fates.len() < count {
        let mut deck: Vec<Fate> = DECK
            .iter()
            .flat_map(|(fate, times)| std::iter::repeat_n(*fate, *times))
            .collect();
        dice.shuffle(&mut deck);
        fates.extend(deck);
    }
    fates.truncate(count);
    fates
}

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    /// The person files.
    File,
    /// The desk asks who they are.
    AskProof,
    /// The person hands in proof.
    SendProof,
    /// The desk settles who they are.
    Verify,
    /// The desk cannot settle it.
    Reject,
    /// The person writes.
    Write,
    /// The person says who their physician is.
    NamePhysician,
    /// The desk has looked the physician up.
    ConfirmPhysician,
    /// The person takes everything back.
    Withdraw,
    /// A person says where cases go for which the pack does not.
    Route,
    /// The mailroom prints what lies there.
    Print,
    /// The mailroom hands it to the post.
    Post,
    /// The post has delivered.
    Deliver,
    /// The desk tells the person that it takes longer.
    Extend,
    /// Nothing may be destroyed.
    HoldFile,
    /// An answer is written.
    Draft(PartOutcome),
    /// It is approved.
    Approve,
    /// It is sent, after its hold.
    Send,
    /// The person collects it.
    Collect,
}

/// What the course of a request depends on beside its fate.
pub(crate) struct Bearings {
    /// Whether registered letters go out.
    pub(crate) letters: bool,
    /// Whether the person is reached by post.
    pub(crate) by_post: bool,
    /// Whether a person must say where a case goes.
    pub(crate) by_hand: bool,
    /// Whether a file goes to a physician whom the person names.
    pub(crate) physician: bool,
    /// How many days the first period has, if it has an end.
    pub(crate) first_period: Option<i64>,
}

/// The course of one request: what is done in which hour, in order.
pub(crate) fn course(
    fate: Fate,
    bearings: &Bearings,
    windows: &Windows,
    dice: &mut Dice<'_>,
) -> Vec<(usize, Act)> {
    let mut course = Course {
        bearings,
        windows,
        acts: Vec::new(),
    };
    course.tell(fate, dice);
    // Kept in the order of hours, and within one in the order told.
    course.acts.sort_by_key(|(window, _)| *window);
    course.acts
}

struct Course<'a> {
    bearings: &'a Bearings,
    windows: &'a Windows,
    acts: Vec<(usize, Act)>,
}

impl Course<'_> {
    fn tell(&mut self, fate: Fate, dice: &mut Dice<'_>) {
        match fate {
            Fate::Collected | Fate::Refused | Fate::AnsweredLate => {
                let filed = self.file(
                    dice,
                    if fate == Fate::AnsweredLate {
                        (72, 116)
                    } else {
                        (38, 118)
                    },
                );
                let known = self.known(filed, dice);
                let rest = if fate == Fate::AnsweredLate {
                    dice.between(36, 46)
                } else {
                    dice.between(6, 17)
                };
                let outcome = match fate {
                    Fate::Refused => *dice.pick(&[PartOutcome::Refused, PartOutcome::Partly]),
                    _ if dice.percent(12) => PartOutcome::NotHeld,
                    _ => PartOutcome::Granted,
                };
                let sent = self.answer(known, rest, outcome, 3);
                if let Some(sent) = sent {
                    self.reach(sent, dice.between(1, 7));
                }
            }
            Fate::Ready => {
                let filed = self.file(dice, (16, 36));
                let known = self.known(filed, dice);
                let rest = dice.between(4, 9);
                self.answer(known, rest, PartOutcome::Granted, 3);
            }
            Fate::Drafted | Fate::Approved | Fate::Held => {
                let filed = self.file(dice, (9, 27));
                let known = self.known(filed, dice);
                let steps = match fate {
                    Fate::Drafted => 1,
                    Fate::Approved => 2,
                    _ => 3,
                };
                let outcome = *dice.pick(&[
                    PartOutcome::Granted,
                    PartOutcome::Granted,
                    PartOutcome::Refused,
                ]);
                if fate == Fate::Held {
                    let last = self.windows.last();
                    for act in [Act::Draft(outcome), Act::Approve, Act::Send] {
                        self.acts.push((last, act));
                    }
                } else {
                    self.answer(known, 3, outcome, steps);
                }
            }
            Fate::ToCarryOut => {
                let filed = self.file(dice, (14, 24));
                let known = self.known(filed, dice);
                self.answer(known, dice.between(4, 7), PartOutcome::Granted, 3);
            }
            Fate::Working
            | Fate::DueSoon
            | Fate::Late
            | Fate::LegalHold
            | Fate::Complaint
            | Fate::Physician => {
                let filed = self.file(
                    dice,
                    match fate {
                        Fate::Working | Fate::Complaint => (4, 18),
                        Fate::Physician => (14, 18),
                        Fate::DueSoon => (23, 31),
                        Fate::Late => (37, 62),
                        _ => (10, 50),
                    },
                );
                let known = self.known(filed, dice);
                self.physician(known, dice);
                if dice.percent(25) {
                    self.later(filed, dice.between(2, 12), Act::Write);
                }
                if fate == Fate::LegalHold {
                    self.later(known, 2, Act::HoldFile);
                }
            }
            Fate::Extended => {
                let filed = self.file(dice, (26, 52));
                self.known(filed, dice);
                self.extend(filed);
            }
            Fate::JustFiled => {
                let newest = self.windows.last();
                let filed = if dice.percent(50) {
                    newest
                } else {
                    newest.saturating_sub(dice.below(3))
                };
                self.acts.push((filed, Act::File));
            }
            Fate::ProofAsked | Fate::ProofSent | Fate::Rejected => self.proof(fate, dice),
            Fate::Withdrawn => {
                let filed = self.file(dice, (18, 95));
                if dice.percent(50) {
                    let known = self.later(filed, 1, Act::Verify).unwrap_or(filed);
                    self.later(known, dice.between(3, 9), Act::Withdraw);
                } else {
                    self.later(filed, dice.between(1, 6), Act::Withdraw);
                }
            }
            Fate::LetterHere => {
                let last = self.windows.last();
                let verified = last.saturating_sub(dice.below(2));
                let filed = verified
                    .saturating_sub(dice.between(1, 3))
                    .min(verified.saturating_sub(1));
                self.acts.push((filed, Act::File));
                self.acts.push((verified, Act::Verify));
                if verified < last && dice.percent(50) {
                    self.acts.push((last, Act::Print));
                }
            }
        }
    }

    fn file(&mut self, dice: &mut Dice<'_>, (newest, oldest): (i64, i64)) -> usize {
        let window = self.windows.between(dice, newest, oldest);
        self.acts.push((window, Act::File));
        if self.bearings.by_post {
            // The letter that says that the request has arrived.
            self.letter(window, 2);
        }
        window
    }

    /// It is settled who the person is, the case comes to whoever answers it, and the letter
    /// goes on its way. When that was.
    fn known(&mut self, filed: usize, dice: &mut Dice<'_>) -> usize {
        let Some(verified) = self.later(filed, dice.between(1, 2), Act::Verify) else {
            return filed;
        };
        let mut known = verified;
        if self.bearings.by_hand
            && let Some(routed) = self.later(verified, 1, Act::Route)
        {
            known = routed;
        }
        if self.bearings.letters {
            self.letter(verified, dice.between(2, 3));
        }
        known
    }

    fn letter(&mut self, ordered: usize, days: usize) {
        let Some(printed) = self.later(ordered, 1, Act::Print) else {
            return;
        };
        self.acts.push((printed, Act::Post));
        self.later(printed, days, Act::Deliver);
    }

    /// As many of draft, approval and sending as wanted. When it was sent.
    fn answer(
        &mut self,
        known: usize,
        days: usize,
        outcome: PartOutcome,
        steps: usize,
    ) -> Option<usize> {
        let written = self.later(known, days, Act::Draft(outcome))?;
        if steps < 2 {
            return None;
        }
        let approved = self.later(written, 1, Act::Approve)?;
        if steps < 3 {
            return None;
        }
        self.acts.push((approved, Act::Send));
        if self.bearings.by_post {
            self.letter(approved, 2);
        }
        Some(approved)
    }

    /// The answer comes into the person's hands; a letter does so by itself.
    fn reach(&mut self, sent: usize, days: usize) {
        if !self.bearings.by_post {
            self.later(sent, days, Act::Collect);
        }
    }

    /// The person says who their physician is, and the desk looks them up or has not yet.
    fn physician(&mut self, known: usize, dice: &mut Dice<'_>) {
        if !self.bearings.physician {
            return;
        }
        let named = self.later(known, 1, Act::NamePhysician);
        if let Some(named) = named {
            self.later(named, dice.between(1, 8), Act::ConfirmPhysician);
        }
    }

    fn extend(&mut self, filed: usize) {
        let Some(period) = self.bearings.first_period else {
            return;
        };
        let opened = self.windows.get(filed).opens.date_naive();
        let last_day = opened + chrono::Days::new(u64::try_from(period - 1).unwrap_or_default());
        let window = self.windows.on_or_before(last_day);
        let verified = self.windows.after(filed, 2);
        if let (Some(window), Some(verified)) = (window, verified)
            && window > verified
        {
            self.acts.push((window, Act::Extend));
            if self.bearings.by_post {
                self.letter(window, 2);
            }
        }
    }

    fn proof(&mut self, fate: Fate, dice: &mut Dice<'_>) {
        let filed = self.file(
            dice,
            match fate {
                Fate::ProofAsked => (5, 24),
                Fate::ProofSent => (12, 28),
                _ => (48, 112),
            },
        );
        let Some(asked) = self.later(filed, dice.between(1, 3), Act::AskProof) else {
            return;
        };
        if self.bearings.by_post {
            self.letter(asked, 2);
        }
        match fate {
            Fate::ProofSent => {
                let newest = self.windows.last();
                let sent = newest
                    .saturating_sub(dice.below(3))
                    .max(asked + 1)
                    .min(newest);
                self.acts.push((sent, Act::SendProof));
            }
            Fate::Rejected => {
                if let Some(rejected) = self.later(asked, 31, Act::Reject)
                    && self.bearings.by_post
                {
                    self.letter(rejected, 2);
                }
            }
            _ => {}
        }
    }

    fn later(&mut self, window: usize, days: usize, act: Act) -> Option<usize> {
        let later = self.windows.after(window, days)?;
        self.acts.push((later, act));
        Some(later)
    }
}

#[cfg(test)]
mod tests {
    use habeas_testkit::SeededEntropy;

    use super::*;

    #[test]
    fn a_course_begins_with_the_filing_and_goes_on_in_order() {
        let entropy = SeededEntropy::new(3);
        let mut dice = Dice(&entropy);
        let end = "2026-03-06T10:00:00Z".parse().unwrap();
        let windows = Windows::until(end, &mut dice);
        for fate in deal(440, &mut dice) {
            let bearings = Bearings {
                letters: dice.percent(50),
                by_post: dice.percent(20),
                by_hand: dice.percent(20),
                physician: dice.percent(20),
                first_period: Some(30),
            };
            let acts = course(fate, &bearings, &windows, &mut dice);
            assert_eq!(acts[0].1, Act::File, "{fate:?}");
            assert!(
                acts.windows(2).all(|pair| pair[0].0 <= pair[1].0),
                "{fate:?}"
            );
            assert!(
                acts.iter().all(|(window, _)| *window <= windows.last()),
                "{fate:?}"
            );
            let filings = acts.iter().filter(|(_, act)| *act == Act::File);
            assert_eq!(filings.count(), 1, "{fate:?}");
        }
    }

    #[test]
    fn a_deck_has_every_fate() {
        let entropy = SeededEntropy::new(3);
        let dealt = deal(48, &mut Dice(&entropy));
        assert_eq!(DECK.iter().map(|(_, times)| times).sum::<usize>(), 48);
        for (fate, times) in DECK {
            assert_eq!(
                dealt.iter().filter(|f| **f == fate).count(),
                times,
                "{fate:?}"
            );
        }
    }
}
