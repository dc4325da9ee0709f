//! The dates of a request and why they are what they are, in words.
//!
//! Every face asks here: the case page, the status page, letters and mails, the export, `case show`
//! and `due explain`. The dates come from the pure function of the time limits, by way of the case;
//! nothing here computes one. What the person sees is [`DateAccount::for_person`]: plain sentences,
//! nothing of the kind of file, and nothing that the house alone may know.

use chrono::NaiveDate;
use habeas_case::{
    CaseOpened, ClockFact, ClockState, Context, EVERYTHING, case::Case, clock_of,
    submission::Submission,
};
use habeas_language::Locale;
use habeas_regime::{Clock, FileKind, Pack, RefuseBy, Requested, RequestedKinds, Right, Trigger};
use habeas_timelimit::{
    Calendars, CautionCode, Computed, DateKind, ExtensionOutcome, FactError, Facts, Rule, State,
    Step, compute, compute_dates,
};

/// The dates of one matter, with their reasons in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateAccount {
    /// Whether the clock runs, stands still, or never ran.
    pub state: State,
    /// Last day of the first period.
    pub first_due: Option<NaiveDate>,
    /// Last day.
    pub due: Option<NaiveDate>,
    /// The earliest defensible reading of it; where no limit is stated, the target.
    pub safe: Option<NaiveDate>,
    /// What became of a notice of extension.
    pub extension: ExtensionOutcome,
    /// The steps that lead there, in order.
    pub steps: Vec<Reason>,
    /// Other dates that matter beside it, and doubts: for the house alone.
    pub readings: Vec<Reading>,
}

/// One step from the facts to a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// To which date it leads.
    pub of: DateKind,
    /// What was done, in a plain sentence.
    pub sentence: String,
    /// The provision it rests on.
    pub citation: String,
    /// The day before the step.
    pub from: NaiveDate,
    /// The day after the step; the same where it changed nothing.
    pub to: NaiveDate,
    /// The closed days that counted, each with its weekday and why it is closed.
    pub closed: Vec<String>,
    /// The events of the case that brought the fact behind it, by their numbers: a pause, its end, a
    /// notice of extension, a corrected receipt. Empty for what the law alone says.
    pub recorded: Vec<u64>,
    /// The whole reason: sentence, provision and closed days.
    pub whole: String,
}

/// Another date beside the one worked to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Which.
    pub kind: ReadingKind,
    /// The date it gives.
    pub date: NaiveDate,
    /// What it is, in a sentence that names the date.
    pub sentence: String,
    /// Where it stands; empty where the sentence says all.
    pub citation: String,
}

/// What another date is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadingKind {
    /// The last day by law, where an earlier reading is worked to.
    LastDay,
    /// The last day on which a refusal may leave, where it is another (GDPR art. 12(4)).
    RefuseBy,
    /// As if no suspension had any effect.
    Unsuspended,
    /// As if the period began anew when the suspension ended.
    Restart,
    /// A law beside the one followed may ask for an earlier day.
    OtherLaw,
    /// The statutory limit beside one that the organisation set itself.
    StatutoryCap,
    /// A day beyond what the calendar's data are known for.
    Coverage,
}

/// The one date that the person sees, and why, in plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonDate {
    /// The last day; none while the clock stands still.
    pub date: Option<NaiveDate>,
    /// Whether it binds; else it is an aim that nobody can be held to.
    pub binding: bool,
    /// The steps, each a sentence.
    pub sentences: Vec<String>,
    /// The provisions they rest on, each once.
    pub citations: Vec<String>,
}

/// The account of a case; none before it was opened, or where its facts contradict each other.
#[must_use]
pub fn of_case(locale: Locale, case: &Case, ctx: &Context<'_>) -> Option<DateAccount> {
    let opened = case.opened.as_ref()?;
    let computed = case.explained(ctx)?;
    let (right, kind) = case.exercise()?;
    let clock = clock_of(ctx.pack, &opened.regime, &opened.clock)?;
    let matter = Matter {
        locale,
        pack: ctx.pack,
        calendars: ctx.calendars,
        clock,
        right,
        kind,
        facts: case.clock.facts(opened.received),
        recorded: Some((&case.clock, opened)),
    };
    Some(matter.account(&computed))
}

/// The account of facts that no case holds, under the clock of a right and a kind of file.
///
/// # Errors
/// When the facts contradict each other.
pub fn of_facts(
    locale: Locale,
    pack: &Pack,
    calendars: &Calendars,
    (right, kind): (Right, FileKind),
    facts: Facts,
) -> Result<DateAccount, FactError> {
    let clock = pack.clock(&right, &kind);
    let computed = compute(&clock.limit, &facts, calendars)?;
    let matter = Matter {
        locale,
        pack,
        calendars,
        clock,
        right,
        kind,
        facts,
        recorded: None,
    };
    Ok(matter.account(&computed))
}

/// The account of the latest date among the cases that a filing opens, before any of them changes:
/// what the person is told at first. None when nothing can be opened of it.
#[must_use]
pub fn of_filing(
    locale: Locale,
    pack: &Pack,
    calendars: &Calendars,
    requested: &Requested,
    received: NaiveDate,
) -> Option<DateAccount> {
    let exercises = pack.expand(requested).ok()?;
    let accounts = exercises.into_iter().filter_map(|exercise| {
        of_facts(locale, pack, calendars, exercise, Facts::received(received)).ok()
    });
    latest(accounts)
}

/// The account of what a submission was told when it arrived: of what was asked for, pair by pair.
#[must_use]
pub fn of_submission(
    locale: Locale,
    pack: &Pack,
    calendars: &Calendars,
    submission: &Submission,
) -> Option<DateAccount> {
    let received = submission.received.as_ref()?;
    let day = submission.received_on()?;
    let accounts = received.requested.iter().filter_map(|asked| {
        let asked = requested(std::slice::from_ref(asked));
        of_filing(locale, pack, calendars, &asked, day)
    });
    latest(accounts)
}

/// Of several accounts the one with the latest day. One that stands still has no day and says so
/// only where no other has one; after both come those that no limit binds.
#[must_use]
pub fn latest(accounts: impl IntoIterator<Item = DateAccount>) -> Option<DateAccount> {
    accounts.into_iter().reduce(|known, other| {
        if other.rank() > known.rank() {
            other
        } else {
            known
        }
    })
}

/// The account of a request: of its cases that are neither closed nor answered, the one with the
/// latest day. That is the date the person sees.
#[must_use]
pub fn of_request<'a>(
    locale: Locale,
    cases: impl IntoIterator<Item = (&'a Case, Context<'a>)>,
) -> Option<DateAccount> {
    let waits = |(case, ctx): &(&Case, Context<'_>)| {
        case.closed.is_none() && case.answered_on(ctx).is_none()
    };
    let open = cases.into_iter().filter(waits);
    latest(open.filter_map(|(case, ctx)| of_case(locale, case, &ctx)))
}

/// The last day of the window for a complaint that runs from awareness, by the reading that is
/// kindest to the person: counted from the day after. None where the pack has no such window.
#[must_use]
pub fn window_of_awareness(
    pack: &Pack,
    calendars: &Calendars,
    aware: NaiveDate,
) -> Option<NaiveDate> {
    let mut clocks = pack
        .provisions()
        .remedies
        .iter()
        .filter_map(|remedy| pack.clock_by_id(remedy.window.as_ref()?));
    let clock = clocks.find(|clock| clock.from == Trigger::Awareness)?;
    let facts = Facts::received(aware.succ_opt()?);
    compute_dates(&clock.limit, &facts, calendars).ok()?.due
}

/// What was asked for, in the pack's words, of what an event says.
#[must_use]
pub fn requested(event: &[habeas_case::Requested]) -> Requested {
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

impl DateAccount {
    /// The day to work to: the earliest defensible reading. None while the clock stands still.
    #[must_use]
    pub fn work_to(&self) -> Option<NaiveDate> {
        self.safe.or(self.due)
    }

    /// All steps in one text, each with its provision.
    #[must_use]
    pub fn in_words(&self) -> String {
        let wholes: Vec<&str> = self.steps.iter().map(|step| step.whole.as_str()).collect();
        wholes.join(" ")
    }

    /// What the person sees of it. Earlier readings are for the house to work to and not told.
    #[must_use]
    pub fn for_person(&self) -> PersonDate {
        let binding = self.state != State::NoTimeLimit;
        let told = |step: &&Reason| !binding || step.of != DateKind::Safe;
        let mut citations: Vec<String> = Vec::new();
        let mut sentences = Vec::new();
        for step in self.steps.iter().filter(told) {
            sentences.push(step.sentence.clone());
            if !step.citation.is_empty() && !citations.contains(&step.citation) {
                citations.push(step.citation.clone());
            }
        }
        PersonDate {
            date: if binding { self.due } else { self.safe },
            binding,
            sentences,
            citations,
        }
    }

    fn rank(&self) -> (u8, Option<NaiveDate>) {
        match (self.state, self.due) {
            (_, Some(due)) => (2, Some(due)),
            (State::NoTimeLimit, None) => (0, self.safe),
            (State::Running | State::Suspended, None) => (1, None),
        }
    }
}

impl PersonDate {
    /// The date with what it is, in a sentence.
    #[must_use]
    pub fn headline(&self, locale: Locale) -> String {
        let text = match (self.date, self.binding) {
            (Some(date), true) => locale
                .t("why-told-by")
                .arg("date", locale.date_with_weekday(date)),
            (Some(date), false) => locale
                .t("why-told-aim")
                .arg("date", locale.date_with_weekday(date)),
            (None, true) => locale.t("why-told-paused"),
            (None, false) => locale.t("why-told-no-limit"),
        };
        text.to_string()
    }
}

/// All that an account is made of.
struct Matter<'a> {
    locale: Locale,
    pack: &'a Pack,
    calendars: &'a Calendars,
    clock: &'a Clock,
    right: Right,
    kind: FileKind,
    facts: Facts,
    recorded: Option<(&'a ClockState, &'a CaseOpened)>,
}

impl Matter<'_> {
    fn account(&self, computed: &Computed) -> DateAccount {
        DateAccount {
            state: computed.state,
            first_due: computed.first_due,
            due: computed.due,
            safe: computed.safe,
            extension: computed.extension,
            steps: computed.reasons.iter().map(|s| self.reason(s)).collect(),
            readings: self.readings(computed),
        }
    }

    fn reason(&self, step: &Step) -> Reason {
        Reason {
            of: step.of,
            sentence: self.locale.step(step),
            citation: step.citation.to_string(),
            from: step.from,
            to: step.to,
            closed: step
                .closed
                .iter()
                .map(|day| self.locale.closed_day(day))
                .collect(),
            recorded: self.events_of(&step.rule, step.from),
            whole: self.locale.reason(step),
        }
    }

    /// The events that brought the fact behind a step.
    fn events_of(&self, rule: &Rule, from: NaiveDate) -> Vec<u64> {
        let Some((clock, opened)) = self.recorded else {
            return Vec::new();
        };
        let is_behind = |fact: &ClockFact| match (rule, fact) {
            (
                Rule::Suspended { opened, .. }
                | Rule::SuspensionOpen { opened }
                | Rule::SuspensionTooLate { opened }
                | Rule::SuspensionIgnored { opened },
                ClockFact::Paused { day, .. },
            ) => day == opened,
            (Rule::Suspended { closed, .. }, ClockFact::Resumed { day, .. }) => day == closed,
            (
                Rule::ExtensionInTime { notified, .. }
                | Rule::ExtensionTooLate { notified, .. }
                | Rule::ExtensionNotAvailable { notified },
                ClockFact::Extended { day },
            ) => day == notified,
            (Rule::DayOfEventNotCounted, ClockFact::Received { day }) => {
                *day == from && *day != opened.received
            }
            _ => false,
        };
        clock
            .standing()
            .filter(|(_, fact)| is_behind(fact))
            .map(|(seq, _)| seq)
            .collect()
    }

    fn readings(&self, computed: &Computed) -> Vec<Reading> {
        let mut found = Vec::new();
        let worked_to = computed.safe.or(computed.due);
        if let Some(due) = computed.due.filter(|due| Some(*due) != worked_to) {
            found.push(self.reading(
                ReadingKind::LastDay,
                "why-last-day",
                due,
                self.clock.citation(),
            ));
        }
        if let Some(day) = self.refuse_by(computed).filter(|d| Some(*d) != worked_to) {
            found.push(self.reading(ReadingKind::RefuseBy, "why-refuse-by", day, ""));
        }
        for caution in &computed.cautions {
            found.push(Reading {
                kind: match caution.code {
                    CautionCode::Unsuspended => ReadingKind::Unsuspended,
                    CautionCode::RestartAfterSuspension => ReadingKind::Restart,
                },
                date: caution.date,
                sentence: self.locale.caution(caution),
                citation: String::new(),
            });
        }
        found.extend(self.other_laws());
        found.extend(self.cap());
        for warning in &computed.warnings {
            let habeas_timelimit::Warning::OutsideCoverage { date, .. } = warning;
            found.push(Reading {
                kind: ReadingKind::Coverage,
                date: *date,
                sentence: self.locale.date_warning(warning),
                citation: String::new(),
            });
        }
        found
    }

    fn reading(
        &self,
        kind: ReadingKind,
        key: &'static str,
        date: NaiveDate,
        citation: &str,
    ) -> Reading {
        let text = self
            .locale
            .t(key)
            .arg("date", self.locale.date_with_weekday(date));
        Reading {
            kind,
            date,
            sentence: text.to_string(),
            citation: citation.to_owned(),
        }
    }

    fn refuse_by(&self, computed: &Computed) -> Option<NaiveDate> {
        match self.clock.refuse_by? {
            RefuseBy::FirstDue => computed.first_due,
            RefuseBy::Due => computed.due,
        }
    }

    /// The earlier days of laws beside the one followed. Only receipt counts for them: what pauses
    /// one clock does not pause another.
    fn other_laws(&self) -> Vec<Reading> {
        let received = Facts::received(self.facts.received);
        let day = |clock: &Clock| {
            let dates = compute_dates(&clock.limit, &received, self.calendars);
            dates.ok()?.due
        };
        self.pack
            .cautions(&self.right, &self.kind)
            .filter_map(|caution| {
                let date = day(self.pack.clock_by_id(&caution.clock)?)?;
                let citation = caution.citation.to_string();
                Some(self.reading(ReadingKind::OtherLaw, "why-other-law", date, &citation))
            })
            .collect()
    }

    /// The statutory limit beside a term that the organisation set itself, under the same facts.
    fn cap(&self) -> Option<Reading> {
        let rule = self.pack.time_limit(&self.right, &self.kind);
        let cap = self.pack.clock_by_id(rule.cap.as_ref()?)?;
        let dates = compute_dates(&cap.limit, &self.facts, self.calendars).ok()?;
        let kind = ReadingKind::StatutoryCap;
        Some(self.reading(kind, "why-statutory-cap", dates.due?, cap.citation()))
    }
}
