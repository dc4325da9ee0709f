//! The queue as a file for a spreadsheet: dates, states and reasons, nothing that is sealed. The
//! dates and the words for them come from where the pages have theirs.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use axum::{
    extract::Query,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use habeas_case::case::Case;
use habeas_dossier::why;
use habeas_engine::{Bound, Loaded};
use habeas_envelope::{CaseId, Code, Scope, StreamKind, StreamRef};
use habeas_language::Locale;
use habeas_regime::{DeskId, Pack};
use habeas_store::{Row, RowFilter};
use habeas_web::{PageError, Visit};
use serde::Deserialize;

use crate::{
    session::{Session, organisation},
    turn::{Answer, Turn},
    words,
};

/// Cases are read so many at a time.
const AT_ONCE: u32 = 200;
/// A cell that begins with one of these is a formula to a spreadsheet.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
/// What a file begins with: without it Excel takes it for the code page of the machine, and every
/// accent for two letters. Whoever reads UTF-8 passes over it.
const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
/// The headings, each a key `console-export-…`.
const COLUMNS: &[&str] = &[
    "reference",
    "organisation",
    "desk",
    "right",
    "kind",
    "received",
    "first-due",
    "due",
    "safe",
    "state",
    "clock",
    "reason",
];

#[derive(Deserialize)]
pub(crate) struct Asked {
    view: Option<String>,
}

/// Whose eyes it is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// Who works on the cases: those of their desks and offices.
    Desk,
    /// The data protection officer: every case, but not whose a closed desk's are.
    Officer,
}

/// The open cases of whoever asks; the closed ones where that list is asked for.
pub(crate) async fn queue(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    if !session.roles.has_desks() {
        return Err(Turn::not_found());
    }
    let closed = asked.view.as_deref() == Some("closed");
    let scope = session.roles.scope();
    file(&session, &visit, &scope, Reader::Desk, closed).await
}

/// The open cases of the officer's organisations.
pub(crate) async fn figures(session: Session, visit: Visit) -> Answer {
    let scope = session.roles.house(&["dpo"]);
    if scope.iter().next().is_none() {
        return Err(Turn::not_found());
    }
    file(&session, &visit, &scope, Reader::Officer, false).await
}

async fn file(
    session: &Session,
    visit: &Visit,
    scope: &Scope,
    reader: Reader,
    closed: bool,
) -> Answer {
    let unwritten = |_| Turn::from(PageError::internal("csv"));
    let mut csv = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(BYTE_ORDER_MARK.to_vec());
    let heading = |column: &&str| {
        visit
            .locale
            .t(format!("console-export-{column}"))
            .to_string()
    };
    csv.write_record(COLUMNS.iter().map(heading))
        .map_err(unwritten)?;
    let mut known = HashSet::new();
    let mut offset = 0;
    loop {
        let filter = RowFilter {
            kind: Some(StreamKind::Case),
            closed: Some(closed),
            offset,
            limit: AT_ONCE,
            ..RowFilter::default()
        };
        let rows = session.app.engine.store.list(scope, &filter).await?;
        let last = rows.len() < AT_ONCE as usize;
        let mine: Vec<Row> = rows
            .into_iter()
            .filter(|row| reader == Reader::Officer || sees(session, row))
            // While one page after the other is read, a row may move to another page.
            .filter(|row| known.insert(row.stream.id))
            .collect();
        for line in lines(session, visit, scope, reader, &mine).await? {
            csv.write_record(line.iter().map(|cell| harmless(cell)))
                .map_err(unwritten)?;
        }
        if last {
            break;
        }
        offset += AT_ONCE;
    }
    let bytes = csv.into_inner().map_err(|_| PageError::internal("csv"))?;
    Ok(download(session, bytes))
}

fn sees(session: &Session, row: &Row) -> bool {
    session.roles.sees(
        &row.stream.controller,
        row.desk.as_ref(),
        row.office.as_ref(),
    )
}

async fn lines(
    session: &Session,
    visit: &Visit,
    scope: &Scope,
    reader: Reader,
    rows: &[Row],
) -> Result<Vec<Vec<String>>, Turn> {
    let references = session.references(rows).await?;
    let streams: Vec<StreamRef> = rows.iter().map(|row| row.stream.clone()).collect();
    let found = session.app.engine.store.load(scope, &streams).await?;
    // A stream that this build cannot read must not take the others with it, nor go missing.
    let engine = &session.app.engine;
    let mut states: HashMap<CaseId, (Case, Bound)> = HashMap::new();
    for stream in &found {
        let id = CaseId(stream.stream.id);
        let Ok(loaded) = Loaded::read(std::slice::from_ref(stream)) else {
            continue;
        };
        if let Some(case) = loaded.case(id) {
            let bind = || engine.shelf.bind_case(&stream.stream.controller, case);
            if let Ok(bound) = engine.bound(bind).await {
                states.insert(id, (case.clone(), bound));
            }
        }
    }
    rows.iter()
        .map(|row| {
            let of = StreamRef::submission(row.stream.controller.clone(), row.submission);
            let reference = references.get(&of).cloned().unwrap_or_default();
            let case = states.get(&CaseId(row.stream.id));
            line(session, visit, reader, row, case, reference)
        })
        .collect()
}

fn line(
    session: &Session,
    visit: &Visit,
    reader: Reader,
    row: &Row,
    case: Option<&(Case, Bound)>,
    reference: String,
) -> Result<Vec<String>, Turn> {
    let locale = visit.locale;
    let actor = session.actor();
    let account = case.and_then(|(case, bound)| {
        let ctx = bound.context(session.app.now(), &actor);
        why::of_case(locale, case, &ctx)
    });
    let pack = match case {
        Some((_, bound)) => Arc::clone(&bound.pack),
        None => session.pack(&row.stream.controller)?,
    };
    let (dates, reason) = match &account {
        Some(account) => (
            [account.first_due, account.due, account.safe],
            account.in_words(),
        ),
        None => ([row.first_due, row.due, row.safe], String::new()),
    };
    let closed_desk = row
        .desk
        .as_ref()
        .is_some_and(|desk| pack.is_closed(&DeskId::from(desk.clone())));
    // That a closed desk has a case of this person is not the officer's to know.
    let shown = |text: String| {
        if closed_desk && reader == Reader::Officer {
            String::new()
        } else {
            text
        }
    };
    let named = |code: &Option<Code>, name: fn(Locale, &Pack, &Code) -> String| {
        let code = code.as_ref();
        code.map_or_else(String::new, |code| name(locale, &pack, code))
    };
    let mut cells = vec![
        shown(reference),
        organisation(visit, &pack),
        named(&row.desk, words::desk),
        shown(named(&row.right, words::right)),
        shown(named(&row.kind, words::kind)),
        row.received.to_string(),
    ];
    cells.extend(dates.map(|day| day.map_or_else(String::new, |day| day.to_string())));
    cells.extend([
        words::stage(locale, row.status.as_str()).text,
        locale
            .t(format!("console-export-clock-{}", row.clock))
            .to_string(),
        reason,
    ]);
    Ok(cells)
}

/// The cell with a mark before what a spreadsheet would compute.
fn harmless(cell: &str) -> String {
    if cell.starts_with(FORMULA) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn download(session: &Session, bytes: Vec<u8>) -> Response {
    let day = session.app.now().date_naive();
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    let kind = HeaderValue::from_static("text/csv; charset=utf-8; header=present");
    headers.insert(header::CONTENT_TYPE, kind);
    let name = format!("attachment; filename=\"cases-{day}.csv\"");
    if let Ok(name) = HeaderValue::from_str(&name) {
        headers.insert(header::CONTENT_DISPOSITION, name);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use habeas_language::testing::check_keys;

    use super::*;

    #[test]
    fn a_cell_that_a_spreadsheet_would_compute_is_marked() {
        for cell in ["=1+1", "+32 2", "-1", "@SUM(A1)", "\tx", "\r=1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
        }
        assert_eq!(harmless("2026-03-02"), "2026-03-02");
        assert_eq!(harmless(""), "");
    }

    #[test]
    fn every_heading_and_state_of_a_clock_has_its_text() {
        check_keys(COLUMNS.iter().map(|c| format!("console-export-{c}"))).unwrap();
        let clocks = ["running", "paused", "stopped", "none"];
        check_keys(clocks.map(|clock| format!("console-export-clock-{clock}"))).unwrap();
    }
}
