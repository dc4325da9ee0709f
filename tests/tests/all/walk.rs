//! What people do on their way from a filing to its answer, page by page.

use crate::{
    installation::Installation,
    web::{Browser, Page},
};

/// What somebody asks for.
pub(crate) struct Asked<'a> {
    pub(crate) controller: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) words: &'a str,
}

/// What they take away from it.
pub(crate) struct Filed {
    pub(crate) reference: String,
    pub(crate) code: String,
}

/// Files, as a browser would, without a copy of an identity card.
pub(crate) async fn files(installation: &Installation, asked: &Asked<'_>) -> Filed {
    let browser = Browser::new(&installation.portal);
    let page = fills_in(&browser, asked).await;
    let sent = browser.does(&page, "/request/send", &[]).await;
    assert_eq!(sent.path, "/request/sent");
    Filed {
        reference: sent.by_id("reference"),
        code: sent.by_id("access-code"),
    }
}

/// Fills in everything, up to the page on which it is looked over.
pub(crate) async fn fills_in(browser: &Browser, asked: &Asked<'_>) -> Page {
    fills_in_with(browser, asked, None).await
}

/// As [`fills_in`], with a copy of a card: its name and its bytes.
pub(crate) async fn fills_in_with(
    browser: &Browser,
    asked: &Asked<'_>,
    card: Option<(&str, Vec<u8>)>,
) -> Page {
    let start = format!("/o/{}", asked.controller);
    let page = browser.open(&start).await;
    let mut page = browser
        .does(&page, &start, &[("right", "access"), ("kind", asked.kind)])
        .await;
    while page.path != "/request/review" {
        let path = page.path.clone();
        if let ("/request/copy", Some((name, bytes))) = (path.as_str(), &card) {
            let bytes = bytes.clone();
            page = browser.hands_in(&page, &path, "card", name, bytes).await;
            assert_ne!(page.path, path, "{}", page.words());
            continue;
        }
        let filled: &[(&str, &str)] = match path.as_str() {
            "/request/whom" => &[("whom", "self")],
            "/request/you" => &[
                ("name", asked.name),
                ("contact", "e-mail"),
                ("email", asked.email),
            ],
            "/request/words" => &[("words", asked.words)],
            // Asked by the organisation's own rules, and never a bar.
            "/request/questions" => &[],
            "/request/copy" => &[("without", "yes")],
            other => panic!("the portal leads to {other}"),
        };
        page = browser.does(&page, &path, filled).await;
        assert_ne!(page.path, path, "{}", page.words());
    }
    page
}

/// Waits until a request stands in a list and gives its page.
pub(crate) async fn finds(staff: &Browser, list: &str, reference: &str) -> String {
    let page = staff
        .comes(list, |page| page.html.contains(reference))
        .await;
    let links = page.links("/submissions/").into_iter();
    let links: Vec<String> = links
        .chain(page.links("/cases/"))
        .chain(page.links("/mailroom/"))
        .collect();
    for link in links {
        let led = |page: &Page| page.html.contains(reference);
        // Whoever serves it may be ended by what it records.
        if led(&staff.comes(&link, |_| true).await) {
            return link;
        }
    }
    panic!(
        "{list} names {reference} and leads nowhere: {}",
        page.words()
    );
}

/// Opens a page and sends a form of it; once more where a worker recorded something in between,
/// which the page then says.
pub(crate) async fn decides(
    staff: &Browser,
    path: &str,
    action: &str,
    filled: &[(&str, &str)],
) -> Page {
    for _ in 0..20 {
        let page = staff.open(path).await;
        let next = staff.send(&page, action, filled).await;
        if !next.path.contains("refused=changed") {
            let well = next.status == 200 && !next.path.contains("refused=");
            assert!(
                well,
                "{action}: {} {}: {}",
                next.status,
                next.path,
                next.words()
            );
            return next;
        }
    }
    panic!("{path} keeps changing");
}

/// Establishes who the person is.
pub(crate) async fn verifies(installation: &Installation, login: &str, reference: &str) {
    let staff = installation.signed_in(login).await;
    let submission = finds(&staff, "/?view=identity", reference).await;
    decides(
        &staff,
        &submission,
        &format!("{submission}/verify"),
        &[("method", "known")],
    )
    .await;
}

/// Prints, posts and has delivered the letter of a request; gives what came out of the printer.
pub(crate) async fn posts(
    installation: &Installation,
    login: &str,
    reference: &str,
    number: &str,
) -> String {
    let staff = installation.signed_in(login).await;
    let envelope = finds(&staff, "/mailroom?view=to-post", reference).await;
    let page = staff.open(&envelope).await;
    let printed = staff.does(&page, &format!("{envelope}/print"), &[]).await;
    let page = staff.open(&envelope).await;
    let wrong = staff
        .send(&page, &format!("{envelope}/posted"), &[("number", "RR1")])
        .await;
    assert_eq!(wrong.status, 422, "a wrong item number is refused");
    let page = staff.open(&envelope).await;
    let day = today();
    let day: Vec<(&str, &str)> = day.iter().map(|(name, n)| (*name, n.as_str())).collect();
    let mut posted = vec![("number", number)];
    posted.extend(&day);
    staff
        .does(&page, &format!("{envelope}/posted"), &posted)
        .await;
    let page = staff.open(&envelope).await;
    let delivered = staff
        .does(&page, &format!("{envelope}/delivered"), &day)
        .await;
    assert!(delivered.path.contains("done="), "{}", delivered.path);
    printed.html
}

/// The day of the test as the date fields take it, in the zone of all organisations tried here.
fn today() -> [(&'static str, String); 3] {
    use chrono::Datelike;
    #[expect(
        clippy::disallowed_methods,
        reason = "the processes under test run on the real clock"
    )]
    let today = chrono::Utc::now().date_naive();
    [
        ("day-day", today.day().to_string()),
        ("day-month", today.month().to_string()),
        ("day-year", today.year().to_string()),
    ]
}

/// Writes an answer and leaves it to be approved.
pub(crate) async fn writes(
    installation: &Installation,
    login: &str,
    reference: &str,
    answer: &str,
) -> String {
    let staff = installation.signed_in(login).await;
    let case = finds(&staff, "/", reference).await;
    let form = format!("{case}/answer");
    let filled = [("outcome", "granted"), ("text", answer)];
    let drafted = decides(&staff, &form, &form, &filled).await;
    assert!(drafted.path.contains("done=drafted"), "{}", drafted.path);
    // Nobody approves what they wrote.
    let own = staff.open(&format!("{case}/draft")).await;
    assert!(
        !own.html.contains("/approve\""),
        "the author is offered to approve"
    );
    case
}

/// Approves what another wrote and sends it.
pub(crate) async fn approves_and_sends(
    installation: &Installation,
    login: &str,
    case: &str,
) -> Page {
    let staff = installation.signed_in(login).await;
    decides(
        &staff,
        &format!("{case}/draft"),
        &format!("{case}/approve"),
        &[],
    )
    .await;
    decides(&staff, case, &format!("{case}/send"), &[]).await
}

/// Follows the request with reference and access code, up to its overview.
pub(crate) async fn follows(installation: &Installation, filed: &Filed) -> Browser {
    let person = Browser::new(&installation.portal);
    let page = person.open("/status").await;
    let entered = [
        ("reference", filed.reference.as_str()),
        ("code", filed.code.as_str()),
    ];
    let overview = person.does(&page, "/status", &entered).await;
    assert_eq!(overview.path, "/status/request");
    person
}

/// Collects the first answer with the second code.
pub(crate) async fn collects(installation: &Installation, filed: &Filed, second: &str) -> Page {
    let person = follows(installation, filed).await;
    let page = person
        .comes("/status/answers/1", |page| {
            page.html.contains("name=\"code\"")
        })
        .await;
    let refused = person
        .send(&page, "/status/answers/1", &[("code", &filed.code)])
        .await;
    assert_eq!(refused.status, 422, "the access code alone opens no answer");
    person
        .does(&refused, "/status/answers/1", &[("code", second)])
        .await
}
