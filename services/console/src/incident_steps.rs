//! What is done about an incident, each on a page of its own: somebody was told, a duty does not
//! apply, the client objects, it is disclosed or not, it is graver, it was learned of earlier.

use askama::Template;
use axum::{extract::Path, response::Response};
use chrono::{DateTime, Utc};
use habeas_case::{Refusal, obligation::Command};
use habeas_dossier::{AnswerContent, Attachment, Message, kinds, to_bytes};
use habeas_engine::store_writes;
use habeas_envelope::{Code, ItemId};
use habeas_vault::{Compartment, Owner, Sealer};
use habeas_web::{Choice, Form, Layout, Lines, Posted, UploadedFile, Visit, html};

use crate::{
    answer::{Taken, taken},
    app::FILES_AT_ONCE,
    cases::{sealing, settle, version_seen},
    incident_page::notify,
    incidents::IncidentFile,
    moment::{self, Unsure},
    session::{Session, organisation},
    step::{self, FormStep, Read, Sent, Subject},
    turn::{Answer, Turn},
    words::picked,
};

/// A step, as its address names it.
#[derive(Clone, PartialEq, Eq)]
enum Step {
    Told(Code),
    NotRequired(Code),
    Raise(Code),
    Objected,
    Disclosed,
    Withheld,
    Learned,
}

impl Step {
    /// The step of an address; none for a duty the incident does not have.
    fn of(word: &str, about: Option<&str>) -> Option<Self> {
        let code = || about.and_then(|about| Code::new(about).ok());
        Some(match word {
            "told" => Self::Told(code()?),
            "not-required" => Self::NotRequired(code()?),
            "raise" => Self::Raise(code()?),
            "objected" if about.is_none() => Self::Objected,
            "disclosed" if about.is_none() => Self::Disclosed,
            "withheld" if about.is_none() => Self::Withheld,
            "learned" if about.is_none() => Self::Learned,
            _ => return None,
        })
    }

    fn word(&self) -> &'static str {
        match self {
            Self::Told(_) => "told",
            Self::NotRequired(_) => "not-required",
            Self::Raise(_) => "raise",
            Self::Objected => "objected",
            Self::Disclosed => "disclosed",
            Self::Withheld => "withheld",
            Self::Learned => "learned",
        }
    }

    fn path(&self) -> String {
        match self {
            Self::Told(code) | Self::NotRequired(code) | Self::Raise(code) => {
                format!("{}/{code}", self.word())
            }
            _ => self.word().to_owned(),
        }
    }

    fn duty(&self) -> Option<&Code> {
        match self {
            Self::Told(code) | Self::NotRequired(code) => Some(code),
            _ => None,
        }
    }

    fn has_moment(&self) -> bool {
        !matches!(self, Self::NotRequired(_) | Self::Withheld)
    }

    fn has_files(&self) -> bool {
        matches!(self, Self::Told(_))
    }

    /// Whether a text belongs to it, and whether it must be there.
    fn text(&self) -> Option<bool> {
        match self {
            Self::NotRequired(_) => Some(true),
            Self::Told(_) | Self::Objected | Self::Disclosed | Self::Withheld => Some(false),
            Self::Raise(_) | Self::Learned => None,
        }
    }

    /// How a day without a time of day is read: told and disclosed at its end, else at its
    /// beginning.
    fn unsure(&self) -> Unsure {
        match self {
            Self::Told(_) | Self::Disclosed => Unsure::Latest,
            _ => Unsure::Earliest,
        }
    }
}

#[derive(Template)]
#[template(path = "incident_step.html")]
struct StepPage {
    page: Layout,
    form: Form,
    path: String,
    action: String,
    version: u64,
    caption: String,
    hint: String,
    word: &'static str,
    grounds: Vec<Choice>,
    has_moment: bool,
    has_text: bool,
    has_files: bool,
    /// Whether files have to be chosen again: a browser keeps none.
    files_again: bool,
    files: usize,
    megabytes: usize,
}

pub(crate) async fn show(
    session: Session,
    visit: Visit,
    Path((id, word)): Path<(String, String)>,
) -> Answer {
    step::show(Doing::of(id, &word, None)?, session, visit).await
}

pub(crate) async fn show_about(
    session: Session,
    visit: Visit,
    Path((id, word, about)): Path<(String, String, String)>,
) -> Answer {
    step::show(Doing::of(id, &word, Some(&about))?, session, visit).await
}

pub(crate) async fn submit(
    session: Session,
    visit: Visit,
    Path((id, word)): Path<(String, String)>,
    posted: Posted,
) -> Answer {
    step::submit(Doing::of(id, &word, None)?, session, visit, posted).await
}

pub(crate) async fn submit_about(
    session: Session,
    visit: Visit,
    Path((id, word, about)): Path<(String, String, String)>,
    posted: Posted,
) -> Answer {
    step::submit(Doing::of(id, &word, Some(&about))?, session, visit, posted).await
}

/// Nothing is left to do.
pub(crate) async fn close(session: Session, Path(id): Path<String>, posted: Posted) -> Answer {
    let file = session.incident(&id).await?;
    session.check(&file.form(), &posted)?;
    let order = file.order(&session, Command::Close, version_seen(&posted)?);
    settle(
        session.execute(order).await,
        &file.path(),
        "incident-closed",
    )
}

impl Subject for IncidentFile {
    fn form_name(&self) -> String {
        self.form()
    }

    fn home(&self) -> String {
        self.path()
    }
}

/// The form of a step.
struct Doing {
    id: String,
    step: Step,
}

impl Doing {
    fn of(id: String, word: &str, about: Option<&str>) -> Result<Self, Turn> {
        let step = Step::of(word, about).ok_or_else(Turn::not_found)?;
        Ok(Self { id, step })
    }
}

impl FormStep for Doing {
    type File = IncidentFile;

    async fn load(&self, session: &Session) -> Result<IncidentFile, Turn> {
        let file = session.incident(&self.id).await?;
        if has(session, &file, &self.step) {
            Ok(file)
        } else {
            Err(Turn::not_found())
        }
    }

    async fn begin(
        &self,
        session: &Session,
        file: &IncidentFile,
        form: Form,
    ) -> Result<Form, Turn> {
        let learned = file.state.learned().map(|(at, _)| at);
        let shown = match &self.step {
            Step::Learned => learned.unwrap_or_else(|| session.app.now()),
            _ => session.app.now(),
        };
        Ok(if self.step.has_moment() {
            moment::with(form, "at", shown, file.pack.zone())
        } else {
            form
        })
    }

    async fn read(
        &self,
        sent: Sent<'_>,
        file: &IncidentFile,
        form: &mut Form,
    ) -> Result<Read, Turn> {
        let (session, step) = (sent.session, &self.step);
        let at = if step.has_moment() {
            let zone = file.pack.zone();
            moment::read(form, "at", zone, session.app.now(), step.unsure())
        } else {
            Some(session.app.now())
        };
        let ground = ground(file, step, session, form);
        let text: Option<Lines<4000>> = match step.text() {
            Some(true) => form.read_or("text", "console-step-reason-missing"),
            Some(false) => form.read_optional("text"),
            None => None,
        };
        for field in &sent.too_large {
            let limit = session.app.uploads.bytes >> 20;
            let message = habeas_web::Message::new("error-upload-too-large").arg("limit", limit);
            form.refuse(field, message);
        }
        let files = accepted(session, form, sent.files).await?;
        let (Some(at), false) = (at, form.has_errors()) else {
            return Ok(Read::Wrong);
        };
        // The beginning of the day may lie before the hour at which it was learned of.
        let untimed = form.value(&moment::time_field("at")).trim().is_empty();
        let at = match file.state.learned() {
            Some((learned, day)) if untimed && *step != Step::Learned => {
                let same = at.with_timezone(&file.pack.zone()).date_naive() == day;
                if same { at.max(learned) } else { at }
            }
            _ => at,
        };
        let mut sealer = Sealer::for_owner(
            session.app.keyring.public(),
            file.stream.controller.clone(),
            Owner::of_stream(&file.stream).ok_or_else(Turn::not_found)?,
            &*session.app.engine.entropy,
        );
        let text = text.map(Lines::into_string);
        let item = seal(session, sent.visit, &mut sealer, step, text, files)?;
        let Some(command) = command(step, at, ground, item) else {
            return Err(Turn::not_found());
        };
        let order = file.order(session, command, sent.version);
        let writes = store_writes(sealer.finish(), Vec::new());
        let order = sealing(&session.app, order, writes, &[kinds::NOTE_FILE]).await?;
        Ok(Read::to_do(order, format!("incident-{}", step.word())))
    }

    fn field(&self, refusal: Refusal) -> &'static str {
        match refusal {
            Refusal::BeforeLearned | Refusal::InFuture | Refusal::WaitNotOver => "at",
            Refusal::GroundNotAllowed => "ground",
            Refusal::ClientObjects => "text",
            _ => "",
        }
    }

    async fn draw(
        &self,
        session: &Session,
        visit: &Visit,
        file: &IncidentFile,
        form: Form,
    ) -> Result<Response, Turn> {
        Ok(html(&drawn(session, visit, file, &self.step, form))?)
    }
}

/// Whether the incident has what a step is about.
fn has(session: &Session, file: &IncidentFile, step: &Step) -> bool {
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let trigger = file.state.opened.as_ref().map(|opened| &opened.trigger);
    match step {
        Step::Told(duty) | Step::NotRequired(duty) => file.state.duty(duty, &ctx).is_some(),
        Step::Raise(raised) => trigger.is_some_and(|trigger| {
            habeas_case::obligation::raisable(&file.pack, trigger.as_str()).contains(raised)
        }),
        Step::Objected | Step::Disclosed | Step::Withheld => file.state.discloses(&file.pack),
        Step::Learned => true,
    }
}

fn ground(file: &IncidentFile, step: &Step, session: &Session, form: &mut Form) -> Option<Code> {
    let Step::NotRequired(_) = step else {
        return None;
    };
    let chosen = form.value("ground").to_owned();
    let found = grounds(file, step, session)
        .into_iter()
        .find(|g| *g == *chosen);
    if found.is_none() {
        form.refuse("ground", habeas_web::Message::new("web-error-choose"));
    }
    found
}

fn grounds(file: &IncidentFile, step: &Step, session: &Session) -> Vec<Code> {
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let Step::NotRequired(duty) = step else {
        return Vec::new();
    };
    let duty = file.state.duty(duty, &ctx);
    duty.map(|duty| duty.provision.unless.clone())
        .unwrap_or_default()
}

async fn accepted(
    session: &Session,
    form: &mut Form,
    uploads: Vec<UploadedFile>,
) -> Result<Vec<Taken>, Turn> {
    let mut files = Vec::new();
    for upload in uploads {
        match taken(&session.app, upload).await? {
            Ok(accepted) => files.push(accepted),
            Err(message) => form.refuse("files", message),
        }
    }
    Ok(files)
}

/// Seals what goes with a step, and gives the handle of it; none where there is nothing.
fn seal(
    session: &Session,
    visit: &Visit,
    sealer: &mut Sealer<'_>,
    step: &Step,
    text: Option<String>,
    files: Vec<Taken>,
) -> Result<Option<ItemId>, Turn> {
    let app = &session.app;
    if text.is_none() && files.is_empty() {
        return Ok(None);
    }
    let item = app.item();
    if !step.has_files() {
        let text = text.unwrap_or_default();
        let kind = Code::literal(kinds::REASON);
        sealer.seal(
            Compartment::General,
            kind,
            item,
            &to_bytes(&Message { text })?,
        )?;
        return Ok(Some(item));
    }
    let mut attachments = Vec::new();
    for file in files {
        let copy = app.item();
        let kind = Code::literal(kinds::NOTE_FILE);
        sealer.seal(Compartment::General, kind, copy, &file.bytes)?;
        attachments.push(Attachment {
            item: copy.0,
            name: file.name,
            media_type: file.media_type.to_owned(),
            size: file.bytes.len() as u64,
        });
    }
    let content = AnswerContent {
        language: visit.locale.tag().to_owned(),
        text: text.unwrap_or_default(),
        attachments,
        parts: Vec::new(),
    };
    let kind = Code::literal(kinds::NOTE);
    sealer.seal(Compartment::General, kind, item, &to_bytes(&content)?)?;
    Ok(Some(item))
}

fn command(
    step: &Step,
    at: DateTime<Utc>,
    ground: Option<Code>,
    item: Option<ItemId>,
) -> Option<Command> {
    Some(match step.clone() {
        Step::Told(duty) => Command::Tell {
            duty,
            at,
            evidence: item,
        },
        Step::NotRequired(duty) => Command::NotRequired {
            duty,
            ground: ground?,
            reason: item?,
        },
        Step::Raise(trigger) => Command::Raise { trigger, at },
        Step::Objected => Command::Object { at, words: item },
        Step::Disclosed => Command::Disclose {
            at,
            compelled: item,
        },
        Step::Withheld => Command::Withhold { reason: item },
        Step::Learned => Command::CorrectLearned { at },
    })
}

fn drawn(
    session: &Session,
    visit: &Visit,
    file: &IncidentFile,
    step: &Step,
    form: Form,
) -> StepPage {
    let locale = visit.locale;
    let word = step.word();
    let actor = session.actor();
    let ctx = file.context(&session.app, &actor);
    let duty = step.duty().and_then(|duty| file.state.duty(duty, &ctx));
    let title = match (step, &duty) {
        (Step::Raise(raised), _) => locale.t(format!("console-raise-{raised}")),
        (Step::Told(_), Some(duty)) => {
            let whom = notify(duty.provision.notify);
            locale.t(format!("console-step-told-{whom}"))
        }
        _ => locale.t(format!("console-step-{word}")),
    };
    let hint = match step {
        Step::Raise(raised) => locale.t(format!("console-raise-{raised}-hint")),
        _ => locale.t(format!("console-step-{word}-hint")),
    };
    let mut page = session.page(visit, title);
    page.organisation = Some(organisation(visit, &file.pack));
    page.has_errors = form.has_errors();
    StepPage {
        path: file.path(),
        action: format!("{}/{}", file.path(), step.path()),
        version: file.state.version,
        caption: duty.map_or_else(
            || file.title(locale),
            |duty| picked(locale, &duty.provision.name),
        ),
        hint: hint.to_string(),
        word,
        grounds: grounds(file, step, session)
            .iter()
            .map(|ground| {
                let key = format!("console-unless-{ground}");
                Choice::new(ground.as_str(), locale.t(key))
            })
            .collect(),
        has_moment: step.has_moment(),
        has_text: step.text().is_some(),
        has_files: step.has_files(),
        files_again: form.has_errors(),
        files: FILES_AT_ONCE,
        megabytes: session.app.uploads.bytes >> 20,
        form,
        page,
    }
}
