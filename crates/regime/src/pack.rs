use std::{collections::BTreeMap, sync::Arc};

use habeas_envelope::{ControllerId, Hash32};
use habeas_timelimit::CalendarId;
use serde::{Deserialize, Serialize};

use crate::{
    Answer, Caution, Clock, ClockId, Compartment, Desk, DeskId, EvidenceKind, Exercise, FileKind,
    FileKindProvision, IdentityCheck, Library, Obligation, Office, OfficeId, PackErrors,
    Provisions, RefusalGround, RegimeId, Remedy, Right, RightProvision, Route, TimeLimitRule,
    Version, Via, check, handling::offered, regime::hash_parts, text,
};

/// What events pin: which state of a pack bound a case.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackRef {
    /// The version its text gives itself.
    pub version: Version,
    /// The hash of its text and of the regimes it refers to.
    pub hash: Hash32,
}

/// The texts a pack was read from: all that must be kept to read it again as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackText {
    /// The pack's own text.
    pub pack: String,
    /// The texts of the regimes it refers to, by id.
    pub regimes: BTreeMap<RegimeId, String>,
}

/// A policy pack: what binds one organisation, read and checked whole.
#[derive(Clone, Debug)]
pub struct Pack {
    provisions: Provisions,
    clocks: BTreeMap<ClockId, Clock>,
    text: PackText,
    reference: PackRef,
    calendar: Option<CalendarId>,
}

/// What a filer chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requested {
    /// The rights.
    pub rights: Vec<Right>,
    /// The kinds of file.
    pub kinds: RequestedKinds,
}

/// The kinds of file a filer chose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RequestedKinds {
    /// "Everything, I don't know."
    Everything,
    /// These.
    Only(Vec<FileKind>),
}

/// A right or a kind of file that the pack does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotOffered {
    /// No such right.
    #[error("the pack has no right {0}")]
    Right(Right),
    /// No such kind of file.
    #[error("the pack has no kind of file {0}")]
    Kind(FileKind),
    /// Neither a right nor a kind was chosen.
    #[error("nothing was chosen")]
    Nothing,
}

/// What is known of a case when its office is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct RouteHints {
    /// The office known to hold the file.
    pub holder_of_file: Option<OfficeId>,
    /// The office that the person named.
    pub named_by_person: Option<OfficeId>,
}

/// Where a case goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteDecision {
    /// It stands at its desk at once.
    Desk {
        /// The desk.
        desk: DeskId,
    },
    /// It goes to the desk by registered letter to an office.
    RegisteredLetter {
        /// The desk.
        desk: DeskId,
        /// The addressee.
        office: OfficeId,
        /// What is enclosed beside the request as filed, where there is one.
        enclosures: Vec<EvidenceKind>,
        /// The template of the letter.
        template: crate::Template,
    },
    /// A person must say.
    NeedsPerson {
        /// The desk whose people say.
        desk: DeskId,
        /// Why.
        reason: NeedsPersonReason,
    },
}

/// Why a pack cannot route a case by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeedsPersonReason {
    /// The pack leaves this route to a person.
    ByProvision,
    /// Nothing tells which office it is.
    OfficeNotKnown,
    /// The office known or named is none that the route allows.
    OfficeNotAllowed,
}

impl NeedsPersonReason {
    /// All of them.
    pub const ALL: [Self; 3] = [
        Self::ByProvision,
        Self::OfficeNotKnown,
        Self::OfficeNotAllowed,
    ];

    /// The word used in events and keys.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ByProvision => "by-provision",
            Self::OfficeNotKnown => "office-not-known",
            Self::OfficeNotAllowed => "office-not-allowed",
        }
    }
}

/// Who decides, approves and reads a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Approval<'a> {
    /// The office that decides.
    pub decides: &'a OfficeId,
    /// The office that approves; never the author of what is approved.
    pub approves: &'a OfficeId,
    /// The offices that may read the content.
    pub reads: &'a [OfficeId],
}

/// What identity asks of a filing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityRequirement {
    /// Whether it is checked.
    pub check: IdentityCheck,
    /// The desk that checks.
    pub desk: DeskId,
    /// What the form asks for; never a bar to filing.
    pub ask: Vec<EvidenceKind>,
}

impl Pack {
    /// Reads a pack's text against the embedded regimes and calendars.
    ///
    /// # Errors
    /// When the text is not of the form, is incomplete, or contradicts itself.
    pub fn parse(text: &str) -> Result<Self, PackErrors> {
        Self::parse_with("pack", text, &Library::embedded())
    }

    /// Reads a pack's text against given regimes and calendars. `file` is what errors call it.
    ///
    /// # Errors
    /// When the text is not of the form, is incomplete, or contradicts itself or the library.
    pub fn parse_with(file: &str, text: &str, library: &Library) -> Result<Self, PackErrors> {
        let provisions: Provisions = text::read(file, text)?;
        check::check(file, &provisions, library)?;
        let regimes: BTreeMap<RegimeId, String> = check::clock_uses(&provisions)
            .into_iter()
            .filter_map(|used| {
                let regime = &used.clock.regime;
                Some((regime.clone(), library.regime_text(regime)?.to_owned()))
            })
            .collect();
        let clocks = regimes
            .keys()
            .filter_map(|id| library.regime(id))
            .flat_map(|regime| {
                regime.clocks.iter().map(|clock| {
                    let id = ClockId {
                        regime: regime.id.clone(),
                        clock: clock.id.clone(),
                    };
                    (id, clock.clone())
                })
            })
            .collect::<BTreeMap<_, _>>();
        let mut parts = vec![text];
        parts.extend(regimes.values().map(String::as_str));
        let reference = PackRef {
            version: provisions.version.clone(),
            hash: hash_parts("habeas/pack/1", &parts),
        };
        let calendar = clocks
            .get(&provisions.time_limits.otherwise.clock)
            .and_then(|clock| clock.limit.calendar().cloned());
        Ok(Self {
            provisions,
            clocks,
            text: PackText {
                pack: text.to_owned(),
                regimes,
            },
            reference,
            calendar,
        })
    }

    /// Reads a pack again from the texts it was kept as, whatever the regimes are by now.
    ///
    /// # Errors
    /// As [`Pack::parse`].
    pub fn reopen(kept: &PackText) -> Result<Self, PackErrors> {
        let library = Library::from_regimes(
            kept.regimes
                .iter()
                .map(|(id, text)| (id.to_string(), text.clone())),
        )?;
        Self::parse_with("kept pack", &kept.pack, &library)
    }

    /// The texts to keep.
    #[must_use]
    pub fn text(&self) -> &PackText {
        &self.text
    }

    /// Everything it says.
    #[must_use]
    pub fn provisions(&self) -> &Provisions {
        &self.provisions
    }

    /// The controller it binds.
    #[must_use]
    pub fn controller(&self) -> &ControllerId {
        &self.provisions.controller.id
    }

    /// Its version and hash, as events pin them.
    #[must_use]
    pub fn reference(&self) -> &PackRef {
        &self.reference
    }

    /// The zone that dates receipts.
    #[must_use]
    pub fn zone(&self) -> chrono_tz::Tz {
        self.provisions.controller.zone
    }

    /// What a right says.
    #[must_use]
    pub fn right(&self, id: &Right) -> Option<&RightProvision> {
        self.provisions.rights.iter().find(|right| right.id == *id)
    }

    /// What a kind of file says.
    #[must_use]
    pub fn file_kind(&self, id: &FileKind) -> Option<&FileKindProvision> {
        self.provisions
            .file_kinds
            .iter()
            .find(|kind| kind.id == *id)
    }

    /// A desk.
    #[must_use]
    pub fn desk(&self, id: &DeskId) -> Option<&Desk> {
        self.provisions.desks.iter().find(|desk| desk.id == *id)
    }

    /// An office.
    #[must_use]
    pub fn office(&self, id: &OfficeId) -> Option<&Office> {
        self.provisions
            .offices
            .iter()
            .find(|office| office.id == *id)
    }

    /// Where mail for an office goes: its own address, else that of a desk it heads.
    #[must_use]
    pub fn mail_of(&self, office: &OfficeId) -> Option<&str> {
        let own = self.office(office).and_then(|known| known.email.as_deref());
        own.or_else(|| {
            let mut desks = self.provisions().desks.iter();
            desks
                .find(|desk| desk.office == *office && desk.email.is_some())
                .and_then(|desk| desk.email.as_deref())
        })
    }

    /// The compartment of a desk; the general one for a desk the pack does not have.
    #[must_use]
    pub fn compartment(&self, desk: &DeskId) -> Compartment {
        self.desk(desk)
            .map_or_else(Compartment::general, |desk| desk.compartment.clone())
    }

    /// Whether a desk is closed to all others; a desk the pack does not have is.
    #[must_use]
    pub fn is_closed(&self, desk: &DeskId) -> bool {
        self.desk(desk).is_none_or(|desk| desk.closed)
    }

    /// Whether the right can be exercised on the kind of file.
    #[must_use]
    pub fn offers(&self, right: &Right, kind: &FileKind) -> bool {
        self.file_kind(kind).is_some()
            && self
                .right(right)
                .is_some_and(|right| offered(right.kinds.as_ref(), kind))
    }

    /// Every right on every kind of file it can be exercised on, in the order of the pack.
    pub fn exercises(&self) -> impl Iterator<Item = Exercise> {
        self.provisions.rights.iter().flat_map(|right| {
            let kinds = self.provisions.file_kinds.iter();
            kinds
                .filter(|kind| offered(right.kinds.as_ref(), &kind.id))
                .map(|kind| (right.id.clone(), kind.id.clone()))
        })
    }

    /// The cases that a choice opens, in the order of the pack and without doubles. A right that
    /// applies only to kinds that were not chosen is exercised on its own kinds: the person meant
    /// something, and is not turned away for choosing beside it.
    ///
    /// # Errors
    /// When a right or kind is none of the pack's, or nothing was chosen.
    pub fn expand(&self, requested: &Requested) -> Result<Vec<Exercise>, NotOffered> {
        let chosen = match &requested.kinds {
            RequestedKinds::Everything => &self.provisions.everything.kinds,
            RequestedKinds::Only(kinds) => kinds,
        };
        if let Some(stranger) = chosen.iter().find(|kind| self.file_kind(kind).is_none()) {
            return Err(NotOffered::Kind(stranger.clone()));
        }
        if let Some(stranger) = requested.rights.iter().find(|id| self.right(id).is_none()) {
            return Err(NotOffered::Right(stranger.clone()));
        }
        if chosen.is_empty() || requested.rights.is_empty() {
            return Err(NotOffered::Nothing);
        }
        let rights = self
            .provisions
            .rights
            .iter()
            .filter(|right| requested.rights.contains(&right.id));
        Ok(rights
            .flat_map(|right| {
                self.kinds_for(right, chosen)
                    .into_iter()
                    .map(|kind| (right.id.clone(), kind))
            })
            .collect())
    }

    fn kinds_for(&self, right: &RightProvision, chosen: &[FileKind]) -> Vec<FileKind> {
        let all = || self.provisions.file_kinds.iter().map(|kind| &kind.id);
        let applicable = |kind: &&FileKind| offered(right.kinds.as_ref(), kind);
        let meant: Vec<FileKind> = all()
            .filter(|kind| chosen.contains(kind))
            .filter(applicable)
            .cloned()
            .collect();
        if meant.is_empty() {
            all().filter(applicable).cloned().collect()
        } else {
            meant
        }
    }

    /// The provision that says where a case goes.
    #[must_use]
    pub fn route_provision(&self, right: &Right, kind: &FileKind) -> &Route {
        self.provisions.routing.of(right, kind)
    }

    /// Where a case goes.
    #[must_use]
    pub fn route(&self, right: &Right, kind: &FileKind, hints: &RouteHints) -> RouteDecision {
        crate::choose::route(self.route_provision(right, kind), hints)
    }

    /// The clock's id and provision for a case.
    #[must_use]
    pub fn time_limit(&self, right: &Right, kind: &FileKind) -> &TimeLimitRule {
        self.provisions.time_limits.of(right, kind)
    }

    /// The clock that binds a case.
    ///
    /// # Panics
    /// Never: every clock that a pack refers to was found when it was read.
    #[must_use]
    pub fn clock(&self, right: &Right, kind: &FileKind) -> &Clock {
        self.clocks
            .get(&self.time_limit(right, kind).clock)
            .expect("a pack is only made when every clock it refers to exists")
    }

    /// A clock of one of the pack's regimes.
    #[must_use]
    pub fn clock_by_id(&self, id: &ClockId) -> Option<&Clock> {
        self.clocks.get(id)
    }

    /// The calendars that any of its clocks computes with: limits, windows and duties alike. One
    /// that several use comes several times.
    pub fn calendars(&self) -> impl Iterator<Item = &CalendarId> {
        let clocks = self.clocks.values();
        clocks.filter_map(|clock| clock.limit.calendar())
    }

    /// The calendar of the clock that binds an ordinary case; none where nothing rolls.
    #[must_use]
    pub fn calendar_id(&self) -> Option<&CalendarId> {
        self.calendar.as_ref()
    }

    /// Who decides, approves and reads a case; none for a kind the pack does not have.
    #[must_use]
    pub fn approval(&self, right: &Right, kind: &FileKind) -> Option<Approval<'_>> {
        let provision = self.file_kind(kind)?;
        let route = self.route_provision(right, kind);
        Some(Approval {
            decides: route.decides.as_ref().unwrap_or(&provision.decides),
            approves: route.approves.as_ref().unwrap_or(&provision.approves),
            reads: &provision.reads,
        })
    }

    /// The office that decides a case whose letter went to `addressee`, where one went; none for
    /// a kind the pack does not have.
    #[must_use]
    pub fn decider<'a>(
        &'a self,
        right: &Right,
        kind: &FileKind,
        addressee: Option<&'a OfficeId>,
    ) -> Option<&'a OfficeId> {
        let by_addressee = match &self.route_provision(right, kind).via {
            Via::RegisteredLetter(letter) => letter.addressee_decides,
            Via::Desk | Via::Person => false,
        };
        let decides = self.approval(right, kind)?.decides;
        Some(addressee.filter(|_| by_addressee).unwrap_or(decides))
    }

    /// What identity asks of a filing that opens these cases.
    #[must_use]
    pub fn identity(&self, cases: &[Exercise]) -> IdentityRequirement {
        let identity = &self.provisions.identity;
        let mut ask = Vec::new();
        for evidence in &identity.evidence {
            let wanted = cases
                .iter()
                .any(|(right, kind)| evidence.when.covers(right, kind));
            if wanted && !ask.contains(&evidence.ask) {
                ask.push(evidence.ask.clone());
            }
        }
        IdentityRequirement {
            check: identity.check,
            desk: self.identity_desk(cases),
            ask,
        }
    }

    /// The privacy desk, which does not see the kinds; or the closed desk that alone is concerned.
    fn identity_desk(&self, cases: &[Exercise]) -> DeskId {
        let identity = &self.provisions.identity;
        let mut desks = cases
            .iter()
            .map(|(right, kind)| &self.route_provision(right, kind).desk);
        match desks.next() {
            Some(first)
                if identity.closed_desk_alone
                    && self.is_closed(first)
                    && desks.all(|desk| desk == first) =>
            {
                first.clone()
            }
            _ => identity.desk.clone(),
        }
    }

    /// Who receives the answer of a case, and when it counts as given.
    #[must_use]
    pub fn answer(&self, right: &Right, kind: &FileKind) -> &Answer {
        self.provisions.answers.of(right, kind)
    }

    /// The earlier days that may bind a case, for the house alone.
    pub fn cautions<'a>(
        &'a self,
        right: &'a Right,
        kind: &FileKind,
    ) -> impl Iterator<Item = &'a Caution> {
        self.file_kind(kind)
            .into_iter()
            .flat_map(|kind| &kind.cautions)
            .filter(|caution| {
                caution
                    .rights
                    .as_ref()
                    .is_none_or(|rights| rights.contains(right))
            })
    }

    /// The grounds on which `office` may refuse a case.
    pub fn refusal_grounds(
        &self,
        right: &Right,
        kind: &FileKind,
        office: &OfficeId,
    ) -> impl Iterator<Item = &RefusalGround> {
        self.provisions
            .refusal_grounds
            .iter()
            .filter(move |ground| {
                ground.when.covers(right, kind)
                    && ground.who.as_ref().is_none_or(|who| who.contains(office))
            })
    }

    /// What may be charged for a case.
    pub fn fees(&self, right: &Right, kind: &FileKind) -> impl Iterator<Item = &crate::Fee> {
        let fees = self.provisions.fees.iter();
        fees.filter(move |fee| fee.when.covers(right, kind))
    }

    /// The remedies of a case.
    pub fn remedies(&self, right: &Right, kind: &FileKind) -> impl Iterator<Item = &Remedy> {
        self.provisions
            .remedies
            .iter()
            .filter(move |remedy| remedy.when.covers(right, kind))
    }

    /// An obligation.
    #[must_use]
    pub fn obligation(&self, id: &crate::ObligationId) -> Option<&Obligation> {
        self.provisions
            .obligations
            .iter()
            .find(|duty| duty.id == *id)
    }

    /// Shares it.
    #[must_use]
    pub fn shared(self) -> Arc<Self> {
        Arc::new(self)
    }
}
