//! Where a case goes, said by a person: when the pack cannot, or said it wrongly.

use askama::Template;
use axum::{extract::Path, http::StatusCode, response::IntoResponse};
use habeas_case::{
    DispatchChannel, DispatchCommand, DispatchStage, DispatchView, RouteVia, case::Command,
    dispatch_id,
};
use habeas_envelope::{Code, EventId};
use habeas_regime::{DeskId, OfficeId, Route, Via};
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};

use crate::{
    cases::{CaseFile, settle, version_seen},
    kind,
    session::{Session, organisation},
    turn::Answer,
    words,
};

#[derive(Template)]
#[template(path = "route.html")]
struct RoutePage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    reason: Option<String>,
    choices: Vec<Choice>,
    /// Whether the kind of file can be corrected, which leads to the desks that are not offered.
    correctable: bool,
}

/// A way a case can go: to a desk, or by registered letter to an office.
#[derive(Clone, PartialEq, Eq)]
struct Way {
    desk: Code,
    office: Option<Code>,
}

impl Way {
    fn word(&self) -> String {
        match &self.office {
            Some(office) => format!("{}/{office}", self.desk),
            None => self.desk.to_string(),
        }
    }

    fn via(&self) -> RouteVia {
        match self.office {
            Some(_) => RouteVia::RegisteredLetter,
            None => RouteVia::Desk,
        }
    }
}

pub(crate) async fn show(session: Session, visit: Visit, Path(id): Path<String>) -> Answer {
    let file = session.case(&id).await?;
    let form = Form::blank(session.form_token(&file.form()));
    Ok(html(&draw(&session, &visit, &file, form))?)
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
    let chosen = form.value("way").to_owned();
    let Some(way) = ways(&file).into_iter().find(|way| way.word() == chosen) else {
        form.refuse("way", habeas_web::Message::new("web-error-choose"));
        let page = html(&draw(&session, &visit, &file, form))?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let order = file.order(&session, commands(&session, &file, &way), version);
    let seen_there = session
        .roles
        .sees(file.controller(), Some(&way.desk), way.office.as_ref());
    let result = session.execute(order).await;
    let path = if seen_there || result.is_err() {
        file.path()
    } else {
        "/".to_owned()
    };
    settle(result, &path, "routed")
}

/// The routing, and what follows from it at once: letters that still lie in the house for another
/// office do not leave it, and the office now chosen gets its own.
fn commands(session: &Session, file: &CaseFile, way: &Way) -> Vec<Command> {
    let mut commands = vec![Command::Route {
        via: way.via(),
        desk: way.desk.clone(),
        office: way.office.clone(),
        rule: None,
    }];
    let stays = file.state.office == way.office && file.state.via == Some(way.via());
    if stays {
        return commands;
    }
    commands.extend(kept_in_the_house(file));
    commands.extend(letter(session, file, way).map(Command::Dispatch));
    commands
}

/// Letters to an office that no longer has the case do not leave the house.
pub(crate) fn kept_in_the_house(file: &CaseFile) -> impl Iterator<Item = Command> {
    let in_the_house = |view: &DispatchView| {
        use DispatchStage::{Failed, Ordered, Printed, Queued};
        view.office.is_some() && matches!(view.stage, Ordered | Queued | Printed | Failed)
    };
    let letters = file.state.outgoing.iter();
    letters
        .filter(move |(_, view)| in_the_house(view))
        .map(|(dispatch, _)| Command::Dispatch(DispatchCommand::Cancel { dispatch }))
}

/// The registered letter to the office chosen.
fn letter(session: &Session, file: &CaseFile, way: &Way) -> Option<DispatchCommand> {
    let office = way.office.clone()?;
    let Via::RegisteredLetter(route) = &file.pack.route_provision(&file.right, &file.kind).via
    else {
        return None;
    };
    let template: Code = route.template.clone().into();
    let holder = file
        .pack
        .office(&OfficeId::from(office.clone()))
        .and_then(|known| known.holder(session.app.today(&file.pack)))
        .and_then(|holder| holder.language.clone());
    let language = holder
        .or_else(|| file.pack.provisions().controller.languages.first().cloned())
        .and_then(|tag| Code::new(tag).ok())
        .unwrap_or_else(|| file.submission.language.clone());
    let card = route.enclosures.iter().any(|e| *e == "identity-card-copy");
    let documents = file.submission.state.documents.iter();
    Some(DispatchCommand::Order {
        // The order is guarded by the version that was seen: its id need only be unique.
        dispatch: dispatch_id(EventId(session.app.item().0), file.id.0, &template),
        channel: DispatchChannel::RegisteredLetter,
        template,
        language,
        office: Some(office),
        not_before: session.app.now(),
        items: documents
            .filter(|document| card && document.kind == "identity")
            .map(|document| document.item)
            .collect(),
    })
}

fn draw(session: &Session, visit: &Visit, file: &CaseFile, form: Form) -> RoutePage {
    let locale = visit.locale;
    let mut page = session.page(visit, locale.t("console-route-title"));
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    let reason = file.state.referred.as_ref().map(|reason| {
        let key = format!("console-referred-{reason}");
        if locale.has(&key) {
            locale.t(key).to_string()
        } else {
            reason.to_string()
        }
    });
    RoutePage {
        page,
        form,
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        reason,
        correctable: kind::possible(file),
        choices: ways(file)
            .iter()
            .map(|way| choice(visit, file, way))
            .collect(),
    }
}

fn choice(visit: &Visit, file: &CaseFile, way: &Way) -> Choice {
    let locale = visit.locale;
    let desk = words::desk(locale, &file.pack, &way.desk);
    match &way.office {
        Some(office) => Choice::new(
            way.word(),
            locale
                .t("console-route-by-letter")
                .arg("office", words::office(locale, &file.pack, office)),
        )
        .hint(desk),
        None => Choice::new(way.word(), desk),
    }
}

/// The ways open to a case: where its provision leads, and otherwise the desk that keeps the kind
/// of file and the privacy desk. A person chooses among what the pack knows.
fn ways(file: &CaseFile) -> Vec<Way> {
    let mut ways = letters(file.pack.route_provision(&file.right, &file.kind));
    let kept = file.pack.file_kind(&file.kind).map(|kind| kind.desk.code());
    let privacy = file.pack.provisions().identity.desk.code();
    for desk in kept.into_iter().chain([privacy]) {
        ways.push(Way {
            desk: desk.clone(),
            office: None,
        });
    }
    let mut once: Vec<Way> = Vec::new();
    for way in ways {
        // Another desk opens what is sealed for this one no more than anybody: there is the kind to
        // correct.
        let compartment = file.pack.compartment(&DeskId::from(way.desk.clone()));
        if compartment.as_str() != file.compartment.as_str() {
            continue;
        }
        if !once.contains(&way) {
            once.push(way);
        }
    }
    once
}

/// Whether a case can go anywhere but where it is.
pub(crate) fn leads_elsewhere(file: &CaseFile) -> bool {
    ways(file).iter().any(|way| {
        file.state.via != Some(way.via())
            || file.state.desk.as_ref() != Some(&way.desk)
            || (way.office.is_some() && file.state.office != way.office)
    })
}

fn letters(route: &Route) -> Vec<Way> {
    let Via::RegisteredLetter(letter) = &route.via else {
        return Vec::new();
    };
    let chosen = letter
        .choose
        .iter()
        .flat_map(|choice| choice.among.iter().chain(choice.otherwise.as_ref()));
    letter
        .office
        .iter()
        .chain(chosen)
        .map(|office| Way {
            desk: route.desk.code().clone(),
            office: Some(office.code().clone()),
        })
        .collect()
}
