//! Every text that pages make up at run time exists in every language.

use habeas_case::{
    Capacity, Channel, DispatchChannel, PartOutcome, PartyStep, Refusal, RestrictionStep, TaskKind,
    case::Stage,
};
use habeas_language::testing::{check_keys, check_templates};
use habeas_regime::NeedsPersonReason;
use habeas_store::DispatchState;

use crate::{identity, mailroom, queue, submission};

#[test]
fn the_texts_of_templates_and_code_exist() {
    check_templates(env!("CARGO_MANIFEST_DIR")).unwrap();
}

#[test]
fn the_texts_made_at_run_time_exist() {
    let mut keys = Vec::new();
    let mut all = |before: &str, words: &[&str]| {
        keys.extend(words.iter().map(|word| format!("{before}-{word}")));
    };
    let words = |of: &[Stage]| of.iter().map(|s| s.as_str()).collect::<Vec<_>>();
    all("console-stage", &words(Stage::ALL));
    all("console-next", &words(Stage::ALL));
    all(
        "console-stage",
        &[
            "received",
            "identity",
            "identity-asked",
            "identity-unanswered",
            "identity-rejected",
            "in-hand",
            "withdrawn",
            "closed",
        ],
    );
    let refusals: Vec<&str> = Refusal::ALL.iter().map(|r| r.code()).collect();
    all("refusal", &refusals);
    let outcomes: Vec<&str> = PartOutcome::ALL.iter().map(|o| o.as_str()).collect();
    all("console-outcome", &outcomes);
    let capacities: Vec<&str> = Capacity::ALL.iter().map(|c| c.as_str()).collect();
    all("console-capacity", &capacities);
    let channels: Vec<&str> = Channel::ALL.iter().map(|c| c.as_str()).collect();
    all("console-channel", &channels);
    let dispatches: Vec<&str> = DispatchChannel::ALL.iter().map(|c| c.as_str()).collect();
    all("console-dispatch", &dispatches);
    all(
        "console-dispatch-stage",
        &DispatchState::ALL.map(|s| s.as_str()),
    );
    all(
        "console-referred",
        &NeedsPersonReason::ALL.map(|r| r.as_str()),
    );
    all("console-returned", mailroom::RETURNED);
    all("console-method", submission::METHODS);
    all("console-identity-ground", identity::GROUNDS);
    all("console-doubt", identity::DOUBTS);
    all("console-tab", &queue::tab_words().collect::<Vec<_>>());
    all("console-mailroom", &["to-post", "under-way", "done"]);
    all("console-cause", &["clarification", "identity-question"]);
    all(
        "console-clock",
        &[
            "pause-title",
            "pause-hint",
            "resume-title",
            "resume-hint",
            "extend-title",
        ],
    );
    let kinds: Vec<&str> = TaskKind::ALL.iter().map(|k| k.as_str()).collect();
    all("answering-task", &kinds);
    all("answering-task", &["open", "late", "done"]);
    let steps: Vec<&str> = RestrictionStep::ALL.iter().map(|s| s.as_str()).collect();
    all("answering-restriction", &steps);
    all("answering-restriction-do", &steps);
    let steps: Vec<&str> = PartyStep::ALL.iter().map(|s| s.as_str()).collect();
    all("answering-physician-state", &steps);
    all("answering-physician-state", &["none"]);
    all("answering-physician-told", &["sent", "ready"]);
    all("answering-recipient", &["physician", "subject"]);
    all("answering-referral", &["asked", "open", "denied"]);
    all("answering-referral-choose", &["yes", "no"]);
    all(
        "console-done",
        &[
            "referred",
            "ground-decided",
            "fee-asked",
            "task-done",
            "task-opened",
            "restriction-applied",
            "restriction-announced",
            "restriction-lifted",
            "physician-confirmed",
            "physician-look-again",
            "physician-declined",
            "verified",
            "rejected",
            "asked",
            "classified",
            "routed",
            "pause",
            "resume",
            "extension-ordered",
            "extension-taken-back",
            "extend",
            "drafted",
            "approved",
            "returned",
            "held",
            "sent",
            "recalled",
            "posted",
            "delivered",
            "came-back",
            "retried",
        ],
    );
    check_keys(keys).unwrap();
}
