//! The names of events in log and bus, and the legal days they carry.

use chrono::NaiveDate;
use habeas_envelope::DispatchId;

use crate::{CaseEvent, DispatchEvent, RegistryEvent, SubmissionEvent};

impl DispatchEvent {
    /// Which dispatch it is a step of.
    #[must_use]
    pub fn dispatch(&self) -> DispatchId {
        match self {
            Self::Ordered { dispatch, .. }
            | Self::Started { dispatch, .. }
            | Self::Queued { dispatch }
            | Self::Rendered { dispatch, .. }
            | Self::Printed { dispatch }
            | Self::Sent { dispatch, .. }
            | Self::Delivered { dispatch, .. }
            | Self::Returned { dispatch, .. }
            | Self::Failed { dispatch, .. }
            | Self::Retried { dispatch, .. }
            | Self::Cancelled { dispatch } => *dispatch,
        }
    }

    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Ordered { .. } => "dispatch-ordered",
            Self::Started { .. } => "dispatch-started",
            Self::Queued { .. } => "dispatch-queued",
            Self::Rendered { .. } => "dispatch-rendered",
            Self::Printed { .. } => "dispatch-printed",
            Self::Sent { .. } => "dispatch-sent",
            Self::Delivered { .. } => "dispatch-delivered",
            Self::Returned { .. } => "dispatch-returned",
            Self::Failed { .. } => "dispatch-failed",
            Self::Retried { .. } => "dispatch-retried",
            Self::Cancelled { .. } => "dispatch-cancelled",
        }
    }

    /// The legal day it carries, when it carries one.
    #[must_use]
    pub fn legal_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Sent { day, .. } | Self::Delivered { day, .. } | Self::Returned { day, .. } => {
                Some(*day)
            }
            _ => None,
        }
    }
}

impl SubmissionEvent {
    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Received(_) => "submission-received",
            Self::Classified { .. } => "submission-classified",
            Self::IdentityCheckOpened { .. } => "identity-check-opened",
            Self::IdentityEstablished { .. } => "identity-established",
            Self::IdentityRejected { .. } => "identity-rejected",
            Self::IdentityQuestionAsked { .. } => "identity-question-asked",
            Self::IdentityReminded { .. } => "identity-reminded",
            Self::IdentityClosureProposed { .. } => "identity-closure-proposed",
            Self::IdentityEvidenceReceived { .. } => "identity-evidence-received",
            Self::AuthorityAsked { .. } => "authority-asked",
            Self::AuthorityProven { .. } => "authority-proven",
            Self::AuthorityRefused { .. } => "authority-refused",
            Self::AuthorityEnded => "authority-ended",
            Self::HandedOver => "submission-handed-over",
            Self::MessageReceived { .. } => "message-received",
            Self::MessageSent { .. } => "message-sent",
            Self::MessageOpened { .. } => "message-opened",
            Self::DocumentReceived { .. } => "document-received",
            Self::PartyNamed { .. } => "party-named",
            Self::Withdrawn => "submission-withdrawn",
            Self::AnswerCollected { .. } => "answer-collected",
            Self::ContactProven { .. } => "contact-proven",
            Self::DateTold { .. } => "submission-date-told",
            Self::ReceiptCorrected { .. } => "submission-receipt-corrected",
            Self::Dispatch(event) => event.name(),
            Self::Closed { .. } => "submission-closed",
            Self::KeysDestroyed { .. } => "submission-keys-destroyed",
        }
    }

    /// The legal day it carries; others have the day they were recorded on.
    #[must_use]
    pub fn legal_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Received(received) => Some(received.received_on),
            Self::IdentityQuestionAsked { day, .. } | Self::ReceiptCorrected { day, .. } => {
                Some(*day)
            }
            Self::Dispatch(event) => event.legal_day(),
            _ => None,
        }
    }
}

impl CaseEvent {
    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Opened(_) => "case-opened",
            Self::KindCorrected { .. } => "case-kind-corrected",
            Self::IdentitySettled { .. } => "identity-settled",
            Self::Routed { .. } => "case-routed",
            Self::RoutingReferred { .. } => "routing-referred",
            Self::ClockPaused { .. } => "clock-paused",
            Self::ClockResumed { .. } => "clock-resumed",
            Self::ExtensionOrdered(_) => "extension-ordered",
            Self::ClockExtended { .. } => "clock-extended",
            Self::ReceiptCorrected { .. } => "receipt-corrected",
            Self::ReceiptLeft { .. } => "receipt-left",
            Self::FactRetracted { .. } => "fact-retracted",
            Self::DateTold { .. } => "date-told",
            Self::Party { .. } => "party-changed",
            Self::TaskOpened { .. } => "task-opened",
            Self::TaskDone { .. } => "task-done",
            Self::GroundReferred { .. } => "ground-referred",
            Self::GroundDecided { .. } => "ground-decided",
            Self::FeeAsked { .. } => "fee-asked",
            Self::AnswerDrafted { .. } => "answer-drafted",
            Self::AnswerApproved { .. } => "answer-approved",
            Self::AnswerReturned { .. } => "answer-returned-to-author",
            Self::AnswerOrdered { .. } => "answer-ordered",
            Self::AnswerRecalled => "answer-recalled",
            Self::HoldEnded { .. } => "hold-ended",
            Self::Answer { .. } => "answer-advanced",
            Self::Restriction { .. } => "restriction-changed",
            Self::AlarmRung { .. } => "alarm-rung",
            Self::LimitMissed { .. } => "limit-missed",
            Self::RemedyOpened { .. } => "remedy-opened",
            Self::ComplaintAdvanced { .. } => "complaint-advanced",
            Self::Dispatch(event) => event.name(),
            Self::Closed { .. } => "case-closed",
            Self::Reopened { .. } => "case-reopened",
            Self::LegalHoldSet { .. } => "legal-hold-set",
            Self::LegalHoldLifted => "legal-hold-lifted",
            Self::PackRebound { .. } => "pack-rebound",
            Self::CalendarApplied { .. } => "calendar-applied",
            Self::KeysDestroyed { .. } => "keys-destroyed",
        }
    }

    /// The legal day it carries; others have the day they were recorded on.
    #[must_use]
    pub fn legal_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Opened(opened) => Some(opened.received),
            Self::ClockPaused { day, .. }
            | Self::ClockResumed { day, .. }
            | Self::ClockExtended { day, .. }
            | Self::ReceiptCorrected { day, .. }
            | Self::Answer { day, .. }
            | Self::Restriction { day, .. }
            | Self::ComplaintAdvanced { day, .. } => Some(*day),
            Self::Dispatch(event) => event.legal_day(),
            _ => None,
        }
    }
}

impl RegistryEvent {
    /// The event's name in log and bus.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::VersionProposed(_) => "version-proposed",
            Self::VersionApproved { .. } => "version-approved",
            Self::VersionDeclined { .. } => "version-declined",
            Self::VersionApplied { .. } => "version-applied",
            Self::Dispatch(event) => event.name(),
        }
    }

    /// The legal day it carries; others have the day they were recorded on.
    #[must_use]
    pub fn legal_day(&self) -> Option<NaiveDate> {
        match self {
            Self::Dispatch(event) => event.legal_day(),
            _ => None,
        }
    }
}
