use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use habeas_envelope::{Code, DispatchId, EventId, Hash32, ItemId};
use uuid::Uuid;

use crate::{Decision, DispatchChannel, DispatchEvent, Meta, Moot, Refusal};

/// How far something that leaves the house has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DispatchStage {
    /// To be sent.
    Ordered,
    /// Begun; the outcome is not known.
    Started,
    /// In the mailroom's queue.
    Queued,
    /// Printed.
    Printed,
    /// Handed over.
    Sent,
    /// Delivered.
    Delivered,
    /// Came back.
    Returned,
    /// A person must help.
    Failed,
    /// Taken back.
    Cancelled,
}

/// One dispatch, as its events tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DispatchView {
    /// The event that ordered it.
    pub ordered_by: EventId,
    /// The legal day on which it did.
    pub ordered_on: NaiveDate,
    /// By what it goes.
    pub channel: DispatchChannel,
    /// Which text.
    pub template: Code,
    /// In which language, as a tag.
    pub language: Code,
    /// To which office, when to one.
    pub office: Option<Code>,
    /// Not before this instant.
    pub not_before: DateTime<Utc>,
    /// What it encloses or tells of.
    pub items: Vec<ItemId>,
    /// How far it has come.
    pub stage: DispatchStage,
    /// How often it was begun.
    pub attempts: u32,
    /// Its sealed bytes with their salted hash, once made.
    pub rendered: Option<(ItemId, Hash32)>,
    /// When it was handed over.
    pub sent_on: Option<NaiveDate>,
    /// Handle of the postal item number.
    pub number: Option<ItemId>,
    /// When it was delivered.
    pub delivered_on: Option<NaiveDate>,
    /// When it came back.
    pub returned_on: Option<NaiveDate>,
    /// Why it failed or came back.
    pub trouble: Option<Code>,
    /// Handle of what the other side said when it last failed.
    pub told: Option<ItemId>,
}

/// The id of a dispatch: UUIDv5 (RFC 9562, section 5.5) of the event that makes it necessary, the
/// stream that orders it and the template, so that whoever orders it again orders the same.
#[must_use]
pub fn dispatch_id(because: EventId, stream: Uuid, template: &Code) -> DispatchId {
    DispatchId(Uuid::new_v5(
        &because.0,
        format!("{stream}/{template}").as_bytes(),
    ))
}

/// All dispatches of a stream, by id.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Outgoing(BTreeMap<DispatchId, DispatchView>);

/// What can be done with a dispatch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DispatchCommand {
    /// Send this.
    Order {
        /// Its id, made from the event that makes it necessary.
        dispatch: DispatchId,
        /// By what.
        channel: DispatchChannel,
        /// Which text.
        template: Code,
        /// In which language, as a tag.
        language: Code,
        /// To which office, when to one.
        office: Option<Code>,
        /// Not before this instant.
        not_before: DateTime<Utc>,
        /// What it encloses or tells of.
        items: Vec<ItemId>,
    },
    /// The call to the provider begins.
    Start {
        /// Which.
        dispatch: DispatchId,
    },
    /// It lies in the mailroom's queue.
    Queue {
        /// Which.
        dispatch: DispatchId,
    },
    /// Its bytes were made and sealed.
    Render {
        /// Which.
        dispatch: DispatchId,
        /// Handle of the bytes.
        item: ItemId,
        /// Their salted hash.
        hash: Hash32,
    },
    /// The mailroom printed it.
    Print {
        /// Which.
        dispatch: DispatchId,
    },
    /// It was handed over.
    Sent {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
        /// Handle of the postal item number.
        number: Option<ItemId>,
    },
    /// It was delivered.
    Delivered {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
    },
    /// It came back.
    Returned {
        /// Which.
        dispatch: DispatchId,
        /// On which legal day.
        day: NaiveDate,
        /// Why.
        reason: Code,
    },
    /// It could not be sent.
    Fail {
        /// Which.
        dispatch: DispatchId,
        /// Why.
        reason: Code,
        /// When to try again by itself, if ever.
        retry_at: Option<DateTime<Utc>>,
        /// Handle of what the other side said about it.
        told: Option<ItemId>,
    },
    /// Try again.
    Retry {
        /// Which.
        dispatch: DispatchId,
        /// Not before this instant.
        not_before: DateTime<Utc>,
    },
    /// Take it back.
    Cancel {
        /// Which.
        dispatch: DispatchId,
    },
}

impl Outgoing {
    /// One dispatch.
    #[must_use]
    pub fn get(&self, dispatch: DispatchId) -> Option<&DispatchView> {
        self.0.get(&dispatch)
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = (DispatchId, &DispatchView)> {
        self.0.iter().map(|(id, view)| (*id, view))
    }

    pub(crate) fn decide(
        &self,
        command: DispatchCommand,
        today: NaiveDate,
    ) -> Decision<DispatchEvent> {
        use DispatchStage as S;
        if let DispatchCommand::Order {
            dispatch,
            channel,
            template,
            language,
            office,
            not_before,
            items,
        } = command
        {
            if self.0.contains_key(&dispatch) {
                return Decision::Moot(Moot::AlreadySo);
            }
            return Decision::one(DispatchEvent::Ordered {
                dispatch,
                channel,
                template,
                language,
                office,
                not_before,
                items,
            });
        }
        let Some(view) = self.0.get(&command.dispatch()) else {
            return Decision::Refused(Refusal::NoDispatch);
        };
        let stage = view.stage;
        match command {
            DispatchCommand::Order { .. } => Decision::Moot(Moot::AlreadySo),
            DispatchCommand::Start { dispatch } => match stage {
                S::Ordered | S::Started => Decision::one(DispatchEvent::Started {
                    dispatch,
                    attempt: view.attempts.saturating_add(1),
                }),
                _ => Decision::Moot(Moot::Overtaken),
            },
            DispatchCommand::Queue { dispatch } => match stage {
                S::Ordered | S::Started => Decision::one(DispatchEvent::Queued { dispatch }),
                _ => Decision::Moot(Moot::Overtaken),
            },
            DispatchCommand::Render {
                dispatch,
                item,
                hash,
            } => match (&view.rendered, stage) {
                (Some(_), _) => Decision::Moot(Moot::AlreadySo),
                (None, S::Cancelled) => Decision::Refused(Refusal::DispatchState),
                (None, _) => Decision::one(DispatchEvent::Rendered {
                    dispatch,
                    item,
                    hash,
                }),
            },
            DispatchCommand::Print { dispatch } => match stage {
                S::Queued => Decision::one(DispatchEvent::Printed { dispatch }),
                S::Printed => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
            DispatchCommand::Sent {
                dispatch,
                day,
                number,
            } => match stage {
                _ if day > today => Decision::Refused(Refusal::InFuture),
                S::Started | S::Printed if day < view.ordered_on => {
                    Decision::Refused(Refusal::DispatchState)
                }
                S::Started | S::Printed => Decision::one(DispatchEvent::Sent {
                    dispatch,
                    day,
                    number,
                }),
                S::Sent | S::Delivered => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
            DispatchCommand::Delivered { dispatch, day } => match stage {
                _ if day > today => Decision::Refused(Refusal::InFuture),
                S::Sent if view.sent_on.is_some_and(|sent| day < sent) => {
                    Decision::Refused(Refusal::DispatchState)
                }
                S::Sent => Decision::one(DispatchEvent::Delivered { dispatch, day }),
                S::Delivered => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
            DispatchCommand::Returned {
                dispatch,
                day,
                reason,
            } => match stage {
                _ if day > today => Decision::Refused(Refusal::InFuture),
                S::Sent | S::Delivered if view.sent_on.is_some_and(|sent| day < sent) => {
                    Decision::Refused(Refusal::DispatchState)
                }
                S::Sent | S::Delivered => Decision::one(DispatchEvent::Returned {
                    dispatch,
                    day,
                    reason,
                }),
                S::Returned => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
            DispatchCommand::Fail {
                dispatch,
                reason,
                retry_at,
                told,
            } => match (stage, retry_at) {
                (S::Started, Some(not_before)) => Decision::Events(vec![
                    DispatchEvent::Failed {
                        dispatch,
                        reason,
                        told,
                    },
                    DispatchEvent::Retried {
                        dispatch,
                        not_before,
                    },
                ]),
                (S::Started | S::Queued | S::Printed, None) => {
                    Decision::one(DispatchEvent::Failed {
                        dispatch,
                        reason,
                        told,
                    })
                }
                _ => Decision::Moot(Moot::Overtaken),
            },
            DispatchCommand::Retry {
                dispatch,
                not_before,
            } => match stage {
                S::Failed => Decision::one(DispatchEvent::Retried {
                    dispatch,
                    not_before,
                }),
                S::Ordered | S::Started => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
            DispatchCommand::Cancel { dispatch } => match stage {
                S::Ordered | S::Failed | S::Queued | S::Printed => {
                    Decision::one(DispatchEvent::Cancelled { dispatch })
                }
                // Whoever composes it finds that its office has nothing to be told any more.
                S::Started if view.office.is_some() && view.channel == DispatchChannel::Mail => {
                    Decision::one(DispatchEvent::Cancelled { dispatch })
                }
                S::Cancelled => Decision::Moot(Moot::AlreadySo),
                _ => Decision::Refused(Refusal::DispatchState),
            },
        }
    }

    pub(crate) fn apply(&mut self, meta: &Meta, event: &DispatchEvent) {
        if let DispatchEvent::Ordered {
            dispatch,
            channel,
            template,
            language,
            office,
            not_before,
            items,
        } = event
        {
            self.0.entry(*dispatch).or_insert_with(|| DispatchView {
                ordered_by: meta.id,
                ordered_on: meta.legal_day,
                channel: *channel,
                template: template.clone(),
                language: language.clone(),
                office: office.clone(),
                not_before: *not_before,
                items: items.clone(),
                stage: DispatchStage::Ordered,
                attempts: 0,
                rendered: None,
                sent_on: None,
                number: None,
                delivered_on: None,
                returned_on: None,
                trouble: None,
                told: None,
            });
            return;
        }
        let Some(view) = self.0.get_mut(&event.dispatch()) else {
            return;
        };
        match event {
            DispatchEvent::Ordered { .. } => {}
            DispatchEvent::Started { attempt, .. } => {
                view.stage = DispatchStage::Started;
                view.attempts = *attempt;
            }
            DispatchEvent::Queued { .. } => view.stage = DispatchStage::Queued,
            DispatchEvent::Rendered { item, hash, .. } => view.rendered = Some((*item, *hash)),
            DispatchEvent::Printed { .. } => view.stage = DispatchStage::Printed,
            DispatchEvent::Sent { day, number, .. } => {
                view.stage = DispatchStage::Sent;
                view.sent_on = Some(*day);
                view.number = *number;
                view.trouble = None;
            }
            DispatchEvent::Delivered { day, .. } => {
                view.stage = DispatchStage::Delivered;
                view.delivered_on = Some(*day);
            }
            DispatchEvent::Returned { reason, day, .. } => {
                view.stage = DispatchStage::Returned;
                view.returned_on = Some(*day);
                view.trouble = Some(reason.clone());
            }
            DispatchEvent::Failed { reason, told, .. } => {
                view.stage = DispatchStage::Failed;
                view.trouble = Some(reason.clone());
                view.told = *told;
            }
            DispatchEvent::Retried { not_before, .. } => {
                view.stage = DispatchStage::Ordered;
                view.not_before = *not_before;
            }
            DispatchEvent::Cancelled { .. } => view.stage = DispatchStage::Cancelled,
        }
    }
}

impl DispatchCommand {
    /// Which dispatch it is about.
    #[must_use]
    pub fn dispatch(&self) -> DispatchId {
        match self {
            Self::Order { dispatch, .. }
            | Self::Start { dispatch }
            | Self::Queue { dispatch }
            | Self::Render { dispatch, .. }
            | Self::Print { dispatch }
            | Self::Sent { dispatch, .. }
            | Self::Delivered { dispatch, .. }
            | Self::Returned { dispatch, .. }
            | Self::Fail { dispatch, .. }
            | Self::Retry { dispatch, .. }
            | Self::Cancel { dispatch } => *dispatch,
        }
    }
}
