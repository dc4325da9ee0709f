//! Every text that pages make up at run time exists in every language.

use habeas_case::{
    Capacity, Channel, DispatchChannel, PartOutcome, PartyStep, Refusal, RestrictionStep, TaskKind,
    case::Stage,
    obligation::{DutyState, RunsFrom, causes, raisable, triggers},
};
use habeas_envelope::Code;
use habeas_language::testing::{check_keys, check_templates};
use habeas_regime::{NeedsPersonReason, Packs};
use habeas_store::DispatchState;

use crate::{corrections, identity, mailroom, queue, submission};

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
    all("console-authority-by", identity::AUTHORITIES);
    all("console-authority", &["open", "asked", "proven", "refused"]);
    all("console-tab", &queue::tab_words().collect::<Vec<_>>());
    all("console-mailroom", &["to-post", "under-way", "done"]);
    all("console-receipt-reason", corrections::RECEIPT_REASONS);
    all("console-hold-cause", corrections::HOLD_CAUSES);
    for word in ["receipt", "hold", "hold-lift", "kind"] {
        all("console-correct", &[word, &format!("{word}-hint")]);
    }
    all("console-correct", &["receipt-why", "hold-why"]);
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
            "message-read",
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
            "receipt-corrected",
            "kind-corrected",
            "paper-recorded",
            "hold-set",
            "hold-lifted",
            "incident-opened",
            "incident-told",
            "incident-not-required",
            "incident-objected",
            "incident-disclosed",
            "incident-withheld",
            "incident-raise",
            "incident-learned",
            "incident-closed",
        ],
    );
    keys.extend(incident_keys());
    check_keys(keys).unwrap();
}

/// What the packs bring up: incidents, duties, their grounds, and what they are raised to.
fn incident_keys() -> Vec<String> {
    let mut keys = Vec::new();
    let mut all = |before: &str, words: &[&str]| {
        keys.extend(words.iter().map(|word| format!("{before}-{word}")));
    };
    all("console-duty", &DutyState::ALL.map(DutyState::as_str));
    all("console-duty", &["done-on", "done-late-on"]);
    all("console-duty-from", &RunsFrom::ALL.map(RunsFrom::as_str));
    let stages = [
        "open",
        "overdue",
        "objected",
        "waiting",
        "to-decide",
        "to-close",
        "closed",
    ];
    all("console-incident-stage", &stages);
    all("console-incident-next", &stages);
    let whom = ["client", "authority", "subject", "dpo", "board", "public"];
    all("console-notify", &whom);
    all("console-notify", &["wait"]);
    all("console-step-told", &whom);
    for step in ["told", "not-required", "objected", "disclosed", "withheld"] {
        all(
            "console-step",
            &[&format!("{step}-text"), &format!("{step}-text-hint")],
        );
    }
    for step in [
        "not-required",
        "objected",
        "disclosed",
        "withheld",
        "learned",
    ] {
        all("console-step", &[step]);
    }
    for step in [
        "told",
        "not-required",
        "objected",
        "disclosed",
        "withheld",
        "learned",
    ] {
        all("console-step", &[&format!("{step}-hint")]);
    }
    let packs = Packs::embedded();
    for controller in packs.controllers() {
        let Some(pack) = packs.current(controller) else {
            continue;
        };
        for trigger in triggers(pack) {
            let kinds: Vec<String> = match causes(trigger) {
                [] => vec![trigger.to_owned()],
                causes => causes.iter().map(|c| format!("{trigger}-{c}")).collect(),
            };
            for kind in kinds {
                all("console-incident", &[&kind, &format!("{kind}-hint")]);
            }
            for raised in raisable(pack, trigger) {
                all(
                    "console-raise",
                    &[raised.as_str(), &format!("{raised}-hint")],
                );
                all("console-raised", &[raised.as_str()]);
            }
        }
        for duty in &pack.provisions().obligations {
            let grounds: Vec<&str> = duty.unless.iter().map(Code::as_str).collect();
            all("console-unless", &grounds);
        }
    }
    keys
}
