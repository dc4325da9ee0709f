//! A restriction: applied, announced to the person before it is lifted, lifted, in no other order
//! (GDPR art. 18(3)).

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use chrono::Datelike;
use habeas_case::{CaseEvent, Refusal, RestrictionStep, case::Command};
use habeas_contract::decode_case;
use habeas_engine::ExecuteError;
use habeas_language::Locale;
use habeas_web::{Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::{CaseFile, settle, version_seen},
    session::{Session, organisation},
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
    let file = session.case(&id).await?;
    let today = session.app.today(&file.pack);
    let form = Form::blank(session.form_token(&file.form()))
        .with("day-day", today.day())
        .with("day-month", today.month())
        .with("day-year", today.year());
    Ok(html(&draw(&session, &visit, &file, form)?)?)
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = session.case(&id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let step = next(&file);
    if form.value("step") != step.as_str() {
        form.refuse("", habeas_web::Message::new("error-changed-meanwhile"));
        return again(&session, &visit, &file, form);
    }
    let (day, text) = if step == RestrictionStep::Announced {
        // It is announced on the day the person is told, which is today.
        let text: Option<Lines<4000>> = form.read("text");
        (Some(session.app.today(&file.pack)), text)
    } else {
        (form.read_date("day"), None)
    };
    let Some(day) = day.filter(|_| step != RestrictionStep::Announced || text.is_some()) else {
        return again(&session, &visit, &file, form);
    };
    let mut order = file.order(&session, vec![Command::Restrict { step, day }], version);
    if let Some(text) = text {
        let locale = Locale::from_tag(file.submission.language.as_str()).unwrap_or_default();
        let told = format!(
            "{}\n\n{}",
            locale.t("answering-restriction-told"),
            text.as_str()
        );
        let item = session.app.item();
        order = telling::tell(&session, &file.submission, order, item, told).await?;
    }
    match session.execute(order).await {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let message = habeas_web::Message::new(format!("refusal-{}", refusal.code()));
            form.refuse("day", message);
            again(&session, &visit, &file, form)
        }
        result => settle(
            result,
            &file.path(),
            &format!("restriction-{}", step.as_str()),
        ),
    }
}

fn again(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> Answer {
    let page = html(&draw(session, visit, file, form)?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(
    session: &Session,
    visit: &Visit,
    file: &CaseFile,
    form: Form,
) -> Result<RestrictionPage, Turn> {
    if !concerns(file) {
        return Err(Turn::not_found());
    }
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
    Ok(RestrictionPage {
        page,
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        steps,
        next: next.as_str(),
        announces: next == RestrictionStep::Announced,
    })
}
