//! What somebody typed is not lost when what they looked at changed meanwhile: the form comes back
//! with all of it, says why, and can be sent again.

use axum::http::StatusCode;
use habeas_case::{RestrictionStep, TaskKind, case::Command};
use habeas_engine::SealedWrites;
use habeas_envelope::{CaseId, Code, ItemId};
use uuid::Uuid;

use crate::support::{Browser, Case, Elsewhere, House, Page, Role, tiny_png};

const CHANGED: &str = "Someone changed this in the meantime";

/// Something else happens with a case.
fn something(house: &House, case: CaseId) -> habeas_engine::Command {
    let mut id = [0; 16];
    house.engine.entropy.fill(&mut id);
    let command = Command::OpenTask {
        task: ItemId(Uuid::from_bytes(id)),
        kind: TaskKind::DestroyPaper,
        holder: Code::literal("privacy"),
        due: None,
    };
    (case, command).into()
}

async fn meanwhile(house: &House, filed: &Case) {
    let happens = vec![something(house, filed.case)];
    house.command(happens, SealedWrites::default()).await;
}

/// A form as it was shown, with these fields filled in.
fn filled(page: &Page, path: &str, fields: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut all = page.hidden(path);
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    all.extend(fields.iter().map(own));
    all
}

/// That the page says what happened, and still holds what was typed.
fn kept(page: &Page, fields: &[(&str, &str)]) {
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.text().contains(CHANGED), "{}", page.text());
    for (name, value) in fields {
        let there = page.text().contains(value);
        assert!(there, "{name}={value} is lost: {}", page.text());
    }
}

/// Shows a form of a case, lets something happen, sends it: it comes back with what was typed, and
/// then does what it is for.
async fn overtaken(house: &House, filed: &Case, role: Role, word: &str, fields: &[(&str, &str)]) {
    let mut browser = house.as_staff(role).await;
    let path = format!("{}/{word}", filed.page());
    let shown = browser.get(&path).await;
    assert_eq!(shown.status, StatusCode::OK, "{path}: {}", shown.text());
    meanwhile(house, filed).await;
    let page = browser.post(&path, &filled(&shown, &path, fields)).await;
    kept(&page, fields);
    let done = browser.post(&path, &filled(&page, &path, fields)).await;
    let there = format!("{}?done=", filed.page());
    assert!(done.location().starts_with(&there), "{}", done.location());
}

const REASON: (&str, &str) = ("reason", "Een lange uitleg die niemand opnieuw typt.");
const DAY: [(&str, &str); 3] = [("day-day", "2"), ("day-month", "3"), ("day-year", "2026")];

#[tokio::test]
async fn a_fee() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let fields = [("ground", "further-copies"), ("amount", "12,50"), REASON];
    overtaken(&house, &filed, Role::Handler, "fee", &fields).await;
}

#[tokio::test]
async fn an_extension() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let fields = [("ground", "complexity"), REASON];
    overtaken(&house, &filed, Role::Handler, "extend", &fields).await;
}

#[tokio::test]
async fn an_extension_that_was_announced_by_another_way() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let proof = [("ground", "complexity"), REASON, ("evidence", "Brief RR 7")];
    let fields = [&DAY[..], &proof].concat();
    overtaken(&house, &filed, Role::Handler, "extended", &fields).await;
}

#[tokio::test]
async fn a_restriction_that_is_announced() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let applied = Command::Restrict {
        step: RestrictionStep::Applied,
        day: "2026-03-02".parse().unwrap(),
    };
    let commands = vec![(filed.case, applied).into()];
    house.command(commands, SealedWrites::default()).await;
    let fields = [("text", REASON.1)];
    overtaken(&house, &filed, Role::Handler, "restriction", &fields).await;
}

#[tokio::test]
async fn a_change_of_the_clock_and_of_the_day_of_receipt() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let receipt = [&DAY[..], &[("choice", "processor")]].concat();
    overtaken(&house, &filed, Role::Handler, "receipt", &receipt).await;
    let pause = [&DAY[..], &[("cause", "clarification")]].concat();
    overtaken(&house, &filed, Role::Handler, "pause", &pause).await;
}

/// As [`overtaken`], at another organisation.
async fn overtaken_at(
    house: &House,
    there: &Elsewhere,
    (browser, case): (&mut Browser, CaseId),
    path: &str,
    fields: &[(&str, &str)],
) -> String {
    let shown = browser.get(path).await;
    assert_eq!(shown.status, StatusCode::OK, "{path}: {}", shown.text());
    there.command(house, vec![something(house, case)]).await;
    let page = browser.post(path, &filled(&shown, path, fields)).await;
    kept(&page, fields);
    let done = browser.post(path, &filled(&page, path, fields)).await;
    done.location().to_owned()
}

#[tokio::test]
async fn a_question_to_an_office_and_its_decision() {
    let house = House::open().await;
    let there = Elsewhere::new("eurocontrol");
    let case = there.working(&house, "access", "general").await;
    let desk = there.state(&house, case).await.desk.unwrap();
    let desk: &'static str = Box::leak(desk.to_string().into_boxed_str());
    let mut handler = there.staff(&house, "handler", desk).await;
    let path = format!("/cases/{case}/refer");
    let fields = [("ground", "obvious-abuse/dpo"), ("question", REASON.1)];
    let on = (&mut handler, case);
    let done = overtaken_at(&house, &there, on, &path, &fields).await;
    assert_eq!(done, format!("/cases/{case}?done=referred"));
    let mut dpo = there.staff(&house, "office", "dpo").await;
    let path = format!("/referrals/{case}");
    let fields = [("open", "no"), REASON];
    let on = (&mut dpo, case);
    let done = overtaken_at(&house, &there, on, &path, &fields).await;
    assert_eq!(done, "/referrals?done=ground-decided");
}

#[tokio::test]
async fn a_step_of_a_complaint() {
    let house = House::open().await;
    let there = Elsewhere::new("eurocontrol");
    let case = there
        .working(&house, "board-complaint", "board-complaint")
        .await;
    let mut secretary = there.staff(&house, "office", "board-secretary").await;
    let path = format!("/cases/{case}/complaint");
    let told = [("step", "progress-told"), ("text", REASON.1)];
    let fields = [&DAY[..], &told].concat();
    let on = (&mut secretary, case);
    let done = overtaken_at(&house, &there, on, &path, &fields).await;
    assert_eq!(done, format!("/cases/{case}?done=complaint"));
}

#[tokio::test]
async fn a_physician_who_was_looked_up() {
    let house = House::open().await;
    let there = Elsewhere::new("mensura");
    let case = there.working(&house, "access", "medical").await;
    let mut doctor = there.staff(&house, "office", "head-doctor").await;
    let path = format!("/cases/{case}/physician");
    let fields = [
        ("name", "Dr. Lies Baert"),
        ("street", "Markt 1"),
        ("postcode", "2440"),
        ("town", "Geel"),
        ("number", "1-68682-01-140"),
    ];
    let on = (&mut doctor, case);
    let done = overtaken_at(&house, &there, on, &path, &fields).await;
    assert!(done.contains("done=physician"), "{done}");
}

#[tokio::test]
async fn a_step_of_an_incident_with_its_files() {
    let house = House::open().await;
    let mut dpo = house.as_staff(Role::Dpo).await;
    let opens = [
        ("kind", "authority-request/public-body"),
        ("what", "Vraag."),
    ];
    let page = dpo.fill("/incidents/new", "/incidents/new", &opens).await;
    let opened = page.location().strip_suffix("?done=incident-opened");
    let incident = opened.unwrap().to_owned();
    let path = format!("{incident}/told/client-notice");
    let shown = dpo.get(&path).await;
    // Somebody else records that it was learned of the day before.
    let learned = format!("{incident}/learned");
    let mut other = house.as_staff(Role::Officer).await;
    let done = other.fill_as_shown(&learned, &[("at-day", "1")]).await;
    assert!(done.location().contains("done="), "{}", done.location());
    let fields = [
        ("at-day", "2"),
        ("at-month", "3"),
        ("at-year", "2026"),
        ("text", REASON.1),
    ];
    let scan = tiny_png();
    let files = [("files", "scan.png", &scan[..])];
    let page = dpo
        .post_files(&path, &filled(&shown, &path, &fields), &files)
        .await;
    kept(&page, &fields);
    let again = "choose the files again";
    assert!(
        page.text().to_lowercase().contains(again),
        "{}",
        page.text()
    );
    let done = dpo
        .post_files(&path, &filled(&page, &path, &fields), &files)
        .await;
    assert_eq!(done.location(), format!("{incident}?done=incident-told"));
}

#[tokio::test]
async fn a_question_about_who_somebody_is() {
    let house = House::open().await;
    let filed = house.file("general").await;
    let mut checker = house.as_staff(Role::Identity).await;
    let there = filed.identity_page();
    let ask = format!("{there}/ask");
    let shown = checker.get(&there).await;
    // The person writes meanwhile.
    let item = ItemId(Uuid::from_u128(0x3e55));
    let writes = habeas_case::submission::Command::ReceiveMessage { item };
    let commands = vec![(filed.submission, writes).into()];
    house.command(commands, SealedWrites::default()).await;
    let fields = [("doubt", "no-copy"), ("question", REASON.1)];
    let page = checker.post(&ask, &filled(&shown, &ask, &fields)).await;
    kept(&page, &fields[1..]);
    let done = checker.post(&ask, &filled(&page, &ask, &fields)).await;
    assert_eq!(done.location(), "/?done=asked");
}
