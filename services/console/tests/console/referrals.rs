//! Grounds that an office alone may use: asked once, listed for that office, decided by it.

use axum::http::StatusCode;

use crate::support::{Elsewhere, House};

#[tokio::test]
async fn eurocontrol_7_7_a_question_is_put_once_listed_and_decided_on_its_page() {
    let house = House::open().await;
    let there = Elsewhere::new("eurocontrol");
    let case = there.working(&house, "access", "general").await;
    let desk = there.state(&house, case).await.desk.unwrap();
    let desk: &'static str = Box::leak(desk.to_string().into_boxed_str());
    let mut handler = there.staff(&house, "handler", desk).await;
    let refer = format!("/cases/{case}/refer");
    let first = "Dit is het negende verzoek in een maand.";
    let fields = [("ground", "obvious-abuse/dpo"), ("question", first)];
    let put = handler.fill(&refer, &refer, &fields).await;
    assert_eq!(put.location(), format!("/cases/{case}?done=referred"));
    // A second question about it is refused in words and not dropped.
    let second = "En gisteren kwam het tiende.";
    let fields = [("ground", "obvious-abuse/dpo"), ("question", second)];
    let refused = handler.fill(&refer, &refer, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let why = "This ground is with the office already";
    assert!(refused.text().contains(why), "{}", refused.text());
    assert_eq!(refused.one("textarea#question"), second);
    assert_eq!(there.state(&house, case).await.referrals.len(), 1);

    // Whoever asked has no list; the office has, and sees the question and not the case.
    assert_eq!(
        handler.get("/referrals").await.status,
        StatusCode::NOT_FOUND
    );
    let mut dpo = there.staff(&house, "office", "dpo").await;
    let list = dpo.get("/referrals").await;
    let page = format!("/referrals/{case}");
    assert_eq!(list.all(&format!("main a[href='{page}']")).len(), 1);
    assert_eq!(list.all("nav a[href='/referrals']").len(), 1);
    let text = list.text();
    assert!(!text.contains(first), "the list shows no question");
    let ground = list.one("main h2");
    assert!(ground.contains("abuse"), "{ground}");
    let shown = dpo.get(&page).await;
    assert!(shown.text().contains(first), "{}", shown.text());
    let unseen = dpo.get(&format!("/cases/{case}")).await;
    assert_eq!(unseen.status, StatusCode::NOT_FOUND);

    // Decided by one; another who had it open is told, and keeps what they wrote.
    let mut other = dpo.get(&page).await.hidden(&page);
    let yes = [("open", "yes"), ("reason", "Ja, dit is misbruik.")];
    let done = dpo.fill(&page, &page, &yes).await;
    assert_eq!(done.location(), "/referrals?done=ground-decided");
    for (name, value) in [("open", "no"), ("reason", "Neen, hij mag vragen.")] {
        other.push((name.to_owned(), value.to_owned()));
    }
    let late = dpo.post(&page, &other).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        late.text()
            .contains("No question about this ground is open")
    );
    assert_eq!(late.one("textarea#reason"), "Neen, hij mag vragen.");
    let list = dpo.get("/referrals").await;
    assert!(!list.text().contains(&page), "nothing waits any more");
    assert_eq!(dpo.get(&page).await.status, StatusCode::NOT_FOUND);

    // What the office found to apply needs no second question.
    let refused = handler.fill(&refer, &refer, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().contains("decided that this ground applies"));
}
