//! What the form alone cannot refuse in a pack: references that lead nowhere, rules that
//! contradict each other, texts that lack a language.

mod routes;

use std::collections::BTreeSet;

use crate::{
    ClockId, Conditional, DeskId, EscalationStep, FileKind, IdentityCheck, Library, OfficeId,
    PackError, PackErrors, Provisions, Right, Trigger, When, check_regime, check_texts,
    handling::offered,
};

/// A reference from a pack to a clock, and where it stands.
pub(crate) struct ClockUse<'a> {
    pub(crate) path: String,
    pub(crate) clock: &'a ClockId,
}

/// Every reference to a clock.
pub(crate) fn clock_uses(provisions: &Provisions) -> Vec<ClockUse<'_>> {
    let mut uses = Vec::new();
    let mut add = |path: String, clock| uses.push(ClockUse { path, clock });
    for (at, rule) in provisions.time_limits.rules.iter().enumerate() {
        add(format!("time_limits.rules[{at}].clock"), &rule.clock);
        if let Some(cap) = &rule.cap {
            add(format!("time_limits.rules[{at}].cap"), cap);
        }
    }
    let otherwise = &provisions.time_limits.otherwise;
    add("time_limits.otherwise.clock".to_owned(), &otherwise.clock);
    if let Some(cap) = &otherwise.cap {
        add("time_limits.otherwise.cap".to_owned(), cap);
    }
    for kind in &provisions.file_kinds {
        for (at, caution) in kind.cautions.iter().enumerate() {
            let path = format!("file_kinds[{}].cautions[{at}].clock", kind.id);
            add(path, &caution.clock);
        }
    }
    for remedy in &provisions.remedies {
        if let Some(clock) = &remedy.window {
            add(format!("remedies[{}].window", remedy.id), clock);
        }
    }
    for duty in &provisions.obligations {
        if let Some(clock) = &duty.clock {
            add(format!("obligations[{}].clock", duty.id), clock);
        }
    }
    uses
}

/// Checks a pack as a whole against the library, and collects everything that is wrong.
pub(crate) fn check(
    file: &str,
    provisions: &Provisions,
    library: &Library,
) -> Result<(), PackErrors> {
    let mut checker = Checker {
        file,
        pack: provisions,
        errors: Vec::new(),
    };
    checker.head();
    checker.ids();
    checker.people();
    checker.rights_and_kinds();
    checker.routes();
    checker.rules();
    checker.identity();
    checker.working();
    checker.clocks(library);
    check_texts::check(provisions, |path, problem| checker.wrong(path, problem));
    PackErrors::from_list(checker.errors)
}

struct Checker<'a> {
    file: &'a str,
    pack: &'a Provisions,
    errors: Vec<PackError>,
}

impl<'a> Checker<'a> {
    fn wrong(&mut self, path: impl Into<String>, problem: impl Into<String>) {
        self.errors.push(PackError {
            file: self.file.to_owned(),
            path: path.into(),
            problem: problem.into(),
        });
    }

    fn head(&mut self) {
        if self.pack.format != 1 {
            let format = self.pack.format;
            self.wrong(
                "format",
                format!("this program reads format 1, not {format}"),
            );
        }
        let lists = [
            ("desks", self.pack.desks.is_empty()),
            ("offices", self.pack.offices.is_empty()),
            ("rights", self.pack.rights.is_empty()),
            ("file_kinds", self.pack.file_kinds.is_empty()),
            ("channels", self.pack.channels.is_empty()),
            (
                "controller.languages",
                self.pack.controller.languages.is_empty(),
            ),
            (
                "working.escalation",
                self.pack.working.escalation.is_empty(),
            ),
        ];
        for (path, empty) in lists {
            if empty {
                self.wrong(path, "there must be at least one");
            }
        }
        if self.pack.controller.name.trim().is_empty() {
            self.wrong("controller.name", "the name is empty");
        }
    }

    fn ids(&mut self) {
        let pack = self.pack;
        self.unique("desks", pack.desks.iter().map(|desk| desk.id.as_str()));
        self.unique(
            "offices",
            pack.offices.iter().map(|office| office.id.as_str()),
        );
        self.unique("rights", pack.rights.iter().map(|right| right.id.as_str()));
        self.unique(
            "file_kinds",
            pack.file_kinds.iter().map(|kind| kind.id.as_str()),
        );
        self.unique(
            "channels",
            pack.channels.iter().map(|channel| channel.id.as_str()),
        );
        self.unique(
            "routing.rules",
            pack.routing.iter().map(|route| route.id.as_str()),
        );
        self.unique(
            "refusal_grounds",
            pack.refusal_grounds.iter().map(|ground| ground.id.as_str()),
        );
        self.unique("fees", pack.fees.iter().map(|fee| fee.id.as_str()));
        self.unique(
            "remedies",
            pack.remedies.iter().map(|remedy| remedy.id.as_str()),
        );
        self.unique(
            "retention",
            pack.retention.iter().map(|kept| kept.id.as_str()),
        );
        self.unique(
            "obligations",
            pack.obligations.iter().map(|duty| duty.id.as_str()),
        );
        self.unique(
            "elsewhere",
            pack.elsewhere.iter().map(|other| other.id.as_str()),
        );
        self.unique("counsel", pack.counsel.iter().map(|note| note.id.as_str()));
    }

    fn unique<'b>(&mut self, list: &str, ids: impl Iterator<Item = &'b str>) {
        let mut seen = BTreeSet::new();
        for id in ids {
            if !seen.insert(id) {
                self.wrong(format!("{list}[{id}]"), "there is another with this id");
            }
        }
    }

    fn people(&mut self) {
        for desk in &self.pack.desks {
            self.office(&format!("desks[{}].office", desk.id), &desk.office);
            if desk.closed && desk.compartment == "general" {
                self.wrong(
                    format!("desks[{}].compartment", desk.id),
                    "a closed desk needs a compartment of its own, not the general one",
                );
            }
        }
        for office in &self.pack.offices {
            for (list, holders) in [("holders", &office.holders), ("deputies", &office.deputies)] {
                for (at, holder) in holders.iter().enumerate() {
                    let path = format!("offices[{}].{list}[{at}]", office.id);
                    if holder.name.trim().is_empty() {
                        self.wrong(format!("{path}.name"), "the name is empty");
                    }
                    if let (Some(from), Some(to)) = (holder.from, holder.to)
                        && to < from
                    {
                        self.wrong(format!("{path}.to"), format!("{to} lies before {from}"));
                    }
                }
            }
        }
        for channel in &self.pack.channels {
            if let Some(office) = &channel.office {
                self.office(&format!("channels[{}].office", channel.id), office);
            }
        }
    }

    fn rights_and_kinds(&mut self) {
        for right in &self.pack.rights {
            let path = format!("rights[{}].kinds", right.id);
            if let Some(kinds) = &right.kinds {
                self.kinds(&path, kinds);
            }
        }
        for kind in &self.pack.file_kinds {
            let path = format!("file_kinds[{}]", kind.id);
            self.desk(&format!("{path}.desk"), &kind.desk);
            self.office(&format!("{path}.decides"), &kind.decides);
            self.office(&format!("{path}.approves"), &kind.approves);
            for office in &kind.reads {
                self.office(&format!("{path}.reads"), office);
            }
            for (name, office) in [("decides", &kind.decides), ("approves", &kind.approves)] {
                if !kind.reads.contains(office) {
                    self.wrong(
                        format!("{path}.{name}"),
                        format!("{office} {name} what it may not read"),
                    );
                }
            }
            for (at, caution) in kind.cautions.iter().enumerate() {
                if let Some(rights) = &caution.rights {
                    self.rights(&format!("{path}.cautions[{at}].rights"), rights);
                }
            }
        }
        self.kinds("everything.kinds", &self.pack.everything.kinds);
    }

    fn rules(&mut self) {
        let pack = self.pack;
        self.conditions("routing.rules", &pack.routing.rules, true);
        self.conditions("time_limits.rules", &pack.time_limits.rules, true);
        self.conditions("answers.rules", &pack.answers.rules, true);
        self.conditions("identity.evidence", &pack.identity.evidence, false);
        self.conditions("refusal_grounds", &pack.refusal_grounds, false);
        self.conditions("fees", &pack.fees, false);
        self.conditions("remedies", &pack.remedies, false);
        self.conditions("lateness", pack.lateness.as_slice(), false);
        let last = [
            ("routing", pack.routing.otherwise.when.is_all()),
            ("time_limits", pack.time_limits.otherwise.when.is_all()),
            ("answers", pack.answers.otherwise.when.is_all()),
        ];
        for (list, all) in last {
            if !all {
                let path = format!("{list}.otherwise.when");
                self.wrong(
                    path,
                    "what holds otherwise holds for all and has no condition",
                );
            }
        }
        for answer in pack.answers.iter() {
            if answer.counts_as_answered.is_empty() {
                self.wrong("answers", "no step counts as having answered");
            }
        }
        for ground in &pack.refusal_grounds {
            for office in ground.who.iter().flatten() {
                self.office(&format!("refusal_grounds[{}].who", ground.id), office);
            }
        }
        for wrong in check_regime::keeping_in(pack) {
            self.wrong("retention", wrong);
        }
        for kept in &pack.retention {
            if let Some(kind) = &kept.kind {
                self.kinds(
                    &format!("retention[{}].kind", kept.id),
                    std::slice::from_ref(kind),
                );
            }
        }
    }

    fn conditions<T: Conditional>(&mut self, list: &str, rules: &[T], first_holds: bool) {
        for (at, rule) in rules.iter().enumerate() {
            let path = format!("{list}[{at}].when");
            if let Some(rights) = &rule.when().rights {
                self.rights(&format!("{path}.rights"), rights);
            }
            if let Some(kinds) = &rule.when().kinds {
                self.kinds(&format!("{path}.kinds"), kinds);
            }
            if first_holds && self.never_reached(rule.when(), &rules[..at]) {
                self.wrong(
                    path,
                    "no case is left for this one by the rules before it: it never holds",
                );
            }
        }
    }

    /// Whether every case offered that a rule is for is taken by an earlier one; so too where no
    /// case offered is left at all.
    fn never_reached<T: Conditional>(&self, when: &When, earlier: &[T]) -> bool {
        let pack = self.pack;
        pack.rights
            .iter()
            .flat_map(|right| {
                pack.file_kinds
                    .iter()
                    .filter(|kind| offered(right.kinds.as_ref(), &kind.id))
                    .map(|kind| (&right.id, &kind.id))
            })
            .filter(|(right, kind)| when.covers(right, kind))
            .all(|(right, kind)| earlier.iter().any(|e| e.when().covers(right, kind)))
    }

    fn identity(&mut self) {
        let identity = &self.pack.identity;
        self.desk("identity.desk", &identity.desk);
        for (at, evidence) in identity.evidence.iter().enumerate() {
            if identity.do_not_ask.contains(&evidence.ask) {
                self.wrong(
                    format!("identity.evidence[{at}].ask"),
                    format!("{} is asked for, and is in do_not_ask", evidence.ask),
                );
            }
            if identity.check == IdentityCheck::None {
                self.wrong(
                    format!("identity.evidence[{at}]"),
                    "evidence is asked for, though identity is not checked",
                );
            }
        }
        let days = &identity.question_reminder_days;
        if days.windows(2).any(|pair| pair[0] >= pair[1]) {
            self.wrong("identity.question_reminder_days", "the days must rise");
        }
    }

    fn working(&mut self) {
        let working = &self.pack.working;
        self.office("working.dpo", &working.dpo);
        if let Some(backup) = &working.backup {
            self.office("working.backup", backup);
        }
        for step in &working.escalation {
            if let EscalationStep::Office(office) = step {
                self.office("working.escalation", office);
            }
        }
        if working
            .reminders
            .percent
            .iter()
            .any(|&percent| percent == 0 || percent >= 100)
        {
            self.wrong(
                "working.reminders.percent",
                "a reminder falls between 1 and 99 per cent",
            );
        }
        let hours = &working.incident_hours;
        if hours.windows(2).any(|pair| pair[0] <= pair[1]) || hours.contains(&0) {
            self.wrong(
                "working.incident_hours",
                "the hours before an end must fall, and none be 0",
            );
        }
        if working.digest.hour > 23 {
            self.wrong("working.digest.hour", "an hour of the day, 0 to 23");
        }
        if working.digest.days > 365 {
            self.wrong("working.digest.days", "a digest looks a year ahead at most");
        }
        if working.undo_window_minutes > 24 * 60 {
            self.wrong(
                "working.undo_window_minutes",
                "sending cannot be held for over a day",
            );
        }
    }

    fn clocks(&mut self, library: &Library) {
        for used in clock_uses(self.pack) {
            let ClockUse { path, clock } = used;
            let Some(regime) = library.regime(&clock.regime) else {
                self.wrong(path, format!("there is no regime {}", clock.regime));
                continue;
            };
            let Some(found) = regime.clock(&clock.clock) else {
                self.wrong(
                    path,
                    format!("the regime {} has no clock {}", regime.id, clock.clock),
                );
                continue;
            };
            if let Some(calendar) = found.limit.calendar()
                && library.calendars().get(calendar).is_none()
            {
                self.wrong(path, format!("its calendar {calendar} is not known"));
            }
        }
        self.clocks_of_cases(library);
    }

    /// A case is answered by a clock that begins with its receipt and is counted in days.
    fn clocks_of_cases(&mut self, library: &Library) {
        for rule in self.pack.time_limits.iter() {
            let Some(clock) = library.clock(&rule.clock) else {
                continue;
            };
            if clock.from != Trigger::Receipt {
                self.wrong(
                    "time_limits",
                    format!(
                        "{} does not begin with the receipt of a request",
                        rule.clock
                    ),
                );
            }
            for wrong in check_regime::silence_in(self.pack, clock) {
                self.wrong("time_limits", wrong);
            }
            let limit = &clock.limit;
            if limit.period().is_some_and(|period| !period.is_of_dates()) {
                self.wrong(
                    "time_limits",
                    format!("{} is not counted in dates", rule.clock),
                );
            }
            if clock.refuse_by.is_none() {
                self.wrong(
                    "time_limits",
                    format!("{} does not say by when a refusal must be out", rule.clock),
                );
            }
        }
    }

    fn addressee(&mut self, path: &str, id: &OfficeId) {
        self.office(path, id);
        let office = self.pack.offices.iter().find(|office| office.id == *id);
        if office.is_some_and(|office| office.address.is_none()) {
            self.wrong(
                path,
                format!("a registered letter goes to {id}, which has no postal address"),
            );
        }
    }

    fn office(&mut self, path: &str, id: &OfficeId) {
        if !self.pack.offices.iter().any(|office| office.id == *id) {
            self.wrong(path, format!("there is no office {id}"));
        }
    }

    fn desk(&mut self, path: &str, id: &DeskId) {
        if !self.pack.desks.iter().any(|desk| desk.id == *id) {
            self.wrong(path, format!("there is no desk {id}"));
        }
    }

    fn rights(&mut self, path: &str, ids: &[Right]) {
        if ids.is_empty() {
            self.wrong(
                path,
                "an empty list would hold for no right; leave it out to mean all",
            );
        }
        for id in ids {
            if !self.pack.rights.iter().any(|right| right.id == *id) {
                self.wrong(path, format!("there is no right {id}"));
            }
        }
    }

    fn kinds(&mut self, path: &str, ids: &[FileKind]) {
        if ids.is_empty() {
            self.wrong(
                path,
                "an empty list would hold for no kind; leave it out to mean all",
            );
        }
        for id in ids {
            if !self.pack.file_kinds.iter().any(|kind| kind.id == *id) {
                self.wrong(path, format!("there is no kind of file {id}"));
            }
        }
    }
}
