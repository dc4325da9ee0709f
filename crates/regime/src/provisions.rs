use chrono_tz::Tz;
use habeas_envelope::{Code, ControllerId};
use serde::{Deserialize, Serialize};

use crate::{
    Address, Answer, Ask, ChannelId, Citation, ClockId, Desk, DeskId, Fee, FileKind, Identity,
    Lateness, Obligation, Office, OfficeId, RefusalGround, Remedy, ReportingThreshold, Retention,
    Right, Route, Rules, Texts, TimeLimitRule, Version, Working,
};

/// Everything a pack's text says, as typed provisions. Public fields: a pack is read far more
/// often than it is made, and it is made only by `Pack::parse`, which checks it whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provisions {
    /// The form of the file; 1.
    pub format: u32,
    /// The state of the file; a changed text is a new version.
    pub version: Version,
    /// Who is bound.
    pub controller: Controller,
    /// Its desks.
    pub desks: Vec<Desk>,
    /// Its offices.
    pub offices: Vec<Office>,
    /// The rights it offers, in the order a form shows them.
    pub rights: Vec<RightProvision>,
    /// The kinds of file it keeps, in the order a form shows them.
    pub file_kinds: Vec<FileKindProvision>,
    /// What "everything, I don't know" stands for.
    pub everything: Everything,
    /// The ways in.
    pub channels: Vec<Channel>,
    /// Where a case goes.
    pub routing: Rules<Route>,
    /// How identity is checked.
    pub identity: Identity,
    /// Which clock binds which case.
    pub time_limits: Rules<TimeLimitRule>,
    /// Who receives an answer, and when it counts as given.
    pub answers: Rules<Answer>,
    /// Grounds of refusal.
    #[serde(default)]
    pub refusal_grounds: Vec<RefusalGround>,
    /// What may be charged; nothing else may.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// What a person can do next.
    #[serde(default)]
    pub remedies: Vec<Remedy>,
    /// How long things are kept.
    #[serde(default)]
    pub retention: Vec<Retention>,
    /// What a decision that comes too late costs, where the law says so.
    pub lateness: Option<Lateness>,
    /// From how many persons on a group may be reported on.
    pub reporting_threshold: Option<ReportingThreshold>,
    /// Duties with a clock of their own.
    #[serde(default)]
    pub obligations: Vec<Obligation>,
    /// Subjects that belong to somebody else and are led there at intake.
    #[serde(default)]
    pub elsewhere: Vec<Elsewhere>,
    /// Standing questions to counsel about this pack, for the DPO.
    #[serde(default)]
    pub counsel: Vec<CounselNote>,
    /// House rules of the work itself.
    pub working: Working,
}

/// Which law the organisation answers under; it decides what letters may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalFrame {
    /// Regulation (EU) 2016/679.
    Gdpr,
    /// A regulation of its own: an international organisation.
    OwnRegulation,
    /// Nothing but its own statement.
    OwnStatement,
}

/// Who is bound.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// Its id, which is also the pack's.
    pub id: ControllerId,
    /// Its full name.
    pub name: String,
    /// What the portal calls it.
    pub display_name: Texts,
    /// One sentence that tells a visitor which organisation this is.
    pub description: Texts,
    /// Its legal form.
    pub legal_form: String,
    /// Its number in a public register.
    pub registration: Option<String>,
    /// Its seat.
    pub address: Address,
    /// The zone that dates its receipts (IANA name).
    pub zone: Tz,
    /// The languages it serves people in; the first is the default. Every text of the pack must
    /// exist in each.
    pub languages: Vec<String>,
    /// The law it answers under.
    pub frame: LegalFrame,
    /// The address for questions.
    pub contact_email: Option<String>,
    /// The supervisory authority, where it has one.
    pub authority: Option<Body>,
    /// Where all this stands.
    pub citation: Citation,
}

/// A body outside the house: an authority, a court, a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Its name.
    pub name: Texts,
    /// Where letters reach it.
    pub address: Option<Address>,
    /// Where mail reaches it.
    pub email: Option<String>,
    /// Its page.
    pub website: Option<String>,
}

/// The few ways in which rights behave; the pack names the rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Behaviour {
    /// Give data out: access, copy, portability.
    Give,
    /// Change it: rectification, erasure.
    Change,
    /// Stop using it: restriction, objection, withdrawal of consent.
    Stop,
    /// Explain: information, automated decisions.
    Explain,
    /// Look again: complaint, advice.
    Complain,
}

impl Behaviour {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Give,
        Self::Change,
        Self::Stop,
        Self::Explain,
        Self::Complain,
    ];

    /// The word used in packs, events and keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Give => "give",
            Self::Change => "change",
            Self::Stop => "stop",
            Self::Explain => "explain",
            Self::Complain => "complain",
        }
    }
}

/// A right that the organisation offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RightProvision {
    /// Its id.
    pub id: Right,
    /// How it behaves.
    pub behaviour: Behaviour,
    /// What it is called.
    pub name: Texts,
    /// One line that says what the person gets of it.
    pub hint: Texts,
    /// A condition the provision puts on the right. It is for the decision, and never a bar to
    /// filing.
    pub qualifier: Option<Texts>,
    /// The only kinds of file it applies to; absent: all.
    pub kinds: Option<Vec<FileKind>>,
    /// What the form asks for besides, by code; never a bar to filing.
    #[serde(default)]
    pub asks: Vec<Ask>,
    /// Whether the processing must stop on receipt, before any decision (direct marketing,
    /// GDPR art. 21(3)).
    #[serde(default)]
    pub at_once: bool,
    /// Whether what is granted is a restriction: a duty that lasts until it is lifted, and not
    /// lifted before the person was told (GDPR art. 18(3)).
    #[serde(default)]
    pub restricts: bool,
    /// Where it stands.
    pub citation: Citation,
}

/// A kind of file that the organisation keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FileKindProvision {
    /// Its id.
    pub id: FileKind,
    /// What it is called.
    pub name: Texts,
    /// One line that says what is in it.
    pub hint: Texts,
    /// The desk that keeps it.
    pub desk: DeskId,
    /// The office that decides.
    pub decides: OfficeId,
    /// The office that approves: any holder, deputy or member of it but the author.
    pub approves: OfficeId,
    /// The offices that may read the content.
    pub reads: Vec<OfficeId>,
    /// Whether a date is asked for on a paper request; never a bar.
    #[serde(default)]
    pub ask_date: bool,
    /// Whether a signature is asked for on a paper request; never a bar.
    #[serde(default)]
    pub ask_signature: bool,
    /// Earlier days that another law may set, as reminders for the house alone.
    #[serde(default)]
    pub cautions: Vec<Caution>,
    /// Where it comes from.
    pub citation: Citation,
}

/// An earlier day that may bind, shown to handlers and never told to the person as the limit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caution {
    /// The rights it may bind; absent: all.
    pub rights: Option<Vec<Right>>,
    /// The clock that gives the day.
    pub clock: ClockId,
    /// Where it comes from.
    pub citation: Citation,
}

/// What "everything, I don't know" stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Everything {
    /// What the choice is called.
    pub name: Texts,
    /// One line under it.
    pub hint: Texts,
    /// The kinds it opens a case on.
    pub kinds: Vec<FileKind>,
    /// Where it comes from.
    pub citation: Citation,
}

/// How a filing travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Carriage {
    /// The portal of this program.
    Portal,
    /// E-mail.
    Email,
    /// Ordinary post.
    Post,
    /// Registered post.
    RegisteredPost,
    /// In person.
    Counter,
    /// A form of the organisation's own.
    OwnForm,
}

/// A way in. The clock begins on the first receipt through any of them, whichever the pack
/// prefers (EDPB Guidelines 01/2022, 52-57 and 159).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// How it travels.
    pub carriage: Carriage,
    /// The e-mail address or page, where there is one.
    pub address: Option<String>,
    /// The office it is addressed to, where the policy names one.
    pub office: Option<OfficeId>,
    /// Where it stands.
    pub citation: Citation,
}

/// A subject that is not this controller's to answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Elsewhere {
    /// Its code.
    pub id: Code,
    /// The question at intake that finds it.
    pub question: Texts,
    /// Where the person must go, and why.
    pub advice: Texts,
    /// Where it stands.
    pub citation: Citation,
}

/// A question about the pack that a lawyer should settle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CounselNote {
    /// Its code.
    pub id: Code,
    /// The question, and the reading that the pack takes meanwhile, in English.
    pub question: String,
    /// What it is about.
    pub citation: Citation,
}
