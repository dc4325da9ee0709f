//! Who the person is, settled: verified, asked for proof, or rejected.

use axum::extract::Path;
use habeas_case::{Refusal, case, submission::Command};
use habeas_dossier::{Message, kinds, to_bytes};
use habeas_engine::{ExecuteError, Loaded, Order, store_writes};
use habeas_envelope::{Code, StreamRef};
use habeas_regime::{DeskId, FileKind, Right};
use habeas_timelimit::SuspensionRule;
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{Form, Lines, Posted, Visit};

use crate::{
    cases::{sealing, settle, version_seen},
    session::Session,
    step::chosen,
    submission::{METHODS, Seen, again, case_stream},
    telling,
    turn::{Answer, Turn},
    what_if::{Outlook, outlook_of_question},
};

/// The grounds on which identity is rejected.
pub(crate) const GROUNDS: &[&str] = &[
    "no-proof",
    "proof-does-not-fit",
    "somebody-else",
    NO_AUTHORITY,
];

/// The ground of whom it was asked of that they may act for somebody else, and who may not.
pub(crate) const NO_AUTHORITY: &str = "no-authority";

/// How it is known that somebody may act for another: what was shown.
pub(crate) const AUTHORITIES: &[&str] = &[
    "mandate",
    "lawyer",
    "parentage",
    "court-decision",
    "succession",
];

/// What a doubt about who somebody is can be about (GDPR art. 12(6)).
pub(crate) const DOUBTS: &[&str] = &[
    "no-copy",
    "copy-unreadable",
    "details-differ",
    "contact",
    AUTHORITY,
];

/// The doubt whether somebody may act for another.
pub(crate) const AUTHORITY: &str = "authority";

/// Of these words those that can be chosen here: of authority nobody asks who acts for themselves.
pub(crate) fn offered<'a>(seen: &Seen, words: &[&'a str]) -> Vec<&'a str> {
    let open = seen.file.state.authority_open();
    words
        .iter()
        .copied()
        .filter(|word| open || ![NO_AUTHORITY, AUTHORITY].contains(word))
        .collect()
}

/// A submission whose identity this member of staff decides, and the form that says so.
async fn deciding(session: &Session, id: &str, posted: &Posted) -> Result<(Seen, u64), Turn> {
    let seen = session.submission(id).await?;
    session.check(&seen.file.form(), posted)?;
    if !seen.checks {
        return Err(Turn::not_found());
    }
    Ok((seen, version_seen(posted)?))
}

pub(crate) async fn verify(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (seen, version) = deciding(&session, &id, &posted).await?;
    let mut form = Form::filled(session.form_token(&seen.file.form()), posted.pairs);
    let method = form.value("method").to_owned();
    let method = METHODS.iter().find(|known| **known == method);
    if method.is_none() {
        form.refuse("method", habeas_web::Message::new("web-error-choose"));
    }
    let mut commands = Vec::new();
    if seen.file.state.authority_open()
        && let Some(shown) = chosen(&mut form, "authority", AUTHORITIES)
    {
        let method = Code::literal(shown);
        commands.push(Command::ProveAuthority { method });
    }
    let (Some(method), false) = (method, form.has_errors()) else {
        return again(&session, &visit, &seen, form).await;
    };
    commands.push(Command::EstablishIdentity {
        method: Code::literal(method),
        attestation: None,
    });
    let order = seen.order(&session, commands, version);
    leave(&session, &visit, order, (seen, form), "verified").await
}

pub(crate) async fn reject(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (seen, version) = deciding(&session, &id, &posted).await?;
    let mut form = Form::filled(session.form_token(&seen.file.form()), posted.pairs);
    let ground = form.value("ground").to_owned();
    let ground = offered(&seen, GROUNDS)
        .into_iter()
        .find(|known| *known == ground);
    if ground.is_none() {
        form.refuse("ground", habeas_web::Message::new("web-error-choose"));
    }
    let reason: Option<Lines<4000>> = form.read("reason");
    let (Some(ground), Some(reason)) = (ground, reason) else {
        return again(&session, &visit, &seen, form).await;
    };
    let item = session.app.item();
    let mut sealer = sealer(&session, &seen);
    let message = Message {
        text: reason.into_string(),
    };
    sealer.seal(
        compartment_of_check(&seen),
        Code::literal(kinds::REASON),
        item,
        &to_bytes(&message)?,
    )?;
    let ground = Code::literal(ground);
    let mut commands = Vec::new();
    if ground == NO_AUTHORITY {
        let ground = ground.clone();
        commands.push(Command::RefuseAuthority { ground });
    }
    commands.push(Command::RejectIdentity {
        ground,
        reason: Some(item),
    });
    let order = seen.order(&session, commands, version);
    let writes = store_writes(sealer.finish(), Vec::new());
    let order = sealing(&session.app, order, writes, &[]).await?;
    leave(&session, &visit, order, (seen, form), "rejected").await
}

/// Asks the person for proof: a message they read with their code, a mail or letter that one
/// waits, and the clocks that may stand still meanwhile stand still, all or nothing.
pub(crate) async fn ask(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    posted: Posted,
) -> Answer {
    let (seen, version) = deciding(&session, &id, &posted).await?;
    let mut form = Form::filled(session.form_token(&seen.file.form()), posted.pairs);
    let doubt = form.value("doubt").to_owned();
    let doubt = offered(&seen, DOUBTS)
        .into_iter()
        .find(|known| *known == doubt);
    if doubt.is_none() {
        form.refuse("doubt", habeas_web::Message::new("web-error-choose"));
    }
    let text: Option<Lines<4000>> = form.read("question");
    let (Some(doubt), Some(text)) = (doubt, text) else {
        return again(&session, &visit, &seen, form).await;
    };
    let item = session.app.item();
    let today = session.app.today(&seen.file.pack);
    let mut commands = vec![Command::AskIdentity {
        question: item,
        day: today,
        doubt: Code::literal(doubt),
    }];
    if doubt == AUTHORITY {
        commands.push(Command::AskAuthority { question: item });
    }
    let order = seen.order(&session, commands, version);
    let mut order = telling::tell(&session, &seen.file, order, item, text.into_string()).await?;
    pause_clocks(&session, &seen, &mut order, item, today).await?;
    leave(&session, &visit, order, (seen, form), "asked").await
}

/// Adds a pause to every case of the submission whose clock the law lets stand still while proof
/// is awaited (EDPB Guidelines 01/2022, 159).
async fn pause_clocks(
    session: &Session,
    seen: &Seen,
    order: &mut Order,
    question: habeas_envelope::ItemId,
    day: chrono::NaiveDate,
) -> Result<(), Turn> {
    let file = &seen.file;
    let streams: Vec<StreamRef> = file
        .state
        .cases
        .iter()
        .map(|case| case_stream(file, case.case))
        .collect();
    let found = session
        .app
        .engine
        .store
        .load(&file.house(), &streams)
        .await?;
    let loaded = Loaded::read(&found)?;
    for case in &file.state.cases {
        let Some(state) = loaded.case(case.case) else {
            continue;
        };
        let (right, kind) = (
            Right::from(case.right.clone()),
            FileKind::from(case.kind.clone()),
        );
        let pausable = file.pack.clock(&right, &kind).limit.suspension() != SuspensionRule::Ignored;
        if pausable && state.closed.is_none() && state.clock.open_pause().is_none() {
            let pause = case::Command::Pause {
                cause: Code::literal("identity-question"),
                day,
                evidence: Some(question),
            };
            order
                .commands
                .push(habeas_engine::Command::Case(case.case, pause));
        }
    }
    Ok(())
}

/// What asking today does to the date that the person sees.
pub(crate) async fn outlook_of_asking(
    session: &Session,
    visit: &Visit,
    seen: &Seen,
) -> Result<Outlook, Turn> {
    let file = &seen.file;
    let streams: Vec<StreamRef> = file
        .state
        .cases
        .iter()
        .map(|case| case_stream(file, case.case))
        .collect();
    let store = &session.app.engine.store;
    let loaded = Loaded::read(&store.load(&file.house(), &streams).await?)?;
    let actor = session.actor();
    let mut open = Vec::new();
    let engine = &session.app.engine;
    let mut bindings = Vec::new();
    for (_, state) in loaded.cases_of(file.id) {
        if state.closed.is_none() {
            let bind = || engine.shelf.bind_case(file.controller(), state);
            bindings.push((state, engine.bound(bind).await?));
        }
    }
    for (state, bound) in &bindings {
        open.push((*state, bound.context(session.app.now(), &actor)));
    }
    let today = session.app.today(&file.pack);
    Ok(outlook_of_question(visit.locale, &open, today))
}

fn sealer<'a>(session: &'a Session, seen: &Seen) -> Sealer<'a> {
    Sealer::for_owner(
        session.app.keyring.public(),
        seen.file.controller().clone(),
        Owner::submission(seen.file.id),
        &*session.app.engine.entropy,
    )
}

/// The compartment of the desk that checks.
pub(crate) fn compartment_of_check(seen: &Seen) -> Compartment {
    use habeas_case::submission::IdentityState;
    let desk = match &seen.file.state.identity {
        IdentityState::Checking { desk } => Some(desk.clone()),
        _ => None,
    };
    desk.map(|desk| seen.file.pack.compartment(&DeskId::from(desk)))
        .and_then(|compartment| compartment.as_str().parse().ok())
        .unwrap_or(Compartment::General)
}

/// After a decision the submission may be out of sight: the queue is next. One that could not be
/// taken leaves everything that was typed where it was.
async fn leave(
    session: &Session,
    visit: &Visit,
    order: Order,
    (seen, mut form): (Seen, Form),
    done: &str,
) -> Answer {
    match session.execute(order).await {
        Err(ExecuteError::Refused(refusal)) if refusal != Refusal::Unknown => {
            let why = habeas_web::Message::new(format!("refusal-{}", refusal.code()));
            form.refuse("", why);
            again(session, visit, &seen, form).await
        }
        Err(ExecuteError::Stale) => {
            form.refuse("", habeas_web::Message::new("error-changed-meanwhile"));
            let seen = session.submission(&seen.file.id.to_string()).await?;
            again(session, visit, &seen, form).await
        }
        result => {
            let path = if session.roles.has(seen.file.controller(), "intake") {
                seen.file.path()
            } else {
                "/".to_owned()
            };
            settle(result, &path, done)
        }
    }
}
