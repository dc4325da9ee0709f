//! What is recorded of a complaint whose silence is a decision: that the person was told of its
//! progress, that the conclusions were communicated, and the decision that follows them.

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{ComplaintStep, Refusal, case::Command};
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::CaseFile,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    telling,
    turn::{Answer, Turn},
};

/// The steps that a person records.
const STEPS: [ComplaintStep; 3] = [
    ComplaintStep::ProgressTold,
    ComplaintStep::ConclusionsCommunicated,
    ComplaintStep::Decided,
];

#[derive(Template)]
#[template(path = "complaint.html")]
struct ComplaintPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    steps: Vec<Choice>,
}

/// Whether the case is a complaint whose silence is a decision, and ends when its progress is told.
pub(crate) fn is_one(file: &CaseFile) -> bool {
    let opened = file.state.opened.as_ref();
    opened
        .and_then(|opened| habeas_case::clock_of(&file.pack, &opened.regime, &opened.clock))
        .and_then(|clock| clock.silence.as_ref())
        .is_some_and(|silence| silence.ended_by_progress)
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Recording { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Recording { id }, session, visit, posted).await
}

/// The form that records a step and tells of it, all or nothing. The words are sealed for the
/// desk of the case and for the person: nobody else of the house reads them.
struct Recording {
    id: String,
}

impl FormStep for Recording {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if is_one(&file) {
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
        let step = ComplaintStep::from_word(form.value("step")).filter(|step| STEPS.contains(step));
        if step.is_none() {
            form.refuse("step", habeas_web::Message::new("web-error-choose"));
        }
        let day = form.read_date("day");
        let text: Option<Lines<4000>> = form.read("text");
        let (Some(step), Some(day), false) = (step, day, form.has_errors()) else {
            return Ok(Read::Wrong);
        };
        let item = session.app.item();
        let advance = Command::AdvanceComplaint {
            step,
            day,
            item: text.is_some().then_some(item),
        };
        let mut order = file.order(session, vec![advance], sent.version);
        if let Some(text) = text {
            let text = text.into_string();
            order = telling::tell_of_case(session, file, order, item, text).await?;
        }
        Ok(Read::to_do(order, "complaint"))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::BeforeReceipt | Refusal::InFuture => "day",
            _ => "step",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &CaseFile,
        form: Form,
    ) -> Result<Response, Turn> {
        let locale = visit.locale;
        let mut page = session.page(visit, locale.t("console-complaint-title"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        let steps = STEPS.map(|step| {
            let word = step.as_str();
            Choice::new(word, locale.t(format!("console-complaint-{word}")))
                .hint(locale.t(format!("console-complaint-{word}-hint")))
        });
        Ok(html(&ComplaintPage {
            form,
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            steps: steps.into(),
            page,
        })?)
    }
}

#[cfg(test)]
mod tests {
    use habeas_case::ComplaintStep;
    use habeas_language::testing::check_keys;

    #[test]
    fn every_step_has_its_words_in_every_language() {
        let words = |step: &ComplaintStep| step.as_str();
        let steps: Vec<_> = super::STEPS.iter().map(words).collect();
        check_keys(steps.iter().map(|s| format!("console-complaint-{s}"))).unwrap();
        check_keys(steps.iter().map(|s| format!("console-complaint-{s}-hint"))).unwrap();
        let all = ComplaintStep::ALL.iter().map(words);
        check_keys(all.map(|s| format!("console-event-complaint-{s}"))).unwrap();
    }
}
