//! A submission: who the person is. Shown to whoever checks identity, who does not see the kinds
//! of file, and to intake, which reads submissions whole.

use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use habeas_case::{
    SubmissionClass,
    submission::{Command, IdentityState, Submission},
};
use habeas_dossier::kinds;
use habeas_engine::Order;
use habeas_envelope::{Code, StreamRef, SubmissionId};
use habeas_language::Locale;
use habeas_vault::Compartment;
use habeas_web::{Choice, Form, Layout, Posted, Visit, html};
use serde::Deserialize;

use crate::{
    cases::{SubmissionFile, parse_id, settle, version_seen},
    files,
    history::{Happened, timeline},
    identity,
    opening::{WHO, of_kind},
    receipt,
    session::{Session, notice, refusal},
    turn::{Answer, Turn, to},
    what_if::Outlook,
    words::{self, Fact, Tag, fact},
};

/// The ways in which identity is established by somebody who looks.
pub(crate) const METHODS: &[&str] = &["card", "known", "in-person", "call-back", "eid"];

#[derive(Deserialize)]
pub(crate) struct Asked {
    done: Option<String>,
    refused: Option<String>,
}

/// A document handed in.
struct Evidence {
    href: String,
    label: String,
    size: String,
    picture: bool,
}

#[derive(Template)]
#[template(path = "submission.html")]
struct SubmissionPage {
    page: Layout,
    form: Form,
    path: String,
    version: u64,
    reference: String,
    stage: Tag,
    facts: Vec<Fact>,
    filer: Vec<Fact>,
    subject: Vec<Fact>,
    destroyed: bool,
    words: Option<String>,
    messages: Vec<String>,
    /// Whether nobody has read the last of them.
    unread: bool,
    evidence: Vec<Evidence>,
    questions: Vec<String>,
    may_decide: bool,
    may_classify: bool,
    may_correct: bool,
    methods: Vec<Choice>,
    grounds: Vec<Choice>,
    doubts: Vec<Choice>,
    /// What shows that the filer may act for somebody else; none where nobody has to ask.
    authorities: Vec<Choice>,
    classes: Vec<Choice>,
    /// What asking for proof does to the date.
    asking: Outlook,
    /// That closing is proposed, where it is.
    proposal: Option<String>,
    history: Vec<Happened>,
}

/// A submission that somebody may see, and in what capacity.
pub(crate) struct Seen {
    pub(crate) file: SubmissionFile,
    /// Whether they check its identity.
    pub(crate) checks: bool,
    /// Whether they read submissions whole.
    pub(crate) intake: bool,
}

impl Session {
    /// The submission of an id, if this member of staff checks its identity or is of intake; else
    /// there is nothing here.
    pub(crate) async fn submission(&self, id: &str) -> Result<Seen, Turn> {
        let id = SubmissionId(parse_id(id)?);
        for controller in self.roles.controllers() {
            let Some(file) = self.load_submission(controller, id).await? else {
                continue;
            };
            let checks = match &file.state.identity {
                IdentityState::Checking { desk } => self.roles.checks(controller, desk),
                _ => false,
            };
            let intake = self.roles.has(controller, "intake");
            if checks || intake {
                return Ok(Seen {
                    file,
                    checks,
                    intake,
                });
            }
        }
        Err(Turn::not_found())
    }
}

impl Seen {
    pub(crate) fn order(&self, session: &Session, commands: Vec<Command>, version: u64) -> Order {
        let commands = commands
            .into_iter()
            .map(|command| habeas_engine::Command::Submission(self.file.id, command))
            .collect();
        Order::new(
            self.file.controller().clone(),
            self.file.house(),
            session.actor(),
            commands,
        )
        .seen(self.file.stream.clone(), version)
    }

    /// What an opening is for.
    pub(crate) fn purpose(&self) -> &'static str {
        if self.checks {
            "identity-check"
        } else {
            "intake"
        }
    }
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Answer {
    let seen = session.submission(&id).await?;
    let form = Form::blank(session.form_token(&seen.file.form()));
    let mut page = session.page(&visit, "");
    page.notice =
        refusal(&visit, asked.refused.as_deref()).or_else(|| notice(&visit, asked.done.as_deref()));
    Ok(html(&draw(&session, &visit, page, form, &seen).await?)?)
}

/// The page again, with what was typed and what is wrong with it.
pub(crate) async fn again(session: &Session, visit: &Visit, seen: &Seen, form: Form) -> Answer {
    let mut page = session.page(visit, "");
    page.has_errors = form.has_errors();
    let drawn = html(&draw(session, visit, page, form, seen).await?)?;
    Ok((StatusCode::UNPROCESSABLE_ENTITY, drawn).into_response())
}

/// A form's own address leads to its page: the language is switched there.
pub(crate) async fn back(Path(id): Path<uuid::Uuid>) -> Response {
    Turn::To(format!("/submissions/{id}")).into_response()
}

pub(crate) async fn classify(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let seen = session.submission(&id).await?;
    session.check(&seen.file.form(), &posted)?;
    if !seen.intake {
        return Err(Turn::not_found());
    }
    let Some(class) = SubmissionClass::from_word(posted.value("class")) else {
        return to(format!("{}?refused=unknown", seen.file.path()));
    };
    let command = Command::Classify {
        class,
        rule: None,
        cases: Vec::new(),
    };
    let order = seen.order(&session, vec![command], version_seen(&posted)?);
    let result = session.execute(order).await;
    let controller = seen.file.controller();
    let has_incidents = session
        .incident_packs()
        .iter()
        .any(|pack| pack.controller() == controller);
    if class == SubmissionClass::AuthorityRequest && result.is_ok() && has_incidents {
        // Whoever has the incidents goes on there, and no link between the two is kept.
        let at = seen.file.state.received.as_ref();
        let at = at.map_or_else(|| session.app.now(), |received| received.received_at);
        let at = at.timestamp();
        return to(format!(
            "/incidents/new?kind=authority-request/public-body&organisation={controller}&at={at}"
        ));
    }
    settle(result, &seen.file.path(), "classified")
}

/// What a submission can be found to be by a person. A request opens cases, which intake does by
/// its rules.
const CLASSES: &[SubmissionClass] = &[
    SubmissionClass::Addition,
    SubmissionClass::Complaint,
    SubmissionClass::Question,
    SubmissionClass::ServiceTransfer,
    SubmissionClass::AuthorityRequest,
    SubmissionClass::Misdirected,
    SubmissionClass::NotARequest,
];

async fn draw(
    session: &Session,
    visit: &Visit,
    page: Layout,
    form: Form,
    seen: &Seen,
) -> Result<SubmissionPage, Turn> {
    let locale = visit.locale;
    let file = &seen.file;
    let received = file.state.received.as_ref().ok_or_else(Turn::not_found)?;
    let opened = session
        .open(
            &file.stream,
            &[Compartment::Contact],
            seen.purpose(),
            |field| of_kind(field, WHO),
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
    let (own_words, messages) = texts(session, seen).await?;
    let names = session.names(file.controller()).await?;
    let status = file.state.status();
    let zone = file.pack.zone();
    let mut facts = vec![
        fact(
            locale,
            "console-received",
            locale.moment(&received.received_at.with_timezone(&zone)),
        ),
        fact(
            locale,
            "console-channel",
            locale.t(format!("console-channel-{}", received.channel.as_str())),
        ),
        fact(
            locale,
            "console-capacity",
            locale.t(format!("console-capacity-{}", received.capacity.as_str())),
        ),
        fact(
            locale,
            "console-language",
            words::language(locale, &received.language),
        ),
    ];
    facts.extend(authority(locale, &file.state));
    if let Some(told) = file.state.told {
        facts.push(fact(locale, "console-told", locale.date(told)));
    }
    Ok(SubmissionPage {
        version: file.state.version,
        reference: file.reference.clone(),
        stage: words::stage(locale, status),
        facts,
        filer,
        subject,
        destroyed: opened.destroyed,
        words: own_words,
        messages,
        unread: file.state.unread_message.is_some(),
        evidence: evidence(session, visit, seen).await?,
        questions: file
            .state
            .identity_questions
            .iter()
            .map(|(_, day)| locale.date(*day))
            .collect(),
        may_decide: seen.checks,
        may_correct: receipt::possible(seen),
        may_classify: seen.intake && file.state.class.is_none(),
        methods: METHODS
            .iter()
            .map(|m| Choice::new(*m, locale.t(format!("console-method-{m}"))))
            .collect(),
        authorities: identity::AUTHORITIES
            .iter()
            .filter(|_| file.state.authority_open())
            .map(|a| Choice::new(*a, locale.t(format!("console-authority-by-{a}"))))
            .collect(),
        doubts: identity::offered(seen, identity::DOUBTS)
            .into_iter()
            .map(|d| Choice::new(d, locale.t(format!("console-doubt-{d}"))))
            .collect(),
        grounds: identity::offered(seen, identity::GROUNDS)
            .into_iter()
            .map(|g| Choice::new(g, locale.t(format!("console-identity-ground-{g}"))))
            .collect(),
        classes: CLASSES
            .iter()
            .map(|c| {
                let word = c.as_str();
                Choice::new(word, locale.t(format!("console-class-{word}")))
            })
            .collect(),
        proposal: file
            .state
            .identity_questions
            .last()
            .filter(|_| file.state.closure_proposed)
            .map(|(_, day)| {
                let day = locale.date(*day);
                locale
                    .t("clock-closure-proposed")
                    .arg("day", day)
                    .to_string()
            }),
        asking: if seen.checks {
            identity::outlook_of_asking(session, visit, seen).await?
        } else {
            Outlook::default()
        },
        history: if seen.intake {
            timeline(locale, &file.pack, &names, &file.events)
        } else {
            Vec::new()
        },
        path: file.path(),
        page: page.titled(
            locale
                .t("console-submission-title")
                .arg("reference", &file.reference),
        ),
        form,
    })
}

/// How far it is shown that the filer may act for somebody else, where they do.
pub(crate) fn authority(locale: Locale, state: &Submission) -> Option<Fact> {
    let word = state.authority_word()?;
    let text = locale.t(format!("console-authority-{word}"));
    Some(fact(locale, "console-authority", text))
}

/// The person's own words, for intake alone, as they may tell the kinds of file; and their messages,
/// which whoever checks who they are reads too, as one may answer what was asked.
async fn texts(session: &Session, seen: &Seen) -> Result<(Option<String>, Vec<String>), Turn> {
    let state = &seen.file.state;
    if !seen.intake && state.messages_in.is_empty() {
        return Ok((None, Vec::new()));
    }
    let (wanted, compartment) = if seen.intake {
        (vec![kinds::WORDS, kinds::MESSAGE_IN], Compartment::General)
    } else {
        (
            vec![kinds::MESSAGE_IN],
            identity::compartment_of_check(seen),
        )
    };
    let opened = session
        .open(
            &seen.file.stream,
            &[compartment],
            seen.purpose(),
            move |field| of_kind(field, &wanted),
        )
        .await?;
    let general = Code::literal(compartment.as_str());
    let words = state
        .received
        .as_ref()
        .and_then(|received| received.words)
        .filter(|_| seen.intake)
        .and_then(|item| opened.message(habeas_dossier::copy_for(item, &general)));
    let messages = state
        .messages_in
        .iter()
        .filter_map(|item| opened.message(habeas_dossier::copy_for(*item, &general)))
        .collect();
    Ok((words, messages))
}

/// The documents handed in, opened to know what each is.
async fn evidence(session: &Session, visit: &Visit, seen: &Seen) -> Result<Vec<Evidence>, Turn> {
    let file = &seen.file;
    if file.state.documents.is_empty() {
        return Ok(Vec::new());
    }
    let opened = session
        .open(
            &file.stream,
            &[Compartment::Identity],
            seen.purpose(),
            |field| of_kind(field, &[kinds::EVIDENCE]),
        )
        .await?;
    let mut evidence = Vec::new();
    for document in &file.state.documents {
        let Some(bytes) = opened.bytes(document.item) else {
            continue;
        };
        let key = format!("console-document-{}", document.kind);
        let label = if visit.locale.has(&key) {
            visit.locale.t(key)
        } else {
            visit.locale.t("console-document-other")
        };
        evidence.push(Evidence {
            href: format!("{}/files/{}", file.path(), document.item),
            label: label.to_string(),
            size: words::size(bytes.len() as u64),
            picture: files::is_picture(bytes),
        });
    }
    Ok(evidence)
}

/// The stream of a case of the same submission.
pub(crate) fn case_stream(file: &SubmissionFile, case: habeas_envelope::CaseId) -> StreamRef {
    StreamRef::case(file.controller().clone(), case)
}
