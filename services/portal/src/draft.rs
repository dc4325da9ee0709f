use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use habeas_case::{Capacity, ContactKind};
use habeas_dossier::PostalAddress;
use habeas_envelope::{Code, ControllerId};
use habeas_regime::{Ask, Exercise, OfficeId, Pack, Requested, RequestedKinds, Right, Said, Via};
use habeas_store::{Draft, StoreError};
use habeas_vault::{AccessCode, DraftKey, Reference};
use habeas_web::{Form, Message, PageError, Posted};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    app::App,
    questions::Asked,
    turn::{Turn, store_error},
};

/// The kind of cookie that holds a draft's key.
pub(crate) const COOKIE: &str = "draft";
/// How long a draft is kept from its first page on.
const LASTS: TimeDelta = TimeDelta::hours(2);
/// The part of a draft that is the form.
const FORM: &str = "form";

/// What the cookie knows of a draft: enough to open it, and to draw its pages when the database
/// is away.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Hold {
    pub(crate) id: Uuid,
    key: [u8; 32],
    pub(crate) controller: ControllerId,
    /// When the draft and its files are over.
    pub(crate) until: DateTime<Utc>,
}

/// Everything typed and not yet sent; after sending, only what the last page shows.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Filing {
    pub(crate) what: Option<What>,
    pub(crate) whom: Option<Whom>,
    pub(crate) you: Option<You>,
    pub(crate) words: Option<Words>,
    /// What was answered to the questions of the pack.
    #[serde(default)]
    pub(crate) asked: Option<Asked>,
    pub(crate) copies: Vec<Copied>,
    pub(crate) copies_seen: bool,
    pub(crate) minted: Option<Minted>,
    pub(crate) sent: Option<Sent>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct What {
    pub(crate) rights: Vec<Right>,
    pub(crate) kinds: RequestedKinds,
    /// The matters of others that the person says it is about.
    #[serde(default)]
    pub(crate) elsewhere: Vec<Code>,
    /// Whether they were led there and file here all the same.
    #[serde(default)]
    pub(crate) insists: bool,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Whom {
    /// The word of a capacity.
    capacity: String,
    pub(crate) subject: Option<Subject>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Subject {
    pub(crate) name: String,
    pub(crate) born: Option<NaiveDate>,
    pub(crate) known_as: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct You {
    pub(crate) name: String,
    pub(crate) born: Option<NaiveDate>,
    pub(crate) known_as: Option<String>,
    pub(crate) reach: Reach,
    /// The word of what they say of working there; none where they say nothing.
    pub(crate) audience: Option<String>,
}

/// How the person wants to be reached.
#[derive(Serialize, Deserialize)]
pub(crate) enum Reach {
    Email(String),
    Post(PostalAddress),
}

#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Words {
    pub(crate) text: Option<String>,
    pub(crate) office: Option<OfficeId>,
}

/// A file handed in, sealed as a draft of its own under the same key.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Copied {
    pub(crate) id: Uuid,
    /// `identity` or `mandate`.
    pub(crate) kind: String,
    /// What it is, for the reader: PDF, JPEG, PNG.
    pub(crate) format: String,
    pub(crate) size: u64,
}

/// Made when the review page is first shown, so that sending twice files once.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Minted {
    pub(crate) submission: Uuid,
    pub(crate) seed: [u8; 16],
    pub(crate) reference: String,
    pub(crate) code: String,
}

/// What the last page shows.
#[derive(Clone, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) reference: String,
    pub(crate) code: String,
    pub(crate) due: Option<NaiveDate>,
    /// What the organisation aims at where no limit binds it.
    #[serde(default)]
    pub(crate) target: Option<NaiveDate>,
    pub(crate) by_mail: bool,
    /// Whether the person is asked next who their physician is.
    #[serde(default)]
    pub(crate) asks_physician: bool,
}

/// Why a draft cannot be worked on.
#[derive(Debug)]
pub(crate) enum Trouble {
    /// The database is away; nothing typed is lost.
    Away,
    /// There is none, or it is over.
    Gone,
    /// It was sent.
    Sent,
    /// Something else.
    Error(PageError),
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        if error.is_temporary() {
            Self::Away
        } else {
            Self::Error(store_error(&error))
        }
    }
}

impl From<Trouble> for Turn {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Away => Self::Error(PageError::unavailable("store")),
            Trouble::Gone => Self::Error(gone()),
            Trouble::Sent => Self::To("/request/sent"),
            Trouble::Error(error) => Self::Error(error),
        }
    }
}

/// The page that says a draft is no more.
pub(crate) fn gone() -> PageError {
    PageError::new(
        axum::http::StatusCode::GONE,
        Message::new("portal-error-draft-gone"),
        "draft-gone",
    )
}

impl Hold {
    pub(crate) fn begin(app: &App, controller: ControllerId) -> Self {
        let mut id = [0; 16];
        app.engine.entropy.fill(&mut id);
        Self {
            id: uuid::Builder::from_random_bytes(id).into_uuid(),
            key: *DraftKey::generate(&*app.engine.entropy).to_bytes(),
            controller,
            until: app.now() + LASTS,
        }
    }

    /// The hold of a request's cookie.
    pub(crate) fn of(app: &App, headers: &axum::http::HeaderMap) -> Option<Self> {
        app.cookies(headers).get(COOKIE, app.now())
    }

    pub(crate) fn renewed(self, now: DateTime<Utc>) -> Self {
        Self {
            until: now + LASTS,
            ..self
        }
    }

    pub(crate) fn token(&self, app: &App, form: &str) -> String {
        app.forms.token(self.id.as_bytes(), form)
    }

    /// The posted form, if its token is this draft's.
    pub(crate) fn form(&self, app: &App, name: &str, posted: Posted) -> Result<Form, PageError> {
        app.forms.check(self.id.as_bytes(), name, posted.token())?;
        Ok(Form::filled(self.token(app, name), posted.pairs))
    }

    fn key(&self) -> DraftKey {
        DraftKey::from_bytes(self.key)
    }

    /// The draft as it is kept; none when nothing was kept yet.
    pub(crate) async fn open(&self, app: &App) -> Result<Option<Filing>, Trouble> {
        let Some(draft) = app.engine.store.draft(self.id, app.now()).await? else {
            return Ok(None);
        };
        let opened = self.key().open(self.id, FORM, &draft.bytes);
        let opened = opened.map_err(|_| Trouble::Gone)?;
        habeas_dossier::from_bytes(opened.expose())
            .map(Some)
            .map_err(|_| Trouble::Gone)
    }

    pub(crate) async fn keep(&self, app: &App, filing: &Filing) -> Result<(), Trouble> {
        let text = habeas_dossier::to_bytes(filing)
            .map_err(|_| Trouble::Error(PageError::internal("draft")))?;
        self.put(app, self.id, FORM, &text).await
    }

    /// How many pages there are, where the draft can be read.
    pub(crate) async fn steps(&self, app: &App, pack: &Pack) -> Option<usize> {
        let filing = self.open(app).await.ok().flatten()?;
        Some(filing.steps(pack))
    }

    /// Changes what is kept.
    pub(crate) async fn change(
        &self,
        app: &App,
        change: impl FnOnce(&mut Filing),
    ) -> Result<Filing, Trouble> {
        let mut filing = self.open(app).await?.ok_or(Trouble::Gone)?;
        if filing.sent.is_some() {
            return Err(Trouble::Sent);
        }
        change(&mut filing);
        self.keep(app, &filing).await?;
        Ok(filing)
    }

    /// Keeps a file beside the form.
    pub(crate) async fn keep_copy(&self, app: &App, id: Uuid, bytes: &[u8]) -> Result<(), Trouble> {
        self.put(app, id, &copy_part(id), bytes).await
    }

    /// A file kept beside the form.
    pub(crate) async fn copy(
        &self,
        app: &App,
        id: Uuid,
    ) -> Result<habeas_vault::PersonalBytes, Trouble> {
        let draft = app.engine.store.draft(id, app.now()).await?;
        let draft = draft.ok_or(Trouble::Gone)?;
        self.key()
            .open(self.id, &copy_part(id), &draft.bytes)
            .map_err(|_| Trouble::Gone)
    }

    async fn put(&self, app: &App, id: Uuid, part: &str, bytes: &[u8]) -> Result<(), Trouble> {
        let sealed = self.key().seal(self.id, part, bytes, &*app.engine.entropy);
        let draft = Draft {
            id,
            bytes: sealed,
            expires: self.until,
        };
        Ok(app.engine.store.put_draft(draft).await?)
    }
}

fn copy_part(id: Uuid) -> String {
    format!("copy/{id}")
}

/// The hold and the draft that a page of a later step needs.
pub(crate) async fn at_work(
    app: &App,
    headers: &axum::http::HeaderMap,
) -> Result<(Hold, Filing), Turn> {
    let hold = Hold::of(app, headers).ok_or_else(gone)?;
    let filing = hold.open(app).await?.ok_or(Trouble::Gone)?;
    if filing.sent.is_some() {
        return Err(Turn::To("/request/sent"));
    }
    Ok((hold, filing))
}

impl Filing {
    /// The first page that is still to be filled in, or the review.
    pub(crate) fn next(&self, pack: &Pack) -> String {
        if self.what.is_none() {
            return format!("/o/{}", pack.controller());
        }
        let page = if self.what.as_ref().is_some_and(What::leads_elsewhere) {
            "/request/elsewhere"
        } else if self.whom.is_none() {
            "/request/whom"
        } else if self.you.is_none() {
            "/request/you"
        } else if self.words.is_none() {
            "/request/words"
        } else if self.asked.is_none() && !self.asks(pack).is_empty() {
            "/request/questions"
        } else if !self.copies_seen && self.asks_copies(pack) {
            "/request/copy"
        } else {
            "/request/review"
        };
        page.to_owned()
    }

    /// What was asked for, in the pack's words.
    pub(crate) fn requested(&self) -> Option<Requested> {
        let what = self.what.as_ref()?;
        Some(Requested {
            rights: what.rights.clone(),
            kinds: what.kinds.clone(),
        })
    }

    /// The cases it will open.
    pub(crate) fn exercises(&self, pack: &Pack) -> Vec<Exercise> {
        self.requested()
            .and_then(|requested| pack.expand(&requested).ok())
            .unwrap_or_default()
    }

    pub(crate) fn asks_identity(&self, pack: &Pack) -> bool {
        !pack.identity(&self.exercises(pack)).ask.is_empty()
    }

    pub(crate) fn asks_mandate(&self) -> bool {
        self.whom
            .as_ref()
            .is_some_and(|whom| whom.subject.is_some())
    }

    pub(crate) fn asks_copies(&self, pack: &Pack) -> bool {
        self.asks_identity(pack) || self.asks_mandate()
    }

    /// The questions of the provisions, in the order they are asked and without doubles.
    pub(crate) fn asks(&self, pack: &Pack) -> Vec<Ask> {
        let mut asks = Vec::new();
        for (right, kind) in self.exercises(pack) {
            for ask in pack.asks(&right, &kind) {
                if !asks.contains(&ask) {
                    asks.push(ask);
                }
            }
        }
        asks
    }

    /// How many pages there are, the review included.
    pub(crate) fn steps(&self, pack: &Pack) -> usize {
        5 + usize::from(!self.asks(pack).is_empty()) + usize::from(self.asks_copies(pack))
    }

    /// The page before the copies, or before the review where none are asked for.
    pub(crate) fn before_copies(&self, pack: &Pack) -> &'static str {
        if self.asks(pack).is_empty() {
            "/request/words"
        } else {
            "/request/questions"
        }
    }

    /// The offices the person may name, where a case's route lets them.
    pub(crate) fn offices(&self, pack: &Pack) -> Vec<OfficeId> {
        let mut offices = Vec::new();
        for (right, kind) in self.exercises(pack) {
            let Via::RegisteredLetter(letter) = &pack.route_provision(&right, &kind).via else {
                continue;
            };
            let named = letter.choose.iter().filter(|choice| choice.named_by_person);
            for office in named.flat_map(|choice| &choice.among) {
                if !offices.contains(office) {
                    offices.push(office.clone());
                }
            }
        }
        offices
    }

    /// Mints what sending needs, once.
    pub(crate) fn mint(&mut self, app: &App) -> Minted {
        self.minted
            .get_or_insert_with(|| {
                let entropy = &*app.engine.entropy;
                let mut seed = [0; 16];
                entropy.fill(&mut seed);
                Minted {
                    submission: habeas_envelope::uuid_v7(app.now(), entropy),
                    seed,
                    reference: Reference::generate(entropy).as_str().to_owned(),
                    code: AccessCode::generate(entropy).to_text().to_string(),
                }
            })
            .clone()
    }
}

impl What {
    /// Whether the person still has to be told where it belongs.
    pub(crate) fn leads_elsewhere(&self) -> bool {
        !self.insists && !self.elsewhere.is_empty()
    }
}

impl Whom {
    pub(crate) fn new(capacity: Capacity, subject: Option<Subject>) -> Self {
        Self {
            capacity: capacity.as_str().to_owned(),
            subject,
        }
    }

    pub(crate) fn capacity(&self) -> Capacity {
        Capacity::from_word(&self.capacity).unwrap_or(Capacity::Other)
    }
}

impl You {
    /// What they say of working there, as a code.
    pub(crate) fn audience(&self) -> Option<Code> {
        let said = Said::from_word(self.audience.as_deref()?)?;
        Some(Code::literal(said.as_str()))
    }
}

impl Reach {
    pub(crate) fn kind(&self) -> ContactKind {
        match self {
            Self::Email(_) => ContactKind::Email,
            Self::Post(_) => ContactKind::Post,
        }
    }
}

impl std::fmt::Debug for Filing {
    /// Blank: all of it is personal.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Filing(..)")
    }
}
