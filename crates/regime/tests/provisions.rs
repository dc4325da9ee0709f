//! What the packs say, as literals, each test named after the provision.

use habeas_envelope::ControllerId;
use habeas_regime::{
    AnswerStep, Behaviour, EvidenceKind, Exercise, FileKind, IdentityCheck, NeedsPersonReason,
    OfficeId, Pack, Packs, Recipient, RefuseBy, Requested, RequestedKinds, Right, RouteDecision,
    RouteHints,
};
use habeas_timelimit::Period;

fn pack(controller: &str) -> Pack {
    let id = ControllerId::new(controller).expect("a controller");
    Pack::clone(Packs::embedded().current(&id).expect("an embedded pack"))
}

fn case(right: &'static str, kind: &'static str) -> Exercise {
    (Right::literal(right), FileKind::literal(kind))
}

fn route(pack: &Pack, right: &'static str, kind: &'static str) -> RouteDecision {
    let (right, kind) = case(right, kind);
    pack.route(&right, &kind, &RouteHints::default())
}

fn letter(desk: &str, office: &str, enclosures: &[&str], template: &str) -> RouteDecision {
    RouteDecision::RegisteredLetter {
        desk: desk.parse().expect("the test says what the pack has"),
        office: office.parse().expect("the test says what the pack has"),
        enclosures: enclosures
            .iter()
            .map(|e| e.parse().expect("the test says what the pack has"))
            .collect(),
        template: template.parse().expect("the test says what the pack has"),
    }
}

fn desk(desk: &str) -> RouteDecision {
    RouteDecision::Desk {
        desk: desk.parse().expect("the test says what the pack has"),
    }
}

fn everything(pack: &Pack, right: &'static str) -> Vec<Exercise> {
    pack.expand(&Requested {
        rights: vec![Right::literal(right)],
        kinds: RequestedKinds::Everything,
    })
    .expect("the test says what the pack has")
}

const MENSURA_GDPR_RIGHTS: [&str; 6] = [
    "access",
    "rectification",
    "erasure",
    "restriction",
    "portability",
    "objection",
];

#[test]
fn mensura_15_2_every_right_on_the_medical_file_goes_by_registered_letter_to_the_director_of_medical_supervision()
 {
    let mensura = pack("mensura");
    for right in MENSURA_GDPR_RIGHTS {
        assert_eq!(
            route(&mensura, right, "medical"),
            letter(
                "medical",
                "head-doctor",
                &["identity-card-copy"],
                "transmittal-medical"
            ),
            "{right}"
        );
    }
    let office = mensura.office(&OfficeId::literal("head-doctor")).unwrap();
    let day = "2026-11-22".parse().unwrap();
    assert_eq!(office.holder(day).unwrap().name, "dr. An De Roeck");
    assert_eq!(
        office.postal_address(day).unwrap().lines(),
        ["Italiëlei 2", "2000 Antwerpen"]
    );
}

#[test]
fn mensura_15_2_access_to_the_medical_file_is_given_to_the_attending_physician_only() {
    let mensura = pack("mensura");
    let (access, medical) = case("access", "medical");
    let answer = mensura.answer(&access, &medical);
    assert_eq!(answer.data_to, Recipient::AttendingPhysician);
    assert_eq!(answer.letter_to, Recipient::Subject);
    assert!(answer.may_release_directly);
    for (right, kind) in [("rectification", "medical"), ("access", "general")] {
        let (right, kind) = case(right, kind);
        assert_eq!(mensura.answer(&right, &kind).data_to, Recipient::Subject);
    }
}

#[test]
fn mensura_15_3_the_psychosocial_letter_goes_to_the_office_that_holds_the_file_else_the_one_named_else_the_lead()
 {
    let mensura = pack("mensura");
    let (access, psychosocial) = case("access", "psychosocial");
    let to = |office: &str| {
        letter(
            "psychosocial",
            office,
            &["identity-card-copy"],
            "transmittal-psychosocial",
        )
    };
    let advisor = Some(OfficeId::literal("prevention-advisor"));
    let lead = Some(OfficeId::literal("psychosocial-lead"));
    let decide = |holder_of_file: &Option<OfficeId>, named_by_person: &Option<OfficeId>| {
        mensura.route(
            &access,
            &psychosocial,
            &RouteHints {
                holder_of_file: holder_of_file.clone(),
                named_by_person: named_by_person.clone(),
            },
        )
    };
    assert_eq!(decide(&None, &None), to("psychosocial-lead"));
    assert_eq!(decide(&None, &advisor), to("prevention-advisor"));
    assert_eq!(decide(&advisor, &lead), to("prevention-advisor"));
    assert_eq!(decide(&lead, &advisor), to("psychosocial-lead"));
    assert_eq!(
        decide(&None, &Some(OfficeId::literal("head-doctor"))),
        RouteDecision::NeedsPerson {
            desk: "psychosocial".parse().unwrap(),
            reason: NeedsPersonReason::OfficeNotAllowed,
        }
    );
}

#[test]
fn mensura_15_3_the_advisor_who_gets_the_letter_decides_and_the_lead_approves() {
    let mensura = pack("mensura");
    let (access, psychosocial) = case("access", "psychosocial");
    let advisor = OfficeId::literal("prevention-advisor");
    let lead = OfficeId::literal("psychosocial-lead");
    let decider = |addressee| mensura.decider(&access, &psychosocial, addressee);
    assert_eq!(decider(Some(&advisor)), Some(&advisor));
    assert_eq!(decider(None), Some(&lead));
    let approval = mensura.approval(&access, &psychosocial).unwrap();
    assert_eq!(approval.approves, &lead);
    assert_eq!(approval.reads, [lead.clone(), advisor.clone()]);
    let medical = FileKind::literal("medical");
    let head_doctor = OfficeId::literal("head-doctor");
    assert_eq!(
        mensura.decider(&access, &medical, Some(&advisor)),
        Some(&head_doctor)
    );
}

#[test]
fn mensura_15_1_the_rest_goes_to_the_privacy_desk() {
    let mensura = pack("mensura");
    for right in MENSURA_GDPR_RIGHTS {
        assert_eq!(
            route(&mensura, right, "general"),
            desk("privacy"),
            "{right}"
        );
        assert_eq!(
            route(&mensura, right, "training"),
            desk("privacy"),
            "{right}"
        );
    }
    assert_eq!(
        route(&mensura, "marketing-objection", "general"),
        desk("privacy")
    );
}

#[test]
fn mensura_15_1_one_month_from_receipt_and_two_more_for_complexity_or_number() {
    for (controller, kind) in [
        ("mensura", "medical"),
        ("mensura", "psychosocial"),
        ("mensura", "general"),
        ("certimed", "medical"),
        ("certimed", "general"),
    ] {
        let pack = pack(controller);
        let (access, kind) = case("access", kind);
        let clock = pack.clock(&access, &kind);
        assert_eq!(
            pack.time_limit(&access, &kind).clock.to_string(),
            "gdpr-be/request"
        );
        assert_eq!(clock.limit.period(), Some(Period::Months(1)));
        let extension = clock.limit.extension().unwrap();
        assert_eq!(extension.further, Period::Months(2));
        assert_eq!(
            clock.extension_grounds,
            ["complexity", "number-of-requests"]
        );
        assert_eq!(clock.refuse_by, Some(RefuseBy::FirstDue));
        assert_eq!(pack.calendar_id().unwrap().as_str(), "BE");
        assert_eq!(pack.zone().name(), "Europe/Brussels");
    }
}

#[test]
fn mensura_15_2_and_15_3_a_copy_of_the_identity_card_is_asked_for_with_closed_files_alone() {
    let mensura = pack("mensura");
    let ask = |cases: &[Exercise]| mensura.identity(cases);
    let medical = ask(&[case("access", "medical")]);
    assert_eq!(medical.check, IdentityCheck::ByDesk);
    assert_eq!(medical.ask, [EvidenceKind::literal("identity-card-copy")]);
    assert_eq!(medical.desk, "medical");
    let psychosocial = ask(&[case("objection", "psychosocial")]);
    assert_eq!(psychosocial.ask.len(), 1);
    assert_eq!(psychosocial.desk, "psychosocial");
    let general = ask(&[case("access", "general")]);
    assert_eq!(general.ask, Vec::<EvidenceKind>::new());
    assert_eq!(general.desk, "privacy");
    let all = ask(&everything(&mensura, "access"));
    assert_eq!(all.ask.len(), 1);
    assert_eq!(all.desk, "privacy");
}

#[test]
fn mensura_everything_opens_three_cases() {
    let mensura = pack("mensura");
    assert_eq!(
        everything(&mensura, "access"),
        [
            case("access", "general"),
            case("access", "medical"),
            case("access", "psychosocial"),
        ]
    );
    assert_eq!(
        everything(&mensura, "marketing-objection"),
        [case("marketing-objection", "general")]
    );
}

#[test]
fn mensura_point_7_advertising_stops_at_once() {
    let mensura = pack("mensura");
    let right = mensura
        .right(&Right::literal("marketing-objection"))
        .unwrap();
    assert!(right.at_once);
    assert_eq!(right.behaviour, Behaviour::Stop);
    assert!(!mensura.right(&Right::literal("objection")).unwrap().at_once);
}

#[test]
fn mensura_point_8_and_certimed_point_9_thresholds_of_group_reports() {
    let persons = |controller| {
        let threshold = pack(controller).provisions().reporting_threshold.clone();
        threshold.unwrap().persons
    };
    assert_eq!(persons("mensura"), 10);
    assert_eq!(persons("certimed"), 20);
}

#[test]
fn mensura_appendix_1_medical_forty_years_psychosocial_twenty() {
    let mensura = pack("mensura");
    let kept = |id: &str| {
        let all = &mensura.provisions().retention;
        all.iter().find(|kept| kept.id == id).unwrap().period
    };
    assert_eq!(kept("medical-file"), Some(Period::Years(40)));
    assert_eq!(kept("psychosocial-file"), Some(Period::Years(20)));
    assert_eq!(kept("training"), Some(Period::YearsFromYearEnd(10)));
}

#[test]
fn mensura_point_18_three_business_days_then_seventy_two_hours() {
    for controller in ["mensura", "certimed"] {
        let pack = pack(controller);
        let length = |duty: &str| {
            let duty = pack.obligation(&duty.parse().unwrap()).unwrap();
            let clock = pack.clock_by_id(duty.clock.as_ref().unwrap()).unwrap();
            clock.limit.period().unwrap()
        };
        assert_eq!(length("client-notice"), Period::BusinessDays(3));
        assert_eq!(length("client-objection"), Period::Hours(72));
        assert_eq!(length("breach-authority"), Period::Hours(72));
        assert_eq!(length("breach-contact"), Period::Hours(48));
    }
}

#[test]
fn certimed_16_2_only_access_and_copy_of_the_medical_file_go_by_registered_post_to_the_head_doctor()
{
    let certimed = pack("certimed");
    for right in ["access", "copy"] {
        assert_eq!(
            route(&certimed, right, "medical"),
            letter(
                "medical",
                "head-doctor",
                &["identity-card-copy"],
                "transmittal-medical"
            ),
            "{right}"
        );
    }
    for right in [
        "rectification",
        "erasure",
        "restriction",
        "portability",
        "objection",
    ] {
        assert_eq!(
            route(&certimed, right, "medical"),
            desk("privacy"),
            "{right}"
        );
    }
    let office = certimed.office(&OfficeId::literal("head-doctor")).unwrap();
    assert_eq!(
        office
            .postal_address("2026-11-22".parse().unwrap())
            .unwrap()
            .lines(),
        ["Kempische Steenweg 309 bus 3.01", "3500 Hasselt"]
    );
}

#[test]
fn certimed_16_2_date_signature_and_identity_card_are_asked_for() {
    let certimed = pack("certimed");
    let medical = certimed.file_kind(&FileKind::literal("medical")).unwrap();
    assert!(medical.ask_date && medical.ask_signature);
    let asked = certimed.identity(&[case("copy", "medical")]);
    assert_eq!(asked.ask, [EvidenceKind::literal("identity-card-copy")]);
    assert_eq!(asked.desk, "medical");
    let other = certimed.identity(&[case("erasure", "medical")]);
    assert_eq!(other.ask, Vec::<EvidenceKind>::new());
    assert_eq!(other.desk, "privacy");
}

#[test]
fn certimed_16_2_knows_no_physician_only_rule() {
    let certimed = pack("certimed");
    let (access, medical) = case("access", "medical");
    let answer = certimed.answer(&access, &medical);
    assert_eq!(answer.data_to, Recipient::Subject);
    assert_eq!(
        answer.counts_as_answered,
        [AnswerStep::MadeAvailable, AnswerStep::Posted]
    );
}

#[test]
fn certimed_16_1_the_head_doctor_decides_access_and_the_privacy_officer_the_rest() {
    let certimed = pack("certimed");
    let decides = |right, kind| {
        let (right, kind) = case(right, kind);
        let approval = certimed.approval(&right, &kind).unwrap();
        (approval.decides.to_string(), approval.approves.to_string())
    };
    let both = |office: &str| (office.to_owned(), office.to_owned());
    assert_eq!(decides("access", "medical"), both("head-doctor"));
    assert_eq!(decides("erasure", "medical"), both("privacy-officer"));
    assert_eq!(decides("access", "general"), both("privacy-officer"));
}

#[test]
fn certimed_everything_opens_two_cases_and_a_copy_of_everything_one() {
    let certimed = pack("certimed");
    assert_eq!(
        everything(&certimed, "access"),
        [case("access", "general"), case("access", "medical")]
    );
    assert_eq!(everything(&certimed, "copy"), [case("copy", "medical")]);
}

#[test]
fn patients_rights_act_9_2_is_a_caution_of_fifteen_days_for_access_alone() {
    for controller in ["mensura", "certimed"] {
        let pack = pack(controller);
        let days = |right, kind| {
            let (right, kind) = case(right, kind);
            pack.cautions(&right, &kind)
                .map(|caution| pack.clock_by_id(&caution.clock).unwrap().limit.period())
                .collect::<Vec<_>>()
        };
        assert_eq!(days("access", "medical"), [Some(Period::Days(15))]);
        assert_eq!(days("erasure", "medical"), []);
        assert_eq!(days("access", "general"), []);
    }
}

#[test]
fn in_most_cases_not_executed_is_no_ground_of_refusal() {
    for (controller, right) in [("mensura", "erasure"), ("certimed", "objection")] {
        let pack = pack(controller);
        let (right, kind) = case(right, "general");
        let office = OfficeId::literal("privacy-officer");
        for ground in pack.refusal_grounds(&right, &kind, &office) {
            assert!(
                ground.citation.as_str().contains("GDPR art."),
                "{}: {} rests on the policy alone",
                ground.id,
                ground.citation
            );
        }
    }
}
