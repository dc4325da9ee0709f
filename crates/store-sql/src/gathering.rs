//! Callers that commit at the same time share a transaction: one durable write for all that wait,
//! instead of one each. A caller alone is served at once; nothing waits for company.

use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

use habeas_store::{Outcome, StoreError, Unit};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use crate::error::{again, unavailable};

/// How many transactions of one process may be under way: while one waits for the disk, another
/// gathers.
const LANES: usize = 2;
/// How many units one transaction takes, beside those of its first caller.
const MOST_UNITS: usize = 200;

type Reply = oneshot::Sender<Result<Vec<Outcome>, StoreError>>;

/// Units that wait for a transaction, with who brought them.
pub(crate) struct Gathering {
    waiting: Mutex<Vec<(Vec<Unit>, Reply)>>,
    lanes: Arc<Semaphore>,
}

impl Default for Gathering {
    fn default() -> Self {
        Self {
            waiting: Mutex::default(),
            lanes: Arc::new(Semaphore::new(LANES)),
        }
    }
}

impl Gathering {
    /// Has units committed together with those of whoever else waits. The commit is a task of its
    /// own: a caller that goes away takes nobody's with it.
    pub(crate) async fn commit<F, D>(
        self: &Arc<Self>,
        units: Vec<Unit>,
        commit: F,
    ) -> Result<Vec<Outcome>, StoreError>
    where
        F: Fn(Vec<Unit>) -> D + Send + 'static,
        D: Future<Output = Result<Vec<Outcome>, StoreError>> + Send + 'static,
    {
        let (reply, answer) = oneshot::channel();
        self.waiting().push((units, reply));
        if let Ok(lane) = Arc::clone(&self.lanes).try_acquire_owned() {
            tokio::spawn(Arc::clone(self).serve(lane, commit));
        }
        answer
            .await
            .map_err(|_| unavailable("the commit was given up"))?
    }

    async fn serve<F, D>(self: Arc<Self>, mut lane: OwnedSemaphorePermit, commit: F)
    where
        F: Fn(Vec<Unit>) -> D,
        D: Future<Output = Result<Vec<Outcome>, StoreError>>,
    {
        loop {
            while let Some((units, callers)) = self.take() {
                hand_out(callers, commit(units).await);
            }
            drop(lane);
            // Who came before the lane was free again found none.
            if self.waiting().is_empty() {
                return;
            }
            match Arc::clone(&self.lanes).try_acquire_owned() {
                Ok(free) => lane = free,
                Err(_) => return,
            }
        }
    }

    /// The units of as many callers as one transaction may take, oldest first.
    fn take(&self) -> Option<(Vec<Unit>, Vec<(usize, Reply)>)> {
        let mut waiting = self.waiting();
        let mut count = 0;
        let fits = |(units, _): &&(Vec<Unit>, Reply)| {
            let first = count == 0;
            count += units.len();
            first || count <= MOST_UNITS
        };
        let taken = waiting.iter().take_while(fits).count();
        if taken == 0 {
            return None;
        }
        let mut all = Vec::new();
        let mut callers = Vec::with_capacity(taken);
        for (units, reply) in waiting.drain(..taken) {
            callers.push((units.len(), reply));
            all.extend(units);
        }
        Some((all, callers))
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<(Vec<Unit>, Reply)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives each caller the outcomes of its own units.
pub(crate) fn hand_out(callers: Vec<(usize, Reply)>, done: Result<Vec<Outcome>, StoreError>) {
    match done {
        Ok(outcomes) => {
            let mut outcomes = outcomes.into_iter();
            for (count, reply) in callers {
                // A caller that went away wants no answer.
                let _ = reply.send(Ok(outcomes.by_ref().take(count).collect()));
            }
        }
        Err(error) => {
            for (_, reply) in callers {
                let _ = reply.send(Err(again(&error)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::sync::Semaphore;
    use tokio::task::JoinSet;

    use super::*;

    /// Answers the first unit of a transaction as a conflict, all others as committed.
    fn outcomes(units: &[Unit]) -> Vec<Outcome> {
        let later = units.iter().skip(1).map(|_| Outcome::Committed);
        std::iter::once(Outcome::Conflict).chain(later).collect()
    }

    #[tokio::test]
    async fn who_waits_shares_a_transaction_and_gets_its_own_outcome() {
        let gathering = Arc::<Gathering>::default();
        let (gate, calls) = (Arc::new(Semaphore::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut callers = JoinSet::new();
        for n in 0..22 {
            let gathering = Arc::clone(&gathering);
            let (gate, seen) = (Arc::clone(&gate), Arc::clone(&calls));
            callers.spawn(async move {
                let commit = move |units: Vec<Unit>| {
                    let (gate, seen) = (Arc::clone(&gate), Arc::clone(&seen));
                    async move {
                        seen.fetch_add(1, Ordering::SeqCst);
                        gate.acquire().await.expect("it stays open").forget();
                        Ok(outcomes(&units))
                    }
                };
                gathering.commit(vec![Unit::default()], commit).await
            });
            // The first two find a lane each.
            while n < LANES && calls.load(Ordering::SeqCst) <= n {
                tokio::task::yield_now().await;
            }
        }
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        assert_eq!(
            (calls.load(Ordering::SeqCst), gathering.waiting().len()),
            (2, 20)
        );
        gate.add_permits(22);
        let mut conflicts = 0;
        while let Some(answer) = callers.join_next().await {
            let outcomes = answer.expect("no panic").expect("an answer");
            assert_eq!(outcomes.len(), 1);
            conflicts += usize::from(!outcomes[0].is_committed());
        }
        assert_eq!((calls.load(Ordering::SeqCst), conflicts), (3, 3));
        assert_eq!(gathering.lanes.available_permits(), LANES);
    }
}
