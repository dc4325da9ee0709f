//! What the packs of the four organisations beyond the Belgian services say, as literals.

use habeas_envelope::{Code, ControllerId};
use habeas_regime::{
    Ask, EvidenceKind, FileKind, LegalFrame, OfficeId, Pack, Packs, RefuseBy, RemedyId, Right,
    RouteDecision, RouteHints,
};
use habeas_timelimit::{ExtensionReading, Period, SuspensionRule};

fn pack(controller: &str) -> Pack {
    let id = ControllerId::new(controller).expect("a controller");
    Pack::clone(Packs::embedded().current(&id).expect("an embedded pack"))
}

fn clock_of(pack: &Pack, right: &'static str, kind: &'static str) -> String {
    pack.time_limit(&Right::literal(right), &FileKind::literal(kind))
        .clock
        .to_string()
}

fn grounds(pack: &Pack, right: &'static str, office: &'static str) -> Vec<String> {
    pack.refusal_grounds(
        &Right::literal(right),
        &FileKind::literal("general"),
        &OfficeId::literal(office),
    )
    .map(|ground| ground.id.to_string())
    .collect()
}

fn remedies(pack: &Pack, right: &'static str, kind: &'static str) -> Vec<String> {
    pack.remedies(&Right::literal(right), &FileKind::literal(kind))
        .map(|remedy| remedy.id.to_string())
        .collect()
}

fn window(pack: &Pack, remedy: &'static str) -> String {
    let id = RemedyId::literal(remedy);
    let all = &pack.provisions().remedies;
    let remedy = all
        .iter()
        .find(|remedy| remedy.id == id)
        .expect("the test says what the pack has");
    remedy
        .window
        .as_ref()
        .expect("the test says what the pack has")
        .to_string()
}

#[test]
fn formula_air_14_5_four_weeks_then_two_months_on_top_for_access_alone() {
    let pack = pack("formula-air");
    assert_eq!(
        clock_of(&pack, "access", "personnel"),
        "formula-air/request"
    );
    let clock = pack.clock(&Right::literal("access"), &FileKind::literal("personnel"));
    assert_eq!(clock.limit.period(), Some(Period::Weeks(4)));
    let extension = clock.limit.extension().unwrap();
    assert_eq!(extension.further, Period::Months(2));
    assert_eq!(extension.reading, ExtensionReading::InSequence);
    assert_eq!(clock.limit.suspension(), SuspensionRule::HalfOpen);
    assert_eq!(clock.limit.calendar(), None);
    for right in ["rectification", "erasure", "restriction", "portability"] {
        assert_eq!(clock_of(&pack, right, "personnel"), "gdpr-nl/request");
    }
    let rule = pack.time_limit(&Right::literal("access"), &FileKind::literal("general"));
    assert_eq!(rule.cap.as_ref().unwrap().to_string(), "gdpr-nl/request");
}

#[test]
fn formula_air_14_8_and_18_2_objection_and_complaint_four_weeks_without_extension() {
    let pack = pack("formula-air");
    for right in ["objection", "complaint"] {
        let clock = pack.clock(&Right::new(right).unwrap(), &FileKind::literal("general"));
        assert_eq!(clock.limit.period(), Some(Period::Weeks(4)));
        assert!(clock.limit.extension().is_none());
    }
}

#[test]
fn formula_air_14_10_direct_marketing_stops_at_once() {
    let pack = pack("formula-air");
    let right = pack.right(&Right::literal("marketing-objection")).unwrap();
    assert!(right.at_once);
}

#[test]
fn formula_air_14_2_costs_only_for_extra_copies() {
    let pack = pack("formula-air");
    let fees = &pack.provisions().fees;
    assert_eq!(fees.len(), 1);
    assert_eq!(
        fees[0].when.rights,
        Some(vec![Right::literal("copy")]),
        "an ordinary request for access costs nothing"
    );
}

#[test]
fn formula_air_12_1_the_privacy_officer_is_no_dpo() {
    let pack = pack("formula-air");
    assert!(pack.office(&OfficeId::literal("dpo")).is_none());
    let office = pack.office(&OfficeId::literal("privacy-officer")).unwrap();
    assert_eq!(
        office.holder("2026-11-22".parse().unwrap()).unwrap().name,
        "Oliver Bartmann"
    );
}

#[test]
fn formula_air_14_1_proof_of_identity_with_access_alone() {
    let pack = pack("formula-air");
    let ask = |right| {
        let case = (Right::literal(right), FileKind::literal("general"));
        pack.identity(&[case]).ask
    };
    assert_eq!(ask("access"), [EvidenceKind::literal("identity-document")]);
    assert_eq!(ask("objection"), Vec::<EvidenceKind>::new());
}

#[test]
fn formula_air_14_9_the_district_court_within_six_weeks_and_11_1_six_months() {
    let pack = pack("formula-air");
    assert_eq!(window(&pack, "district-court"), "nl-uavg/court_petition_6w");
    assert_eq!(
        remedies(&pack, "access", "general"),
        [
            "district-court",
            "privacy-officer-complaint",
            "dpa-complaint"
        ]
    );
    assert_eq!(
        remedies(&pack, "complaint", "general"),
        ["dpa-complaint", "competent-court"]
    );
    let kept = &pack.provisions().retention[0];
    assert_eq!(kept.period, Some(Period::Months(6)));
}

#[test]
fn werken_bij_defensie_uavg_34_a_month_suspended_by_the_awb() {
    let pack = pack("werken-bij-defensie");
    let clock = pack.clock(&Right::literal("access"), &FileKind::literal("recruitment"));
    assert_eq!(clock.limit.period(), Some(Period::Months(1)));
    assert_eq!(clock.limit.suspension(), SuspensionRule::Awb);
    assert_eq!(clock.limit.calendar().unwrap().as_str(), "NL");
    assert_eq!(pack.provisions().controller.languages, ["nl"]);
    assert_eq!(window(&pack, "objection-awb"), "nl-awb/objection_6w");
}

#[test]
fn werken_bij_defensie_leads_the_mivd_elsewhere_and_refuses_nothing_for_it() {
    let pack = pack("werken-bij-defensie");
    let elsewhere = &pack.provisions().elsewhere;
    assert!(elsewhere.iter().any(|other| other.id == "mivd"));
    let grounds = &pack.provisions().refusal_grounds;
    assert!(grounds.iter().all(|ground| ground.id != "mivd"));
}

#[test]
fn eurocontrol_7_5_three_months_and_three_more_for_complexity_alone() {
    let pack = pack("eurocontrol");
    let clock = pack.clock(&Right::literal("access"), &FileKind::literal("general"));
    assert_eq!(clock.limit.period(), Some(Period::Months(3)));
    assert_eq!(clock.limit.extension().unwrap().further, Period::Months(3));
    assert_eq!(clock.extension_grounds, ["complexity"]);
    assert_eq!(clock.limit.suspension(), SuspensionRule::Ignored);
    assert_eq!(clock.limit.calendar(), None);
    assert_eq!(clock.refuse_by, Some(RefuseBy::Due));
    assert_eq!(pack.calendar_id(), None);
}

#[test]
fn eurocontrol_7_4_restrictions_touch_the_rights_of_paragraph_1_alone() {
    let pack = pack("eurocontrol");
    let access = grounds(&pack, "access", "coordinator");
    assert_eq!(
        access,
        [
            "confidentiality",
            "public-interest",
            "protection-of-persons",
            "investigation"
        ]
    );
    let objection = grounds(&pack, "objection", "coordinator");
    assert_eq!(objection, ["compelling-grounds", "legal-claims"]);
}

#[test]
fn eurocontrol_7_7_only_the_data_protection_officer_decides_on_abuse() {
    let pack = pack("eurocontrol");
    let has = |office| grounds(&pack, "access", office).contains(&"obvious-abuse".to_owned());
    assert!(has("dpo"));
    assert!(!has("coordinator"));
    assert!(!has("internal-controller"));
}

#[test]
fn eurocontrol_25_4_the_complaint_is_a_case_of_its_own_at_the_boards_closed_desk() {
    let pack = pack("eurocontrol");
    let complaint = Right::literal("board-complaint");
    let kind = FileKind::literal("board-complaint");
    assert_eq!(
        pack.route(&complaint, &kind, &RouteHints::default()),
        RouteDecision::Desk {
            desk: "supervisory-board".parse().unwrap()
        }
    );
    assert!(pack.is_closed(&"supervisory-board".parse().unwrap()));
    let clock = pack.clock(&complaint, &kind);
    assert_eq!(clock.limit.period(), Some(Period::Days(60)));
    assert_eq!(
        pack.asks(&complaint, &kind),
        [
            Ask::InternalController,
            Ask::Reason,
            Ask::MeasuresWanted,
            Ask::PendingElsewhere,
            Ask::ContactWithDpo,
            Ask::AwareOn,
            Ask::Earlier,
        ]
    );
    assert_eq!(
        window(&pack, "arbitration"),
        "eurocontrol/arbitration_window"
    );
    assert_eq!(
        window(&pack, "board-complaint"),
        "eurocontrol/dpsb_complaint_window"
    );
    let approval = pack.approval(&complaint, &kind).unwrap();
    let agency = ["coordinator", "internal-controller", "dpo"];
    assert!(
        approval
            .reads
            .iter()
            .all(|office| !agency.contains(&office.as_str()))
    );
}

#[test]
fn eurocontrol_25_3_and_25_4_staff_and_others_are_told_of_their_own_ways_and_in_doubt_of_both() {
    let pack = pack("eurocontrol");
    assert!(pack.asks_audience());
    let told = |word: Option<&'static str>| -> Vec<String> {
        let said = word.map(Code::literal);
        let (right, kind) = (Right::literal("access"), FileKind::literal("general"));
        pack.remedies_for(&right, &kind, said.as_ref())
            .map(|remedy| remedy.id.to_string())
            .collect()
    };
    let staff = [
        "dpo-advice",
        "service-regulations-complaint",
        "compensation",
    ];
    let others = ["dpo-advice", "board-complaint", "compensation"];
    assert_eq!(told(Some("staff")), staff);
    assert_eq!(told(Some("non-staff")), others);
    for doubt in [Some("unsure"), None, Some("a-word-of-a-newer-build")] {
        let both = told(doubt);
        assert!(
            staff
                .iter()
                .chain(&others)
                .all(|id| both.contains(&(*id).to_owned()))
        );
        assert_eq!(both.len(), 4);
    }
}

#[test]
fn where_everybody_has_the_same_remedies_nobody_is_asked_where_they_work() {
    for controller in [
        "mensura",
        "certimed",
        "formula-air",
        "werken-bij-defensie",
        "occar",
    ] {
        assert!(!pack(controller).asks_audience(), "{controller}");
    }
}

#[test]
fn eurocontrol_7_1_free_of_charge() {
    assert!(pack("eurocontrol").provisions().fees.is_empty());
}

#[test]
fn occar_5_no_limit_a_target_of_a_month_and_no_gdpr_remedy() {
    let pack = pack("occar");
    assert_eq!(pack.provisions().controller.frame, LegalFrame::OwnStatement);
    let clock = pack.clock(&Right::literal("access"), &FileKind::literal("visitors"));
    assert_eq!(clock.limit.period(), None);
    assert_eq!(clock.limit.target(), Some(Period::Months(1)));
    assert_eq!(remedies(&pack, "access", "visitors"), ["concern"]);
    let text = &pack.text().pack;
    let printed: String = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert!(
        !printed.contains("GDPR"),
        "the pack of a body outside the GDPR cites it"
    );
}

#[test]
fn occar_5_qualifiers_stand_with_restriction_and_erasure() {
    let pack = pack("occar");
    let qualifier = |right| {
        let right = pack.right(&Right::literal(right)).unwrap();
        right
            .qualifier
            .as_ref()
            .map(|texts| texts.get("en").to_owned())
    };
    assert_eq!(
        qualifier("restriction").as_deref(),
        Some("On compelling grounds.")
    );
    assert_eq!(
        qualifier("erasure").as_deref(),
        Some("If the data has been unlawfully processed.")
    );
    assert_eq!(qualifier("access"), None);
}
