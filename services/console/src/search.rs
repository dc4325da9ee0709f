//! Search: by reference, name, e-mail address or postal item number. What is found is shown only
//! as far as it may be seen; nothing found and nothing to be seen look the same.

use std::collections::BTreeSet;

use askama::Template;
use axum::{http::StatusCode, response::IntoResponse};
use habeas_envelope::{Scope, StreamKind, StreamRef};
use habeas_identifiers::PostalItemNumber;
use habeas_store::{DispatchFilter, Row, RowFilter};
use habeas_vault::{Reference, SearchField};
use habeas_web::{Form, Layout, Line, Posted, Visit, html};

use crate::{
    session::{Session, organisation},
    turn::{Answer, Turn},
    words::{self, Tag},
};

/// So many are looked at for one word.
const FOUND_AT_MOST: u32 = 200;

struct Hit {
    href: String,
    reference: String,
    what: String,
    organisation: String,
    stage: Tag,
}

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    page: Layout,
    form: Form,
    asked: bool,
    hits: Vec<Hit>,
}

pub(crate) async fn show(session: Session, visit: Visit) -> Answer {
    let form = Form::blank(session.form_token("search"));
    let page = session.page(&visit, visit.locale.t("console-search-title"));
    Ok(html(&SearchPage {
        page,
        form,
        asked: false,
        hits: Vec::new(),
    })?)
}

pub(crate) async fn submit(session: Session, visit: Visit, posted: Posted) -> Answer {
    session.check("search", &posted)?;
    let mut form = Form::filled(session.form_token("search"), posted.pairs);
    let mut page = session.page(&visit, visit.locale.t("console-search-title"));
    let Some(text) = form.read::<Line<200>>("q") else {
        page.has_errors = true;
        let page = html(&SearchPage {
            page,
            form,
            asked: false,
            hits: Vec::new(),
        })?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let streams = session.find(text.as_str()).await?;
    let mut hits = Vec::new();
    for stream in streams {
        session.hits(&visit, &stream, &mut hits).await?;
    }
    Ok(html(&SearchPage {
        page,
        form,
        asked: true,
        hits,
    })?)
}

impl Session {
    /// The streams that a text leads to, whoever may see them.
    async fn find(&self, text: &str) -> Result<BTreeSet<StreamRef>, Turn> {
        let store = &self.app.engine.store;
        let mut found = BTreeSet::new();
        if let Ok(reference) = Reference::parse(text) {
            let everywhere = self.house_of_all();
            let row = store
                .by_reference(&everywhere, &reference.as_str().to_lowercase())
                .await?;
            found.extend(row.map(|row| row.stream));
        }
        let field = if PostalItemNumber::parse(text).is_ok() {
            SearchField::ItemNumber
        } else if text.contains('@') {
            SearchField::Email
        } else {
            SearchField::NameWord
        };
        for controller in self.roles.controllers() {
            let scope = Scope::whole([controller.clone()]);
            let mut owners: Option<BTreeSet<StreamRef>> = None;
            for token in self.app.keyring.search().query(controller, field, text) {
                let have: BTreeSet<StreamRef> = store
                    .find(&scope, controller, None, &token, FOUND_AT_MOST)
                    .await?
                    .into_iter()
                    .collect();
                owners = Some(match owners {
                    Some(before) => before.intersection(&have).cloned().collect(),
                    None => have,
                });
            }
            found.extend(owners.unwrap_or_default());
        }
        Ok(found)
    }

    fn house_of_all(&self) -> Scope {
        Scope::whole(self.roles.controllers().into_iter().cloned())
    }

    /// Adds what may be seen of a stream that was found: its cases, itself, its letters.
    async fn hits(
        &self,
        visit: &Visit,
        stream: &StreamRef,
        hits: &mut Vec<Hit>,
    ) -> Result<(), Turn> {
        let store = &self.app.engine.store;
        let scope = Scope::whole([stream.controller.clone()]);
        let rows = store.rows(&scope, std::slice::from_ref(stream)).await?;
        let Some(row) = rows.first() else {
            return Ok(());
        };
        let filter = RowFilter {
            controller: Some(stream.controller.clone()),
            submission: Some(row.submission),
            ..RowFilter::default()
        };
        for row in store.list(&scope, &filter).await? {
            if self.may_find(&row) {
                let hit = self.hit(visit, &row).await?;
                if !hits.iter().any(|have| have.href == hit.href) {
                    hits.push(hit);
                }
            }
        }
        if self.roles.has(&stream.controller, "mailroom") {
            self.letters(visit, row, hits).await?;
        }
        Ok(())
    }

    fn may_find(&self, row: &Row) -> bool {
        let controller = &row.stream.controller;
        match row.stream.kind {
            StreamKind::Submission => {
                let checks = row.status.as_str().starts_with("identity")
                    && row
                        .office
                        .as_ref()
                        .is_some_and(|desk| self.roles.checks(controller, desk));
                checks || self.roles.has(controller, "intake")
            }
            StreamKind::Case => self
                .roles
                .sees(controller, row.desk.as_ref(), row.office.as_ref()),
            _ => false,
        }
    }

    async fn letters(&self, visit: &Visit, row: &Row, hits: &mut Vec<Hit>) -> Result<(), Turn> {
        let filter = DispatchFilter {
            stream: Some(row.stream.clone()),
            ..DispatchFilter::default()
        };
        let scope = self.roles.house(&["mailroom"]);
        let store = &self.app.engine.store;
        let pack = self.pack(&row.stream.controller)?;
        let references = self.references(std::slice::from_ref(row)).await?;
        let reference = references.into_values().next().unwrap_or_default();
        for dispatch in store.dispatches(&scope, &filter).await? {
            if dispatch.channel == "mail" {
                continue;
            }
            let channel = visit
                .locale
                .t(format!("console-dispatch-{}", dispatch.channel));
            hits.push(Hit {
                href: format!("/mailroom/{}", dispatch.id),
                reference: reference.clone(),
                what: channel.to_string(),
                organisation: organisation(visit, &pack),
                stage: crate::case_page::dispatch_stage(visit.locale, dispatch.state.as_str()),
            });
        }
        Ok(())
    }

    async fn hit(&self, visit: &Visit, row: &Row) -> Result<Hit, Turn> {
        let locale = visit.locale;
        let pack = self.pack(&row.stream.controller)?;
        let references = self.references(std::slice::from_ref(row)).await?;
        let (folder, what) = match (&row.right, &row.kind) {
            (Some(right), Some(kind)) => (
                "cases",
                format!(
                    "{} · {}",
                    words::right(locale, &pack, right),
                    words::kind(locale, &pack, kind)
                ),
            ),
            _ => (
                "submissions",
                locale.t("console-row-submission").to_string(),
            ),
        };
        Ok(Hit {
            href: format!("/{folder}/{}", row.stream.id),
            reference: references.into_values().next().unwrap_or_default(),
            what,
            organisation: organisation(visit, &pack),
            stage: words::stage(locale, row.status.as_str()),
        })
    }
}
