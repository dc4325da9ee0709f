//! The newcomer's walk, by clicking: a request for a medical file is filed on the portal, settled,
//! posted, answered and approved on the console, and its answer collected on the portal.

mod chromium;
pub(crate) mod demo;

use std::path::PathBuf;

use chromium::{Chromium, Person, Scripts};
use demo::Demo;
use image::{Rgb, RgbImage};
use tempfile::TempDir;

const ANSWER: &str = "Here is what stands in your file.";

#[tokio::test]
async fn a_request_travels_from_filing_to_answer_by_clicking() {
    let demo = Demo::start();
    let chromium = Chromium::start().await;
    let person = chromium.person(Scripts::Run).await;
    let card = Card::draw();

    let (reference, access_code) = files_for_a_medical_file(&person, &demo, Some(&card)).await;

    signs_in(&person, &demo, "handler.certimed").await;
    person.press("Search").await;
    person
        .write("Reference, name, e-mail address or item number", &reference)
        .await;
    person.press_at("//main//button").await;
    person.sees("Nothing was found that you may see.").await;
    signs_out(&person).await;

    signs_in(&person, &demo, "head-doctor.certimed").await;
    // How many the list holds stands after its name.
    person
        .press_at("//nav//a[starts-with(normalize-space(.), 'Identity')]")
        .await;
    person.comes_to_see(&reference).await;
    person.press(&reference).await;
    person.sees("27 February 1981").await;
    person.choose("By the copy of an identity document").await;
    person.press("Establish identity").await;
    person.sees("The identity is established.").await;
    signs_out(&person).await;

    let item_number = "RR473124829BE";
    signs_in(&person, &demo, "mailroom.certimed").await;
    person.comes_to_see(&reference).await;
    person.press(&reference).await;
    person.sees("Kempische Steenweg 309").await;
    person.press("Print the letter").await;
    let letter = person.downloaded("pdf").await;
    assert!(letter.starts_with(b"%PDF-1.7"));
    person.comes_to_see("Print again").await;
    person.write("Item number", "RR473124828BE").await;
    person.press("Posted").await;
    person
        .sees("This is no item number: a character is wrong or missing")
        .await;
    person.write("Item number", item_number).await;
    person.press("Posted").await;
    person.sees("The posting is recorded.").await;
    person.sees("RR 473 124 829 BE").await;
    signs_out(&person).await;

    signs_in(&person, &demo, "head-doctor.certimed").await;
    person.comes_to_see(&reference).await;
    person.press(&reference).await;
    person.sees("The words of the person.").await;
    person.press("Write the answer").await;
    person.pick("What is decided?", "Granted").await;
    person.write("What the person will read", ANSWER).await;
    person.press("Keep the draft").await;
    person
        .sees("The draft is kept. Somebody else has to approve it.")
        .await;
    signs_out(&person).await;

    signs_in(&person, &demo, "head-doctor-deputy.certimed").await;
    person.comes_to_see(&reference).await;
    person.press(&reference).await;
    person.press("Read and approve").await;
    person.sees(ANSWER).await;
    person.press("Approve exactly this").await;
    person.sees("The draft is approved.").await;
    person.press("Send").await;
    person
        .sees("The answer is held. Until it goes you can take it back.")
        .await;
    person.press("Send now").await;
    person
        .comes_to_see("The person can collect the answer")
        .await;

    let answer_code = reads_the_second_code(&person).await;
    signs_out(&person).await;

    person.open(&demo.portal).await;
    person.press("Follow a request").await;
    person.write("Reference", &reference).await;
    person.write("Access code", &access_code).await;
    person.press("Show my request").await;
    person.sees("An answer is ready for you").await;
    person.press("Collect").await;
    person.write("Code of the answer", &access_code).await;
    person.press("Open the answer").await;
    person
        .sees("This is not the code of this answer. Check it and try again")
        .await;
    person.write("Code of the answer", &answer_code).await;
    person.press("Open the answer").await;
    person.sees(ANSWER).await;
    assert!(person.has_run_scripts().await);
    person.leave().await;
}

#[tokio::test]
async fn a_request_is_filed_and_followed_without_scripts() {
    let demo = Demo::start();
    let chromium = Chromium::start().await;
    let person = chromium.person(Scripts::Blocked).await;

    let (reference, access_code) = files_for_a_medical_file(&person, &demo, None).await;

    person.press("See how your request stands").await;
    person.write("Reference", &reference).await;
    person.write("Access code", &access_code).await;
    person.press("Show my request").await;
    person.sees("You sent your request").await;
    assert!(!person.has_run_scripts().await);
    person.leave().await;
}

/// Files as a person would; gives the reference and the access code that the page shows.
async fn files_for_a_medical_file(
    person: &Person,
    demo: &Demo,
    card: Option<&Card>,
) -> (String, String) {
    person.open(&demo.portal).await;
    person.press("Certimed").await;
    person.choose("Access").await;
    person.choose("Medical file").await;
    person.press("Continue").await;
    person.sees("Who is this request for?").await;
    person.choose("For myself").await;
    person.press("Continue").await;
    person.sees("Who are you?").await;
    person.write("Your full name", "Mia Claes").await;
    person.write("Day", "27").await;
    person.write("Month", "2").await;
    person.write("Year", "1981").await;
    person.choose("By e-mail").await;
    person
        .write("E-mail address", "mia.claes@example.org")
        .await;
    person.press("Continue").await;
    person
        .write(
            "Is there anything you want to add? (optional)",
            "The words of the person.",
        )
        .await;
    person.press("Continue").await;
    person.sees("Date and signature").await;
    person.press("Continue").await;
    person.sees("A copy of your identity card").await;
    match card {
        Some(card) => {
            person.attach("Copy of the identity card", &card.file).await;
            person.press("Continue").await;
            person.sees("Identity card, PNG").await;
        }
        None => person.press("Continue without").await,
    }
    person.sees("Check your answers").await;
    person.press("Send my request").await;
    person.sees("Your request has been sent").await;
    person.sees("Certimed has received it.").await;
    (
        person.reads("#reference").await,
        person.reads("#access-code").await,
    )
}

async fn signs_in(person: &Person, demo: &Demo, login: &str) {
    person.open(&demo.console).await;
    person.write("User name", login).await;
    person.write("Password", &demo.password(login)).await;
    person.press("Sign in").await;
    person.sees("Signed in as").await;
}

/// Signs out, and waits until that is done: an address typed before would be overtaken by it.
async fn signs_out(person: &Person) {
    person.press("Sign out").await;
    person.sees("User name").await;
}

/// Looks for the mail with the answer's code: the two newest mails tell of the answer.
async fn reads_the_second_code(person: &Person) -> String {
    person.press("Mailbox").await;
    for newest in 1..=2 {
        person.press_at(&format!("//main//li[{newest}]/a")).await;
        person.sees("mia.claes@example.org").await;
        let page = person.page().await;
        if let Some((_, rest)) = page.split_once("This is your second code: ") {
            return rest.lines().next().unwrap().to_owned();
        }
        person.press("Back").await;
    }
    panic!("no mail holds the answer's code: {}", person.page().await);
}

/// A picture of an identity card, as a file.
struct Card {
    file: PathBuf,
    _folder: TempDir,
}

impl Card {
    fn draw() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("card.png");
        RgbImage::from_pixel(480, 300, Rgb([220, 230, 240]))
            .save(&file)
            .unwrap();
        Self {
            file,
            _folder: folder,
        }
    }
}
