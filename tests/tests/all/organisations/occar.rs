//! OCCAR, by its privacy statement: no limit binds it, and none of the GDPR's remedies is printed.

use super::house::{Ask, EMAIL, House};

const RECEIVED: &str = "2026-03-02T09:00:00Z";
const STAFF: [(&str, &str); 3] = [
    ("contact", "occar:office:office=privacy-contact"),
    ("deputy", "occar:deputy:office=privacy-contact"),
    ("mailroom", "occar:mailroom"),
];
/// What the statement names nowhere.
const NOT_ITS: [&str; 6] = [
    "GDPR",
    "2016/679",
    "Data Protection Authority",
    "supervisory",
    "Court",
    "court",
];

fn asks<'a>(right: &'a str) -> Ask<'a> {
    Ask::of("occar", right, "general")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn occar_target_is_shown_as_non_binding() {
    let house = House::open(RECEIVED, &STAFF).await;
    let filed = house.files(&asks("access")).await;
    let (_, overview) = house.follows(&filed).await;
    assert!(
        overview.says("It aims to answer by 2 April 2026: a target that binds nobody"),
        "{}",
        overview.words()
    );
    assert!(
        !overview.says("You get an answer by"),
        "{}",
        overview.words()
    );
    // Past it nothing is missed, and nobody is told that anything was.
    house.verifies("contact", &filed).await;
    house.goes_on_to("2026-04-10T09:00:00Z").await;
    let case = house.case("contact", &filed).await;
    let page = house.page("contact", &case).await;
    assert!(!page.says("limit was missed"), "{}", page.words());
    assert!(page.says("Target"), "{}", page.words());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn occar_target_stands_in_letters_as_what_it_is() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("access").by_post(), "contact").await;
    let letter = house.posts("mailroom", &filed, "2026-03-02").await;
    let aim = "We aim to answer by Thursday 2 April 2026. No time limit is laid down for us; \
               this date is an aim.";
    assert!(letter.contains(aim), "{letter}");
    assert!(!letter.contains("at the latest"), "{letter}");
    let answer = [("outcome", "granted"), ("text", "This is what we hold.")];
    house.answers(("contact", "deputy"), &case, &answer).await;
    let answer = house.posts("mailroom", &filed, "2026-03-02").await;
    assert!(answer.contains("info@occar.int"), "{answer}");
    for text in [&letter, &answer] {
        for word in NOT_ITS {
            assert!(!text.contains(word), "{word}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn occar_5_no_remedy_but_its_own_address() {
    let house = House::open(RECEIVED, &STAFF).await;
    let (filed, case) = house.works(&asks("erasure"), "contact").await;
    let refusal = [
        ("outcome", "refused"),
        ("ground", "lawfully-processed"),
        ("reason", "You are our contact at the ministry."),
        ("text", "We keep your name."),
    ];
    house.answers(("contact", "deputy"), &case, &refusal).await;
    let answer = house.collects(&filed).await;
    assert!(answer.says("info@occar.int"), "{}", answer.words());
    for word in NOT_ITS {
        assert!(!answer.says(word), "{word}: {}", answer.words());
        let mails = house.mails.to(EMAIL);
        assert!(
            mails.iter().all(|mail| !mail.contains(word)),
            "{word}: {mails:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn occar_5_qualifiers_are_for_the_decision_and_no_bar_at_intake() {
    let house = House::open(RECEIVED, &STAFF).await;
    for right in ["restriction", "erasure"] {
        let browser = crate::web::Browser::new(&house.portal);
        let page = browser.open("/o/occar").await;
        assert!(page.says("On compelling grounds."), "{}", page.words());
        assert!(page.says("If the data has been unlawfully processed."));
        // Not a word of grounds: filed, with who it is asked of nobody.
        let filed = house.files(&asks(right)).await;
        let (_, overview) = house.follows(&filed).await;
        assert!(
            overview.says("2 April 2026"),
            "{right}: {}",
            overview.words()
        );
    }
    // For the decision they are there.
    let (_, case) = house.works(&asks("restriction"), "contact").await;
    let form = house.page("contact", &format!("{case}/answer")).await;
    let grounds = form.choices("ground");
    assert!(
        grounds.iter().any(|g| g == "no-compelling-grounds"),
        "{grounds:?}"
    );
}
