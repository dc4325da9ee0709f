//! The one suite that every adapter passes.
//!
//! An adapter's test calls [`store_contract!`](crate::store_contract) with the path of an async
//! function that gives a fresh, empty store: anything that has a method `store(&self) -> &dyn
//! Store` and keeps the database alive. Each function here is one test and panics where the
//! adapter breaks the port.

#![expect(
    clippy::unwrap_used,
    clippy::cloned_ref_to_slice_refs,
    reason = "a suite of tests: it panics where the port is broken, and lists read as lists"
)]

mod commit;
pub mod fixture;
mod lists;
mod log;
mod people;
mod proofs;
mod queue;
mod sealed;

pub use commit::*;
pub use lists::*;
pub use log::*;
pub use people::*;
pub use proofs::*;
pub use queue::*;
pub use sealed::*;

/// Makes one `#[tokio::test]` of each test of the suite.
#[macro_export]
macro_rules! store_contract {
    ($fresh:path) => {
        $crate::store_contract! { @each $fresh:
            a_unit_is_written_whole
            nothing_committed_is_nothing_done
            a_mark_is_taken_once
            a_mark_of_a_loser_is_free_again
            the_same_message_twice_in_a_batch_counts_once
            a_stale_version_conflicts
            a_new_stream_is_new_once
            units_on_one_stream_in_a_batch_are_judged_in_order
            one_duplicate_and_one_conflict_leave_the_others
            one_unwritable_unit_of_fifty_fails_alone
            a_malformed_unit_fails_alone
            a_broken_chain_is_refused
            a_unit_across_streams_is_all_or_nothing
            of_fifty_committers_one_wins
            committers_of_crossed_streams_all_end
            a_large_batch_is_written
            a_commit_given_up_is_whole_or_nothing
            what_was_loaded_is_what_was_written
            loading_keeps_the_order_asked
            a_stream_outside_the_scope_looks_missing
            streams_are_listed_in_pages
            recent_events_come_in_order
            a_store_is_ready
            old_marks_are_forgotten
            the_outbox_waits_for_each_reader
            an_entry_is_settled_with_its_unit
            a_loser_settles_nothing
            an_entry_needs_its_event
            leftovers_are_leased_and_told
            leftovers_are_shared_by_relays
            failures_come_due_and_are_leased
            a_failure_is_replaced_and_settled
            a_dead_failure_waits_for_a_person
            failures_lie_in_the_scope_of_their_event
            rows_are_replaced_with_their_events
            rows_outside_the_scope_look_missing
            lists_filter_and_page
            the_nearest_due_comes_first
            open_cases_come_in_pages_and_keep_to_the_scope
            a_reference_finds_its_submission
            a_reference_is_given_once
            streams_that_wait_too_long_are_nudged
            a_rebuild_replaces_what_is_derived
            a_rebuild_leaves_what_has_moved_on
            alarms_are_claimed_once_and_replaced
            alarms_outside_the_scope_do_not_ring
            dispatches_are_claimed_again_when_their_courier_is_gone
            dispatches_filter_and_keep_to_the_scope
            tallies_add_up_before_and_after_compaction
            sealed_fields_and_keys_come_back
            sealed_bytes_outside_the_scope_look_missing
            destroyed_keys_are_gone
            keys_made_after_a_destruction_stay
            a_token_finds_its_stream
            wraps_are_exchanged
            documents_come_back_and_orphans_are_swept
            documents_outside_the_scope_look_missing
            staff_are_kept_with_their_grants
            sessions_begin_and_end
            drafts_are_replaced_and_expire
            packs_are_kept_as_first_written
            heads_are_where_the_streams_stand
            checkpoints_are_kept_once
            calendar_feeds_are_one_each_and_end
        }
    };
    (@each $fresh:path: $($name:ident)+) => {$(
        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn $name() {
            let fresh = $fresh().await;
            $crate::contract::$name(fresh.store()).await;
        }
    )+};
}
