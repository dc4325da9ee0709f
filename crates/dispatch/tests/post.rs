//! Registered post: the states, and the mailroom.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use chrono::NaiveDate;
use habeas_dispatch::{
    FreeText, LetterBytes, Mailroom, MailroomQueue, PostFailure, PostKey, PostOrder, PostPort,
    PostReport, PostState,
};
use proptest::prelude::*;
use uuid::Uuid;

#[derive(Default)]
struct Queue(Mutex<BTreeMap<PostKey, PostReport>>);

#[async_trait]
impl MailroomQueue for &Queue {
    async fn enqueue(&self, order: &PostOrder) -> Result<(), PostFailure> {
        let waiting = PostReport {
            state: PostState::Accepted,
            since: None,
            number: None,
        };
        self.0.lock().unwrap().entry(order.key).or_insert(waiting);
        Ok(())
    }

    async fn recorded(&self, key: PostKey) -> Result<Option<PostReport>, PostFailure> {
        Ok(self.0.lock().unwrap().get(&key).cloned())
    }

    async fn withdraw(&self, key: PostKey) -> Result<(), PostFailure> {
        if let Some(report) = self.0.lock().unwrap().get_mut(&key)
            && report.state < PostState::Printed
        {
            report.state = PostState::Cancelled;
        }
        Ok(())
    }
}

/// The mailroom prints at the console: the port must not make the letter.
struct NeverMade;

#[async_trait]
impl LetterBytes for NeverMade {
    async fn letter(&self) -> Result<Vec<u8>, PostFailure> {
        panic!("the letter was made")
    }

    async fn enclosures(&self) -> Result<Vec<Vec<u8>>, PostFailure> {
        panic!("an enclosure was opened")
    }
}

fn order(n: u128) -> PostOrder {
    PostOrder {
        key: PostKey(Uuid::from_u128(n)),
        registered: true,
    }
}

#[tokio::test]
async fn a_letter_submitted_twice_is_in_the_queue_once() {
    let queue = Queue::default();
    let mailroom = Mailroom::new(&queue);
    assert_eq!(mailroom.status(order(1).key).await.unwrap(), None);
    let first = mailroom.submit(&order(1), &NeverMade).await.unwrap();
    assert_eq!(first.state, PostState::Accepted);

    let posted = PostReport {
        state: PostState::Posted,
        since: NaiveDate::from_ymd_opt(2026, 4, 2),
        number: Some(FreeText::new("RR473124829BE")),
    };
    queue.0.lock().unwrap().insert(order(1).key, posted.clone());
    let again = mailroom.submit(&order(1), &NeverMade).await.unwrap();
    assert_eq!(again, posted);
    assert_eq!(queue.0.lock().unwrap().len(), 1);
    assert!(!format!("{again:?}").contains("RR473124829BE"));
}

#[tokio::test]
async fn a_letter_is_taken_back_only_before_it_is_printed() {
    let queue = Queue::default();
    let mailroom = Mailroom::new(&queue);
    for n in 1..=2 {
        mailroom.submit(&order(n), &NeverMade).await.unwrap();
    }
    queue
        .0
        .lock()
        .unwrap()
        .get_mut(&order(2).key)
        .unwrap()
        .state = PostState::Printed;
    let (first, second) = (
        mailroom.cancel(order(1).key).await.unwrap(),
        mailroom.cancel(order(2).key).await.unwrap(),
    );
    assert_eq!(first.state, PostState::Cancelled);
    assert_eq!(second.state, PostState::Printed);
}

#[test]
fn codes_name_their_states() {
    for state in PostState::ALL {
        assert_eq!(PostState::from_code(state.code()), Some(state));
    }
    assert_eq!(
        PostState::from_code("unclaimed"),
        Some(PostState::Unclaimed)
    );
    assert_eq!(PostState::from_code("eaten"), None);
}

#[test]
fn posting_and_delivery_are_kept_apart() {
    assert!(!PostState::Printed.has_left());
    assert!(!PostState::Cancelled.has_left());
    assert!(PostState::Posted.has_left() && !PostState::Posted.is_final());
    assert!(PostState::Unclaimed.has_left() && PostState::Unclaimed.has_failed());
    assert!(PostState::Delivered.is_final() && !PostState::Delivered.has_failed());
    assert!(PostState::Rejected.is_final() && PostState::Rejected.has_failed());
    assert!(!PostState::ActionRequired.is_final());
}

proptest! {
    #[test]
    fn reports_in_any_order_and_number_tell_the_same(
        mut reports in prop::collection::vec(prop::sample::select(PostState::ALL.to_vec()), 1..8),
        seed in any::<prop::sample::Index>(),
    ) {
        let told = |reports: &[PostState]| {
            reports.iter().copied().reduce(PostState::merge).unwrap()
        };
        let before = told(&reports);
        let repeated = *seed.get(&reports);
        reports.push(repeated);
        reports.reverse();
        prop_assert_eq!(told(&reports), before);
        if reports.contains(&PostState::Delivered) {
            prop_assert_eq!(before, PostState::Delivered);
        }
    }
}
