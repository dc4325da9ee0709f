use chrono::NaiveDate;
use habeas_case::{
    case::{OFFICE_ALARM, OFFICE_DIGEST},
    obligation::number,
};
use habeas_dispatch::{MailAddress, MailText, OutgoingMail, Sender};
use habeas_dossier::compose::ComposeError;
use habeas_engine::{About, Loaded, Minded};
use habeas_envelope::{CaseId, IncidentId, StreamKind, StreamRef};
use habeas_language::Locale;
use habeas_regime::{OfficeId, Pack};
use habeas_store::{Row, StoreError};
use habeas_timelimit::CalendarId;

use crate::{Courier, carry::Report, mail::judged, parcel::Parcel};

/// So many lines at the most stand in one digest; the rest is on the console.
const AT_MOST: usize = 200;

/// How the time for a duty ends.
enum End {
    /// It has none: it is to be done without delay.
    AtOnce,
    /// At this hour.
    Hour(String),
    /// With the day of the row.
    Day,
}

impl Courier {
    /// Sends what was ordered in a registry: to an office of the pack, `parcel.view.office`, and
    /// about no one person, so nothing is opened for it. What such a dispatch says is chosen here by
    /// its template and made of the rows as they stand when it leaves: references and days, no
    /// right, no kind, no name. Of an unknown template nothing is sent, and a person sees it as a
    /// failure.
    pub(crate) async fn to_office(
        &self,
        parcel: &Parcel,
        pack: &Pack,
    ) -> Result<Report, StoreError> {
        let Some(office) = parcel.view.office.clone().map(OfficeId::from) else {
            return Ok(ComposeError::State.into());
        };
        let locale = Locale::from_tag(parcel.view.language.as_str()).unwrap_or_default();
        let today = self
            .engine
            .clock
            .now()
            .with_timezone(&pack.zone())
            .date_naive();
        let template = parcel.view.template.as_str();
        let found = match template {
            OFFICE_DIGEST => self.digest_rows(pack, &office, today).await?,
            OFFICE_ALARM => self.alarm_rows(parcel).await?,
            _ => {
                tracing::warn!(template = %parcel.view.template, "courier.office.template");
                return Ok(ComposeError::Template.into());
            }
        };
        let references = self.references(&found).await?;
        let mut lines = Vec::new();
        for (minded, reference) in found.iter().zip(&references) {
            lines.extend(self.line(locale, minded, reference, today).await?);
        }
        if template == OFFICE_DIGEST {
            lines.extend(self.calendars(locale, pack, &office, today));
        }
        if lines.is_empty() {
            // Answered, paused or closed since it was ordered.
            return Ok(Report::Idle);
        }
        let text = match (template, found.first(), references.first(), lines.first()) {
            (OFFICE_ALARM, Some(minded), _, Some(line)) if minded.about == About::Incident => {
                MailText::incident(locale, line)
            }
            (OFFICE_ALARM, _, Some(reference), Some(line)) => {
                MailText::in_danger(locale, reference, line)
            }
            _ => MailText::digest(locale, &lines),
        };
        let mail = match self.mail_to(parcel, pack, &office, text) {
            Ok(mail) => mail,
            Err(error) => return Ok(error.into()),
        };
        Ok(match self.ports.mail.send(&mail).await {
            Ok(_) => Report::Sent,
            Err(failure) => judged(&failure),
        })
    }

    fn mail_to(
        &self,
        parcel: &Parcel,
        pack: &Pack,
        office: &OfficeId,
        text: MailText,
    ) -> Result<OutgoingMail, ComposeError> {
        let to = pack.mail_of(office).ok_or(ComposeError::Address)?;
        let to: MailAddress = to.parse().map_err(|_| ComposeError::Address)?;
        let controller = &pack.provisions().controller;
        let name = controller.display_name.get(parcel.view.language.as_str());
        let own = self.settings.mail_from_of.get(pack.controller());
        let from = own.unwrap_or(&self.settings.mail_from).clone();
        let sender = Sender::new(name, from).map_err(|_| ComposeError::Address)?;
        OutgoingMail::new(parcel.id.0, parcel.ordered_at, sender, to, text, "")
            .map_err(|_| ComposeError::Address)
    }

    /// What this office has to mind today, as much as stands in one digest.
    async fn digest_rows(
        &self,
        pack: &Pack,
        office: &OfficeId,
        today: NaiveDate,
    ) -> Result<Vec<Minded>, StoreError> {
        let mut found = Vec::new();
        let mut each = |minded: Minded| {
            if minded.offices.contains(office) {
                found.push(minded);
            }
            found.len() < AT_MOST
        };
        self.engine
            .minded(&self.scope, pack, today, &mut each)
            .await?;
        Ok(found)
    }

    /// The one case or incident that an alarm is about: its item.
    async fn alarm_rows(&self, parcel: &Parcel) -> Result<Vec<Minded>, StoreError> {
        let Some(item) = parcel.view.items.first() else {
            return Ok(Vec::new());
        };
        let controller = &parcel.stream.controller;
        let streams = [
            StreamRef::case(controller.clone(), CaseId(item.0)),
            StreamRef::incident(controller.clone(), IncidentId(item.0)),
        ];
        let rows = self.engine.store.rows(&self.scope, &streams).await?;
        let runs = |row: &Row| !row.closed && !matches!(row.clock.as_str(), "stopped" | "paused");
        let minded = |row: Row| Minded {
            about: match row.stream.kind {
                StreamKind::Obligation => About::Incident,
                _ => About::Limit,
            },
            day: match row.stream.kind {
                StreamKind::Obligation => row.due,
                _ => row.safe.or(row.due),
            },
            offices: Vec::new(),
            row,
        };
        Ok(rows.into_iter().filter(runs).map(minded).collect())
    }

    /// The references of the submissions that rows belong to, as eyes read them; of an incident,
    /// which has none, the end of its id.
    async fn references(&self, found: &[Minded]) -> Result<Vec<String>, StoreError> {
        let rows = || found.iter().map(|minded| &minded.row);
        let streams: Vec<StreamRef> = rows()
            .filter(|row| row.stream.kind != StreamKind::Obligation)
            .map(|row| StreamRef::submission(row.stream.controller.clone(), row.submission))
            .collect();
        let known = self.engine.store.rows(&self.scope, &streams).await?;
        let spaced = |reference: &str| {
            habeas_vault::Reference::parse(reference)
                .map_or_else(|_| reference.to_owned(), |known| known.to_string())
        };
        Ok(rows()
            .map(|row| {
                if row.stream.kind == StreamKind::Obligation {
                    return number(IncidentId(row.stream.id));
                }
                let mut of = known.iter().filter(|f| f.submission == row.submission);
                let reference = of.find_map(|f| f.reference.as_deref());
                reference.map(spaced).unwrap_or_default()
            })
            .collect())
    }

    async fn line(
        &self,
        locale: Locale,
        minded: &Minded,
        reference: &str,
        today: NaiveDate,
    ) -> Result<Option<String>, StoreError> {
        let row = &minded.row;
        let left = |day: NaiveDate| {
            let days = (day - today).num_days();
            match days {
                0 => locale.t("clock-in-hand-today"),
                1.. => locale.t("clock-in-hand").arg("days", days),
                _ => locale.t("clock-in-hand-over").arg("days", -days),
            }
            .to_string()
        };
        let (line, page) = match (minded.about, minded.day) {
            (About::Limit, Some(day)) => {
                let line = locale
                    .t("clock-digest-line")
                    .arg("reference", reference)
                    .arg("date", locale.date_with_weekday(day))
                    .arg("left", left(day));
                (line.to_string(), "cases")
            }
            (About::Task, Some(day)) => {
                let line = locale
                    .t("clock-digest-task")
                    .arg("reference", reference)
                    .arg("date", locale.date_with_weekday(day))
                    .arg("left", left(day));
                (line.to_string(), "cases")
            }
            (About::Incident, day) => {
                let until = match (self.end_of_incident(locale, row).await?, day) {
                    (End::Hour(end), Some(day)) => Some((end, day)),
                    (End::Day, Some(day)) => Some((locale.date_with_weekday(day), day)),
                    (End::AtOnce, _) | (_, None) => None,
                };
                let line = match until {
                    Some((date, day)) => locale
                        .t("clock-digest-incident")
                        .arg("number", reference)
                        .arg("date", date)
                        .arg("left", left(day)),
                    None => locale
                        .t("clock-digest-incident-now")
                        .arg("number", reference),
                };
                (line.to_string(), "incidents")
            }
            (About::Message, _) => {
                let line = locale.t("clock-digest-message").arg("reference", reference);
                let page = match row.stream.kind {
                    StreamKind::Submission => "submissions",
                    _ => "cases",
                };
                (line.to_string(), page)
            }
            (About::Unclassified, Some(day)) => {
                let line = locale
                    .t("clock-digest-unclassified")
                    .arg("reference", reference)
                    .arg("date", locale.date_with_weekday(day))
                    .arg("left", left(day));
                (line.to_string(), "submissions")
            }
            (About::Limit | About::Task | About::Unclassified, None) => return Ok(None),
        };
        Ok(Some(match &self.settings.console_url {
            Some(url) => {
                let url = url.trim_end_matches('/');
                format!("{line}\n{url}/{page}/{}", row.stream.id)
            }
            None => line,
        }))
    }

    /// How the nearest duty of an incident ends.
    async fn end_of_incident(&self, locale: Locale, row: &Row) -> Result<End, StoreError> {
        let streams = [row.stream.clone()];
        let streams = self.engine.store.load(&self.scope, &streams).await?;
        let Ok(loaded) = Loaded::read(&streams) else {
            return Ok(End::Day);
        };
        let Some(incident) = loaded.incident(IncidentId(row.stream.id)) else {
            return Ok(End::Day);
        };
        let shelf = &self.engine.shelf;
        let Ok(bound) = shelf.bind_incident(&row.stream.controller, incident) else {
            return Ok(End::Day);
        };
        let ctx = bound.context(self.engine.clock.now(), &self.actor);
        let clock = incident.nearest(&ctx).and_then(|duty| duty.clock);
        Ok(match clock.map(|clock| (clock.end, clock.last_day)) {
            Some((None, _)) => End::AtOnce,
            Some((Some(end), None)) => {
                End::Hour(locale.instant(&end.with_timezone(&bound.pack.zone())))
            }
            _ => End::Day,
        })
    }

    /// The calendars whose data end soon: for the office that the privacy questions of the house
    /// go to.
    fn calendars(
        &self,
        locale: Locale,
        pack: &Pack,
        office: &OfficeId,
        today: NaiveDate,
    ) -> Vec<String> {
        if *office != pack.provisions().working.dpo {
            return Vec::new();
        }
        let ending = self.engine.shelf.calendars_ending(pack, today);
        let told = |(id, until): (CalendarId, NaiveDate)| {
            let days = until.signed_duration_since(today).num_days();
            let date = locale.date(until);
            let text = if until < today {
                locale
                    .t("console-calendar-ended")
                    .arg("calendar", id.as_str())
                    .arg("date", date)
            } else {
                locale
                    .t("console-calendar-ends")
                    .arg("calendar", id.as_str())
                    .arg("date", date)
                    .arg("days", days)
            };
            text.to_string()
        };
        ending.into_iter().map(told).collect()
    }
}
