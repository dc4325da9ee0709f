//! EUROCONTROL, by its Regulation on Personal Data Protection: requests, restrictions and remedies.

use super::house::{Ask, House};

/// A Monday; three months later is a Saturday.
const RECEIVED: &str = "2026-02-09T09:00:00Z";
pub(super) const STAFF: [(&str, &str); 7] = [
    ("coordinator", "eurocontrol:office:office=coordinator"),
    (
        "controller",
        "eurocontrol:office:office=internal-controller",
    ),
    ("dpo", "eurocontrol:office:office=dpo"),
    ("secretary", "eurocontrol:office:office=board-secretary"),
    ("chair", "eurocontrol:office:office=board-chair"),
    ("director", "eurocontrol:office:office=director-general"),
    ("mailroom", "eurocontrol:mailroom"),
];

fn asks<'a>(right: &'a str) -> Ask<'a> {
    Ask::of("eurocontrol", right, "general")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_5_three_months_and_three_more_for_complexity_alone_without_rollover() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access"), "coordinator").await;
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("Saturday 9 May 2026"), "{}", overview.words());
    assert!(
        overview.says("EUROCONTROL Reg. art. 7.5"),
        "{}",
        overview.words()
    );

    let form = format!("{case}/extend");
    let page = house.page("coordinator", &form).await;
    assert_eq!(page.choices("ground"), ["complexity"]);
    let number = [
        ("ground", "number-of-requests"),
        ("reason", "There are many."),
    ];
    house.refused("coordinator", &form, &number).await;
    let complex = [("ground", "complexity"), ("reason", "Twelve radar sites.")];
    house.does("coordinator", &form, &complex).await;
    let notice = house.message(&filed).await;
    assert!(notice.says("Twelve radar sites."), "{}", notice.words());
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("Sunday 9 August 2026"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_5_nothing_suspends() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    house.goes_on_to("2026-02-16T09:00:00Z").await;
    house.asks_who("coordinator", &filed).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("Saturday 9 May 2026"), "{}", overview.words());
    house.goes_on_to("2026-03-02T09:00:00Z").await;
    house.proves(&filed).await;
    house.verifies("coordinator", &filed).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(overview.says("Saturday 9 May 2026"), "{}", overview.words());
    let case = house.case("coordinator", &filed).await;
    let page = house.page("coordinator", &case).await;
    assert!(page.links(&format!("{case}/pause")).is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_4_restrictions_only_where_they_apply() {
    let house = House::open(RECEIVED, &STAFF).await;
    let restrictions = [
        "confidentiality",
        "public-interest",
        "protection-of-persons",
        "investigation",
    ];
    let (_, access) = house.works(&asks("access"), "coordinator").await;
    let form = house.page("coordinator", &format!("{access}/answer")).await;
    let open = form.choices("ground");
    for ground in restrictions {
        assert!(open.iter().any(|g| g == ground), "{ground}: {open:?}");
    }
    // An objection is tested under article 7.2 alone, whatever is posted.
    let (_, objection) = house.works(&asks("objection"), "coordinator").await;
    let path = format!("{objection}/answer");
    let open = house.page("coordinator", &path).await.choices("ground");
    assert_eq!(open, ["compelling-grounds", "legal-claims"]);
    for ground in restrictions {
        let refusal = [
            ("outcome", "refused"),
            ("ground", ground),
            ("reason", "It would harm air traffic management."),
            ("text", "No."),
        ];
        house.refused("coordinator", &path, &refusal).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_7_abuse_decided_by_the_dpo_alone() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access"), "coordinator").await;
    let answer = format!("{case}/answer");
    let abuse = [
        ("outcome", "refused"),
        ("ground", "obvious-abuse"),
        ("reason", "The fortieth request of this kind this month."),
        ("text", "We do not answer it."),
    ];
    // Whoever handles it has no such ground, and cannot take it either.
    let open = house.page("coordinator", &answer).await.choices("ground");
    assert!(!open.iter().any(|g| g == "obvious-abuse"), "{open:?}");
    house.refused("coordinator", &answer, &abuse).await;

    let question = [
        ("ground", "obvious-abuse/dpo"),
        ("question", "It is the fortieth request. Is it abuse?"),
    ];
    house
        .does("coordinator", &format!("{case}/refer"), &question)
        .await;
    let referral = case.replace("/cases/", "/referrals/");
    let decision = [
        ("open", "yes"),
        ("reason", "All forty ask for the same page."),
    ];
    assert_eq!(house.status("coordinator", &referral).await, 404);
    assert_eq!(house.status("controller", &referral).await, 404);
    let page = house.page("dpo", &referral).await;
    assert!(page.says("Is it abuse?"), "{}", page.words());
    house.does("dpo", &referral, &decision).await;

    house
        .answers(("coordinator", "controller"), &case, &abuse)
        .await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("Obvious abuse"), "{}", answer.words());
    assert!(
        answer.says("EUROCONTROL Reg. art. 7.7"),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_7_what_the_dpo_denies_stays_closed() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (_, case) = house.works(&asks("access"), "coordinator").await;
    let question = [
        ("ground", "obvious-abuse/dpo"),
        ("question", "Is it abuse?"),
    ];
    house
        .does("coordinator", &format!("{case}/refer"), &question)
        .await;
    let referral = case.replace("/cases/", "/referrals/");
    let decision = [("open", "no"), ("reason", "It is the second request.")];
    house.does("dpo", &referral, &decision).await;
    let open = house.page("coordinator", &format!("{case}/answer")).await;
    let open = open.choices("ground");
    assert!(!open.iter().any(|g| g == "obvious-abuse"), "{open:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_2_d_and_22_the_coordinator_writes_and_the_internal_controller_approves() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access"), "coordinator").await;
    // Neither the Board nor the Director General has any part in a request.
    for login in ["secretary", "chair", "director"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
    }
    let form = format!("{case}/answer");
    let text = [("outcome", "granted"), ("text", "This is what we hold.")];
    house.does("coordinator", &form, &text).await;
    let draft = format!("{case}/draft");
    let approve = format!("{case}/approve");
    let own = house.page("coordinator", &draft).await;
    assert!(!own.has_form(&approve), "the author is offered to approve");
    let page = house.page("controller", &draft).await;
    assert!(page.has_form(&approve), "{}", page.words());
    house
        .answers(("coordinator", "controller"), &case, &text)
        .await;
    assert!(house.collects(&filed).await.says("This is what we hold."));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_7_1_free_of_charge() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (_, case) = house.works(&asks("access"), "coordinator").await;
    let form = format!("{case}/fee");
    let page = house.page("coordinator", &case).await;
    assert!(page.links(&form).is_empty());
    let fee = [
        ("ground", "further-copies"),
        ("amount", "5"),
        ("reason", "Paper."),
    ];
    house.refused("coordinator", &form, &fee).await;
}

/// The answer to a request of somebody who said this of themselves.
async fn answer_for(said: &str) -> crate::web::Page {
    let house = House::open(RECEIVED, &STAFF).await;
    let said = [("audience", said)];
    let (filed, case) = house
        .works(&asks("erasure").saying(&said), "coordinator")
        .await;
    let refusal = [
        ("outcome", "refused"),
        ("ground", "legal-obligation"),
        ("reason", "Flight plans are kept by law."),
        ("text", "We looked at each."),
    ];
    house
        .answers(("coordinator", "controller"), &case, &refusal)
        .await;
    house.collects(&filed).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_3_and_26_1_staff_are_told_of_the_service_regulations_and_the_tribunal() {
    let answer = answer_for("staff").await;
    let ways = "Complaint under the service regulations; after its rejection, the Administrative \
                Tribunal of the International Labour Organization: Director General of EUROCONTROL";
    assert!(answer.says(ways), "{}", answer.words());
    assert!(answer.says("until 9 May 2026"), "{}", answer.words());
    assert!(!answer.says("Supervisory Board"), "{}", answer.words());
    assert!(
        answer.says("Advice of the Data Protection Officer"),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_4_others_are_told_of_the_board_its_languages_and_its_three_months() {
    let answer = answer_for("non-staff").await;
    assert!(
        answer.says("Complaint to the Data Protection Supervisory Board"),
        "{}",
        answer.words()
    );
    assert!(answer.says("English, French"), "{}", answer.words());
    assert!(answer.says("until 9 May 2026"), "{}", answer.words());
    assert!(answer.says("Rue de la Fusée 96"), "{}", answer.words());
    // Article 27.
    assert!(answer.says("Compensation for damage"), "{}", answer.words());
    assert!(!answer.says("International Labour"), "{}", answer.words());
    assert!(!answer.says("service regulations"), "{}", answer.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_3_and_25_4_who_is_unsure_is_told_of_both_ways() {
    let answer = answer_for("unsure").await;
    assert!(answer.says("For members of staff: "), "{}", answer.words());
    assert!(
        answer.says("For all who are not members of staff: "),
        "{}",
        answer.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_25_1_advice_is_the_officers_alone_and_bound_by_no_limit() {
    let house = House::open(RECEIVED, &STAFF).await;
    let ask = Ask::of("eurocontrol", "dpo-advice", "dpo-matter");
    let (filed, case) = house.works(&ask, "dpo").await;
    for login in ["coordinator", "controller", "secretary", "director"] {
        assert_eq!(house.status(login, &case).await, 404, "{login}");
    }
    let (_, overview) = house.follows(&filed).await;
    assert!(
        !overview.says("You get an answer by"),
        "{}",
        overview.words()
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_10_1_third_parties_are_told_once_it_is_rectified() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("rectification"), "coordinator").await;
    let granted = [("outcome", "granted"), ("text", "We correct your name.")];
    house
        .answers(("coordinator", "controller"), &case, &granted)
        .await;
    let page = house.page("coordinator", &case).await;
    assert!(page.says("Carry out the decision"), "{}", page.words());
    assert!(
        !page.says("Tell the recipients of the data"),
        "{}",
        page.words()
    );
    house.collects(&filed).await;
    house.finishes("coordinator", &case).await;
    let page = house.page("coordinator", &case).await;
    assert!(
        page.says("Tell the recipients of the data"),
        "{}",
        page.words()
    );
    house.finishes("coordinator", &case).await;
    let page = house.page("coordinator", &case).await;
    assert!(page.says("Closed"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eurocontrol_11_3_a_restriction_is_announced_before_it_is_lifted() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("restriction"), "coordinator").await;
    let granted = [("outcome", "granted"), ("text", "We restrict it.")];
    house
        .answers(("coordinator", "controller"), &case, &granted)
        .await;
    house.collects(&filed).await;
    house.finishes("coordinator", &case).await;
    // The next step is to tell the person: no form lifts it before.
    let form = format!("{case}/restriction");
    let page = house.page("coordinator", &form).await;
    assert!(
        page.says("Tell the person that it will be lifted"),
        "{}",
        page.words()
    );
    assert!(!page.says("Note that it is lifted"), "{}", page.words());
    let told = [("text", "The error is mended on 1 March.")];
    house.does("coordinator", &form, &told).await;
    let message = house.message(&filed).await;
    assert!(message.says("will be lifted"), "{}", message.words());
    assert!(message.says("mended on 1 March"), "{}", message.words());
    let page = house.page("coordinator", &form).await;
    assert!(page.says("Note that it is lifted"), "{}", page.words());
}
