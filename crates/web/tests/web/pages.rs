use askama::Template;
use axum::{
    body::Body,
    http::{HeaderMap, Uri},
};
use habeas_language::Locale;
use habeas_web::{Choice, Form, Layout, Link, Message, PageItem, Pagination, Visit};
use scraper::{Html, Selector};

use crate::support::{ask, face, get_of};

#[derive(Template)]
#[template(
    ext = "html",
    source = r#"{% extends "shared/layout.html" %}
{% import "shared/form.html" as f %}
{% block content %}
{{ f::error_summary(page, form) }}
{% call f::form(page, form, action="/who", multipart=true) %}
{{ f::input(page, form, "name", "Name", hint="As on your card", autocomplete="name") }}
{{ f::textarea(page, form, "message", "Message", limit=100) }}
{{ f::radios(page, form, "right", "Right", choices) }}
{{ f::date(page, form, "birth", "Born") }}
{{ f::select(page, form, "office", "Office", choices, empty="Choose") }}
{{ f::file(page, form, "card", "Card") }}
{{ f::password(page, form, "secret", "Secret") }}
{{ f::button("Send") }}
{% endcall %}
{% endblock %}"#
)]
struct Sample {
    page: Layout,
    form: Form,
    choices: Vec<Choice>,
}

fn visit(uri: &str) -> Visit {
    Visit::of(&uri.parse::<Uri>().unwrap(), &HeaderMap::new())
}

fn sample(form: Form, locale: Locale) -> Html {
    let mut visit = visit("/who");
    visit.locale = locale;
    let choices = vec![
        Choice::new("see", "See"),
        Choice::new("mend", "Mend").hint("Wrong data"),
    ];
    let page = Layout::new(&visit, "Habeas", "Who are you?");
    Html::parse_document(
        &Sample {
            page,
            form,
            choices,
        }
        .render()
        .unwrap(),
    )
}

fn attribute<'a>(page: &'a Html, selector: &str, name: &str) -> Option<&'a str> {
    page.select(&Selector::parse(selector).unwrap())
        .next()?
        .attr(name)
}

fn count(page: &Html, selector: &str) -> usize {
    page.select(&Selector::parse(selector).unwrap()).count()
}

#[test]
fn a_form_comes_back_with_what_was_typed_and_what_is_wrong() {
    let typed = [
        ("name", "\"><script>alert(1)</script>"),
        ("message", "</textarea><b>"),
        ("right", "mend"),
        ("birth-day", "31"),
        ("birth-month", "2"),
        ("birth-year", "1981"),
        ("office", "see"),
        ("secret", "hunter2"),
    ];
    let mut form = Form::filled(
        "the-token".to_owned(),
        typed.map(|(n, v)| (n.to_owned(), v.to_owned())).to_vec(),
    );
    form.read_date("birth");
    form.refuse(
        "name",
        Message::new("web-error-too-long").arg("max", 80_i64),
    );
    let page = sample(form, Locale::default());

    assert_eq!(
        attribute(&page, "input#name", "value"),
        Some("\"><script>alert(1)</script>")
    );
    assert_eq!(
        count(&page, "main script, main b"),
        0,
        "nothing typed becomes markup"
    );
    assert_eq!(
        attribute(&page, "input[name=token]", "value"),
        Some("the-token")
    );
    assert_eq!(
        attribute(&page, "form", "enctype"),
        Some("multipart/form-data")
    );
    assert_eq!(attribute(&page, "form", "method"), Some("post"));
    assert_eq!(count(&page, "input#right-2[checked]"), 1);
    assert_eq!(count(&page, "input#right[checked]"), 0);
    assert_eq!(count(&page, "#office option[selected][value=see]"), 1);
    assert_eq!(attribute(&page, "#birth-day", "value"), Some("31"));
    assert_eq!(
        attribute(&page, "#secret", "value"),
        None,
        "a password is never shown again"
    );

    assert_eq!(
        attribute(&page, "input#name", "aria-describedby"),
        Some("name-hint name-error")
    );
    assert_eq!(attribute(&page, "input#name", "aria-invalid"), Some("true"));
    let links: Vec<_> = page
        .select(&Selector::parse(".govuk-error-summary a").unwrap())
        .map(|a| a.attr("href").unwrap())
        .collect();
    assert_eq!(links, ["#birth-day", "#name"]);
    for link in links {
        assert_eq!(
            count(&page, &format!("input{link}")),
            1,
            "the summary leads to a field"
        );
    }
}

#[test]
fn every_field_has_a_label_and_every_id_is_there_once() {
    let page = sample(Form::blank("t".to_owned()), Locale::default());
    assert_eq!(
        count(
            &page,
            ".govuk-error-summary, .govuk-error-message, [aria-invalid]"
        ),
        0
    );
    let fields =
        Selector::parse("main input:not([type=hidden]), main select, main textarea").unwrap();
    for field in page.select(&fields) {
        let id = field.attr("id").unwrap();
        assert_eq!(count(&page, &format!("label[for='{id}']")), 1, "{id}");
    }
    let mut ids: Vec<_> = page
        .select(&Selector::parse("[id]").unwrap())
        .map(|e| e.attr("id").unwrap())
        .collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), all);
}

#[test]
fn no_page_shows_a_missing_text_in_any_language() {
    for &locale in Locale::ALL {
        let page = sample(Form::blank("t".to_owned()), locale);
        let text = page.html();
        assert!(!text.contains('⟦') && !text.contains("{$"), "{locale}");
        assert_eq!(attribute(&page, "html", "lang"), Some(locale.tag()));
        assert!(
            text.contains("%{count}"),
            "the script counts characters by its own placeholder"
        );
    }
}

#[test]
fn the_language_is_asked_for_then_remembered_then_preferred() {
    let nl = Locale::from_tag("nl").unwrap();
    let of = |uri: &str, cookie: &str, accept: &str| {
        let mut headers = HeaderMap::new();
        headers.insert("cookie", cookie.parse().unwrap());
        headers.insert("accept-language", accept.parse().unwrap());
        Visit::of(&uri.parse().unwrap(), &headers).locale.tag()
    };
    assert_eq!(of("/?lang=nl", "habeas-language=fr", "en"), "nl");
    assert_eq!(of("/", "habeas-language=fr", "nl"), "fr");
    assert_eq!(of("/", "", "nl-BE,nl;q=0.9,en;q=0.1"), "nl");
    assert_eq!(
        of("/?lang=xx", "habeas-language=<b>", "zz"),
        Locale::default().tag()
    );
    assert_eq!(
        visit("/a?x=1&lang=fr&y=2").in_language(nl),
        "/a?x=1&y=2&lang=nl"
    );
    assert_eq!(visit("/a").in_language(nl), "/a?lang=nl");
}

#[tokio::test]
async fn a_chosen_language_is_remembered() {
    let answer = ask(&face(), get_of("/?lang=fr").body(Body::empty()).unwrap()).await;
    let cookie = answer.header("set-cookie");
    assert!(
        cookie.starts_with("habeas-language=fr;")
            && cookie.contains("HttpOnly")
            && cookie.contains("Secure"),
        "{cookie}"
    );
    let unasked = ask(&face(), get_of("/").body(Body::empty()).unwrap()).await;
    assert_eq!(unasked.header("set-cookie"), "");
    let nonsense = ask(
        &face(),
        get_of("/?lang=%0d%0aset-cookie:x")
            .body(Body::empty())
            .unwrap(),
    )
    .await;
    assert_eq!(nonsense.header("set-cookie"), "");
}

#[test]
fn the_navigation_knows_where_one_is() {
    assert!(Link::new("Queue", "/queue").at("/queue/7").current);
    assert!(Link::new("Queue", "/queue").at("/queue").current);
    assert!(!Link::new("Queue", "/queue").at("/queues").current);
}

#[test]
fn the_pages_of_a_list_have_ends_neighbours_and_gaps() {
    let shown = |current, last| {
        let show = |item: PageItem| {
            if item.gap {
                "-".to_owned()
            } else if item.current {
                format!("[{}]", item.number)
            } else {
                item.number.to_string()
            }
        };
        Pagination::new(current, last, "?page=")
            .items()
            .into_iter()
            .map(show)
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(shown(5, 9), "1 - 4 [5] 6 - 9");
    assert_eq!(shown(1, 3), "[1] 2 3");
    assert_eq!(shown(99, 4), "1 - 3 [4]");
    assert_eq!(shown(0, 0), "[1]");
    assert_eq!(Pagination::new(2, 3, "?page=").next().unwrap(), "?page=3");
    assert!(!Pagination::new(1, 1, "").needed() && Pagination::new(1, 1, "").next().is_none());
}
