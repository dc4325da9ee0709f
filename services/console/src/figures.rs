//! The figures of the data protection officer: dates and states of every case of the controller,
//! and nothing that is sealed.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use chrono::{Days, Months, NaiveDate};
use habeas_envelope::{Code, ControllerId, Scope, StreamKind, SubmissionId};
use habeas_regime::{DeskId, Pack};
use habeas_store::{Row, RowFilter};
use habeas_web::{Layout, Visit, html};

use crate::{
    session::{Session, organisation},
    turn::{Answer, Turn},
    words::{self, Tag},
};

/// A day this near is told apart.
const SOON: Days = Days::new(7);
/// Limits missed are counted this far back.
const LOOKING_BACK: Months = Months::new(12);
/// Rows are read so many at a time.
const AT_ONCE: u32 = 500;
/// So many cases are listed, the nearest due first.
const LISTED: usize = 100;

#[derive(Clone, Default)]
struct Count {
    open: u64,
    late: u64,
    soon: u64,
    paused: u64,
    missed: i64,
}

struct DeskLine {
    name: String,
    count: Count,
}

struct CaseLine {
    reference: String,
    desk: String,
    received: String,
    work_to: String,
    due: Tag,
    stage: Tag,
}

/// Numbers that may leave the house: no group smaller than the pack's threshold can be made out.
struct Shared {
    /// What the threshold is, and where it stands.
    text: String,
    /// What was asked, and by how many persons.
    lines: Vec<(String, String)>,
    total: String,
}

struct House {
    name: String,
    total: Count,
    desks: Vec<DeskLine>,
    shared: Option<Shared>,
    cases: Vec<CaseLine>,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    page: Layout,
    houses: Vec<House>,
    /// Calendars whose data end soon.
    ends: Vec<String>,
}

pub(crate) async fn show(session: Session, visit: Visit) -> Answer {
    let scope = session.roles.house(&["dpo"]);
    let mut houses = Vec::new();
    for (controller, _) in scope.iter() {
        houses.push(house(&session, &visit, controller).await?);
    }
    if houses.is_empty() {
        return Err(Turn::not_found());
    }
    let mut page = session.page(&visit, visit.locale.t("console-figures-title"));
    page.wide = true;
    let ends = session.calendars_end(&visit);
    Ok(html(&FiguresPage { page, houses, ends })?)
}

async fn house(session: &Session, visit: &Visit, controller: &ControllerId) -> Result<House, Turn> {
    let pack = session.pack(controller)?;
    let today = session.app.today(&pack);
    let rows = open_cases(session, controller).await?;
    let mut by_desk: BTreeMap<Option<Code>, Count> = BTreeMap::new();
    for row in &rows {
        let count = by_desk.entry(row.desk.clone()).or_default();
        tally(count, row, today);
    }
    let from = today.checked_sub_months(LOOKING_BACK).unwrap_or(today);
    let scope = Scope::whole([controller.clone()]);
    for tally in session
        .app
        .engine
        .store
        .tallies(&scope, from, today)
        .await?
    {
        if tally.name == "limits-missed" {
            by_desk.entry(tally.desk).or_default().missed += tally.value;
        }
    }
    let mut total = Count::default();
    for count in by_desk.values() {
        total.open += count.open;
        total.late += count.late;
        total.soon += count.soon;
        total.paused += count.paused;
        total.missed += count.missed;
    }
    // What is answered waits for its tasks alone: it is not counted as open, nor listed so.
    let nearest: Vec<Row> = rows
        .into_iter()
        .filter(|row| row.clock != "stopped")
        .take(LISTED)
        .collect();
    Ok(House {
        name: organisation(visit, &pack),
        total,
        desks: by_desk
            .into_iter()
            .map(|(desk, count)| DeskLine {
                name: desk_name(visit, &pack, desk.as_ref()),
                count,
            })
            .collect(),
        shared: shared(session, visit, &pack, from).await?,
        cases: cases(session, visit, &pack, &nearest, today).await?,
    })
}

/// How many persons asked for what since a day, as it may be shared; none where the pack has no
/// threshold.
async fn shared(
    session: &Session,
    visit: &Visit,
    pack: &Pack,
    from: NaiveDate,
) -> Result<Option<Shared>, Turn> {
    let Some(threshold) = &pack.provisions().reporting_threshold else {
        return Ok(None);
    };
    let mut persons: BTreeMap<Code, BTreeSet<SubmissionId>> = BTreeMap::new();
    for row in all_cases(session, pack.controller(), None).await? {
        if let Some(right) = row.right.filter(|_| row.received >= from) {
            persons.entry(right).or_default().insert(row.submission);
        }
    }
    let counts: Vec<u64> = persons.values().map(|of| of.len() as u64).collect();
    let (shown, total) = threshold.shown(&counts);
    let locale = visit.locale;
    let cell = |count: Option<u64>| match count {
        Some(count) => count.to_string(),
        None => locale.t("console-figures-hidden").to_string(),
    };
    let lines = persons.keys().zip(shown).map(|(right, count)| {
        let right = words::right(locale, pack, right);
        (right, cell(count))
    });
    Ok(Some(Shared {
        text: locale
            .t("console-figures-shared-text")
            .arg("persons", threshold.persons)
            .arg("citation", threshold.citation.to_string())
            .to_string(),
        lines: lines.collect(),
        total: cell(total),
    }))
}

async fn open_cases(session: &Session, controller: &ControllerId) -> Result<Vec<Row>, Turn> {
    all_cases(session, controller, Some(false)).await
}

async fn all_cases(
    session: &Session,
    controller: &ControllerId,
    closed: Option<bool>,
) -> Result<Vec<Row>, Turn> {
    let scope = Scope::whole([controller.clone()]);
    let mut rows = Vec::new();
    loop {
        let filter = RowFilter {
            kind: Some(StreamKind::Case),
            closed,
            offset: u32::try_from(rows.len()).unwrap_or(u32::MAX),
            limit: AT_ONCE,
            ..RowFilter::default()
        };
        let more = session.app.engine.store.list(&scope, &filter).await?;
        let last = more.len() < AT_ONCE as usize;
        rows.extend(more);
        if last {
            return Ok(rows);
        }
    }
}

fn tally(count: &mut Count, row: &Row, today: NaiveDate) {
    if row.clock == "stopped" {
        return;
    }
    count.open += 1;
    if row.clock == "paused" {
        count.paused += 1;
        return;
    }
    let soon = today.checked_add_days(SOON).unwrap_or(today);
    match words::work_to(row) {
        Some(day) if day < today => count.late += 1,
        Some(day) if day <= soon => count.soon += 1,
        _ => {}
    }
}

fn desk_name(visit: &Visit, pack: &Pack, desk: Option<&Code>) -> String {
    desk.map_or_else(
        || visit.locale.t("console-figures-no-desk").to_string(),
        |desk| words::desk(visit.locale, pack, desk),
    )
}

async fn cases(
    session: &Session,
    visit: &Visit,
    pack: &Pack,
    rows: &[Row],
    today: NaiveDate,
) -> Result<Vec<CaseLine>, Turn> {
    let locale = visit.locale;
    let references = session.references(rows).await?;
    Ok(rows
        .iter()
        .map(|row| {
            let submission = habeas_envelope::StreamRef::submission(
                row.stream.controller.clone(),
                row.submission,
            );
            let day = words::work_to(row);
            CaseLine {
                // That a closed desk has a case of this person is not the officer's to know.
                reference: match &row.desk {
                    Some(desk) if pack.is_closed(&DeskId::from(desk.clone())) => String::new(),
                    _ => references.get(&submission).cloned().unwrap_or_default(),
                },
                desk: desk_name(visit, pack, row.desk.as_ref()),
                received: words::unbroken(Some(locale.date_short(row.received))),
                work_to: words::unbroken(day.map(|day| locale.date_short(day))),
                due: words::due(locale, day, row.clock.as_str(), today),
                stage: words::stage(locale, row.status.as_str()),
            }
        })
        .collect())
}
