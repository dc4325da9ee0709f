//! A case: what it is about, until when and why, what was decided, and what can be done next.

use askama::Template;
use axum::extract::{Path, Query};
use habeas_case::{DispatchView, Part, PartOutcome, case::Stage};
use habeas_dossier::{kinds, why::DateAccount};
use habeas_regime::Ground;
use habeas_timelimit::{ExtensionOutcome, SuspensionRule};
use habeas_vault::Compartment;
use habeas_web::{Form, Layout, Visit, html};
use serde::Deserialize;

use crate::{
    asked::{self, Question},
    cases::CaseFile,
    complaint,
    extension::{UnderWay, under_way},
    fee,
    history::{Happened, timeline},
    kind,
    opening::{WHO, of_kind},
    physician, restriction, route_form,
    session::{Session, notice, organisation, refusal},
    submission::authority,
    tasks::{self, TaskLine},
    turn::{Answer, Turn},
    what_if::{RefusalLimit, refusal_limit},
    why::Why,
    words::{self, Fact, Tag, fact},
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

/// What can be done with the case now, by whoever looks.
#[derive(Default)]
struct Actions {
    write: bool,
    rewrite: bool,
    review: bool,
    send: bool,
    held: bool,
    route: bool,
    pause: bool,
    resume: bool,
    extend: bool,
    refer: bool,
    fee: bool,
    task: bool,
    restriction: bool,
    physician: bool,
    complaint: bool,
    receipt: bool,
    kind: bool,
    hold: bool,
    lift: bool,
}

impl Actions {
    /// Whether there is something beside the answer and the clock.
    fn more(&self) -> bool {
        self.refer || self.fee || self.task || self.restriction || self.physician
    }

    /// Whether the clock can be changed at all.
    fn clock(&self) -> bool {
        self.pause || self.resume || self.extend || self.complaint
    }
}

/// One part of a decision, in words.
pub(crate) struct PartLine {
    pub(crate) what: String,
    pub(crate) outcome: Tag,
    pub(crate) ground: Option<String>,
}

/// Something that left the house or is about to.
struct Letter {
    title: String,
    to: Option<String>,
    stage: Tag,
    when: Option<String>,
}

#[derive(Template)]
#[template(path = "case.html")]
struct CasePage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    what: String,
    stage: Tag,
    due: Tag,
    due_kind: String,
    under_way: Option<UnderWay>,
    extension_late: Option<String>,
    receipt_left: Option<String>,
    refusal: Option<String>,
    why: Option<Why>,
    facts: Vec<Fact>,
    filer: Vec<Fact>,
    subject: Vec<Fact>,
    destroyed: bool,
    came: Option<String>,
    own_words: Option<String>,
    questions: Vec<Question>,
    messages: Vec<String>,
    /// Whether nobody has read the last of them.
    unread: bool,
    parts: Vec<PartLine>,
    letters: Vec<Letter>,
    tasks: Vec<TaskLine>,
    next: String,
    held_until: Option<String>,
    actions: Actions,
    history: Vec<Happened>,
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let file = session.case(&id).await?;
    let locale = visit.locale;
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let row = file.state.row(&ctx).ok_or_else(Turn::not_found)?;
    let account = habeas_dossier::why::of_case(locale, &file.state, &ctx);
    let day = account.as_ref().and_then(DateAccount::work_to);
    let extended_late = account
        .as_ref()
        .is_some_and(|account| account.extension == ExtensionOutcome::Late);
    let extension_late = file
        .state
        .clock
        .extended_on()
        .filter(|_| extended_late)
        .map(|day| {
            let day = locale.date(day);
            locale.t("clock-extension-late").arg("day", day).to_string()
        });
    let receipt_left = file.state.receipt_left.map(|day| {
        let day = locale.date(day);
        locale.t("console-receipt-left").arg("day", day).to_string()
    });
    let due = words::due(locale, day, row.clock.as_str(), ctx.today());
    let stage = file.state.stage();
    let who = who(&session, &visit, &file).await?;
    let names = session.names(file.controller()).await?;
    let zone = file.pack.zone();
    let held_until = file
        .state
        .answer
        .as_ref()
        .filter(|_| stage == Stage::Held)
        .map(|answer| locale.time(&answer.hold_until.with_timezone(&zone)));
    let mut page = session.page(
        &visit,
        locale
            .t("console-case-title")
            .arg("reference", &file.submission.reference),
    );
    page.organisation = Some(organisation(&visit, &file.pack));
    page.wide = true;
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    let mut case_facts = facts(
        &visit,
        &file,
        &row,
        refusal_limit(locale, &file.state, &ctx),
    );
    case_facts.extend(asked::facts(locale, &file.pack, ctx.calendars, &file.state));
    Ok(html(&CasePage {
        form: Form::blank(session.form_token(&file.form())),
        path: file.path(),
        version: file.state.version,
        reference: file.submission.reference.clone(),
        what: format!(
            "{} · {}",
            words::right(locale, &file.pack, file.right.code()),
            words::kind(locale, &file.pack, file.kind.code())
        ),
        stage: words::stage(locale, stage.as_str()),
        due_kind: match (row.clock.as_str(), due.colour.as_str()) {
            ("stopped", _) => "done".to_owned(),
            (_, "red") => "late".to_owned(),
            _ => String::new(),
        },
        due,
        under_way: under_way(&session, &visit, &file),
        extension_late,
        receipt_left,
        refusal: refusal_limit(locale, &file.state, &ctx)
            .filter(|_| refuses(&file))
            .map(|limit| limit.text),
        why: account.map(|account| Why::of(locale, &file, &names, account)),
        facts: case_facts,
        filer: who.filer,
        subject: who.subject,
        destroyed: who.destroyed,
        came: kind::why_it_came(&session, &file).await?,
        own_words: who.words,
        questions: who.questions,
        messages: who.messages,
        unread: file.submission.state.unread_message.is_some(),
        parts: decided(&visit, &file),
        letters: file
            .state
            .outgoing
            .iter()
            .map(|(_, view)| letter(&visit, &file, view))
            .collect(),
        tasks: tasks::lines(&visit, &file, ctx.today()),
        next: locale
            .t(format!("console-next-{}", stage.as_str()))
            .to_string(),
        held_until,
        actions: actions(&file, stage),
        history: timeline(locale, &file.pack, &names, &file.events),
        page,
    })?)
}

fn actions(file: &CaseFile, stage: Stage) -> Actions {
    let state = &file.state;
    let open = state.closed.is_none() && state.answer.is_none();
    let limit = state.opened.as_ref().and_then(|opened| {
        habeas_case::clock_of(&file.pack, &opened.regime, &opened.clock).map(|clock| &clock.limit)
    });
    let pausable = limit.is_some_and(|l| l.suspension() != SuspensionRule::Ignored);
    let extendable = limit.is_some_and(|l| l.extension().is_some());
    let paused = state.clock.open_pause().is_some();
    Actions {
        write: matches!(stage, Stage::Working | Stage::GroundAsked),
        rewrite: matches!(stage, Stage::Approval | Stage::Approved),
        review: matches!(stage, Stage::Approval),
        send: stage == Stage::Approved,
        held: stage == Stage::Held,
        route: state.identity.is_some()
            && open
            && state.draft.is_none()
            && route_form::leads_elsewhere(file),
        pause: open && pausable && !paused,
        resume: open && paused,
        complaint: complaint::is_one(file),
        extend: open
            && extendable
            && state.clock.extended_on().is_none()
            && state.extension_under_way().is_none(),
        refer: open && !state.grounds_elsewhere(&file.pack).is_empty(),
        fee: open && fee::possible(file),
        task: state.closed.is_none() && state.via.is_some(),
        restriction: restriction::concerns(file),
        physician: physician::concerns(file),
        receipt: open,
        kind: kind::possible(file),
        hold: !state.legal_hold,
        lift: state.legal_hold,
    }
}

/// Whether what is drafted or ordered takes no action on what was asked, in whole or in part.
pub(crate) fn refuses(file: &CaseFile) -> bool {
    let state = &file.state;
    let parts = match (&state.answer, &state.draft) {
        (Some(answer), _) => &answer.parts,
        (None, Some(draft)) => &draft.parts,
        (None, None) => return false,
    };
    parts.iter().any(|part| part.outcome.takes_no_action())
}

fn facts(
    visit: &Visit,
    file: &CaseFile,
    row: &habeas_case::RowView,
    refusal: Option<RefusalLimit>,
) -> Vec<Fact> {
    let locale = visit.locale;
    let mut facts = vec![
        fact(
            locale,
            "console-right",
            words::right(locale, &file.pack, file.right.code()),
        ),
        fact(
            locale,
            "console-kind",
            words::kind(locale, &file.pack, file.kind.code()),
        ),
        fact(locale, "console-received", locale.date(row.received)),
        fact(
            locale,
            "console-language",
            words::language(locale, &file.submission.language),
        ),
    ];
    if let Some(received) = &file.submission.state.received {
        let capacity = format!("console-capacity-{}", received.capacity.as_str());
        facts.push(fact(locale, "console-capacity", locale.t(capacity)));
    }
    facts.extend(authority(locale, &file.submission.state));
    if let Some(desk) = &row.desk {
        facts.push(fact(
            locale,
            "console-desk",
            words::desk(locale, &file.pack, desk),
        ));
    }
    if let Some(office) = &row.office {
        facts.push(fact(
            locale,
            "console-office",
            words::office(locale, &file.pack, office),
        ));
    }
    if let Some(limit) = refusal {
        facts.push(fact(locale, "clock-refuse-by", limit.fact));
    }
    for fee in &file.state.fees {
        let amount = fee::amount_in(locale, &fee.amount);
        facts.push(fact(locale, "answering-fee-fact", amount));
    }
    if physician::concerns(file) {
        let key = format!("answering-physician-state-{}", physician::state(file));
        facts.push(fact(locale, "answering-physician-fact", locale.t(key)));
    }
    for (remedy, until) in &file.state.remedies {
        let mut known = file.pack.provisions().remedies.iter();
        let name = known.find(|known| known.id.code() == remedy).map_or_else(
            || remedy.to_string(),
            |known| words::picked(locale, &known.name),
        );
        let until = locale
            .t("answering-remedy-until")
            .arg("day", locale.date(*until));
        facts.push(Fact {
            key: name,
            value: until.to_string(),
        });
    }
    if let Some(told) = file.state.told.or(file.submission.state.told) {
        facts.push(fact(locale, "console-told", locale.date(told)));
    }
    facts
}

struct Who {
    filer: Vec<Fact>,
    subject: Vec<Fact>,
    words: Option<String>,
    questions: Vec<Question>,
    messages: Vec<String>,
    destroyed: bool,
}

/// Opens who the person is and what they wrote to this desk.
async fn who(session: &Session, visit: &Visit, file: &CaseFile) -> Result<Who, Turn> {
    let locale = visit.locale;
    let submission = &file.submission;
    let received = submission.state.received.as_ref();
    let received = received.ok_or_else(Turn::not_found)?;
    let wanted = [WHO, &[kinds::WORDS, kinds::ANSWERS, kinds::MESSAGE_IN]].concat();
    let opened = session
        .open(
            &submission.stream,
            &[Compartment::Contact, file.compartment],
            "case",
            move |field| of_kind(field, &wanted),
        )
        .await?;
    let mut filer = opened
        .party(received.filer)
        .map(|party| words::party(locale, &party))
        .unwrap_or_default();
    filer.extend(
        opened
            .contact(received.contact)
            .map(|c| words::contact(locale, &c)),
    );
    let subject = received
        .subject
        .and_then(|item| opened.party(item))
        .map(|party| words::party(locale, &party))
        .unwrap_or_default();
    let compartment = habeas_envelope::Code::literal(file.compartment.as_str());
    let own_words = received
        .words
        .and_then(|item| opened.message(habeas_dossier::copy_for(item, &compartment)));
    let answers = file.state.opened.as_ref().and_then(|o| o.questions.answers);
    let answers = answers
        .and_then(|item| opened.bytes(habeas_dossier::copy_for(item, &compartment)))
        .and_then(|bytes| habeas_dossier::from_bytes(bytes).ok());
    let questions = asked::asked(
        locale,
        &file.pack,
        (&file.right, &file.kind),
        answers.as_ref(),
    );
    let messages = submission
        .state
        .messages_in
        .iter()
        .filter_map(|item| opened.message(habeas_dossier::copy_for(*item, &compartment)))
        .collect();
    Ok(Who {
        filer,
        subject,
        words: own_words,
        questions,
        messages,
        destroyed: opened.destroyed,
    })
}

/// The parts of what was decided or is drafted.
pub(crate) fn decided(visit: &Visit, file: &CaseFile) -> Vec<PartLine> {
    let state = &file.state;
    let parts = match (&state.answer, &state.draft) {
        (Some(answer), _) => &answer.parts,
        (None, Some(draft)) => &draft.parts,
        (None, None) => return Vec::new(),
    };
    parts.iter().map(|part| line(visit, file, part)).collect()
}

fn line(visit: &Visit, file: &CaseFile, part: &Part) -> PartLine {
    let locale = visit.locale;
    let ground = part.ground.as_ref().map(|ground| {
        let id = Ground::from(ground.clone());
        let known = file
            .pack
            .provisions()
            .refusal_grounds
            .iter()
            .find(|known| known.id == id);
        known.map_or_else(
            || ground.to_string(),
            |known| {
                format!(
                    "{} ({})",
                    words::picked(locale, &known.name),
                    known.citation
                )
            },
        )
    });
    PartLine {
        what: words::kind(locale, &file.pack, &part.what),
        outcome: Tag {
            text: locale
                .t(format!("console-outcome-{}", part.outcome.as_str()))
                .to_string(),
            colour: match part.outcome {
                PartOutcome::Granted => "green",
                PartOutcome::Refused => "red",
                PartOutcome::Partly => "orange",
                _ => "grey",
            }
            .to_owned(),
        },
        ground,
    }
}

fn letter(visit: &Visit, file: &CaseFile, view: &DispatchView) -> Letter {
    let locale = visit.locale;
    let day = view.returned_on.or(view.delivered_on).or(view.sent_on);
    Letter {
        title: locale
            .t(format!("console-dispatch-{}", view.channel.as_str()))
            .to_string(),
        to: view
            .office
            .as_ref()
            .map(|office| words::office(locale, &file.pack, office)),
        stage: dispatch_stage(locale, crate::pieces::stage_word(view.stage)),
        when: day.map(|day| locale.date(day)),
    }
}

/// How far a dispatch has come.
pub(crate) fn dispatch_stage(locale: habeas_language::Locale, word: &str) -> Tag {
    Tag {
        text: locale
            .t(format!("console-dispatch-stage-{word}"))
            .to_string(),
        colour: match word {
            "failed" | "returned" => "red",
            "queued" | "printed" => "orange",
            "sent" | "delivered" => "green",
            "cancelled" => "grey",
            _ => "blue",
        }
        .to_owned(),
    }
}
