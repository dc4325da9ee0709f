//! Refusing well, fees and tasks on their pages, without scripts.

use axum::http::StatusCode;
use habeas_case::{
    PartOutcome, TaskKind,
    case::{Command, task_id},
};
use habeas_engine::SealedWrites;
use habeas_envelope::{Code, ItemId};

use crate::support::{Browser, Case, House, Page, Role};

/// Posts the answer's form as it was shown, with these fields in place of its own.
async fn post(browser: &mut Browser, filed: &Case, fields: &[(&str, &str)]) -> Page {
    let path = format!("{}/answer", filed.page());
    let shown = browser.get(&path).await;
    let mut all = shown.hidden(&path);
    all.retain(|(name, _)| !fields.iter().any(|(own, _)| own == name));
    let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    all.extend(fields.iter().map(own));
    browser.post_files(&path, &all, &[]).await
}

#[tokio::test]
async fn parts_are_added_without_scripts_and_each_refusal_has_its_ground_and_reason() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let added = [
        ("outcome", "granted"),
        ("text", "Hierbij."),
        ("change", "add"),
    ];
    let page = post(&mut handler, &filed, &added).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(
        page.one("textarea#text"),
        "Hierbij.",
        "what was typed stays"
    );
    assert_eq!(page.all("select#outcome-2").len(), 1);
    assert_eq!(house.case_state(&filed).await.draft, None);
    let mut fields = vec![
        ("parts", "2"),
        ("label", "Uw facturen"),
        ("outcome", "granted"),
        ("label-2", "E-mails over collega's"),
        ("outcome-2", "refused"),
        ("text", "Hierbij."),
    ];
    let page = post(&mut handler, &filed, &fields).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(page.all("#ground-2-error").len(), 1);
    assert_eq!(page.all("#ground-error").len(), 0);
    fields.push(("ground-2", "rights-of-others"));
    let page = post(&mut handler, &filed, &fields).await;
    assert_eq!(
        page.all("#reason-2-error").len(),
        1,
        "a ground alone is not enough"
    );
    fields.push(("reason-2", "Er staan namen van collega's in."));
    let page = post(&mut handler, &filed, &fields).await;
    assert_eq!(page.location(), format!("{}?done=drafted", filed.page()));
    let parts = house.case_state(&filed).await.draft.unwrap().parts;
    let decided: Vec<_> = parts
        .iter()
        .map(|p| (p.outcome, p.ground.is_some()))
        .collect();
    assert_eq!(
        decided,
        [(PartOutcome::Granted, false), (PartOutcome::Refused, true)]
    );
    // As it will be sent, and as it is gone on from.
    let draft = handler.get(&format!("{}/draft", filed.page())).await;
    let sent = "E-mails over collega's: Er staan namen van collega's in.";
    assert!(draft.all("p").iter().any(|p| p == sent), "{}", draft.text());
    let again = handler.get(&format!("{}/answer", filed.page())).await;
    assert_eq!(
        again.one("textarea#reason-2"),
        "Er staan namen van collega's in."
    );
}

#[tokio::test]
async fn gdpr_12_5_a_fee_is_told_to_the_person_and_the_clock_runs_on() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = format!("{}/fee", filed.page());
    let mut fields = vec![("ground", "further-copies"), ("amount", "0")];
    let refused = handler.fill(&page, &page, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(refused.all(".govuk-error-summary__list li").len(), 2);
    fields = vec![
        ("ground", "further-copies"),
        ("amount", "12,50"),
        ("reason", "U vraagt een derde kopie."),
    ];
    let asked = handler.fill(&page, &page, &fields).await;
    assert_eq!(asked.location(), format!("{}?done=fee-asked", filed.page()));
    let case = house.case_state(&filed).await;
    assert_eq!(case.fees[0].amount.cents, 1250);
    assert_eq!(case.clock.open_pause(), None);
    let submission = house.submission_state(&filed).await;
    assert_eq!(submission.messages_out.len(), 1);
    let shown = handler.get(&filed.page()).await;
    assert!(shown.text().contains("12.50"), "{}", shown.text());
}

#[tokio::test]
async fn a_task_is_seen_with_who_has_it_and_confirmed_on_the_tasks_page() {
    let house = House::open().await;
    let filed = house.working("general").await;
    let holder = Code::literal("privacy");
    let open = Command::OpenTask {
        task: task_id(filed.case.0, TaskKind::Execute, &holder),
        kind: TaskKind::Execute,
        holder,
        due: Some("2026-03-09".parse().unwrap()),
    };
    let after = Command::OpenTask {
        task: ItemId(filed.case.0),
        kind: TaskKind::DestroyPaper,
        holder: Code::literal("privacy"),
        due: None,
    };
    let commands = [open, after].map(|command| habeas_engine::Command::Case(filed.case, command));
    house
        .command(commands.into(), SealedWrites::default())
        .await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = handler.get("/tasks").await;
    assert!(page.text().contains("9 March 2026"), "{}", page.text());
    let task = house.case_state(&filed).await.tasks[0].task;
    let confirm = format!("{}/tasks/{task}/done", filed.page());
    let done = handler.fill("/tasks", &confirm, &[("from", "tasks")]).await;
    assert_eq!(done.location(), "/tasks?done=task-done");
    let left: Vec<_> = house
        .case_state(&filed)
        .await
        .open_tasks()
        .map(|t| t.kind)
        .collect();
    assert_eq!(left, [TaskKind::DestroyPaper]);
    // Nobody else's desk.
    let mut doctor = house.as_staff(Role::Doctor).await;
    let page = doctor.get("/tasks").await;
    assert!(!page.text().contains(&filed.page()));
}

#[tokio::test]
async fn a_task_given_to_another_desk_is_seen_there_and_nothing_else_of_the_case_is() {
    let house = House::open().await;
    let filed = house.working("medical").await;
    let task = |holder: &'static str| Command::OpenTask {
        task: task_id(filed.case.0, TaskKind::DestroyPaper, &Code::literal(holder)),
        kind: TaskKind::DestroyPaper,
        holder: Code::literal(holder),
        due: "2026-03-09".parse().ok(),
    };
    let commands = ["privacy", "dpo", "head-doctor"].map(|to| (filed.case, task(to)).into());
    house
        .command(commands.into(), SealedWrites::default())
        .await;
    let mut handler = house.as_staff(Role::Handler).await;
    let page = handler.get("/tasks").await;
    assert_eq!(page.all(".habeas-task").len(), 1, "theirs alone");
    let shown = page.text();
    assert!(shown.contains("Destroy paper") && shown.contains("9 March 2026"));
    assert!(!shown.contains(&format!("href=\"{}\"", filed.page())));
    for hidden in ["Access", "head doctor"] {
        let main = page.one("main").to_lowercase();
        assert!(!main.contains(&hidden.to_lowercase()), "{hidden}: {main}");
    }
    assert_eq!(
        handler.get(&filed.page()).await.status,
        StatusCode::NOT_FOUND
    );
    let confirm = |to: &'static str| {
        let id = task_id(filed.case.0, TaskKind::DestroyPaper, &Code::literal(to));
        format!("{}/tasks/{id}/done", filed.page())
    };
    // What was given to others is not theirs to confirm.
    let mut fields = page.hidden(&confirm("privacy"));
    let wrong = handler.post(&confirm("dpo"), &fields).await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    fields.push(("from".to_owned(), "tasks".to_owned()));
    let done = handler.post(&confirm("privacy"), &fields).await;
    assert_eq!(done.location(), "/tasks?done=task-done");
    assert_eq!(handler.get("/tasks").await.all(".habeas-task").len(), 0);
    // The desk of the case sees what is left, with whom it is.
    let mut doctor = house.as_staff(Role::Doctor).await;
    let page = doctor.get("/tasks").await;
    assert_eq!(page.all(".habeas-task").len(), 2);
    assert!(page.text().contains(&filed.page()));
}
