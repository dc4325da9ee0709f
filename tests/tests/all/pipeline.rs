//! A request travels from filing to answer, over real servers with a process a role, and in one
//! process over one file.

use habeas_testkit::Postgres;

use crate::{
    installation::Installation,
    walk::{
        Asked, Filed, approves_and_sends, collects, decides, files, finds, follows, posts,
        verifies, writes,
    },
};

/// What the mail with the answer's code says before it.
const SECOND_CODE: &str = "This is your second code:";
/// UPU S10 item numbers whose check digits hold.
const ITEM_NUMBERS: [&str; 2] = ["RR473124829BE", "RR123456785BE"];

const STAFF: [(&str, &str); 9] = [
    ("doctor", "certimed:office:office=head-doctor"),
    ("deputy-doctor", "certimed:deputy:office=head-doctor"),
    ("post-room", "certimed:mailroom"),
    ("privacy", "mensura:handler:desk=privacy"),
    ("officer", "mensura:office:office=privacy-officer"),
    ("medical", "mensura:office:office=head-doctor"),
    ("adviser", "mensura:office:office=psychosocial-lead"),
    ("deputy-adviser", "mensura:deputy:office=psychosocial-lead"),
    ("letters", "mensura:mailroom"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_travel_through_a_process_a_role() {
    let installation = tokio::task::block_in_place(|| Installation::distributed(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    walks(&installation).await;
    tokio::task::block_in_place(|| {
        let postgres = &installation.servers.as_ref().unwrap().postgres;
        no_superuser_is_connected(postgres);
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_travel_through_one_process() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    walks(&installation).await;
}

async fn walks(installation: &Installation) {
    medical(installation).await;
    psychosocial(installation).await;
    everything(installation).await;
}

/// Certimed: a registered letter to the head doctor, who writes; a deputy approves.
async fn medical(installation: &Installation) {
    let asked = Asked {
        controller: "certimed",
        kind: "medical",
        name: "Mia Claes",
        email: "mia.claes@example.org",
        words: "The file of my examination.",
    };
    let filed = files(installation, &asked).await;
    // A filing that concerns the closed desk alone is its own to identify.
    verifies(installation, "doctor", &filed.reference).await;
    let letter = posts(installation, "post-room", &filed.reference, ITEM_NUMBERS[0]).await;
    assert!(letter.starts_with("%PDF-1.7"));
    answered(installation, &filed, asked.email, "doctor", "deputy-doctor").await;
}

/// Mensura: a registered letter to the psychosocial lead, since nobody else is named.
async fn psychosocial(installation: &Installation) {
    let asked = Asked {
        controller: "mensura",
        kind: "psychosocial",
        name: "Luc Maes",
        email: "luc.maes@example.org",
        words: "The report on my case.",
    };
    let filed = files(installation, &asked).await;
    verifies(installation, "adviser", &filed.reference).await;
    let letter = posts(installation, "letters", &filed.reference, ITEM_NUMBERS[1]).await;
    assert!(letter.starts_with("%PDF-1.7"));
    // The privacy desk cannot see that there is such a request.
    let handler = installation.signed_in("privacy").await;
    let all = handler.open("/?view=all").await;
    assert!(
        !all.html.contains(&filed.reference),
        "a general handler sees a psychosocial case"
    );
    answered(
        installation,
        &filed,
        asked.email,
        "adviser",
        "deputy-adviser",
    )
    .await;
}

async fn answered(
    installation: &Installation,
    filed: &Filed,
    email: &str,
    author: &str,
    approver: &str,
) {
    let case = writes(installation, author, &filed.reference, "This is your file.").await;
    let sent = approves_and_sends(installation, approver, &case).await;
    assert!(
        sent.path.contains("done=sent"),
        "with no window it goes at once: {}",
        sent.path
    );
    let second = installation.mails.tells(email, SECOND_CODE).await;
    let answer = collects(installation, filed, &second).await;
    assert!(answer.says("This is your file."), "{}", answer.words());
    installation
        .signed_in(author)
        .await
        .comes(&case, |page| page.says("losed"))
        .await;
}

/// Three cases at three desks, none of which sees another's.
async fn everything(installation: &Installation) {
    let asked = Asked {
        controller: "mensura",
        kind: "everything",
        name: "Nadia Amrani",
        email: "nadia.amrani@example.org",
        words: "",
    };
    let filed = files(installation, &asked).await;
    verifies(installation, "officer", &filed.reference).await;
    let mut cases = Vec::new();
    for login in ["officer", "medical", "adviser"] {
        let staff = installation.signed_in(login).await;
        let case = finds(&staff, "/?view=all", &filed.reference).await;
        assert!(case.starts_with("/cases/"), "{case}");
        cases.push((login, case));
    }
    for (login, _) in &cases {
        let staff = installation.signed_in(login).await;
        for (owner, case) in &cases {
            let status = staff.look(case).await.status;
            let expected = if login == owner { 200 } else { 404 };
            assert_eq!(status, expected, "{login} looks at the case of {owner}");
        }
    }
    let unknown = "/cases/00000000-0000-5000-8000-000000000000";
    let handler = installation.signed_in("privacy").await;
    let (strange, missing) = (handler.look(&cases[1].1).await, handler.look(unknown).await);
    assert_eq!(
        strange.words(),
        missing.words(),
        "forbidden looks like unknown"
    );
}

fn no_superuser_is_connected(postgres: &Postgres) {
    let superusers = postgres.psql(
        "SELECT count(*) FROM pg_stat_activity a JOIN pg_roles r ON r.rolname = a.usename \
         WHERE a.datname = 'habeas' AND (r.rolsuper OR r.rolbypassrls OR a.usename = 'habeas-owner')",
    );
    assert_eq!(
        superusers, "0",
        "a service works with rights it must not have"
    );
}

/// With a window the answer is held, can be taken back, and goes at once only when told to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_held_for_the_undo_window() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(10));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF[..3]));
    let asked = Asked {
        controller: "certimed",
        kind: "medical",
        name: "Mia Claes",
        email: "mia.claes@example.org",
        words: "",
    };
    let filed = files(&installation, &asked).await;
    verifies(&installation, "doctor", &filed.reference).await;
    let case = writes(&installation, "doctor", &filed.reference, "Too early.").await;
    let held = approves_and_sends(&installation, "deputy-doctor", &case).await;
    assert!(held.path.contains("done=held"), "{}", held.path);

    let deputy = installation.signed_in("deputy-doctor").await;
    decides(&deputy, &case, &format!("{case}/recall"), &[]).await;
    let person = follows(&installation, &filed).await;
    let overview = person.open("/status/request").await;
    assert!(
        !overview.html.contains("/status/answers/1"),
        "what was recalled is offered"
    );
    assert!(
        !installation
            .mails
            .mails()
            .iter()
            .any(|mail| mail.text.contains(SECOND_CODE)),
        "a code was mailed for an answer that never went"
    );

    decides(&deputy, &case, &format!("{case}/send"), &[]).await;
    decides(&deputy, &case, &format!("{case}/send-now"), &[]).await;
    let second = installation.mails.tells(asked.email, SECOND_CODE).await;
    let answer = collects(&installation, &filed, &second).await;
    assert!(answer.says("Too early."), "{}", answer.words());
}
