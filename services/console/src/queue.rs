//! The queue: what is to be done, the nearest due first.

use std::collections::{HashMap, HashSet};

use askama::Template;
use axum::extract::Query;
use habeas_envelope::{Code, Scope, StreamKind, StreamRef};
use habeas_store::{Row, RowFilter, RowOrder, Waits};
use habeas_web::{Layout, Pagination, Visit, html};
use serde::Deserialize;

use crate::{
    cases::spaced,
    session::{Session, notice, organisation, refusal},
    turn::{Answer, Turn, to},
    words::{self, Tag},
};

/// Rows on a page.
const ON_A_PAGE: u32 = 25;
/// So many rows are looked through where a list is seen in part.
const LOOKED_THROUGH: u32 = 1_000;

/// A list of the queue: its word, and the states of the rows it shows.
struct Tab {
    word: &'static str,
    kind: StreamKind,
    statuses: &'static [&'static str],
    closed: bool,
}

const TABS: &[Tab] = &[
    Tab {
        word: "mine",
        kind: StreamKind::Case,
        statuses: &[
            "referred",
            "working",
            "ground-asked",
            "approval",
            "approved",
            "held",
        ],
        closed: false,
    },
    Tab {
        word: "identity",
        kind: StreamKind::Submission,
        statuses: &["identity", "identity-unanswered", "identity-asked"],
        closed: false,
    },
    Tab {
        word: "intake",
        kind: StreamKind::Submission,
        statuses: &[],
        closed: false,
    },
    Tab {
        word: "message",
        kind: StreamKind::Submission,
        statuses: &[],
        closed: false,
    },
    Tab {
        word: "route",
        kind: StreamKind::Case,
        statuses: &["referred"],
        closed: false,
    },
    Tab {
        word: "answer",
        kind: StreamKind::Case,
        statuses: &["working", "ground-asked", "approved"],
        closed: false,
    },
    Tab {
        word: "approve",
        kind: StreamKind::Case,
        statuses: &["approval"],
        closed: false,
    },
    Tab {
        word: "held",
        kind: StreamKind::Case,
        statuses: &["held"],
        closed: false,
    },
    Tab {
        word: "all",
        kind: StreamKind::Case,
        statuses: &[],
        closed: false,
    },
    Tab {
        word: "closed",
        kind: StreamKind::Case,
        statuses: &[],
        closed: true,
    },
];

/// The words of the lists, for the test of their texts.
#[cfg(test)]
pub(crate) fn tab_words() -> impl Iterator<Item = &'static str> {
    TABS.iter().map(|tab| tab.word)
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    view: Option<String>,
    page: Option<usize>,
    done: Option<String>,
    refused: Option<String>,
}

struct TabLink {
    text: String,
    href: String,
    count: String,
    current: bool,
}

struct Line {
    href: String,
    reference: String,
    what: String,
    organisation: Option<String>,
    place: String,
    received: String,
    work_to: String,
    due: Tag,
    stage: Tag,
    /// Whether the person wrote something that nobody has read.
    message: bool,
}

#[derive(Template)]
#[template(path = "queue.html")]
struct QueuePage {
    page: Layout,
    tabs: Vec<TabLink>,
    lines: Vec<Line>,
    of_identities: bool,
    /// How many wait for an identity, where another list is shown than theirs.
    identities: Option<String>,
    pages: Pagination,
    /// Where the cases of the list can be had as a table.
    export: Option<String>,
}

pub(crate) async fn show(session: Session, visit: Visit, Query(asked): Query<Asked>) -> Answer {
    if !session.works_on_cases() {
        return to(session.home());
    }
    let tabs: Vec<&Tab> = TABS.iter().filter(|tab| session.shows(tab)).collect();
    let current = tabs
        .iter()
        .find(|tab| Some(tab.word) == asked.view.as_deref())
        .or_else(|| tabs.first())
        .ok_or_else(Turn::not_found)?;
    let number = asked.page.unwrap_or(1).clamp(1, 1_000);
    let mut links = Vec::new();
    let mut identities = None;
    for tab in &tabs {
        let count = session.count(tab).await?;
        if tab.word == "identity" && current.word == "mine" && count > 0 {
            let text = visit.locale.t("console-queue-identity").arg("count", count);
            identities = Some(text.to_string());
        }
        links.push(TabLink {
            text: visit
                .locale
                .t(format!("console-tab-{}", tab.word))
                .to_string(),
            href: format!("/?view={}", tab.word),
            count: count.to_string(),
            current: tab.word == current.word,
        });
    }
    let (rows, total) = session.rows(current, number).await?;
    let last = usize::try_from(total.div_ceil(u64::from(ON_A_PAGE))).unwrap_or(1);
    let mut page = session.page(&visit, visit.locale.t("console-nav-queue"));
    page.wide = true;
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&QueuePage {
        page,
        tabs: links,
        lines: session.lines(&visit, &rows).await?,
        of_identities: current.word == "identity",
        identities,
        export: export_of(&session, current),
        pages: Pagination::new(number, last, format!("/?view={}&page=", current.word)),
    })?)
}

/// All cases can be had from any list of open ones: a table is sorted and sieved where it is read.
fn export_of(session: &Session, tab: &Tab) -> Option<String> {
    let has_cases = tab.kind == StreamKind::Case && session.roles.has_desks();
    has_cases.then(|| {
        if tab.closed {
            "/cases.csv?view=closed".to_owned()
        } else {
            "/cases.csv".to_owned()
        }
    })
}

impl Session {
    /// The first page of somebody who has no queue.
    fn home(&self) -> &'static str {
        if self.roles.is("mailroom") {
            "/mailroom"
        } else if self.roles.is("dpo") {
            "/figures"
        } else if self.roles.is("admin") {
            "/failures"
        } else {
            "/search"
        }
    }

    fn shows(&self, tab: &Tab) -> bool {
        match tab.word {
            "identity" => !self.roles.checking().is_empty(),
            "intake" | "message" => self.roles.is("intake"),
            _ => self.roles.has_desks(),
        }
    }

    /// What the list may be read from. Submissions stand at no desk: those read of the whole house
    /// are sieved by [`Session::may_list`].
    fn list_scope(&self, tab: &Tab) -> Scope {
        match tab.word {
            "identity" => Scope::whole(self.roles.checking().iter().map(|(c, _)| c.clone())),
            "intake" | "message" => self.roles.house(&["intake"]),
            _ => self.roles.scope(),
        }
    }

    fn may_list(&self, tab: &Tab, row: &Row) -> bool {
        let controller = &row.stream.controller;
        match tab.word {
            "identity" => row
                .office
                .as_ref()
                .is_some_and(|desk| self.roles.checks(controller, desk)),
            "intake" => {
                matches!(&row.waits, Waits::Person(whom) if whom == "intake")
                    || row.status == "received"
            }
            "message" => true,
            _ => self
                .roles
                .sees(controller, row.desk.as_ref(), row.office.as_ref()),
        }
    }

    fn filter(&self, tab: &Tab, offset: u32, limit: u32) -> RowFilter {
        RowFilter {
            kind: Some(tab.kind),
            statuses: tab.statuses.iter().map(|s| Code::literal(s)).collect(),
            // What is written after the answer is to be read as well.
            closed: (tab.word != "message").then_some(tab.closed),
            with_tasks: tab.word == "message",
            order: if tab.closed {
                RowOrder::Newest
            } else {
                RowOrder::NearestDue
            },
            offset,
            limit,
            ..RowFilter::default()
        }
    }

    /// Whether every row of the list's scope is one of the list.
    fn lists_all(&self, tab: &Tab) -> bool {
        tab.kind == StreamKind::Case && !self.roles.sees_in_part()
    }

    async fn sieved(&self, tab: &Tab) -> Result<Vec<Row>, Turn> {
        let scope = self.list_scope(tab);
        let mut rows = Vec::new();
        let mut offset = 0;
        loop {
            let filter = self.filter(tab, offset, LOOKED_THROUGH);
            let page = self.app.engine.store.list(&scope, &filter).await?;
            let last = page.len() < LOOKED_THROUGH as usize;
            rows.extend(page.into_iter().filter(|row| self.may_list(tab, row)));
            if last {
                break;
            }
            offset += LOOKED_THROUGH;
        }
        if tab.kind == StreamKind::Submission {
            // A submission has no limit of its own: the eldest has the nearest.
            rows.sort_by_key(|row| row.received);
        }
        Ok(rows)
    }

    async fn count(&self, tab: &Tab) -> Result<u64, Turn> {
        if !self.lists_all(tab) {
            return Ok(self.sieved(tab).await?.len() as u64);
        }
        let filter = self.filter(tab, 0, 0);
        let store = &self.app.engine.store;
        Ok(store.count(&self.list_scope(tab), &filter).await?)
    }

    /// A page of a list, and how many rows the list has in all.
    async fn rows(&self, tab: &Tab, number: usize) -> Result<(Vec<Row>, u64), Turn> {
        let before = u32::try_from(number - 1).unwrap_or(0) * ON_A_PAGE;
        if !self.lists_all(tab) {
            let all = self.sieved(tab).await?;
            let total = all.len() as u64;
            let rows = all
                .into_iter()
                .skip(before as usize)
                .take(ON_A_PAGE as usize)
                .collect();
            return Ok((rows, total));
        }
        let filter = self.filter(tab, before, ON_A_PAGE);
        let rows = self
            .app
            .engine
            .store
            .list(&self.list_scope(tab), &filter)
            .await?;
        Ok((rows, self.count(tab).await?))
    }

    /// The references of the submissions that rows belong to, by controller and submission.
    pub(crate) async fn references(
        &self,
        rows: &[Row],
    ) -> Result<HashMap<StreamRef, String>, Turn> {
        let found = self.submissions_of(rows).await?;
        Ok(found
            .into_iter()
            .filter_map(|row| Some((row.stream, spaced(&row.reference?))))
            .collect())
    }

    /// The rows of the submissions that rows belong to.
    async fn submissions_of(&self, rows: &[Row]) -> Result<Vec<Row>, Turn> {
        let refs: Vec<StreamRef> = rows
            .iter()
            .map(|row| StreamRef::submission(row.stream.controller.clone(), row.submission))
            .collect();
        let scope = Scope::whole(rows.iter().map(|row| row.stream.controller.clone()));
        Ok(self.app.engine.store.rows(&scope, &refs).await?)
    }

    async fn lines(&self, visit: &Visit, rows: &[Row]) -> Result<Vec<Line>, Turn> {
        let references = self.references(rows).await?;
        let unread: HashSet<StreamRef> = self
            .submissions_of(rows)
            .await?
            .into_iter()
            .filter(|row| row.tasks > 0)
            .map(|row| row.stream)
            .collect();
        let several = self.roles.controllers().len() > 1;
        let mut lines = Vec::new();
        for row in rows {
            let mut row = row.clone();
            if row.stream.kind == StreamKind::Submission {
                self.nearest(&mut row).await?;
            }
            let mut line = self.line(visit, &row, &references, several)?;
            let controller = row.stream.controller.clone();
            line.message = unread.contains(&StreamRef::submission(controller, row.submission));
            lines.push(line);
        }
        Ok(lines)
    }

    /// Gives the row of a submission the nearest day of its open cases, and nothing else of them.
    async fn nearest(&self, row: &mut Row) -> Result<(), Turn> {
        let controller = row.stream.controller.clone();
        let filter = RowFilter {
            kind: Some(StreamKind::Case),
            controller: Some(controller.clone()),
            submission: Some(row.submission),
            closed: Some(false),
            ..RowFilter::default()
        };
        let scope = Scope::whole([controller]);
        let cases = self.app.engine.store.list(&scope, &filter).await?;
        if let Some(case) = cases
            .iter()
            .min_by_key(|case| (words::work_to(case).is_none(), words::work_to(case)))
        {
            row.safe = words::work_to(case);
            row.clock = case.clock.clone();
        }
        Ok(())
    }

    fn line(
        &self,
        visit: &Visit,
        row: &Row,
        references: &HashMap<StreamRef, String>,
        several: bool,
    ) -> Result<Line, Turn> {
        let locale = visit.locale;
        let pack = self.pack(&row.stream.controller)?;
        let today = self.app.today(&pack);
        let submission = StreamRef::submission(row.stream.controller.clone(), row.submission);
        let day = words::work_to(row);
        let what = match (&row.right, &row.kind) {
            (Some(right), Some(kind)) => format!(
                "{} · {}",
                words::right(locale, &pack, right),
                words::kind(locale, &pack, kind)
            ),
            _ => locale.t("console-row-submission").to_string(),
        };
        Ok(Line {
            href: match row.stream.kind {
                StreamKind::Submission => format!("/submissions/{}", row.stream.id),
                _ => format!("/cases/{}", row.stream.id),
            },
            reference: references.get(&submission).cloned().unwrap_or_default(),
            what,
            organisation: several.then(|| organisation(visit, &pack)),
            place: match (&row.desk, &row.office) {
                (Some(_), Some(office)) => words::office(locale, &pack, office),
                (Some(desk), None) | (None, Some(desk)) => words::desk(locale, &pack, desk),
                (None, None) => String::new(),
            },
            received: words::unbroken(Some(locale.date_short(row.received))),
            work_to: words::unbroken(day.map(|day| locale.date_short(day))),
            due: words::due(locale, day, row.clock.as_str(), today),
            stage: words::stage(locale, row.status.as_str()),
            message: false,
        })
    }
}
