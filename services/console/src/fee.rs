//! A fee is asked: on a ground of the pack, for an individual reason, in an amount. The person is
//! told, and the clock runs on.

use askama::Template;
use axum::{extract::Path, response::Response};
use habeas_case::{Money, Refusal, case::Command};
use habeas_language::Locale;
use habeas_regime::Fee;
use habeas_web::{Choice, Form, Layout, Lines, Posted, Visit, html};

use crate::{
    cases::CaseFile,
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent},
    telling,
    turn::{Answer, Turn},
    words,
};

#[derive(Template)]
#[template(path = "fee.html")]
struct FeePage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    grounds: Vec<Choice>,
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    step::show(Asking { id }, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    step::submit(Asking { id }, session, visit, posted).await
}

/// The form that asks a fee of a case.
struct Asking {
    id: String,
}

impl FormStep for Asking {
    type File = CaseFile;

    async fn load(&self, session: &Session) -> Result<CaseFile, Turn> {
        let file = session.case(&self.id).await?;
        if possible(&file) {
            Ok(file)
        } else {
            Err(Turn::not_found())
        }
    }

    async fn read(&self, sent: Sent<'_>, file: &CaseFile, form: &mut Form) -> Result<Read, Turn> {
        let session = sent.session;
        let chosen = form.value("ground").to_owned();
        let fee = fees(file).find(|fee| fee.id.as_str() == chosen);
        if fee.is_none() {
            form.refuse("ground", habeas_web::Message::new("web-error-choose"));
        }
        let amount = Money::parse_euro(form.value("amount")).filter(|money| money.cents > 0);
        if amount.is_none() {
            form.refuse("amount", habeas_web::Message::new("refusal-fee-amount"));
        }
        let reason: Option<Lines<4000>> = form.read("reason");
        let (Some(fee), Some(amount), Some(reason)) = (fee, amount, reason) else {
            return Ok(Read::Wrong);
        };
        let item = session.app.item();
        let reason = reason.into_string();
        let text = told(file, fee, &amount, &reason);
        let command = Command::AskFee {
            ground: fee.id.code().clone(),
            reason: Some(item),
            amount,
        };
        let order = file.order(session, vec![command], sent.version);
        let order = telling::note(session, order, file.sealed_for(), item, reason).await?;
        let message = session.app.item();
        let order = telling::tell_of_case(session, file, order, message, text).await?;
        Ok(Read::to_do(order, "fee-asked"))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::FeeUnknown => "ground",
            Refusal::FeeAmount | Refusal::FeeAskedAlready => "amount",
            _ => "",
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
        let mut page = session.page(visit, locale.t("answering-fee-title"));
        page.organisation = Some(organisation(visit, &file.pack));
        page.has_errors = form.has_errors();
        Ok(html(&FeePage {
            page,
            form,
            path: file.path(),
            version: file.state.version,
            reference: file.submission.reference.clone(),
            grounds: fees(file)
                .map(|fee| {
                    let name = words::picked(locale, &fee.name);
                    Choice::new(fee.id.as_str(), format!("{name} ({})", fee.citation))
                })
                .collect(),
        })?)
    }
}

/// What the person reads, in their language: how much, on which ground, why, and that the time
/// limit runs on.
fn told(file: &CaseFile, fee: &Fee, amount: &Money, reason: &str) -> String {
    let locale = Locale::from_tag(file.submission.language.as_str()).unwrap_or_default();
    let asked = locale
        .t("answering-fee-told")
        .arg("amount", amount_in(locale, amount))
        .arg("ground", words::picked(locale, &fee.name))
        .arg("citation", fee.citation.to_string());
    let runs_on = locale.t("answering-fee-clock");
    format!("{asked}\n\n{reason}\n\n{runs_on}")
}

/// An amount as a reader of the language writes it.
pub(crate) fn amount_in(locale: Locale, amount: &Money) -> String {
    let mark = if locale == Locale::En { '.' } else { ',' };
    let currency = amount.currency.as_str().to_uppercase();
    format!("{}\u{a0}{currency}", amount.with_mark(mark))
}

fn fees(file: &CaseFile) -> impl Iterator<Item = &Fee> {
    file.pack.fees(&file.right, &file.kind)
}

/// Whether the pack lets a fee be asked for this case at all.
pub(crate) fn possible(file: &CaseFile) -> bool {
    fees(file).next().is_some()
}
