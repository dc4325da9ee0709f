use std::{collections::VecDeque, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use habeas_case::{
    Capacity, EVERYTHING, Requested,
    case::{case_id, to_physician},
};
use habeas_engine::PackShelf;
use habeas_envelope::{CaseId, Code, ControllerId, Entropy, Hash32, ItemId, SubmissionId, uuid_v7};
use habeas_regime::{
    Ask, Behaviour, DeskId, Exercise, FileKind, IdentityCheck, Pack, RequestedKinds, Right,
    RouteDecision, RouteHints, Via,
};
use habeas_timelimit::{Calendars, Facts, compute_dates};
use habeas_vault::{AccessCode, Compartment, Reference};

use super::{
    dice::Dice,
    fates::{Act, Bearings, Fate, course, deal},
    people::{Invented, invent},
    windows::Windows,
    words::{Words, words},
};

/// A request of the story, from its filing to its end.
pub(crate) struct Life {
    pub(crate) fate: Fate,
    pub(crate) pack: Arc<Pack>,
    pub(crate) submission: SubmissionId,
    pub(crate) seed: [u8; 16],
    pub(crate) reference: Reference,
    pub(crate) code: AccessCode,
    pub(crate) filer: Invented,
    pub(crate) subject: Option<Invented>,
    /// Whom they would name as their physician.
    pub(crate) physician: Invented,
    pub(crate) capacity: Capacity,
    pub(crate) by_post: bool,
    pub(crate) language: Code,
    pub(crate) words: &'static Words,
    pub(crate) request: Option<&'static str>,
    pub(crate) message: &'static str,
    /// Which of the specimen cards was handed in with it.
    pub(crate) card: Option<usize>,
    pub(crate) named_office: Option<Code>,
    pub(crate) requested: Vec<Requested>,
    pub(crate) matters: Vec<Matter>,
    /// What is still to come, in order.
    pub(crate) acts: VecDeque<(DateTime<Utc>, Act)>,
}

/// One case of a request.
pub(crate) struct Matter {
    pub(crate) case: CaseId,
    pub(crate) right: Right,
    pub(crate) kind: FileKind,
    pub(crate) desk: Code,
    pub(crate) compartment: Compartment,
    pub(crate) way: Way,
    /// Whether it is answered when the others are.
    pub(crate) lags: bool,
    /// What was written: its handle and hash.
    pub(crate) draft: Option<(ItemId, Hash32)>,
    /// What was sent.
    pub(crate) answer: Option<ItemId>,
}

/// How a case gets to whoever answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// It stands at its desk.
    Desk,
    /// By registered letter to this office.
    Letter(Code),
    /// A person says so.
    Person,
}

impl Life {
    pub(crate) fn controller(&self) -> &ControllerId {
        self.pack.controller()
    }

    /// Whether the next act lies before this instant.
    pub(crate) fn acts_before(&self, instant: DateTime<Utc>) -> bool {
        self.acts.front().is_some_and(|(at, _)| *at <= instant)
    }
}

/// Thinks out the story of so many requests. All chance is drawn here, in one order.
pub(crate) fn plan(
    count: usize,
    shelf: &PackShelf,
    windows: &Windows,
    cards: usize,
    entropy: &dyn Entropy,
) -> Vec<Life> {
    let mut planner = Planner {
        dice: Dice(entropy),
        entropy,
        windows,
        calendars: shelf.calendars(),
        cards,
    };
    let houses = houses(shelf);
    if houses.is_empty() {
        return Vec::new();
    }
    let with_board: Vec<&Arc<Pack>> = houses.iter().copied().filter(|p| complains(p)).collect();
    let with_physician: Vec<&Arc<Pack>> = houses
        .iter()
        .copied()
        .filter(|pack| pack.exercises().any(|e| is_for_a_physician(pack, &e)))
        .collect();
    let with_letters: Vec<&Arc<Pack>> = houses.iter().copied().filter(|p| has_letters(p)).collect();
    let fates = deal(count, &mut planner.dice);
    let mut lives = Vec::with_capacity(count);
    for (number, fate) in fates.into_iter().enumerate() {
        let pack = if fate == Fate::LetterHere && !with_letters.is_empty() {
            *planner.dice.pick(&with_letters)
        } else if fate == Fate::Complaint && !with_board.is_empty() {
            *planner.dice.pick(&with_board)
        } else if fate == Fate::Physician && !with_physician.is_empty() {
            *planner.dice.pick(&with_physician)
        } else {
            houses[number % houses.len()]
        };
        lives.push(planner.life(pack, fate));
    }
    lives
}

/// The organisations, those that send registered letters three times.
fn houses(shelf: &PackShelf) -> Vec<&Arc<Pack>> {
    let packs = shelf.packs();
    let current = packs.controllers().filter_map(|c| shelf.current(c));
    current
        .flat_map(|pack| std::iter::repeat_n(pack, if has_letters(pack) { 3 } else { 1 }))
        .collect()
}

fn has_letters(pack: &Pack) -> bool {
    let routing = &pack.provisions().routing;
    routing
        .iter()
        .any(|route| matches!(route.via, Via::RegisteredLetter(_)))
}

/// Whether a pack takes complaints that want their reasons said.
fn complains(pack: &Pack) -> bool {
    pack.exercises().any(|e| is_complaint(pack, &e))
}

fn is_complaint(pack: &Pack, (right, kind): &Exercise) -> bool {
    pack.asks(right, kind).contains(&Ask::Reason)
}

/// Whether the file goes to a physician whom the person names.
fn is_for_a_physician(pack: &Pack, (right, kind): &Exercise) -> bool {
    to_physician(pack, right, kind)
}

/// Whether a granted answer is followed by a task.
fn is_carried_out(pack: &Pack, (right, _): &Exercise) -> bool {
    pack.right(right)
        .is_some_and(|right| right.behaviour == Behaviour::Change && !right.at_once)
}

struct Planner<'a> {
    dice: Dice<'a>,
    entropy: &'a dyn Entropy,
    windows: &'a Windows,
    calendars: &'a Calendars,
    cards: usize,
}

impl Planner<'_> {
    fn life(&mut self, pack: &Arc<Pack>, fate: Fate) -> Life {
        let (requested, exercises) = self.choose(pack, fate);
        let named_office = self.named_office(pack, &exercises);
        let seed = self.dice.seed();
        let mut matters: Vec<Matter> = exercises
            .iter()
            .map(|exercise| matter(pack, &seed, exercise, named_office.as_ref()))
            .collect();
        let recent = matches!(
            fate,
            Fate::Ready | Fate::Drafted | Fate::Approved | Fate::Held
        );
        for matter in matters.iter_mut().skip(1) {
            matter.lags = self.dice.percent(40) && recent;
        }
        let language = self.language(pack);
        let country = pack.provisions().controller.address.country.clone();
        let filer = invent(&mut self.dice, &language, &country, (1955, 2004));
        let capacity = match self.dice.below(20) {
            0 => Capacity::Parent,
            1 => Capacity::Lawyer,
            _ => Capacity::Own,
        };
        let born = if capacity == Capacity::Parent {
            (2009, 2018)
        } else {
            (1955, 2004)
        };
        let subject =
            (capacity != Capacity::Own).then(|| invent(&mut self.dice, &language, &country, born));
        let physician = invent(&mut self.dice, &language, &country, (1955, 1990));
        let by_post = self.dice.percent(15);
        let bearings = Bearings {
            letters: matters.iter().any(|m| matches!(m.way, Way::Letter(_))),
            by_post,
            physician: matters
                .iter()
                .any(|m| to_physician(pack, &m.right, &m.kind)),
            by_hand: matters.iter().any(|m| m.way == Way::Person)
                && (fate != Fate::Working || self.dice.percent(40)),
            first_period: self.first_period(pack, &matters),
        };
        let asks = pack.identity(&exercises);
        let checked = asks.check == IdentityCheck::ByDesk;
        let told = course(fate, &bearings, self.windows, &mut self.dice);
        let acts = self.instants(told, checked);
        let filed = acts.front().map(|(at, _)| *at).unwrap_or_default();
        let with_card = !asks.ask.is_empty()
            && fate != Fate::ProofSent
            && fate != Fate::Rejected
            && self.dice.percent(65);
        let spoken = words(&language);
        Life {
            fate,
            pack: pack.clone(),
            submission: SubmissionId(uuid_v7(filed, self.entropy)),
            seed,
            reference: Reference::generate(self.entropy),
            code: AccessCode::generate(self.entropy),
            filer,
            subject,
            physician,
            capacity,
            by_post,
            words: spoken,
            request: spoken.request(&mut self.dice),
            message: spoken.messages[self.dice.below(spoken.messages.len())],
            language: Code::new(language).unwrap_or_else(|_| Code::literal("en")),
            card: with_card.then(|| self.dice.below(self.cards)),
            named_office,
            requested,
            matters,
            acts,
        }
    }

    /// What is asked for, and what it comes to.
    fn choose(&mut self, pack: &Pack, fate: Fate) -> (Vec<Requested>, Vec<Exercise>) {
        let all: Vec<Exercise> = pack
            .exercises()
            .filter(|e| can_be_sealed(pack, e))
            .collect();
        let by_letter: Vec<Exercise> = all
            .iter()
            .filter(|(right, kind)| {
                let route = pack.route_provision(right, kind);
                matches!(route.via, Via::RegisteredLetter(_))
            })
            .cloned()
            .collect();
        let longer: Vec<Exercise> = all
            .iter()
            .filter(|(right, kind)| may_extend(pack, right, kind))
            .cloned()
            .collect();
        let of = |what: fn(&Pack, &Exercise) -> bool| -> Vec<Exercise> {
            all.iter().filter(|e| what(pack, e)).cloned().collect()
        };
        let (complaints, changes) = (of(is_complaint), of(is_carried_out));
        let for_physicians = of(is_for_a_physician);
        let one = match fate {
            Fate::Complaint if !complaints.is_empty() => self.dice.pick(&complaints),
            Fate::ToCarryOut if !changes.is_empty() => self.dice.pick(&changes),
            Fate::Physician if !for_physicians.is_empty() => self.dice.pick(&for_physicians),
            Fate::Complaint | Fate::ToCarryOut | Fate::Physician => self.dice.pick(&all),
            Fate::LetterHere if !by_letter.is_empty() => self.dice.pick(&by_letter),
            Fate::Extended if !longer.is_empty() => self.dice.pick(&longer),
            Fate::Extended | Fate::LetterHere => self.dice.pick(&all),
            _ if self.dice.percent(15) => {
                let right = self.dice.pick(&all).0.clone();
                if let Some(several) = everything(pack, right) {
                    return several;
                }
                self.dice.pick(&all)
            }
            _ if !by_letter.is_empty() && self.dice.percent(40) => self.dice.pick(&by_letter),
            _ => self.dice.pick(&all),
        };
        let requested = Requested {
            right: one.0.code().clone(),
            kind: one.1.code().clone(),
        };
        (vec![requested], vec![one.clone()])
    }

    fn named_office(&mut self, pack: &Pack, exercises: &[Exercise]) -> Option<Code> {
        let choice = exercises.iter().find_map(|(right, kind)| {
            match &pack.route_provision(right, kind).via {
                Via::RegisteredLetter(letter) => letter.choose.as_ref(),
                Via::Desk | Via::Person => None,
            }
        })?;
        if !choice.named_by_person || choice.among.is_empty() || self.dice.percent(40) {
            return None;
        }
        Some(self.dice.pick(&choice.among).code().clone())
    }

    fn language(&mut self, pack: &Pack) -> String {
        let languages = &pack.provisions().controller.languages;
        // The first is the one most people speak.
        match languages.first() {
            Some(first) if self.dice.percent(50) => first.clone(),
            Some(_) => self.dice.pick(languages).clone(),
            None => "en".to_owned(),
        }
    }

    /// How many days the shortest first period has.
    fn first_period(&self, pack: &Pack, matters: &[Matter]) -> Option<i64> {
        let received = self.windows.get(0).opens.date_naive();
        let facts = Facts::received(received);
        let firsts = matters.iter().filter_map(|matter| {
            let clock = pack.clock(&matter.right, &matter.kind);
            let dates = compute_dates(&clock.limit, &facts, self.calendars).ok()?;
            Some((dates.first_due? - received).num_days())
        });
        // Days of rest may make another month shorter by a few days.
        firsts.min().map(|days| (days - 5).max(1))
    }

    /// When each act is done: in its hour, one after the other, early enough for a hold to end.
    fn instants(
        &mut self,
        told: Vec<(usize, Act)>,
        checked: bool,
    ) -> VecDeque<(DateTime<Utc>, Act)> {
        let mut acts = VecDeque::new();
        let mut hour = None;
        let mut at = DateTime::<Utc>::default();
        let last = self.windows.last();
        let held = told.contains(&(last, Act::Send))
            && told.contains(&(last, Act::Approve))
            && told
                .iter()
                .any(|(w, act)| *w == last && matches!(act, Act::Draft(_)));
        for (window, act) in told {
            if matches!(act, Act::Verify | Act::AskProof | Act::Reject) && !checked {
                continue;
            }
            if hour != Some(window) {
                hour = Some(window);
                let begin = if held && window == last {
                    50 * 60
                } else {
                    self.dice.between(60, 30 * 60)
                };
                let begin = i64::try_from(begin).unwrap_or_default();
                at = self.windows.get(window).opens + TimeDelta::seconds(begin);
            } else {
                let gap = i64::try_from(self.dice.between(40, 150)).unwrap_or_default();
                at += TimeDelta::seconds(gap);
            }
            acts.push_back((at, act));
        }
        acts
    }
}

fn may_extend(pack: &Pack, right: &Right, kind: &FileKind) -> bool {
    let clock = pack.clock(right, kind);
    clock.limit.extension().is_some()
        && !clock.extension_grounds.is_empty()
        && clock.limit.period().is_some()
}

/// Whether the vault knows the compartment that a case is sealed in.
fn can_be_sealed(pack: &Pack, (right, kind): &Exercise) -> bool {
    compartment_at(pack, &pack.route_provision(right, kind).desk).is_some()
}

fn compartment_at(pack: &Pack, desk: &DeskId) -> Option<Compartment> {
    pack.compartment(desk).as_str().parse().ok()
}

/// A right on everything, where that is more than one case.
fn everything(pack: &Pack, right: Right) -> Option<(Vec<Requested>, Vec<Exercise>)> {
    let requested = Requested {
        right: right.code().clone(),
        kind: Code::literal(EVERYTHING),
    };
    let chosen = habeas_regime::Requested {
        rights: vec![right],
        kinds: RequestedKinds::Everything,
    };
    let exercises = pack.expand(&chosen).ok()?;
    let sealable = exercises
        .iter()
        .all(|exercise| can_be_sealed(pack, exercise));
    (sealable && exercises.len() > 1).then(|| (vec![requested], exercises))
}

fn matter(
    pack: &Pack,
    seed: &[u8; 16],
    (right, kind): &Exercise,
    named_office: Option<&Code>,
) -> Matter {
    let hints = RouteHints {
        holder_of_file: None,
        named_by_person: named_office.cloned().map(Into::into),
    };
    let (desk, way) = match pack.route(right, kind, &hints) {
        RouteDecision::Desk { desk } => (desk, Way::Desk),
        RouteDecision::RegisteredLetter { desk, office, .. } => {
            (desk, Way::Letter(office.code().clone()))
        }
        RouteDecision::NeedsPerson { desk, .. } => (desk, Way::Person),
    };
    Matter {
        case: case_id(seed, right.code(), kind.code()),
        right: right.clone(),
        kind: kind.clone(),
        compartment: compartment_at(pack, &desk).unwrap_or(Compartment::General),
        desk: desk.into(),
        way,
        lags: false,
        draft: None,
        answer: None,
    }
}
