//! Orders that are decided and committed together: one read and one transaction for all of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    panic::{AssertUnwindSafe, catch_unwind},
};

use habeas_envelope::{EventRecord, Scope, StreamRef};
use habeas_store::{Outcome, StoreError, Stream, Unit};

use crate::{
    Engine, ExecuteError, Executed, Loaded, Order,
    batch::lies_in_the_data,
    execute::{correlation, events_of, streams_of},
    new_traceparent,
    plan::{Plan, Stamp, plan},
};

/// How often a command is decided again when its stream changed underneath.
const TRIES: u32 = 8;

/// An order that has no answer yet.
struct Open {
    /// Where among the orders.
    at: usize,
    order: Order,
    streams: Vec<StreamRef>,
    tries: u32,
    /// The shelf was read again for it.
    refreshed: bool,
}

/// What was loaded for one order.
type Found = Result<Vec<Stream>, StoreError>;
/// What one order came to, or that it is to be decided again.
type Turn = Option<Result<Executed, ExecuteError>>;

/// What a decision came to before it is committed.
enum Decided {
    Ended(Result<Executed, ExecuteError>),
    Unit(Box<Unit>, Executed),
}

impl Engine {
    /// Carries out an order: loads the streams it commands, decides on them, commits, and hands
    /// what was recorded to the relay. When a stream changes underneath, it is decided again,
    /// unless the actor named the version they saw.
    ///
    /// # Errors
    /// See [`ExecuteError`]; nothing is written then, but for [`StoreError::Unavailable`], after
    /// which it is unknown.
    pub async fn execute(&self, order: Order) -> Result<Executed, ExecuteError> {
        let mut answers = self.execute_all(vec![order]).await?;
        answers.pop().unwrap_or(Err(ExecuteError::Contended))
    }

    /// Carries out orders together, each as [`Engine::execute`] would and none the worse for its
    /// neighbours: one that is refused, panics or meets a conflict leaves the others committed.
    /// Those on one stream follow one another in their order. One answer an order.
    ///
    /// # Errors
    /// When the database is away: which of them are written is unknown then.
    pub async fn execute_all(
        &self,
        orders: Vec<Order>,
    ) -> Result<Vec<Result<Executed, ExecuteError>>, StoreError> {
        let mut answers: Vec<Turn> = orders.iter().map(|_| None).collect();
        let mut open: Vec<Open> = orders
            .into_iter()
            .enumerate()
            .map(|(at, order)| Open {
                at,
                streams: streams_of(&order),
                order,
                tries: 0,
                refreshed: false,
            })
            .collect();
        while !open.is_empty() {
            let (mut round, mut later) = apart(open);
            // What was known of a stream is no more once the order before has moved it.
            for waiting in &mut later {
                waiting.order.known = None;
            }
            let turns = self.round(&mut round).await?;
            open = Vec::new();
            for (mut order, turn) in round.into_iter().zip(turns) {
                order.tries += 1;
                match turn {
                    Some(answer) => answers[order.at] = Some(answer),
                    None if order.tries < TRIES => open.push(order),
                    None => answers[order.at] = Some(Err(ExecuteError::Contended)),
                }
            }
            open.extend(later);
        }
        let contended = |answer: Turn| answer.unwrap_or(Err(ExecuteError::Contended));
        Ok(answers.into_iter().map(contended).collect())
    }

    /// Decides orders that share no stream, and commits them in one transaction.
    async fn round(&self, round: &mut [Open]) -> Result<Vec<Turn>, StoreError> {
        let found = self.find(round).await?;
        let mut turns: Vec<Turn> = Vec::with_capacity(round.len());
        let (mut units, mut waiting, mut is_stale) = (Vec::new(), Vec::new(), false);
        for (open, found) in round.iter_mut().zip(found) {
            let known = open.order.known.take();
            let is_known = known.is_some();
            match self.decide(&open.order, known, found) {
                // What was known may be out of date, and without a commit nothing shows it.
                Decided::Ended(_) if is_known => turns.push(None),
                // A version may have been approved elsewhere since this process looked.
                Decided::Ended(Err(ExecuteError::UnknownPack(_))) if !open.refreshed => {
                    open.refreshed = true;
                    is_stale = true;
                    turns.push(None);
                }
                Decided::Ended(answer) => turns.push(Some(answer)),
                Decided::Unit(unit, executed) => {
                    units.push(*unit);
                    waiting.push((turns.len(), executed));
                    turns.push(None);
                }
            }
        }
        if is_stale && let Err(error) = Box::pin(self.refresh_shelf()).await {
            tracing::warn!(error = %error, "execute.shelf.stale");
        }
        if units.is_empty() {
            return Ok(turns);
        }
        let outcomes = self.store.commit(units).await?;
        let mut told = Vec::new();
        for ((at, executed), outcome) in waiting.into_iter().zip(outcomes) {
            let is_seen = round[at].order.seen.is_some();
            turns[at] = match outcome {
                Outcome::Committed => {
                    told.extend(executed.events.iter().cloned());
                    Some(Ok(executed))
                }
                Outcome::Conflict | Outcome::Duplicate if is_seen => Some(Err(ExecuteError::Stale)),
                Outcome::Conflict | Outcome::Duplicate => None,
                Outcome::Failed(error) => Some(Err(error.into())),
            };
        }
        self.hand_off(told).await;
        Ok(turns)
    }

    /// The streams of each order, by one read a scope. What cannot be read back fails the order
    /// that asks for it.
    async fn find(&self, round: &[Open]) -> Result<Vec<Found>, StoreError> {
        let mut found: Vec<Found> = round.iter().map(|_| Ok(Vec::new())).collect();
        let needs = |open: &Open| open.order.known.is_none() || open.order.seen.is_some();
        let mut left: Vec<usize> = (0..round.len()).filter(|at| needs(&round[*at])).collect();
        while let Some(first) = left.first() {
            let scope = round[*first].order.scope.clone();
            let (here, others): (Vec<usize>, Vec<usize>) = left
                .into_iter()
                .partition(|at| round[*at].order.scope == scope);
            left = others;
            match self.load_all(&scope, round, &here).await {
                Ok(loaded) => {
                    for (at, streams) in here.into_iter().zip(loaded) {
                        found[at] = Ok(streams);
                    }
                }
                Err(error) if lies_in_the_data(&error) => {
                    for at in here {
                        found[at] = match self.store.load(&scope, &round[at].streams).await {
                            Err(error) if !lies_in_the_data(&error) => return Err(error),
                            alone => alone,
                        };
                    }
                }
                Err(error) => return Err(error),
            }
        }
        Ok(found)
    }

    async fn load_all(
        &self,
        scope: &Scope,
        round: &[Open],
        here: &[usize],
    ) -> Result<Vec<Vec<Stream>>, StoreError> {
        let asked: BTreeSet<&StreamRef> = here.iter().flat_map(|at| &round[*at].streams).collect();
        let asked: Vec<StreamRef> = asked.into_iter().cloned().collect();
        let streams = self.store.load(scope, &asked).await?;
        let mut streams: BTreeMap<StreamRef, Stream> = streams
            .into_iter()
            .map(|stream| (stream.stream.clone(), stream))
            .collect();
        // No two orders of a round share a stream.
        let mut of = |at: &usize| -> Vec<Stream> {
            let keys = round[*at].streams.iter();
            keys.filter_map(|key| streams.remove(key)).collect()
        };
        Ok(here.iter().map(&mut of).collect())
    }

    fn decide(&self, order: &Order, known: Option<Loaded>, found: Found) -> Decided {
        let decide = || self.plan_one(order, known, found);
        match catch_unwind(AssertUnwindSafe(decide)) {
            Ok(Ok(decided)) => decided,
            Ok(Err(error)) => Decided::Ended(Err(error)),
            Err(_) => Decided::Ended(Err(ExecuteError::Panicked)),
        }
    }

    fn plan_one(
        &self,
        order: &Order,
        known: Option<Loaded>,
        found: Found,
    ) -> Result<Decided, ExecuteError> {
        let found = found?;
        if let Some((stream, version)) = &order.seen
            && found
                .iter()
                .any(|s| s.stream == *stream && s.version() != *version)
        {
            return Err(ExecuteError::Stale);
        }
        let mut after = match known {
            Some(known) if order.seen.is_none() => known,
            _ => Loaded::read(&found)?,
        };
        let traceparent = order.traceparent.clone();
        let stamp = Stamp {
            controller: &order.controller,
            now: self.clock.now(),
            actor: &order.actor,
            causation: order.causation,
            correlation: correlation(order, &after),
            traceparent: traceparent.or_else(|| Some(new_traceparent(&*self.entropy))),
            entropy: &*self.entropy,
            shelf: &self.shelf,
        };
        let Plan { appends } = plan(&mut after, order.commands.clone(), &stamp)?;
        if appends.is_empty() {
            let events = Vec::new();
            return Ok(Decided::Ended(Ok(Executed { events, after })));
        }
        let mut unit = self.unit(appends);
        unit.sealed.clone_from(&order.writes.sealed);
        unit.wraps.clone_from(&order.writes.wraps);
        unit.tokens.clone_from(&order.writes.tokens);
        unit.destroys.clone_from(&order.destroys);
        let events: Vec<EventRecord> = events_of(&unit);
        Ok(Decided::Unit(Box::new(unit), Executed { events, after }))
    }
}

/// The orders that share no stream with one before them, and the others; both in their order.
fn apart(open: Vec<Open>) -> (Vec<Open>, Vec<Open>) {
    let mut taken: BTreeSet<StreamRef> = BTreeSet::new();
    let (mut round, mut later) = (Vec::with_capacity(open.len()), Vec::new());
    for order in open {
        let free = order.streams.iter().all(|stream| !taken.contains(stream));
        // Also those of an order put off: who comes after it on a stream waits behind it.
        taken.extend(order.streams.iter().cloned());
        if free {
            round.push(order);
        } else {
            later.push(order);
        }
    }
    (round, later)
}
