//! The complaint at the Board's desk: nobody else of the organisation sees it.

use axum::http::StatusCode;
use habeas_case::{
    CaseRef, ComplaintStep, Requested, RouteVia, SubmissionClass,
    case::{self, case_id},
    submission,
};
use habeas_engine::{
    Loaded, Order, SealedWrites,
    testing::{filing, opening},
};
use habeas_envelope::{ActorId, CaseId, Code, ControllerId, Scope, StreamRef, SubmissionId};
use habeas_store::{Staff, StaffGrant};
use uuid::Uuid;

use crate::support::{Browser, House, PASSWORD, Role};

const RIGHT: &str = "board-complaint";

fn agency() -> ControllerId {
    ControllerId::new("eurocontrol").unwrap()
}

/// Somebody who holds an office of the Agency or of its Board.
async fn holder(house: &House, number: u128, office: &'static str) -> Browser {
    let staff = Staff {
        id: Uuid::from_u128(9000 + number),
        login: format!("{office}.agency"),
        grants: vec![StaffGrant {
            controller: agency(),
            role: Code::literal("office"),
            desk: None,
            office: Some(Code::literal(office)),
        }],
        ..Role::Handler.staff()
    };
    assert!(house.engine.store.add_staff(staff).await.unwrap());
    let mut browser = house.browser();
    let login = format!("{office}.agency");
    let fields = [("login", login.as_str()), ("password", PASSWORD)];
    let page = browser.fill("/sign-in", "/sign-in", &fields).await;
    assert_eq!(page.location(), "/");
    browser
}

/// A complaint received on Monday 2 March 2026, with who complains established.
async fn complaint(house: &House) -> CaseId {
    let id = SubmissionId(Uuid::from_u128(0xb0a2d));
    let shelf = &house.engine.shelf;
    let now = house.engine.clock.now();
    let mut received = filing(shelf, &agency(), now, [6; 16]);
    received.requested = vec![Requested {
        right: Code::literal(RIGHT),
        kind: Code::literal(RIGHT),
    }];
    let opened = opening(shelf, &agency(), id, now.date_naive(), RIGHT, RIGHT);
    let case = case_id(&[6; 16], &opened.right, &opened.kind);
    let classify = submission::Command::Classify {
        class: SubmissionClass::Request,
        rule: Some(Code::literal("test")),
        cases: vec![CaseRef {
            case,
            right: opened.right.clone(),
            kind: opened.kind.clone(),
        }],
    };
    let establish = submission::Command::EstablishIdentity {
        method: Code::literal("card"),
        attestation: None,
    };
    let settle = case::Command::SettleIdentity {
        method: Code::literal("card"),
    };
    let route = case::Command::Route {
        desk: opened.desk.clone(),
        office: None,
        via: RouteVia::Desk,
        rule: Some(Code::literal("test")),
    };
    let commands = vec![
        (id, submission::Command::Receive(Box::new(received))).into(),
        (id, classify).into(),
        (case, case::Command::Open(Box::new(opened))).into(),
        (id, establish).into(),
        (case, settle).into(),
        (case, route).into(),
    ];
    let actor = ActorId::worker("test").unwrap();
    let order = Order::new(agency(), Scope::whole([agency()]), actor, commands)
        .sealing(SealedWrites::default());
    house.engine.execute(order).await.unwrap();
    case
}

async fn state(house: &House, case: CaseId) -> case::Case {
    let stream = StreamRef::case(agency(), case);
    let scope = Scope::whole([agency()]);
    let loaded = house.engine.store.load(&scope, &[stream]).await.unwrap();
    let loaded = Loaded::read(&loaded).unwrap();
    loaded.case(case).unwrap().clone()
}

fn step<'a>(word: &'a str, day: &'a str, text: &'a str) -> [(&'a str, &'a str); 5] {
    [
        ("step", word),
        ("day-day", day),
        ("day-month", "3"),
        ("day-year", "2026"),
        ("text", text),
    ]
}

#[tokio::test]
async fn eurocontrol_25_4_the_agency_and_its_officer_see_nothing_of_a_complaint() {
    let house = House::open().await;
    let case = complaint(&house).await;
    let offices = [
        "coordinator",
        "internal-controller",
        "dpo",
        "director-general",
    ];
    for (number, office) in offices.into_iter().enumerate() {
        let mut browser = holder(&house, number as u128, office).await;
        for path in ["", "/complaint"] {
            let page = browser.get(&format!("/cases/{case}{path}")).await;
            assert_eq!(page.status, StatusCode::NOT_FOUND, "{office} {path}");
        }
    }
}

#[tokio::test]
async fn eurocontrol_annex_iv_8_9_the_secretary_tells_of_progress_and_records_what_follows() {
    let house = House::open().await;
    let case = complaint(&house).await;
    let mut secretary = holder(&house, 1, "board-secretary").await;
    let path = format!("/cases/{case}");
    let form = format!("{path}/complaint");
    let page = secretary.get(&path).await;
    assert!(page.text().contains(&form), "{}", page.text());
    assert!(
        page.text().contains("Not said."),
        "what is missing is shown"
    );

    let decided = step("decided", "2", "The Director General follows the Board.");
    let page = secretary.fill(&form, &form, &decided).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        page.text().contains("first the conclusions"),
        "{}",
        page.text()
    );

    let progress = step("progress-told", "2", "The rapporteur has been named.");
    let page = secretary.fill(&form, &form, &progress).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    let told = state(&house, case).await;
    let on = Some("2026-03-02".parse().unwrap());
    assert_eq!(told.complaint_on(ComplaintStep::ProgressTold), on);
    let id = told.opened.as_ref().unwrap().submission;
    let scope = Scope::whole([agency()]);
    let stream = StreamRef::submission(agency(), id);
    let sealed = house.engine.store.sealed(&scope, &stream).await.unwrap();
    let compartments: Vec<_> = sealed
        .iter()
        .map(|field| field.compartment.as_str())
        .collect();
    assert_eq!(compartments, ["board"], "no desk of the Agency opens it");

    let conclusions = step("conclusions-communicated", "2", "It is well founded.");
    let page = secretary.fill(&form, &form, &conclusions).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    let page = secretary.fill(&form, &form, &decided).await;
    assert_eq!(page.location(), format!("{path}?done=complaint"));
    // Three months from Monday 2 March 2026.
    let until = "2026-06-02".parse().unwrap();
    let remedies = state(&house, case).await.remedies;
    assert_eq!(remedies, [(Code::literal("arbitration"), until)]);
}
