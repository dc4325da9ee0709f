use habeas_case::{
    CaseRef, Requested, RouteVia, SubmissionClass,
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

use super::{Browser, House, PASSWORD, Role};

/// Another organisation than the house's own.
pub(crate) struct Elsewhere {
    pub(crate) controller: ControllerId,
}

impl Elsewhere {
    pub(crate) fn new(controller: &str) -> Self {
        Self {
            controller: ControllerId::new(controller).unwrap(),
        }
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope::whole([self.controller.clone()])
    }

    /// Somebody of its staff, signed in: who holds an office, or handles the cases of a desk.
    pub(crate) async fn staff(
        &self,
        house: &House,
        role: &'static str,
        place: &'static str,
    ) -> Browser {
        let holds = role == "office";
        let login = format!("{place}.{role}");
        let staff = Staff {
            id: Uuid::new_v5(&Uuid::NAMESPACE_OID, login.as_bytes()),
            login: login.clone(),
            grants: vec![StaffGrant {
                controller: self.controller.clone(),
                role: Code::literal(role),
                desk: (!holds).then(|| Code::literal(place)),
                office: holds.then(|| Code::literal(place)),
            }],
            ..Role::Handler.staff()
        };
        assert!(house.engine.store.add_staff(staff).await.unwrap());
        let mut browser = house.browser();
        let fields = [("login", login.as_str()), ("password", PASSWORD)];
        let page = browser.fill("/sign-in", "/sign-in", &fields).await;
        assert_eq!(page.location(), "/");
        browser
    }

    /// A case received on Monday 2 March 2026, with who asks established, at its desk.
    pub(crate) async fn working(
        &self,
        house: &House,
        right: &'static str,
        kind: &'static str,
    ) -> CaseId {
        let id = SubmissionId(Uuid::from_u128(0xb0a2d));
        let shelf = &house.engine.shelf;
        let now = house.engine.clock.now();
        let mut received = filing(shelf, &self.controller, now, [6; 16]);
        received.requested = vec![Requested {
            right: Code::literal(right),
            kind: Code::literal(kind),
        }];
        let opened = opening(shelf, &self.controller, id, now.date_naive(), right, kind);
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
        self.command(
            house,
            vec![
                (id, submission::Command::Receive(Box::new(received))).into(),
                (id, classify).into(),
                (case, case::Command::Open(Box::new(opened))).into(),
                (id, establish).into(),
                (case, settle).into(),
                (case, route).into(),
            ],
        )
        .await;
        case
    }

    pub(crate) async fn command(&self, house: &House, commands: Vec<habeas_engine::Command>) {
        let actor = ActorId::worker("test").unwrap();
        let order = Order::new(self.controller.clone(), self.scope(), actor, commands)
            .sealing(SealedWrites::default());
        house.engine.execute(order).await.unwrap();
    }

    pub(crate) async fn state(&self, house: &House, case: CaseId) -> case::Case {
        let stream = StreamRef::case(self.controller.clone(), case);
        let loaded = house.engine.store.load(&self.scope(), &[stream]).await;
        let loaded = Loaded::read(&loaded.unwrap()).unwrap();
        loaded.case(case).unwrap().clone()
    }
}
