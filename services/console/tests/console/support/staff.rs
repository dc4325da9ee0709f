use habeas_console::passwords::{PasswordCost, hash};
use habeas_envelope::{Code, ControllerId};
use habeas_store::{Staff, StaffGrant};
use habeas_testkit::SeededEntropy;
use uuid::Uuid;

use super::controller;

/// What everybody types.
pub(crate) const PASSWORD: &str = "een lang wachtwoord";

/// The cheapest cost there is: tests sign in often.
pub(crate) const CHEAP: PasswordCost = PasswordCost {
    memory_kib: 64,
    passes: 1,
    lanes: 1,
};

/// Somebody of staff, by what they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Handler,
    OtherHandler,
    Officer,
    Doctor,
    Deputy,
    Intake,
    Identity,
    Mailroom,
    Dpo,
    Admin,
    Stranger,
}

impl Role {
    pub(crate) const ALL: [Self; 11] = [
        Self::Handler,
        Self::OtherHandler,
        Self::Officer,
        Self::Doctor,
        Self::Deputy,
        Self::Intake,
        Self::Identity,
        Self::Mailroom,
        Self::Dpo,
        Self::Admin,
        Self::Stranger,
    ];

    pub(crate) fn login(self) -> &'static str {
        match self {
            Self::Handler => "handler",
            Self::OtherHandler => "other-handler",
            Self::Officer => "officer",
            Self::Doctor => "doctor",
            Self::Deputy => "deputy",
            Self::Intake => "intake",
            Self::Identity => "identity",
            Self::Mailroom => "mailroom",
            Self::Dpo => "dpo",
            Self::Admin => "admin",
            Self::Stranger => "stranger",
        }
    }

    fn grant(self) -> StaffGrant {
        let (role, desk, office) = match self {
            Self::Handler => ("handler", Some("privacy"), None),
            Self::OtherHandler => ("handler", Some("privacy"), None),
            Self::Officer => ("office", None, Some("privacy-officer")),
            Self::Doctor => ("office", None, Some("head-doctor")),
            Self::Deputy => ("deputy", None, Some("head-doctor")),
            Self::Intake => ("intake", None, None),
            Self::Identity => ("identity", None, None),
            Self::Mailroom => ("mailroom", None, None),
            Self::Dpo => ("dpo", None, None),
            Self::Admin => ("admin", None, None),
            Self::Stranger => ("handler", Some("privacy"), None),
        };
        let controller = match self {
            Self::Stranger => ControllerId::new("mensura").unwrap(),
            _ => controller(),
        };
        StaffGrant {
            controller,
            role: Code::literal(role),
            desk: desk.map(Code::literal),
            office: office.map(Code::literal),
        }
    }

    pub(crate) fn id(self) -> Uuid {
        let place = Self::ALL.iter().position(|r| *r == self).unwrap();
        Uuid::from_u128(1000 + place as u128)
    }

    pub(crate) fn staff(self) -> Staff {
        Staff {
            id: self.id(),
            login: self.login().to_owned(),
            name: format!("Staff {}", self.login()),
            password: hash(PASSWORD, CHEAP, &SeededEntropy::new(5)).unwrap(),
            active: true,
            grants: vec![self.grant()],
        }
    }
}
