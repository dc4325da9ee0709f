use chrono::{Days, NaiveDate};
use habeas_case::case::{DIGEST_DAYS, OFFICE_ALARM, OFFICE_DIGEST, digest_for};
use habeas_dispatch::{MailAddress, MailText, OutgoingMail, Sender};
use habeas_dossier::compose::ComposeError;
use habeas_envelope::{CaseId, StreamKind, StreamRef};
use habeas_language::Locale;
use habeas_regime::{OfficeId, Pack};
use habeas_store::{Row, RowFilter, StoreError};

use crate::{Courier, carry::Report, mail::judged, parcel::Parcel};

/// So many cases at the most stand in one digest; the rest is on the console.
const AT_MOST: u32 = 200;

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
        let rows = match parcel.view.template.as_str() {
            OFFICE_DIGEST => self.digest_rows(parcel, pack, &office).await?,
            OFFICE_ALARM => self.alarm_rows(parcel).await?,
            _ => {
                tracing::warn!(template = %parcel.view.template, "courier.office.template");
                return Ok(ComposeError::Template.into());
            }
        };
        let locale = Locale::from_tag(parcel.view.language.as_str()).unwrap_or_default();
        let today = self
            .engine
            .clock
            .now()
            .with_timezone(&pack.zone())
            .date_naive();
        let references = self.references(&rows).await?;
        let lines: Vec<String> = rows
            .iter()
            .zip(&references)
            .filter_map(|(row, reference)| self.line(locale, row, reference, today))
            .collect();
        if lines.is_empty() {
            // Answered, paused or closed since it was ordered.
            return Ok(Report::lasting(habeas_envelope::Code::literal(
                "nothing-to-tell",
            )));
        }
        let text = match (
            parcel.view.template.as_str(),
            references.first(),
            lines.first(),
        ) {
            (OFFICE_ALARM, Some(reference), Some(line)) => {
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

    /// The open cases whose day to work to is near or past, that this office has to mind.
    async fn digest_rows(
        &self,
        parcel: &Parcel,
        pack: &Pack,
        office: &OfficeId,
    ) -> Result<Vec<Row>, StoreError> {
        let today = self
            .engine
            .clock
            .now()
            .with_timezone(&pack.zone())
            .date_naive();
        let horizon = u64::try_from(DIGEST_DAYS).unwrap_or_default();
        let filter = RowFilter {
            kind: Some(StreamKind::Case),
            controller: Some(parcel.stream.controller.clone()),
            closed: Some(false),
            due_until: today.checked_add_days(Days::new(horizon)),
            limit: AT_MOST,
            ..RowFilter::default()
        };
        let minds = |row: &Row| {
            let runs = !matches!(row.clock.as_str(), "stopped" | "paused");
            let left = row.safe.or(row.due).map(|day| (day - today).num_days());
            runs && left.is_some_and(|left| {
                digest_for(row.desk.as_ref(), row.office.as_ref(), left, pack).contains(office)
            })
        };
        // Answered ones that wait to be collected stand first: page by page, until enough are found.
        let mut found = Vec::new();
        for page in 0.. {
            let offset = AT_MOST.saturating_mul(page);
            let filter = RowFilter {
                offset,
                ..filter.clone()
            };
            let rows = self.engine.store.list(&self.scope, &filter).await?;
            let last = rows.len() < AT_MOST as usize;
            found.extend(rows.into_iter().filter(minds));
            if last || found.len() >= AT_MOST as usize {
                break;
            }
        }
        found.truncate(AT_MOST as usize);
        Ok(found)
    }

    /// The one case that an alarm is about: its item.
    async fn alarm_rows(&self, parcel: &Parcel) -> Result<Vec<Row>, StoreError> {
        let Some(item) = parcel.view.items.first() else {
            return Ok(Vec::new());
        };
        let stream = StreamRef::case(parcel.stream.controller.clone(), CaseId(item.0));
        let rows = self.engine.store.rows(&self.scope, &[stream]).await?;
        let runs = |row: &Row| !row.closed && !matches!(row.clock.as_str(), "stopped" | "paused");
        Ok(rows.into_iter().filter(runs).collect())
    }

    /// The references of the submissions that rows belong to, as eyes read them.
    async fn references(&self, rows: &[Row]) -> Result<Vec<String>, StoreError> {
        let streams: Vec<StreamRef> = rows
            .iter()
            .map(|row| StreamRef::submission(row.stream.controller.clone(), row.submission))
            .collect();
        let found = self.engine.store.rows(&self.scope, &streams).await?;
        let spaced = |reference: &str| {
            habeas_vault::Reference::parse(reference)
                .map_or_else(|_| reference.to_owned(), |known| known.to_string())
        };
        Ok(rows
            .iter()
            .map(|row| {
                let mut of = found.iter().filter(|f| f.submission == row.submission);
                let reference = of.find_map(|f| f.reference.as_deref());
                reference.map(spaced).unwrap_or_default()
            })
            .collect())
    }

    fn line(&self, locale: Locale, row: &Row, reference: &str, today: NaiveDate) -> Option<String> {
        let day = row.safe.or(row.due)?;
        let days = (day - today).num_days();
        let left = match days {
            0 => locale.t("clock-in-hand-today"),
            1.. => locale.t("clock-in-hand").arg("days", days),
            _ => locale.t("clock-in-hand-over").arg("days", -days),
        };
        let line = locale
            .t("clock-digest-line")
            .arg("reference", reference)
            .arg("date", locale.date_with_weekday(day))
            .arg("left", left.to_string());
        Some(match &self.settings.console_url {
            Some(url) => {
                let url = url.trim_end_matches('/');
                format!("{line}\n{url}/cases/{}", row.stream.id)
            }
            None => line.to_string(),
        })
    }
}
