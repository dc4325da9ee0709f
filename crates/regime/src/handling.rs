use habeas_envelope::Code;
use habeas_timelimit::Period;
use serde::{Deserialize, Serialize};

use crate::{
    Body, Citation, ClockId, Conditional, DeskId, EvidenceKind, FileKind, Ground, ObligationId,
    OfficeId, RemedyId, Right, Template, Texts, When,
};

/// Where a case goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Route {
    /// Its code, as events and reasons name it.
    pub id: Code,
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// The desk the case stands at.
    pub desk: DeskId,
    /// How it gets there.
    pub via: Via,
    /// The office that decides, where it is another than the kind of file's.
    pub decides: Option<OfficeId>,
    /// The office that approves, where it is another than the kind of file's.
    pub approves: Option<OfficeId>,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for Route {
    fn when(&self) -> &When {
        &self.when
    }
}

/// How a case gets to its desk. In TOML: `"desk"`, `"person"`, or
/// `{ registered-letter = { office = "head-doctor", template = "transmittal-medical" } }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// It stands there at once.
    Desk,
    /// A person of the desk says where it goes.
    Person,
    /// By registered letter to an office.
    RegisteredLetter(LetterRoute),
}

/// A registered letter to an office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterRoute {
    /// The office it is addressed to; exactly one of this and `choose`.
    pub office: Option<OfficeId>,
    /// How the office is found for each case.
    pub choose: Option<Choice>,
    /// What is enclosed beside the request as filed, where there is one.
    #[serde(default)]
    pub enclosures: Vec<EvidenceKind>,
    /// The template of the letter.
    pub template: Template,
    /// Whether the addressee decides the case, whoever decides the kind of file otherwise.
    #[serde(default)]
    pub addressee_decides: bool,
}

/// How an office is found for a case: the one that holds the file, else the one the person names,
/// else a fixed one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The offices that may be found.
    pub among: Vec<OfficeId>,
    /// Whether the office known to hold the file comes first.
    #[serde(default)]
    pub holder_of_file: bool,
    /// Whether the office that the person names comes next.
    #[serde(default)]
    pub named_by_person: bool,
    /// The office otherwise; absent: a person says.
    pub otherwise: Option<OfficeId>,
}

/// Whether identity is checked at all before a case goes its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum IdentityCheck {
    /// A desk decides on what it has been given.
    ByDesk,
    /// Nobody: the channel proves enough.
    None,
}

/// What remains of the evidence once identity is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EvidenceKept {
    /// Only the note that it was checked, by whom and when.
    NoteOnly,
    /// The copy, until the case is closed for good.
    UntilClosed,
}

/// How identity is checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Whether it is checked.
    pub check: IdentityCheck,
    /// The desk that checks; it does not see the kinds of file.
    pub desk: DeskId,
    /// Whether a closed desk checks the identity behind a filing that concerns it alone.
    #[serde(default)]
    pub closed_desk_alone: bool,
    /// What the form asks for. Never a bar to filing.
    #[serde(default)]
    pub evidence: Vec<EvidenceAsked>,
    /// What must not be asked for.
    #[serde(default)]
    pub do_not_ask: Vec<EvidenceKind>,
    /// What is kept of the evidence.
    pub keep: EvidenceKept,
    /// Days after an identity question on which the person is reminded; after the last, closing
    /// is proposed, never done.
    #[serde(default)]
    pub question_reminder_days: Vec<u32>,
    /// Where the doubt that allows a question stands.
    pub citation: Citation,
}

/// Evidence that the form asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceAsked {
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// What.
    pub ask: EvidenceKind,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for EvidenceAsked {
    fn when(&self) -> &When {
        &self.when
    }
}

/// Which clock binds a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TimeLimitRule {
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// The clock.
    pub clock: ClockId,
    /// A limit of general law shown beside it.
    pub cap: Option<ClockId>,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for TimeLimitRule {
    fn when(&self) -> &When {
        &self.when
    }
}

/// A step of an answer on its way to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AnswerStep {
    /// Approved and let go.
    Released,
    /// Lies ready for collection, and the person has been told.
    MadeAvailable,
    /// Handed to the post.
    Posted,
    /// Delivered, with proof.
    Delivered,
    /// Taken by the person.
    Collected,
}

impl AnswerStep {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [
        Self::Released,
        Self::MadeAvailable,
        Self::Posted,
        Self::Delivered,
        Self::Collected,
    ];

    /// The word used in packs, events and keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::MadeAvailable => "made-available",
            Self::Posted => "posted",
            Self::Delivered => "delivered",
            Self::Collected => "collected",
        }
    }
}

/// Who something is given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Recipient {
    /// The data subject, or who acts for them.
    Subject,
    /// The physician that the data subject names.
    AttendingPhysician,
}

/// Who receives an answer, and when it counts as given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// Who receives the letter of answer: questions, extensions, refusals and decisions too.
    pub letter_to: Recipient,
    /// Who receives the data itself.
    pub data_to: Recipient,
    /// Whether the deciding office may give the data to the subject itself when no physician is
    /// named.
    #[serde(default)]
    pub may_release_directly: bool,
    /// The steps any of which counts as having answered.
    pub counts_as_answered: Vec<AnswerStep>,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for Answer {
    fn when(&self) -> &When {
        &self.when
    }
}

/// A ground on which a request may be refused, always with an individual reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RefusalGround {
    /// Its code.
    pub id: Ground,
    /// What it is called.
    pub name: Texts,
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// The only offices that may use it; absent: whoever decides the case.
    pub who: Option<Vec<OfficeId>>,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for RefusalGround {
    fn when(&self) -> &When {
        &self.when
    }
}

/// What may be charged. A fee never stops the clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// The ground for it.
    pub id: Ground,
    /// What it is called.
    pub name: Texts,
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for Fee {
    fn when(&self) -> &When {
        &self.when
    }
}

/// Who a remedy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Everyone.
    #[default]
    All,
    /// Staff of the organisation.
    Staff,
    /// Everyone else.
    NonStaff,
}

/// What a person can do who is not content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remedy {
    /// Its id.
    pub id: RemedyId,
    /// What it is called.
    pub name: Texts,
    /// For which cases.
    #[serde(default)]
    pub when: When,
    /// Who it is for.
    #[serde(default)]
    pub audience: Audience,
    /// Where the person turns to.
    pub body: Body,
    /// The window, where there is one; it opens on the day the clock of it says.
    pub window: Option<ClockId>,
    /// The languages the body takes, where it is particular.
    pub languages: Option<Vec<String>>,
    /// Whether letters print it; a remedy that only informs staff is not printed.
    #[serde(default = "yes")]
    pub printed: bool,
    /// Where it stands.
    pub citation: Citation,
}

impl Conditional for Remedy {
    fn when(&self) -> &When {
        &self.when
    }
}

const fn yes() -> bool {
    true
}

/// From when a time of keeping runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetentionFrom {
    /// The day the file or record was made.
    Made,
    /// The last entry in it, or the last contact.
    LastEntry,
    /// The incident that a claim could come of.
    Incident,
    /// The event it is about: a training, a visit.
    Event,
    /// The end of the contract with the client or the person.
    ContractEnd,
    /// The decision that closes the case.
    CaseClosed,
    /// The end of the recruitment or appointment.
    RecruitmentEnd,
}

/// How long something is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Its code.
    pub id: Code,
    /// What is kept.
    pub what: Texts,
    /// The kind of file it is about, where it is one.
    pub kind: Option<FileKind>,
    /// The case files it is about, where it is those; what runs from their closing is destroyed
    /// when it is over.
    pub cases: Option<When>,
    /// How long; absent: no number is stated.
    pub period: Option<Period>,
    /// From when.
    pub from: RetentionFrom,
    /// Where it stands.
    pub citation: Citation,
}

/// Who must be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notified {
    /// The client: the employer who has the contract.
    Client,
    /// The supervisory authority.
    Authority,
    /// The data subject.
    Subject,
    /// The data protection officer.
    Dpo,
    /// A supervisory board.
    Board,
    /// The public at large, in place of every data subject (GDPR art. 34(3)(c)).
    Public,
    /// Nobody: the time is the other side's, and nothing may be done before it ends.
    Wait,
}

/// A duty with a clock of its own that no person's request begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// Its id.
    pub id: ObligationId,
    /// What it is called.
    pub name: Texts,
    /// What begins it, by code: `authority-request`, `breach`, and what follows from them.
    pub trigger: Code,
    /// Who must be told.
    pub notify: Notified,
    /// The clock; absent: without delay.
    pub clock: Option<ClockId>,
    /// The grounds on which it does not apply, by code. One that another obligation begins with,
    /// as its trigger and a hyphen before it, leads to that one.
    #[serde(default)]
    pub unless: Vec<Code>,
    /// Where it stands.
    pub citation: Citation,
}

/// House rules of the work itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Working {
    /// How long sending and refusing are held, in minutes; 0: not at all.
    #[serde(default = "ten")]
    pub undo_window_minutes: u32,
    /// When a nearing limit is reminded of.
    #[serde(default)]
    pub reminders: Reminders,
    /// So many hours before its end a duty of an incident is reminded of, beside half of its time.
    #[serde(default = "last_hours")]
    pub incident_hours: Vec<u32>,
    /// The daily digest of an office.
    #[serde(default)]
    pub digest: DigestRule,
    /// Who is rung, in this order, as a limit nears and passes.
    pub escalation: Vec<EscalationStep>,
    /// The office that stands in for who handles a case; absent: the one that heads the desk.
    pub backup: Option<OfficeId>,
    /// The office that the privacy questions of the whole house go to.
    pub dpo: OfficeId,
    /// Whether a change of a calendar is approved by another person than proposed it.
    #[serde(default)]
    pub calendar_by_two: bool,
}

const fn ten() -> u32 {
    10
}

fn last_hours() -> Vec<u32> {
    vec![24, 12, 3]
}

/// When the daily digest of an office goes, and what stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DigestRule {
    /// From which full hour of a working day on it goes, in the controller's zone.
    #[serde(default = "seven")]
    pub hour: u32,
    /// From so many days before the day to work to on, a case stands in it.
    #[serde(default = "seven")]
    pub days: u32,
}

const fn seven() -> u32 {
    7
}

impl Default for DigestRule {
    fn default() -> Self {
        Self {
            hour: seven(),
            days: seven(),
        }
    }
}

/// When a nearing limit is reminded of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reminders {
    /// When this much of the time has gone, in per cent.
    pub percent: Vec<u32>,
    /// This many days before the limit.
    pub days_before: Vec<u32>,
}

impl Default for Reminders {
    fn default() -> Self {
        Self {
            percent: vec![50, 75],
            days_before: vec![7, 3, 1],
        }
    }
}

/// One step of an escalation. In TOML: `"handler"`, `"backup"`, `{ office = "dpo" }`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum EscalationStep {
    /// Who handles the case.
    Handler,
    /// Who stands in for them.
    Backup,
    /// An office.
    Office(OfficeId),
}

/// Whether a route's right and kind are offered together; used by checks and lookups alike.
pub(crate) fn offered(kinds_of_right: Option<&Vec<FileKind>>, kind: &FileKind) -> bool {
    kinds_of_right.is_none_or(|kinds| kinds.contains(kind))
}

/// A right on a kind of file: what one case is about.
pub type Exercise = (Right, FileKind);
