//! A restriction: applied, announced to the person before it is lifted, lifted, in no other order
//! (GDPR art. 18(3)).

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{CaseEvent, Refusal, RestrictionStep, case::Command};
use habeas_contract::decode_case;
use habeas_language::Locale;
use habeas_web::{Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::CaseFile,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    telling,
    turn::{Answer, Turn},
    words::{Fact, fact},
};

#[derive(Template)]
#[template(path = "restriction.html")]
struct RestrictionPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    steps: Vec<Fact>,
    next: &'static str,
    announces: bool,
}

/// Whether the restriction of a case has a page: where the right is one, or one stands.
pub(crate) fn concerns(file: &CaseFile) -> bool {
    let right = file.pack.right(&file.right);
    file.state.restriction.is_some() || right.is_some_and(|right| right.restricts)
}

/// The only step that can come next.
fn next(file: &CaseFile) -> RestrictionStep {
    match file.state.restriction {
        None | Some(RestrictionStep::Lifted) => RestrictionStep::Applied,
        Some(RestrictionStep::Applied) => RestrictionStep::Announced,
        Some(RestrictionStep::Announced) => RestrictionStep::Lifted,
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Restricting { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Restricting { id }, session, visit, posted).await
}

/// The form of the step that comes next.
struct Restricting {
    id: String,
}

impl FormStep for Restricting {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if concerns(&file) {
            Ok(file)
        } else {
            Err(Turn::not_found())
        }
    }

    async fn begin(&self, session: &Session, file: &CaseFile, form: Form) -> Result<Form, Turn> {
        Ok(step::with_day(form, "day", session.app.today(&file.pack)))
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let step = next(file);
        if form.value("step") != step.as_str() {
            form.refuse("", habeas_web::Message::new("error-changed-meanwhile"));
            return Ok(Read::Wrong);
        }
        let (day, text) = if step == RestrictionStep::Announced {
            // It is announced on the day the person is told, which is today.
            let text: Option<Lines<4000>> = form.read("text");
            (Some(session.app.today(&file.pack)), text)
        } else {
            (form.read_date("day"), None)
        };
        let Some(day) = day.filter(|_| step != RestrictionStep::Announced || text.is_some()) else {
            return Ok(Read::Wrong);
        };
        let restrict = Command::Restrict { step, day };
        let mut order = file.order(session, vec![restrict], sent.version);
        if let Some(text) = text {
            let locale = Locale::from_tag(file.submission.language.as_str()).unwrap_or_default();
            let told = format!(
                "{}\n\n{}",
                locale.t("answering-restriction-told"),
                text.as_str()
            );
            let item = session.app.item();
            order = telling::tell_of_case(session, file, order, item, told).await?;
        }
        Ok(Read::to_do(order, format!("restriction-{}", step.as_str())))
    }

    fn field(&self, _: Refusal) -> &'static str {
        "day"
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let mut page = session.page(visit, locale.t("answering-restriction-title"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        let mut steps = Vec::new();
        for record in &file.events {
            if let CaseEvent::Restriction { step, day } = decode_case(record)? {
                let key = format!("answering-restriction-{}", step.as_str());
                steps.push(fact(locale, &key, locale.date(day)));
            }
        }
        let next = next(file);
        Ok(html(&RestrictionPage {
            page,
            form,
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            steps,
            next: next.as_str(),
            announces: next == RestrictionStep::Announced,
        })?)
    }
}
