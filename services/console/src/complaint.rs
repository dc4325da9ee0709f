//! What is recorded of a complaint whose silence is a decision: that the person was told of its
//! progress, that the conclusions were communicated, and the decision that follows them.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use habeas_case::{
    ComplaintStep, ContactKind, DispatchChannel, DispatchCommand, Refusal, case::Command,
    dispatch_id, submission,
};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::{Command as Any, ExecuteError, store_writes};
use habeas_envelope::{Code, EventId, ItemId, Scope};
use habeas_vault::{Owner, PersonPublic, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::{CaseFile, sealing, settle, version_seen},
    identity::MESSAGE_WAITING,
    session::{Session, organisation},
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
    let file = complaint(&session, &id).await?;
    let today = session.app.today(&file.pack);
    let form = Form::blank(session.form_token(&file.form()))
        .with("day-day", chrono::Datelike::day(&today))
        .with("day-month", chrono::Datelike::month(&today))
        .with("day-year", chrono::Datelike::year(&today));
    Ok(html(&draw(&session, &visit, &file, form))?)
}

async fn complaint(session: &Session, id: &str) -> Result<CaseFile, Turn> {
    let file = session.case(id).await?;
    if is_one(&file) {
        Ok(file)
    } else {
        Err(Turn::not_found())
    }
}

/// Records the step and sends what is to be told, all or nothing. The words are sealed in the
/// compartment of the desk and for the person: nobody else of the house reads them.
pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let file = complaint(&session, &id).await?;
    session.check(&file.form(), &posted)?;
    let version = version_seen(&posted)?;
    let mut form = Form::filled(session.form_token(&file.form()), posted.pairs);
    let step = ComplaintStep::from_word(form.value("step")).filter(|step| STEPS.contains(step));
    if step.is_none() {
        form.refuse("step", habeas_web::Message::new("web-error-choose"));
    }
    let day = form.read_date("day");
    let text: Option<Lines<4000>> = form.read("text");
    let (Some(step), Some(day), false) = (step, day, form.has_errors()) else {
        return again(&session, &visit, &file, form);
    };
    let item = session.app.item();
    let told = text.is_some().then_some(item);
    let advance = Command::AdvanceComplaint {
        step,
        day,
        item: told,
    };
    let mut order = file.order(&session, vec![advance], version);
    if let Some(text) = text {
        // The person's stream belongs to no desk; that this case of it is this desk's was shown.
        order.scope = Scope::whole([file.controller().clone()]);
        order.commands.extend(telling(&session, &file, item)?);
        let message = Message {
            text: text.into_string(),
        };
        let writes = sealed(&session, &file, item, &message)?;
        order = sealing(&session.app, order, writes, &[]).await?;
    }
    match session.execute(order).await {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let field = match refusal {
                Refusal::BeforeReceipt | Refusal::InFuture => "day",
                _ => "step",
            };
            let key = format!("refusal-{}", refusal.code());
            form.refuse(field, habeas_web::Message::new(key));
            again(&session, &visit, &file, form)
        }
        result => settle(result, &file.path(), "complaint"),
    }
}

/// The message on the person's side, and the mail or letter that one waits.
fn telling(session: &Session, file: &CaseFile, item: ItemId) -> Result<Vec<Any>, Turn> {
    let received = file.submission.state.received.as_ref();
    let received = received.ok_or_else(Turn::not_found)?;
    let template = Code::literal(MESSAGE_WAITING);
    let dispatch = Command::Dispatch(DispatchCommand::Order {
        // The message is what makes it necessary, and its handle is as unique as an event.
        dispatch: dispatch_id(EventId(item.0), file.id.0, &template),
        channel: match received.contact_kind {
            ContactKind::Email => DispatchChannel::Mail,
            ContactKind::Post => DispatchChannel::Letter,
        },
        template,
        language: received.language.clone(),
        office: None,
        not_before: session.app.now(),
        items: vec![item],
    });
    let send = submission::Command::SendMessage { item };
    Ok(vec![
        Any::Submission(file.submission.id, send),
        Any::Case(file.id, dispatch),
    ])
}

fn sealed(
    session: &Session,
    file: &CaseFile,
    item: ItemId,
    message: &Message,
) -> Result<habeas_engine::SealedWrites, Turn> {
    let received = file.submission.state.received.as_ref();
    let received = received.ok_or_else(Turn::not_found)?;
    let mut sealer = Sealer::for_owner(
        session.app.keyring.public(),
        file.controller().clone(),
        Owner::submission(file.submission.id),
        &*session.app.engine.entropy,
    );
    let kind = Code::literal(kinds::MESSAGE_OUT);
    sealer.seal(file.compartment, kind, item, &to_bytes(message)?)?;
    sealer.wrap_for_person(file.compartment, &PersonPublic(received.person_key))?;
    Ok(store_writes(sealer.finish(), Vec::new()))
}

fn again(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> Answer {
    let page = html(&draw(session, visit, file, form))?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn draw(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> ComplaintPage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("console-complaint-title"));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    let steps = STEPS.map(|step| {
        let word = step.as_str();
        Choice::new(word, locale.t(format!("console-complaint-{word}")))
            .hint(locale.t(format!("console-complaint-{word}-hint")))
    });
    ComplaintPage {
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        steps: steps.into(),
        page,
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
