//! Access to a medical file where the policy gives it to the attending physician alone: from the
//! filing to the registered letter in the physician's hands, in one process over one file.

use crate::{
    installation::Installation,
    walk::{
        Asked, approves_and_sends, collects, decides, files, finds, follows, posts, verifies,
        writes,
    },
};

const STAFF: [(&str, &str); 3] = [
    ("doctor", "mensura:office:office=head-doctor"),
    ("deputy", "mensura:deputy:office=head-doctor"),
    ("letters", "mensura:mailroom"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn mensura_15_2_access_to_a_medical_file_goes_to_the_attending_physician() {
    let installation = tokio::task::block_in_place(|| Installation::embedded(0));
    tokio::task::block_in_place(|| installation.adds_staff(&STAFF));
    let installation = &installation;
    let asked = Asked {
        controller: "mensura",
        kind: "medical",
        name: "Mia Claes",
        email: "mia.claes@example.org",
        words: "",
    };
    let filed = files(installation, &asked).await;
    // Before it is settled who they are, nothing says that the file is a medical one.
    let person = follows(installation, &filed).await;
    let status = person.open("/status/request").await;
    assert!(!status.html.contains("/status/question"));
    verifies(installation, "doctor", &filed.reference).await;
    // Asked as soon as it is; nothing waits for it.
    let question = person.open("/status/question").await;
    let said = [
        ("have", "yes"),
        ("name", "Dr. Lies Baert"),
        ("town", "Geel"),
    ];
    let thanked = person.does(&question, "/status/question", &said).await;
    assert!(thanked.path.contains("done=physician"), "{}", thanked.path);
    assert!(!thanked.says("Baert"), "the status page names nobody");
    posts(installation, "letters", &filed.reference, "RR473124829BE").await;
    let doctor = installation.signed_in("doctor").await;
    let case = finds(&doctor, "/", &filed.reference).await;
    let form = format!("{case}/physician");
    doctor
        .comes(&form, |page| page.html.contains("Baert"))
        .await;
    let looked_up = [
        ("name", "Dr. Lies Baert"),
        ("town", "Geel"),
        ("street", "Markt 1"),
        ("postcode", "2440"),
        ("number", "1-68682-01-140"),
    ];
    let confirmed = decides(&doctor, &form, &form, &looked_up).await;
    assert!(
        confirmed.path.contains("done=physician"),
        "{}",
        confirmed.path
    );

    writes(
        installation,
        "doctor",
        &filed.reference,
        "This is our answer.",
    )
    .await;
    approves_and_sends(installation, "deputy", &case).await;
    let second = "This is your second code:";
    let second = installation.mails.tells(asked.email, second).await;
    let answer = collects(installation, &filed, &second).await;
    assert!(answer.says("This is our answer."), "{}", answer.words());
    assert!(
        answer.says("goes by registered letter"),
        "{}",
        answer.words()
    );
    assert!(
        answer.says("Data Protection Authority"),
        "{}",
        answer.words()
    );

    // The file has not arrived, so the case stands open with its task.
    let tasks = doctor.comes("/tasks", |page| page.html.contains(&filed.reference));
    tasks.await;
    let letter = posts(installation, "letters", &filed.reference, "RR123456785BE").await;
    assert!(letter.starts_with("%PDF-1.7"));
    doctor.comes(&case, |page| page.says("losed")).await;
}
