use axum::{extract::FromRequestParts, http::Method, http::request::Parts};
use chrono::TimeDelta;
use habeas_envelope::{ActorId, Code, ControllerId, Hash32};
use habeas_regime::Pack;
use habeas_store::Staff;
use habeas_web::{
    Account, Layout, Link, Notice, PageError, Posted, StaffSession, StaffToken, Visit,
};
use std::sync::Arc;

use crate::{app::App, roles::Roles, turn::Turn};

/// A session in use is noted as such at most this often.
const TOUCH_EVERY: TimeDelta = TimeDelta::seconds(30);

/// The member of staff behind a request, with what they may do now.
pub(crate) struct Session {
    pub(crate) app: App,
    pub(crate) staff: Staff,
    pub(crate) roles: Roles,
    pub(crate) token: Hash32,
}

impl FromRequestParts<App> for Session {
    type Rejection = Turn;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Turn> {
        match find(parts, app).await? {
            Some(session) => Ok(session),
            None if parts.method == Method::GET => Err(Turn::To("/sign-in".to_owned())),
            None => Err(PageError::session_ended().into()),
        }
    }
}

async fn find(parts: &Parts, app: &App) -> Result<Option<Session>, Turn> {
    let Some(token) = StaffToken::from_headers(&parts.headers, &app.policy) else {
        return Ok(None);
    };
    let token = Hash32(token.hash().0);
    let store = &app.engine.store;
    let Some(kept) = store.session(token).await? else {
        return Ok(None);
    };
    let now = app.now();
    let lasting = StaffSession {
        opened: kept.since,
        seen: kept.seen,
    };
    if !lasting.is_live(now) {
        store.end_session(token).await?;
        return Ok(None);
    }
    let Some(staff) = store.staff_by_id(kept.staff).await?.filter(|s| s.active) else {
        return Ok(None);
    };
    if now - kept.seen >= TOUCH_EVERY {
        store.touch_session(token, now).await?;
    }
    let roles = Roles::of(&staff.grants, &app.engine.shelf);
    Ok(Some(Session {
        app: app.clone(),
        staff,
        roles,
        token,
    }))
}

impl Session {
    /// Who acts, for the log.
    pub(crate) fn actor(&self) -> ActorId {
        ActorId::staff(self.staff.id)
    }

    /// The token of a form of this session.
    pub(crate) fn form_token(&self, form: &str) -> String {
        self.app.forms.token(&self.token.0, form)
    }

    /// Checks the token of a posted form.
    pub(crate) fn check(&self, form: &str, posted: &Posted) -> Result<(), PageError> {
        self.app.forms.check(&self.token.0, form, posted.token())
    }

    /// The frame of a page, with the places this person may go to.
    pub(crate) fn page(&self, visit: &Visit, title: impl ToString) -> Layout {
        let mut page = self.app.page(visit, title);
        page.nav = self.nav(visit);
        page.signed_in = Some(Account {
            name: self.staff.name.clone(),
            sign_out: "/sign-out".to_owned(),
            token: self.form_token("sign-out"),
        });
        let organisations: Vec<String> = self
            .roles
            .controllers()
            .into_iter()
            .filter_map(|c| self.app.engine.shelf.current(c))
            .map(|pack| organisation(visit, pack))
            .collect();
        page.organisation = match organisations.as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        page
    }

    fn nav(&self, visit: &Visit) -> Vec<Link> {
        let t = |key: &str| visit.locale.t(key);
        let mut nav = Vec::new();
        if self.works_on_cases() {
            let mut queue = Link::new(t("console-nav-queue"), "/");
            queue.current = visit.path() == "/";
            nav.push(queue);
            nav.push(Link::new(t("console-nav-search"), "/search").at(visit.path()));
        }
        if self.roles.is("intake") {
            nav.push(Link::new(t("console-nav-paper"), "/filings/new").at(visit.path()));
        }
        if self.may_have_tasks() {
            nav.push(Link::new(t("answering-nav-tasks"), "/tasks").at(visit.path()));
        }
        if self.is_asked() {
            nav.push(Link::new(t("answering-nav-referrals"), "/referrals").at(visit.path()));
        }
        if self.roles.is("mailroom") {
            nav.push(Link::new(t("console-nav-mailroom"), "/mailroom").at(visit.path()));
        }
        if !self.incident_packs().is_empty() {
            nav.push(Link::new(t("console-nav-incidents"), "/incidents").at(visit.path()));
        }
        if self.roles.is("dpo") {
            nav.push(Link::new(t("console-nav-figures"), "/figures").at(visit.path()));
            nav.push(Link::new(t("console-nav-calendars"), "/calendars").at(visit.path()));
        }
        if self.has_dates() {
            nav.push(Link::new(t("console-nav-subscription"), "/subscription").at(visit.path()));
        }
        if self.roles.is("admin") {
            nav.push(Link::new(t("console-nav-failures"), "/failures").at(visit.path()));
        }
        if self.app.mailbox.is_some() {
            nav.push(Link::new(t("console-nav-mailbox"), "/mailbox").at(visit.path()));
        }
        nav
    }

    /// Whether the queue has anything for them.
    pub(crate) fn works_on_cases(&self) -> bool {
        self.roles.has_desks() || !self.roles.checking().is_empty() || self.roles.is("intake")
    }

    /// The pack in force of a controller.
    pub(crate) fn pack(&self, controller: &ControllerId) -> Result<Arc<Pack>, Turn> {
        self.app
            .engine
            .shelf
            .current(controller)
            .cloned()
            .ok_or_else(Turn::not_found)
    }
}

/// What an organisation is called here.
pub(crate) fn organisation(visit: &Visit, pack: &Pack) -> String {
    let name = &pack.provisions().controller.display_name;
    visit.locale.pick(name).cloned().unwrap_or_default()
}

/// The notice that a page begins with after something was done: the page before named it in
/// `?done=`.
pub(crate) fn notice(visit: &Visit, done: Option<&str>) -> Option<Notice> {
    let key = format!("console-done-{}", Code::new(done?).ok()?);
    visit.locale.has(&key).then(|| Notice {
        text: visit.locale.t(&key).to_string(),
        success: true,
    })
}

/// The notice of something that could not be done: the page before named the refusal in
/// `?refused=`.
pub(crate) fn refusal(visit: &Visit, refused: Option<&str>) -> Option<Notice> {
    let code = refused?;
    let key = match code {
        "changed" => "error-changed-meanwhile".to_owned(),
        _ => format!("refusal-{}", Code::new(code).ok()?),
    };
    visit.locale.has(&key).then(|| Notice {
        text: visit.locale.t(&key).to_string(),
        success: false,
    })
}
