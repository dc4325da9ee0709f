//! The whole house in one process: SQLite, the bus inside it, every worker, both faces over HTTP, a
//! clock that stands where a test puts it, and mails that are kept.

use std::{
    io::Cursor,
    sync::Arc,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use habeas::{assemble, commands::expired};
use habeas_console::passwords::{PasswordCost, hash};
use habeas_courier::{CourierPorts, CourierSettings};
use habeas_deadlines::DeadlinesSettings;
use habeas_engine::{Engine, Health, RelayDuty, WorkerSettings, run_relay};
use habeas_envelope::{Clock, Code, ControllerId, Scope};
use habeas_store::{DispatchFilter, DispatchState, Staff, StaffGrant};
use habeas_testkit::{SeededEntropy, VirtualClock};
use habeas_uploads::Unscanned;
use habeas_vault::{Face, Keyring};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinSet};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

pub(super) use super::asked::{Ask, EMAIL, Reach};
use super::asked::{Mails, second_code, words_of};
use crate::{
    walk::{Filed, decides, finds},
    web::{Browser, PATIENCE, Page},
};

/// What everybody types.
const PASSWORD: &str = "een lang wachtwoord";
/// The cheapest there is: tests sign in often.
const CHEAP: PasswordCost = PasswordCost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};
/// So often in a row nothing must be left to do before the house is at rest.
const CALM: u32 = 8;

pub(super) struct House {
    pub(super) clock: VirtualClock,
    pub(super) mails: Mails,
    pub(super) portal: String,
    console: String,
    engine: Engine,
    stop: CancellationToken,
    _working: JoinSet<()>,
    folder: TempDir,
}

impl Drop for House {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl House {
    /// Opens at an instant, with staff: a login and a grant each, written as for `staff add`.
    pub(super) async fn open(at: &str, staff: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = VirtualClock::at(at);
        let entropy = Arc::new(SeededEntropy::new(7));
        let shelf = assemble::shelf(None).unwrap();
        let controllers: Vec<ControllerId> = shelf.packs().controllers().cloned().collect();
        let keyring = Arc::new(Keyring::generate(controllers, &SeededEntropy::new(8)));
        let clocked = Arc::new(clock.clone());
        let mut opened = assemble::embedded(folder.path(), shelf, clocked, entropy)
            .await
            .unwrap();
        opened.know_kept_packs().await.unwrap();
        let handed = opened.take_handed();
        let engine = opened.engine.clone();
        for (number, (login, grant)) in staff.iter().enumerate() {
            let member = Staff {
                id: Uuid::from_u128(500 + number as u128),
                login: (*login).to_owned(),
                name: format!("Staff {login}"),
                password: hash(PASSWORD, CHEAP, &SeededEntropy::new(9)).unwrap(),
                active: true,
                grants: vec![granted(grant)],
            };
            assert!(engine.store.add_staff(member).await.unwrap());
        }
        let mails = Mails::default();
        let stop = CancellationToken::new();
        let mut working = JoinSet::new();
        let health = Health::default();
        let relay = run_relay(
            engine.clone(),
            handed,
            RelayDuty::Everybodys,
            health.clone(),
            stop.clone(),
        );
        working.spawn(relay);
        work(&mut working, &engine, &health, &stop);
        let (portal, console) = faces(&mut working, &engine, &keyring, &stop).await;
        let from = "no-reply@example.org".parse().unwrap();
        let mut carrying = CourierSettings::new(format!("{portal}/status"), from);
        carrying.look_every = TimeDelta::seconds(1);
        carrying.console_url = Some(console.clone());
        let ports = CourierPorts {
            mail: Arc::new(mails.clone()),
            keyring,
        };
        let courier = (engine.clone(), health.clone(), stop.clone());
        let (carried, well, until) = courier;
        working.spawn(habeas_courier::run(carried, ports, carrying, well, until));
        Self {
            clock,
            mails,
            portal,
            console,
            engine,
            stop,
            _working: working,
            folder,
        }
    }

    /// Goes on to an instant, and waits until all that fell due is done.
    pub(super) async fn goes_on_to(&self, at: &str) {
        self.clock.advance_to(at.parse().unwrap());
        self.rests().await;
    }

    /// Waits until nothing is left for the workers at this moment.
    pub(super) async fn rests(&self) {
        let begun = Instant::now();
        let store = &self.engine.store;
        let scope = Scope::whole(self.engine.shelf.packs().controllers().cloned());
        let mut calm = 0;
        while calm < CALM {
            let now = self.clock.now();
            let due = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
            let waits = store.outbox_depth().await.unwrap() > 0
                || due(store.next_alarm(&scope).await.unwrap())
                || due(store.next_dispatch(&scope).await.unwrap());
            if waits {
                // Whoever sleeps until the next look is woken for it.
                self.clock.advance(TimeDelta::seconds(1));
            }
            let under_way = DispatchFilter {
                states: vec![DispatchState::Ordered, DispatchState::Started],
                ..DispatchFilter::default()
            };
            let under_way = store.dispatches(&scope, &under_way).await.unwrap();
            let busy = waits || under_way.iter().any(|row| row.not_before <= now);
            calm = if busy { 0 } else { calm + 1 };
            assert!(begun.elapsed() < PATIENCE, "the house does not rest");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let failures = store.failures(&scope, 5).await.unwrap();
        let failed: Vec<String> = failures
            .iter()
            .map(|f| format!("{} {} {}", f.worker, f.class, f.reason))
            .collect();
        assert!(failed.is_empty(), "{failed:?}");
    }

    /// The case files whose time of keeping is over, as the operator's command lists them.
    pub(super) async fn expired(&self) -> Vec<String> {
        let over = expired::over(&self.engine).await.unwrap();
        over.iter().map(ToString::to_string).collect()
    }

    /// Destroys their keys; how many.
    pub(super) async fn destroys_expired(&self) -> usize {
        let over = expired::over(&self.engine).await.unwrap();
        let ledger = self.folder.path().join("destroyed-keys.txt");
        let destroyed = expired::destroy(&self.engine, &ledger, over, 90).await;
        destroyed.unwrap()
    }

    /// Somebody of staff, signed in.
    pub(super) async fn staff(&self, login: &str) -> Browser {
        let browser = Browser::new(&self.console);
        let page = browser.open("/sign-in").await;
        let fields = [("login", login), ("password", PASSWORD)];
        browser.does(&page, "/sign-in", &fields).await;
        browser
    }

    /// Fills in everything, up to the page on which it is looked over.
    pub(super) async fn fills_in(&self, ask: &Ask<'_>) -> (Browser, Page) {
        let browser = Browser::new(&self.portal);
        let start = format!("/o/{}", ask.controller);
        let page = browser
            .open(&format!("{start}?lang={}", ask.language))
            .await;
        let what = [("right", ask.right), ("kind", ask.kind)];
        let what = [&what[..], ask.said].concat();
        let mut page = browser.does(&page, &start, &what).await;
        while page.path != "/request/review" {
            let path = page.path.clone();
            let mut filled: Vec<(&str, &str)> = match path.as_str() {
                "/request/whom" => vec![("whom", "self")],
                "/request/you" => vec![("name", "Noor Maes")],
                "/request/words" => vec![("words", "")],
                "/request/questions" | "/request/elsewhere" => Vec::new(),
                "/request/copy" => vec![("without", "yes")],
                other => panic!("the portal leads to {other}"),
            };
            if path == "/request/you" {
                match ask.reach {
                    Reach::Email(address) => {
                        filled.extend([("contact", "e-mail"), ("email", address)]);
                    }
                    Reach::Post => filled.extend([
                        ("contact", "post"),
                        ("street", "Markt 1"),
                        ("postcode", "2440"),
                        ("town", "Geel"),
                        ("country", "België"),
                    ]),
                }
            }
            filled.extend(ask.said);
            page = browser.does(&page, &path, &filled).await;
            assert_ne!(page.path, path, "{}", page.words());
        }
        (browser, page)
    }

    /// Files it, and waits until the workers have done what follows.
    pub(super) async fn files(&self, ask: &Ask<'_>) -> Filed {
        let (browser, page) = self.fills_in(ask).await;
        let sent = browser.does(&page, "/request/send", &[]).await;
        self.rests().await;
        Filed {
            reference: sent.by_id("reference"),
            code: sent.by_id("access-code"),
        }
    }

    /// Files it, with who files established and the case where it is answered; its page.
    pub(super) async fn works(&self, ask: &Ask<'_>, handler: &str) -> (Filed, String) {
        let filed = self.files(ask).await;
        self.verifies(handler, &filed).await;
        let case = self.case(handler, &filed).await;
        (filed, case)
    }

    /// Establishes who the person is.
    pub(super) async fn verifies(&self, login: &str, filed: &Filed) {
        let staff = self.staff(login).await;
        let submission = finds(&staff, "/?view=identity", &filed.reference).await;
        let action = format!("{submission}/verify");
        decides(&staff, &submission, &action, &[("method", "known")]).await;
        self.rests().await;
    }

    /// Asks the person who they are.
    pub(super) async fn asks_who(&self, login: &str, filed: &Filed) {
        let staff = self.staff(login).await;
        let submission = finds(&staff, "/?view=identity", &filed.reference).await;
        let question = [
            ("doubt", "details-differ"),
            ("question", "Please tell us which car you came with."),
        ];
        decides(&staff, &submission, &format!("{submission}/ask"), &question).await;
        self.rests().await;
    }

    /// The person hands in proof of who they are.
    pub(super) async fn proves(&self, filed: &Filed) {
        let mut card = Cursor::new(Vec::new());
        let picture = image::RgbImage::from_pixel(2, 2, image::Rgb([200, 10, 10]));
        picture
            .write_to(&mut card, image::ImageFormat::Png)
            .unwrap();
        let (person, _) = self.follows(filed).await;
        let path = "/status/evidence";
        let page = person.open(path).await;
        let card = card.into_inner();
        let done = person.hands_in(&page, path, "card", "card.png", card).await;
        assert!(done.path.contains("done=evidence"), "{}", done.words());
        self.rests().await;
    }

    /// The page of the case of a filing, for whoever has it.
    pub(super) async fn case(&self, login: &str, filed: &Filed) -> String {
        let staff = self.staff(login).await;
        finds(&staff, "/", &filed.reference).await
    }

    /// Sends a form of the console that must be taken.
    pub(super) async fn does(&self, login: &str, form: &str, filled: &[(&str, &str)]) -> Page {
        let staff = self.staff(login).await;
        let done = decides(&staff, form, form, filled).await;
        self.rests().await;
        done
    }

    /// Sends a form of the console that is refused, or not there at all; the page that says so.
    pub(super) async fn refused(&self, login: &str, form: &str, filled: &[(&str, &str)]) -> Page {
        let staff = self.staff(login).await;
        let page = staff.look(form).await;
        if page.status == 404 {
            return page;
        }
        let refused = staff.send(&page, form, filled).await;
        let no = refused.status == 422 || refused.path.contains("refused=");
        assert!(no, "{form}: {} {}", refused.status, refused.path);
        refused
    }

    /// A page of the console.
    pub(super) async fn page(&self, login: &str, path: &str) -> Page {
        self.staff(login).await.open(path).await
    }

    /// What a page of the console answers to somebody.
    pub(super) async fn status(&self, login: &str, path: &str) -> u16 {
        self.staff(login).await.look(path).await.status
    }

    /// One writes an answer, another approves it, and it is sent.
    pub(super) async fn answers(
        &self,
        (author, approver): (&str, &str),
        case: &str,
        answer: &[(&str, &str)],
    ) {
        let form = format!("{case}/answer");
        let drafted = self.does(author, &form, answer).await;
        assert!(drafted.path.contains("done=drafted"), "{}", drafted.path);
        let staff = self.staff(approver).await;
        let draft = format!("{case}/draft");
        decides(&staff, &draft, &format!("{case}/approve"), &[]).await;
        decides(&staff, case, &format!("{case}/send"), &[]).await;
        self.rests().await;
    }

    /// Confirms that the first open task of a case is done.
    pub(super) async fn finishes(&self, login: &str, case: &str) {
        let staff = self.staff(login).await;
        let page = staff.open(case).await;
        let action = page.forms(&format!("{case}/tasks/"));
        let action = action.first().expect("there is a task to do");
        decides(&staff, case, action, &[]).await;
        self.rests().await;
    }

    /// The words of all letters of a request that wait to be posted.
    pub(super) async fn letters(&self, mailroom: &str, filed: &Filed) -> Vec<String> {
        self.rests().await;
        let staff = self.staff(mailroom).await;
        let list = "/mailroom?view=to-post";
        let page = staff.comes(list, |page| page.says(&filed.reference)).await;
        let mut letters = Vec::new();
        for envelope in page.links("/mailroom/") {
            let page = staff.open(&envelope).await;
            if page.says(&filed.reference) {
                let printed = staff
                    .sends_for_bytes(&page, &format!("{envelope}/print"))
                    .await;
                letters.push(words_of(&printed));
            }
        }
        letters
    }

    /// The person, at the page of their request.
    pub(super) async fn follows(&self, filed: &Filed) -> (Browser, Page) {
        self.follows_in("en", filed).await
    }

    /// The person, at the page of their request, in a language.
    pub(super) async fn follows_in(&self, language: &str, filed: &Filed) -> (Browser, Page) {
        let person = Browser::new(&self.portal);
        let page = person.open(&format!("/status?lang={language}")).await;
        let entered = [
            ("reference", filed.reference.as_str()),
            ("code", filed.code.as_str()),
        ];
        let overview = person.does(&page, "/status", &entered).await;
        assert_eq!(overview.path, "/status/request");
        (person, overview)
    }

    /// The newest message to the person, read with their code.
    pub(super) async fn message(&self, filed: &Filed) -> Page {
        let (person, overview) = self.follows(filed).await;
        let action = overview
            .forms("/status/messages/")
            .first()
            .cloned()
            .unwrap_or_else(|| panic!("there is no message: {}", overview.words()));
        person.does(&overview, &action, &[]).await
    }

    /// The answer, collected with the second code that a mail brought.
    pub(super) async fn collects(&self, filed: &Filed) -> Page {
        let mails = self.mails.to(EMAIL);
        let code = mails.iter().rev().find_map(|mail| second_code(mail));
        let code = code.unwrap_or_else(|| panic!("no mail brings a code: {mails:?}"));
        let (person, _) = self.follows(filed).await;
        let page = person.open("/status/answers/1").await;
        let fields = [("code", code.as_str())];
        let answer = person.does(&page, "/status/answers/1", &fields).await;
        self.rests().await;
        answer
    }

    /// Prints the letter of a request that waits to be posted; its words, and its page.
    pub(super) async fn prints(&self, mailroom: &str, filed: &Filed) -> (String, String) {
        self.rests().await;
        let staff = self.staff(mailroom).await;
        let envelope = finds(&staff, "/mailroom?view=to-post", &filed.reference).await;
        let page = staff.open(&envelope).await;
        let action = format!("{envelope}/print");
        let printed = staff.sends_for_bytes(&page, &action).await;
        (words_of(&printed), envelope)
    }

    /// Prints the letter of a request and posts it on a day; its words.
    pub(super) async fn posts(&self, mailroom: &str, filed: &Filed, day: &str) -> String {
        let (words, envelope) = self.prints(mailroom, filed).await;
        let staff = self.staff(mailroom).await;
        let page = staff.open(&envelope).await;
        let parts: Vec<&str> = day.split('-').collect();
        let mut posted = vec![
            ("day-year", parts[0]),
            ("day-month", parts[1]),
            ("day-day", parts[2]),
        ];
        if page.html.contains("name=\"number\"") {
            posted.push(("number", "RR473124829BE"));
        }
        staff
            .does(&page, &format!("{envelope}/posted"), &posted)
            .await;
        self.rests().await;
        words
    }
}

/// CONTROLLER:ROLE, with `desk=` or `office=` behind a further colon.
fn granted(text: &str) -> StaffGrant {
    let mut parts = text.split(':');
    let mut grant = StaffGrant {
        controller: parts.next().unwrap().parse().unwrap(),
        role: Code::new(parts.next().unwrap()).unwrap(),
        desk: None,
        office: None,
    };
    for part in parts {
        let (what, which) = part.split_once('=').unwrap();
        let which = Some(Code::new(which).unwrap());
        match what {
            "desk" => grant.desk = which,
            _ => grant.office = which,
        }
    }
    grant
}

/// The workers that need nothing of their own.
fn work(working: &mut JoinSet<()>, engine: &Engine, health: &Health, stop: &CancellationToken) {
    let worker = WorkerSettings::default();
    let parts = || (engine.clone(), health.clone(), stop.clone());
    let (e, h, s) = parts();
    working.spawn(habeas_intake::run(e, worker, h, s));
    let (e, h, s) = parts();
    working.spawn(habeas_identity::run(e, worker, h, s));
    let (e, h, s) = parts();
    working.spawn(habeas_routing::run(e, worker, h, s));
    let (e, h, s) = parts();
    working.spawn(habeas_response::run(e, worker, h, s));
    let (e, h, s) = parts();
    let ringing = DeadlinesSettings {
        look_every: TimeDelta::seconds(1),
        ..DeadlinesSettings::default()
    };
    working.spawn(habeas_deadlines::run(e, ringing, h, s));
}

/// Portal and console at ports of their own; where they are reached.
async fn faces(
    working: &mut JoinSet<()>,
    engine: &Engine,
    keyring: &Arc<Keyring>,
    stop: &CancellationToken,
) -> (String, String) {
    let bound = || async { TcpListener::bind("127.0.0.1:0").await.unwrap() };
    let url = |bound: &TcpListener| {
        let port = bound.local_addr().unwrap().port();
        format!("http://localhost:{port}")
    };
    let (at_portal, at_console) = (bound().await, bound().await);
    let (portal, console) = (url(&at_portal), url(&at_console));
    let mut settings = habeas_portal::Settings::new(portal.parse().unwrap());
    settings.listen = habeas_portal::Listen::Bound(at_portal);
    // The clock stands still, and so would the ten minutes of a quota.
    settings.quotas.codes = settings.quotas.filings;
    let ports = habeas_portal::Portal {
        engine: engine.clone(),
        keys: keyring.public().clone(),
        cookie_key: keyring.cookie_key(Face::Portal).unwrap().clone(),
        scanner: Arc::new(Unscanned),
    };
    let until = stop.clone();
    working.spawn(async move {
        habeas_portal::run(ports, settings, until).await.unwrap();
    });
    let mut settings = habeas_console::Settings::new(console.parse().unwrap());
    settings.listen = habeas_console::Listen::Bound(at_console);
    settings.undo_window = Some(TimeDelta::zero());
    settings.password_cost = CHEAP;
    let ports = habeas_console::Console {
        engine: engine.clone(),
        keyring: keyring.clone(),
        scanner: Arc::new(Unscanned),
        mailbox: None,
    };
    let until = stop.clone();
    working.spawn(async move {
        habeas_console::run(ports, settings, until).await.unwrap();
    });
    (portal, console)
}
