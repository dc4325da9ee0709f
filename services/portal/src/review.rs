use askama::Template;
use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use habeas_regime::{Pack, RequestedKinds, Said};
use habeas_vault::Reference;
use habeas_web::{ClientPrefix, Form, Layout, Message, PageError, Posted, Visit, html};

use crate::{
    app::{App, organisation, with_status},
    copies,
    draft::{Filing, Hold, Reach, Sent, Trouble, at_work, gone},
    questions,
    sending::{Whole, copy_ids, for_another, send as send_whole, told_at_first},
    turn::Turn,
    whom::capacity_key,
    words::office_name,
    you::audience_words,
};

#[derive(Template)]
#[template(path = "review.html")]
struct ReviewPage {
    page: Layout,
    form: Form,
    steps: usize,
    back: &'static str,
    cards: Vec<Card>,
    organisation: String,
    due: Option<String>,
    target: Option<String>,
}

/// One group of what was typed.
struct Card {
    title: String,
    rows: Vec<Row>,
}

struct Row {
    key: String,
    lines: Vec<String>,
    href: String,
}

#[derive(Template)]
#[template(path = "sent.html")]
struct SentPage {
    page: Layout,
    organisation: String,
    reference: String,
    code: String,
    due: Option<String>,
    target: Option<String>,
    by_mail: bool,
    asks_physician: bool,
    status_url: String,
}

/// Everything typed, once more.
pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let (hold, mut filing) = at_work(&app, &headers).await?;
    let pack = app.pack(&hold.controller)?;
    let next = filing.next(&pack);
    if next != "/request/review" {
        return Ok(Redirect::to(&next).into_response());
    }
    if filing.minted.is_none() {
        filing.mint(&app);
        hold.keep(&app, &filing).await?;
    }
    let form = Form::blank(hold.token(&app, "send"));
    Ok(draw(&app, &visit, &pack, form, &filing, StatusCode::OK)?)
}

/// What a form was posted to has a page as well: the one before or after it.
pub(crate) async fn back() -> Redirect {
    Redirect::to("/request/review")
}

/// Files it.
pub(crate) async fn send(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
    client: ClientPrefix,
    posted: Posted,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let mut form = hold.form(&app, "send", posted)?;
    app.filings.check(client).map_err(PageError::from)?;
    let filing = match hold.open(&app).await {
        Ok(Some(filing)) => filing,
        Ok(None) => return Err(gone().into()),
        Err(Trouble::Away) => return Err(not_sent().into()),
        Err(trouble) => return Err(trouble.into()),
    };
    if filing.sent.is_some() {
        return Ok(Redirect::to("/request/sent").into_response());
    }
    let Some(whole) = Whole::of(&filing) else {
        return Ok(Redirect::to(&filing.next(&pack)).into_response());
    };
    let sent = match send_whole(&app, &hold, &pack, visit.locale, &whole).await {
        Ok(sent) => sent,
        Err(Trouble::Away) => {
            form.refuse("", Message::new("portal-error-not-sent"));
            let status = StatusCode::SERVICE_UNAVAILABLE;
            return Ok(draw(&app, &visit, &pack, form, &filing, status)?);
        }
        // Another sending of the same draft may have been faster, and has put the copies away.
        Err(Trouble::Gone) => {
            let now = hold.open(&app).await?;
            return if now.is_some_and(|filing| filing.sent.is_some()) {
                Ok(Redirect::to("/request/sent").into_response())
            } else {
                Err(gone().into())
            };
        }
        Err(trouble) => return Err(trouble.into()),
    };
    match forget(&app, &hold, &filing, &sent).await {
        Ok(()) => Ok(Redirect::to("/request/sent").into_response()),
        // It is filed all the same, and the person must see the code now.
        Err(_) => Ok(draw_sent(&app, &visit, &pack, &sent)?),
    }
}

/// What was typed goes; what the last page shows stays until the draft is over.
async fn forget(app: &App, hold: &Hold, filing: &Filing, sent: &Sent) -> Result<(), Trouble> {
    let left = Filing {
        sent: Some(sent.clone()),
        ..Filing::default()
    };
    hold.keep(app, &left).await?;
    for copy in copy_ids(filing) {
        app.engine.store.drop_draft(copy).await?;
    }
    Ok(())
}

/// Reference and access code.
pub(crate) async fn sent(
    State(app): State<App>,
    visit: Visit,
    headers: HeaderMap,
) -> Result<Response, Turn> {
    let hold = Hold::of(&app, &headers).ok_or_else(gone)?;
    let pack = app.pack(&hold.controller)?;
    let filing = hold.open(&app).await?.ok_or_else(gone)?;
    match &filing.sent {
        Some(sent) => Ok(draw_sent(&app, &visit, &pack, sent)?),
        None => Ok(Redirect::to(&filing.next(&pack)).into_response()),
    }
}

/// The page for a draft that cannot even be read now: nothing was filed, nothing is lost.
fn not_sent() -> PageError {
    PageError::new(
        StatusCode::SERVICE_UNAVAILABLE,
        Message::new("portal-error-not-sent"),
        "store",
    )
    .retryable()
}

fn draw_sent(app: &App, visit: &Visit, pack: &Pack, sent: &Sent) -> Result<Response, PageError> {
    let reference = Reference::parse(&sent.reference).map_or_else(
        |_| sent.reference.clone(),
        |reference| reference.to_string(),
    );
    html(&SentPage {
        page: app.page_of(visit, pack, visit.locale.t("portal-sent-heading")),
        organisation: organisation(visit, pack),
        reference,
        code: sent.code.clone(),
        due: sent.due.map(|day| visit.locale.date_with_weekday(day)),
        target: sent.target.map(|day| visit.locale.date(day)),
        by_mail: sent.by_mail,
        asks_physician: sent.asks_physician,
        status_url: app.status_url.clone(),
    })
}

fn draw(
    app: &App,
    visit: &Visit,
    pack: &Pack,
    form: Form,
    filing: &Filing,
    status: StatusCode,
) -> Result<Response, PageError> {
    let told = filing
        .requested()
        .and_then(|requested| told_at_first(app, visit.locale, pack, &requested, app.today(pack)));
    let day = |binding| {
        let told = told.as_ref().filter(|told| told.binding == binding);
        let day = told.and_then(|told| told.date);
        day.map(|day| visit.locale.date(day))
    };
    let mut page = app.page_of(visit, pack, visit.locale.t("portal-review-heading"));
    page.has_errors = form.has_errors();
    with_status(
        status,
        &ReviewPage {
            page,
            form,
            steps: filing.steps(pack),
            back: if filing.asks_copies(pack) {
                "/request/copy"
            } else {
                filing.before_copies(pack)
            },
            cards: cards(visit, pack, filing),
            organisation: organisation(visit, pack),
            due: day(true),
            target: day(false),
        },
    )
}

fn cards(visit: &Visit, pack: &Pack, filing: &Filing) -> Vec<Card> {
    let mut cards = vec![
        Card {
            title: visit.locale.t("portal-review-what").to_string(),
            rows: what_rows(visit, pack, filing),
        },
        Card {
            title: visit.locale.t("portal-review-who").to_string(),
            rows: who_rows(visit, filing),
        },
    ];
    let copies: Vec<String> = copies::lines(visit, filing)
        .into_iter()
        .map(|copy| copy.label)
        .collect();
    if filing.asks_copies(pack) || !copies.is_empty() {
        let lines = if copies.is_empty() {
            vec![visit.locale.t("portal-review-no-copy").to_string()]
        } else {
            copies
        };
        cards.push(Card {
            title: visit.locale.t("portal-review-copies").to_string(),
            rows: vec![Row {
                key: visit.locale.t("portal-review-files").to_string(),
                lines,
                href: "/request/copy".to_owned(),
            }],
        });
    }
    cards
}

fn what_rows(visit: &Visit, pack: &Pack, filing: &Filing) -> Vec<Row> {
    let locale = visit.locale;
    let mut rows = Vec::new();
    let start = format!("/o/{}", pack.controller());
    if let Some(what) = &filing.what {
        let rights = what.rights.iter().filter_map(|right| pack.right(right));
        rows.push(Row {
            key: locale.t("portal-review-rights").to_string(),
            lines: rights
                .filter_map(|right| locale.pick(&right.name).cloned())
                .collect(),
            href: start.clone(),
        });
        let lines = match &what.kinds {
            RequestedKinds::Everything => {
                let name = locale.pick(&pack.provisions().everything.name);
                name.cloned().into_iter().collect()
            }
            RequestedKinds::Only(kinds) => kinds
                .iter()
                .filter_map(|kind| locale.pick(&pack.file_kind(kind)?.name).cloned())
                .collect(),
        };
        rows.push(Row {
            key: locale.t("portal-review-kinds").to_string(),
            lines,
            href: start.clone(),
        });
        let matters = &pack.provisions().elsewhere;
        let ticked = matters.iter().filter(|m| what.elsewhere.contains(&m.id));
        let lines: Vec<String> = ticked
            .filter_map(|matter| locale.pick(&matter.question).cloned())
            .collect();
        if !lines.is_empty() {
            rows.push(Row {
                key: locale.t("portal-review-elsewhere").to_string(),
                lines,
                href: start,
            });
        }
    }
    if let Some(words) = &filing.words {
        let text = words.text.clone();
        rows.push(Row {
            key: locale.t("portal-review-words").to_string(),
            lines: match text {
                Some(text) => text.lines().map(str::to_owned).collect(),
                None => vec![locale.t("portal-review-none").to_string()],
            },
            href: "/request/words".to_owned(),
        });
        if let Some(office) = &words.office {
            rows.push(Row {
                key: locale.t("portal-review-office").to_string(),
                lines: vec![office_name(visit, pack, office)],
                href: "/request/words".to_owned(),
            });
        }
    }
    for ask in filing.asks(pack) {
        let said = filing.asked.as_ref().and_then(|a| a.get(ask.as_str()));
        let lines = match said {
            Some(text) => questions::lines(visit, ask, text),
            None => vec![locale.t("portal-review-none").to_string()],
        };
        rows.push(Row {
            key: questions::label(visit, ask),
            lines,
            href: "/request/questions".to_owned(),
        });
    }
    rows
}

fn who_rows(visit: &Visit, filing: &Filing) -> Vec<Row> {
    let locale = visit.locale;
    let mut rows = Vec::new();
    let mut row = |key: String, lines: Vec<String>, href: &str| {
        rows.push(Row {
            key,
            lines,
            href: href.to_owned(),
        });
    };
    let born = |day: Option<NaiveDate>| day.map(|day| locale.date(day));
    if let Some(whom) = &filing.whom {
        if for_another(whom) {
            let capacity = locale.t(capacity_key(whom.capacity())).to_string();
            row(
                locale.t("portal-review-capacity").to_string(),
                vec![capacity],
                "/request/whom",
            );
        }
        if let Some(subject) = &whom.subject {
            let mut lines = vec![subject.name.clone()];
            lines.extend(born(subject.born));
            lines.extend(subject.known_as.clone());
            row(
                locale.t("portal-review-subject").to_string(),
                lines,
                "/request/whom",
            );
        } else {
            row(
                locale.t("portal-review-whom").to_string(),
                vec![locale.t("portal-whom-self").to_string()],
                "/request/whom",
            );
        }
    }
    if let Some(you) = &filing.you {
        let mut lines = vec![you.name.clone()];
        lines.extend(born(you.born));
        lines.extend(you.known_as.clone());
        row(
            locale.t("portal-review-you").to_string(),
            lines,
            "/request/you",
        );
        let lines = match &you.reach {
            Reach::Email(email) => vec![email.clone()],
            Reach::Post(address) => vec![
                address.street.clone(),
                format!("{} {}", address.postcode, address.town),
                address.country.clone(),
            ],
        };
        row(
            locale.t("portal-review-reach").to_string(),
            lines,
            "/request/you",
        );
        let said = you.audience.as_deref().and_then(Said::from_word);
        if let Some(said) = said {
            row(
                locale.t("portal-review-audience").to_string(),
                vec![audience_words(visit, said)],
                "/request/you",
            );
        }
    }
    rows
}
