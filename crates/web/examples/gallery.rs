//! Serves a page with every component: `cargo run -p habeas-web --example gallery`.

use std::sync::Arc;

use askama::Template;
use axum::{Router, response::Response, routing::get};
use habeas_envelope::Entropy;
use habeas_web::{
    Account, Choice, Form, Guard, Layout, Link, Message, Notice, PageError, Pagination, PublicUrl,
    Visit, assets_router, html,
};

#[derive(Template)]
#[template(path = "gallery.html")]
struct Gallery {
    page: Layout,
    form: Form,
    choices: Vec<Choice>,
    kinds: Vec<Choice>,
    pages: Pagination,
}

struct NoEntropy;

impl Entropy for NoEntropy {
    fn fill(&self, buffer: &mut [u8]) {
        buffer.fill(7);
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let public_url: PublicUrl = "http://localhost:8090".parse()?;
    let frame = Arc::new(|visit: &Visit| Layout::new(visit, "Habeas", ""));
    let routes = Router::new()
        .route("/", get(gallery))
        .route("/wide", get(gallery))
        .route(
            "/panic",
            get(async || -> &'static str { panic!("shown to nobody") }),
        )
        .merge(assets_router());
    let app = Guard::new(public_url.clone(), frame, Arc::new(NoEntropy)).protect(routes);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8090").await?;
    println!("{public_url}");
    axum::serve(listener, app).await?;
    Ok(())
}

async fn gallery(visit: Visit) -> Result<Response, PageError> {
    let mut page = Layout::new(&visit, "Habeas", "Gallery");
    page.organisation = Some("Certimed".to_owned());
    page.strip = Some("Demonstration: nothing here is real.".to_owned());
    page.nav = vec![
        Link::new("Queue", "/").at(visit.path()),
        Link::new("Mailroom", "/mailroom"),
        Link::new("Failures", "/failures"),
    ];
    page.signed_in = Some(Account {
        name: "An Peeters".to_owned(),
        sign_out: "/sign-out".to_owned(),
        token: "t".to_owned(),
    });
    page.notice = Some(Notice {
        text: "The letter was sent.".to_owned(),
        success: true,
    });
    page.has_errors = true;
    page.wide = visit.path() == "/wide";
    let mut form = Form::filled(
        "token".to_owned(),
        vec![
            ("right".to_owned(), "access".to_owned()),
            ("email".to_owned(), "<ada@>".to_owned()),
        ],
    );
    form.refuse("email", Message::new("web-error-email"));
    form.read_date("birth");
    let choices = vec![
        Choice::new("access", "See my file").hint("A copy of what is kept about you."),
        Choice::new("change", "Have something corrected"),
        Choice::new("erase", "Have something erased").hint("Some files have to be kept by law."),
    ];
    let kinds = vec![
        Choice::new("medical", "Medical file"),
        Choice::new("all", "Everything, I don't know"),
    ];
    let pages = Pagination::new(4, 9, "?page=");
    html(&Gallery {
        page,
        form,
        choices,
        kinds,
        pages,
    })
}
