//! What reaches offices by mail: once a day a digest, and at once where a date is in danger. The
//! courier makes the text of the rows when it leaves; here it is only ordered, once.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Mutex,
};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc, Weekday};
use habeas_case::{
    DispatchChannel, DispatchCommand,
    case::{OFFICE_ALARM, OFFICE_DIGEST},
    dispatch_id, office_stream, registry,
};
use habeas_engine::{Command, Engine, Executed, Minded, Order};
use habeas_envelope::{ActorId, Code, ControllerId, EventId, ItemId, Scope, StreamRef};
use habeas_regime::{OfficeId, Pack};
use habeas_store::StoreError;
use uuid::Uuid;

use crate::danger;

/// Who orders digests, and what was ordered by this process: the log knows the rest.
pub(crate) struct Digests {
    engine: Engine,
    scope: Scope,
    actor: ActorId,
    ordered: Mutex<BTreeMap<ControllerId, NaiveDate>>,
}

impl Digests {
    pub(crate) fn new(engine: Engine, scope: Scope, actor: ActorId) -> Self {
        Self {
            engine,
            scope,
            actor,
            ordered: Mutex::default(),
        }
    }

    /// Orders the digests of the day that are due and were not ordered. After an outage the one of
    /// today goes, and none of the days before.
    pub(crate) async fn order_due(&self) -> Result<(), StoreError> {
        let now = self.engine.clock.now();
        let packs: Vec<_> = self
            .engine
            .shelf
            .packs()
            .controllers()
            .filter_map(|controller| self.engine.shelf.current(controller).cloned())
            .collect();
        for pack in packs {
            let local = now.with_timezone(&pack.zone());
            let today = local.date_naive();
            if self.ordered_on(pack.controller()) == Some(today)
                || local.hour() < pack.provisions().working.digest.hour
                || !self.is_worked(&pack, today)
            {
                continue;
            }
            let offices = self.offices(&pack, today).await?;
            let mails = offices.iter().filter_map(|office| {
                let because = EventId(Uuid::new_v5(
                    &office_stream(pack.controller(), office.code()).id,
                    today.to_string().as_bytes(),
                ));
                mail(&pack, office, OFFICE_DIGEST, because, Vec::new(), now)
            });
            self.order(mails.collect()).await?;
            if let Ok(mut ordered) = self.ordered.lock() {
                ordered.insert(pack.controller().clone(), today);
            }
        }
        Ok(())
    }

    fn ordered_on(&self, controller: &ControllerId) -> Option<NaiveDate> {
        self.ordered.lock().ok()?.get(controller).copied()
    }

    /// Orders a mail to everybody whom alarms rang for, where a date is in danger. Should this
    /// process die before, the digest of the next morning has the cases.
    pub(crate) async fn alert(&self, rung: &[(StreamRef, Executed)]) -> Result<(), StoreError> {
        let now = self.engine.clock.now();
        let mut mails = Vec::new();
        for (stream, executed) in rung {
            let Some(pack) = self.engine.shelf.current(&stream.controller) else {
                continue;
            };
            let told = danger::told_at_once(pack, stream, executed);
            mails.extend(told.into_iter().filter_map(|(office, because)| {
                let about = vec![ItemId(stream.id)];
                mail(pack, &office, OFFICE_ALARM, because, about, now)
            }));
        }
        self.order(mails).await
    }

    /// Orders mails in one go: those to one office are recorded in one stream, and together.
    async fn order(&self, mails: Vec<(StreamRef, DispatchCommand)>) -> Result<(), StoreError> {
        let mut by_office: BTreeMap<StreamRef, Vec<Command>> = BTreeMap::new();
        for (stream, order) in mails {
            let command = registry::Command::Dispatch(order);
            let command = Command::Registry(stream.clone(), command);
            by_office.entry(stream).or_default().push(command);
        }
        let orders = by_office.into_iter().map(|(stream, commands)| {
            Order::new(
                stream.controller,
                self.scope.clone(),
                self.actor.clone(),
                commands,
            )
        });
        for answer in self.engine.execute_all(orders.collect()).await? {
            if let Err(error) = answer {
                tracing::warn!(error = %error, "deadlines.digest.failed");
            }
        }
        Ok(())
    }

    /// The offices that have something to mind today.
    async fn offices(
        &self,
        pack: &Pack,
        today: NaiveDate,
    ) -> Result<BTreeSet<OfficeId>, StoreError> {
        let mut offices = BTreeSet::new();
        let mut each = |minded: Minded| {
            offices.extend(minded.offices);
            true
        };
        self.engine
            .minded(&self.scope, pack, today, &mut each)
            .await?;
        // That the data of a calendar end is no matter of a day: once a week is enough.
        let shelf = &self.engine.shelf;
        if today.weekday() == Weekday::Mon && !shelf.calendars_ending(pack, today).is_empty() {
            offices.insert(pack.provisions().working.dpo.clone());
        }
        Ok(offices)
    }

    /// Whether the organisation works on a day: by the calendar of its ordinary clock, else no
    /// Saturday and no Sunday.
    fn is_worked(&self, pack: &Pack, day: NaiveDate) -> bool {
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        let calendar = pack
            .calendar_id()
            .and_then(|id| self.engine.shelf.calendars().get(id));
        !weekend && calendar.is_none_or(|calendar| !calendar.is_closed(day))
    }
}

/// What orders a mail to an office, and in which stream; nothing where it has no address: then
/// there is the console alone.
fn mail(
    pack: &Pack,
    office: &OfficeId,
    template: &'static str,
    because: EventId,
    items: Vec<ItemId>,
    now: DateTime<Utc>,
) -> Option<(StreamRef, DispatchCommand)> {
    pack.mail_of(office)?;
    let stream = office_stream(pack.controller(), office.code());
    let template = Code::literal(template);
    let language = &pack.provisions().controller.languages;
    let language = language.first().and_then(|tag| Code::new(tag).ok());
    let order = DispatchCommand::Order {
        dispatch: dispatch_id(because, stream.id, &template),
        channel: DispatchChannel::Mail,
        template,
        language: language.unwrap_or_else(|| Code::literal("en")),
        office: Some(office.code().clone()),
        not_before: now,
        items,
    };
    Some((stream, order))
}
