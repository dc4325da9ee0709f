use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use habeas_regime::{Ask, Pack};
use habeas_vault::Reference;
use habeas_web::{Form, Layout, Line, Lines, Message, PageError, Posted, Visit};

use crate::{
    app::{App, with_status},
    draft::{Filing, Hold, Trouble, at_work, gone},
    turn::Turn,
    whom::with_date,
    words::LONGEST,
};

#[derive(Template)]
#[template(path = "questions.html")]
struct QuestionsPage {
    page: Layout,
    form: Form,
    steps: Option<usize>,
    lead: String,
    fields: Vec<Field>,
}

/// How a question is asked.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Lines,
    Date,
}

struct Field {
    name: &'static str,
    shape: &'static str,
    label: String,
    hint: String,
}

/// What was answered to the pack's questions, by the word of each; days as ISO dates.
pub(crate) type Asked = BTreeMap<String, String>;

/// What the provisions want said.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    if filing.asks(&pack).is_empty() {
        return Ok(Redirect::to(&filing.next(&pack)).into_response());
    }
    let form = filled(Form::blank(hold.token(&app, "questions")), &filing);
    Ok(draw(
        &app,
        &visit,
        &pack,
        form,
        Some(&filing),
        StatusCode::OK,
    )?)
}

/// Keeps what was said; nothing of it has to be.
pub(crate) async fn submit(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    posted: Posted,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let mut form = hold.form(&app, "questions", posted)?;
    let filing = match hold.open(&app).await {
        Ok(filing) => filing.ok_or_else(gone)?,
        Err(Trouble::Away) => return away(&app, &visit, &pack, form),
        Err(trouble) => return Err(trouble.into()),
    };
    let asked = read(&mut form, &filing.asks(&pack), app.today(&pack));
    if form.has_errors() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Ok(draw(&app, &visit, &pack, form, Some(&filing), status)?);
    }
    match hold.change(&app, |filing| filing.asked = Some(asked)).await {
        Ok(filing) => Ok(Redirect::to(&filing.next(&pack)).into_response()),
        Err(Trouble::Away) => away(&app, &visit, &pack, form),
        Err(trouble) => Err(trouble.into()),
    }
}

fn away(app: &App, visit: &Visit, pack: &Pack, mut form: Form) -> Result<Response, Turn> {
    form.refuse("", Message::new("portal-error-away"));
    let status = StatusCode::SERVICE_UNAVAILABLE;
    Ok(draw(app, visit, pack, form, None, status)?)
}

fn shape(ask: Ask) -> Shape {
    match ask {
        Ask::InternalController | Ask::Earlier | Ask::Signature => Shape::Line,
        Ask::Reason | Ask::MeasuresWanted | Ask::PendingElsewhere | Ask::ContactWithDpo => {
            Shape::Lines
        }
        Ask::AwareOn | Ask::SignedOn => Shape::Date,
    }
}

fn read(form: &mut Form, asks: &[Ask], today: NaiveDate) -> Asked {
    let mut asked = Asked::new();
    for ask in asks {
        let name = ask.as_str();
        let text = match shape(*ask) {
            Shape::Line => form.read_optional::<Line<200>>(name).map(Line::into_string),
            Shape::Lines => form
                .read_optional::<Lines<LONGEST>>(name)
                .map(Lines::into_string),
            Shape::Date => {
                let day = form.read_optional_date(name);
                if day.is_some_and(|day| day > today) {
                    form.refuse(name, Message::new("portal-ask-day-ahead"));
                }
                day.map(|day| day.to_string())
            }
        };
        asked.extend(text.map(|text| (name.to_owned(), text)));
    }
    asked
}

fn filled(mut form: Form, filing: &Filing) -> Form {
    for (name, text) in filing.asked.iter().flatten() {
        form = match Ask::from_word(name).map(shape) {
            Some(Shape::Date) => with_date(form, name, text.parse().ok()),
            _ => form.with(name, text),
        };
    }
    form
}

/// What a question is called.
pub(crate) fn label(visit: &Visit, ask: Ask) -> String {
    let key = format!("portal-ask-{}", ask.as_str());
    visit.locale.t(key).to_string()
}

/// The answer to a question, for eyes.
pub(crate) fn lines(visit: &Visit, ask: Ask, text: &str) -> Vec<String> {
    match (shape(ask), text.parse::<NaiveDate>()) {
        (Shape::Date, Ok(day)) => vec![visit.locale.date(day)],
        _ => text.lines().map(str::to_owned).collect(),
    }
}

/// The reference that was typed, if it is one: spaces, hyphens and case do not matter.
pub(crate) fn earlier(asked: &Asked) -> Option<habeas_envelope::Code> {
    let reference = Reference::parse(asked.get(Ask::Earlier.as_str())?).ok()?;
    habeas_envelope::Code::new(reference.as_str().to_ascii_lowercase()).ok()
}

/// A day that was given.
pub(crate) fn day(asked: &Asked, ask: Ask) -> Option<NaiveDate> {
    asked.get(ask.as_str())?.parse().ok()
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    filing: Option<&Filing>,
    status: StatusCode,
) -> Result<Response, PageError> {
    let locale = visit.locale;
    let asks = match filing {
        Some(filing) => filing.asks(pack),
        // The database is away: what was typed stays on the page.
        None => Ask::ALL
            .into_iter()
            .filter(|ask| {
                form.values(ask.as_str()).next().is_some()
                    || !form.part(ask.as_str(), "day").is_empty()
            })
            .collect(),
    };
    let fields = asks.iter().map(|ask| Field {
        name: ask.as_str(),
        shape: match shape(*ask) {
            Shape::Line => "line",
            Shape::Lines => "lines",
            Shape::Date => "date",
        },
        label: label(visit, *ask),
        hint: locale
            .t(format!("portal-ask-{}-hint", ask.as_str()))
            .to_string(),
    });
    let complains = asks.contains(&Ask::Reason);
    let (heading, lead) = if complains {
        ("portal-ask-heading", "portal-ask-lead")
    } else {
        ("portal-ask-heading-sign", "portal-ask-lead-sign")
    };
    let mut page = app.page_of(visit, pack, locale.t(heading));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &QuestionsPage {
            page,
            steps: filing.map(|filing| filing.steps(pack)),
            lead: locale.t(lead).to_string(),
            fields: fields.collect(),
            form,
        },
    )
}

#[cfg(test)]
mod tests {
    use habeas_language::testing::check_keys;
    use habeas_regime::{Ask, Said};

    #[test]
    fn every_question_has_its_words_in_every_language() {
        let word = |ask: &Ask| ask.as_str().to_owned();
        let asks: Vec<String> = Ask::ALL.iter().map(word).collect();
        check_keys(asks.iter().map(|ask| format!("portal-ask-{ask}"))).unwrap();
        check_keys(asks.iter().map(|ask| format!("portal-ask-{ask}-hint"))).unwrap();
        let said = Said::ALL.map(|said| format!("portal-audience-{}", said.as_str()));
        check_keys(said).unwrap();
        check_keys(["", "-sign"].map(|kind| format!("portal-ask-heading{kind}"))).unwrap();
        check_keys(["", "-sign"].map(|kind| format!("portal-ask-lead{kind}"))).unwrap();
    }
}
