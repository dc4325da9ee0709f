//! A browser without scripts: pages, links, forms and cookies.

use std::time::{Duration, Instant};

use reqwest::{Client, Method, multipart};
use scraper::{ElementRef, Html, Selector};

/// How long something that the workers bring about may take on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// Cookies of one person, at one face.
pub(crate) struct Browser {
    client: Client,
    base: String,
}

/// A page as it was served.
pub(crate) struct Page {
    pub(crate) status: u16,
    /// Path and query it came from, after redirections.
    pub(crate) path: String,
    pub(crate) html: String,
}

impl Browser {
    pub(crate) fn new(base: &str) -> Self {
        // One provider for the process; another test may have chosen it already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            client: Client::builder().cookie_store(true).build().unwrap(),
            base: base.to_owned(),
        }
    }

    /// Opens a page, which must be there.
    pub(crate) async fn open(&self, path: &str) -> Page {
        let page = self.look(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.words());
        page
    }

    /// Opens a page, whatever comes.
    pub(crate) async fn look(&self, path: &str) -> Page {
        let looked = self.try_look(path).await;
        looked.unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// As [`Browser::look`], where the other side may be away.
    pub(crate) async fn try_look(&self, path: &str) -> reqwest::Result<Page> {
        let address = format!("{}{path}", self.base);
        read(self.client.request(Method::GET, address)).await
    }

    /// Does something again and again until a page is as awaited, where the other side may be
    /// away at any time; gives that page.
    pub(crate) async fn insists(
        &self,
        path: &str,
        awaited: impl Fn(&Page) -> bool,
        form: &str,
        action: &str,
        filled: &[(&str, &str)],
    ) -> Page {
        let begun = Instant::now();
        let mut last = String::new();
        loop {
            if let Ok(page) = self.try_look(path).await {
                if awaited(&page) {
                    return page;
                }
                last = format!("{} {}: {}", page.status, page.path, page.words());
            }
            assert!(
                begun.elapsed() < PATIENCE,
                "{action} does not bring about {path}: {last}"
            );
            if let Ok(page) = self.try_look(form).await
                && page.has_form(action)
                && let Ok(sent) = self.try_send(&page, action, filled).await
            {
                last = format!("{} {}: {}", sent.status, sent.path, sent.words());
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Sends the form of a page that goes to `action`, with what it hides and what is filled in.
    pub(crate) async fn send(&self, page: &Page, action: &str, filled: &[(&str, &str)]) -> Page {
        let sent = self.try_send(page, action, filled).await;
        sent.unwrap_or_else(|error| panic!("{action}: {error}"))
    }

    /// As [`Browser::send`], where the other side may be away.
    pub(crate) async fn try_send(
        &self,
        page: &Page,
        action: &str,
        filled: &[(&str, &str)],
    ) -> reqwest::Result<Page> {
        let (mut fields, multipart) = page.form(action);
        fields.extend(
            filled
                .iter()
                .map(|(name, text)| ((*name).to_owned(), (*text).to_owned())),
        );
        let address = format!("{}{action}", self.base);
        let request = self
            .client
            .request(Method::POST, address)
            .header("Sec-Fetch-Site", "same-origin");
        let request = if multipart {
            let fill = |form: multipart::Form, (name, text)| form.text(name, text);
            request.multipart(fields.into_iter().fold(multipart::Form::new(), fill))
        } else {
            request.form(&fields)
        };
        read(request).await
    }

    /// Sends the form of a page that goes to `action` with one file, as it is called at home.
    pub(crate) async fn hands_in(
        &self,
        page: &Page,
        action: &str,
        field: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Page {
        let (fields, _) = page.form(action);
        let fill = |form: multipart::Form, (name, text)| form.text(name, text);
        let form = fields.into_iter().fold(multipart::Form::new(), fill);
        let file = multipart::Part::bytes(bytes).file_name(name.to_owned());
        let request = self
            .client
            .request(Method::POST, format!("{}{action}", self.base))
            .header("Sec-Fetch-Site", "same-origin")
            .multipart(form.part(field.to_owned(), file));
        read(request)
            .await
            .unwrap_or_else(|error| panic!("{action}: {error}"))
    }

    /// Sends a form of a page, with what it hides, whose answer is a file; its bytes.
    pub(crate) async fn sends_for_bytes(&self, page: &Page, action: &str) -> Vec<u8> {
        let (fields, _) = page.form(action);
        let address = format!("{}{action}", self.base);
        let request = self
            .client
            .request(Method::POST, address)
            .header("Sec-Fetch-Site", "same-origin")
            .form(&fields);
        let answer = request.send().await.unwrap();
        assert!(
            answer.status().is_success(),
            "{action}: {}",
            answer.status()
        );
        answer.bytes().await.unwrap().to_vec()
    }

    /// Sends a form that must be taken.
    pub(crate) async fn does(&self, page: &Page, action: &str, filled: &[(&str, &str)]) -> Page {
        let next = self.send(page, action, filled).await;
        let well = next.status == 200 && !next.path.contains("refused=");
        assert!(
            well,
            "{action}: {} {}: {}",
            next.status,
            next.path,
            next.words()
        );
        next
    }

    /// Opens a page again and again until it is as awaited.
    pub(crate) async fn comes(&self, path: &str, awaited: impl Fn(&Page) -> bool) -> Page {
        let begun = Instant::now();
        loop {
            let late = begun.elapsed() > PATIENCE;
            match self.try_look(path).await {
                Ok(page) if page.status == 200 && awaited(&page) => return page,
                Ok(page) => assert!(!late, "{path} stays {}: {}", page.status, page.words()),
                Err(error) => assert!(!late, "{path} stays away: {error}"),
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

async fn read(request: reqwest::RequestBuilder) -> reqwest::Result<Page> {
    let answer = request.send().await?;
    let status = answer.status().as_u16();
    let url = answer.url();
    let query = url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    let path = format!("{}{query}", url.path());
    let bytes = answer.bytes().await?;
    let html = String::from_utf8_lossy(&bytes).into_owned();
    Ok(Page { status, path, html })
}

fn selector(text: &str) -> Selector {
    Selector::parse(text).unwrap()
}

fn text_of(element: ElementRef<'_>) -> String {
    let words = element.text().flat_map(str::split_whitespace);
    words.collect::<Vec<_>>().join(" ")
}

impl Page {
    fn form_to<'a>(&self, html: &'a Html, action: &str) -> Option<ElementRef<'a>> {
        let own = self.path.split('?').next();
        html.select(&selector("form")).find(|form| {
            let goes = form
                .value()
                .attr("action")
                .filter(|action| !action.is_empty());
            goes.or(own) == Some(action)
        })
    }

    /// Whether a form goes to `action`.
    pub(crate) fn has_form(&self, action: &str) -> bool {
        let html = Html::parse_document(&self.html);
        self.form_to(&html, action).is_some()
    }

    /// The hidden fields of the form that goes to `action`, and whether it carries files.
    fn form(&self, action: &str) -> (Vec<(String, String)>, bool) {
        let html = Html::parse_document(&self.html);
        let form = self.form_to(&html, action).unwrap_or_else(|| {
            panic!(
                "{} {} has no form to {action}: {}",
                self.status,
                self.path,
                self.words()
            )
        });
        let inputs = selector("input[type=hidden]");
        let hidden = form.select(&inputs).map(|input| {
            let of = |name| input.value().attr(name).unwrap_or_default().to_owned();
            (of("name"), of("value"))
        });
        let multipart = form.value().attr("enctype") == Some("multipart/form-data");
        (hidden.collect(), multipart)
    }

    /// Where its forms go that begin so, in the order of the page.
    pub(crate) fn forms(&self, begin: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let all = selector("form");
        let forms = html.select(&all);
        let goes = forms.filter_map(|form| form.value().attr("action").map(str::to_owned));
        goes.filter(|action| action.starts_with(begin)).collect()
    }

    /// The values that can be chosen in a field.
    pub(crate) fn choices(&self, name: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let options = selector(&format!(
            "select[name={name}] option, input[type=radio][name={name}], input[type=checkbox][name={name}]"
        ));
        let values = html
            .select(&options)
            .filter_map(|one| one.value().attr("value"));
        values
            .filter(|value| !value.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The text of the one element with an id.
    pub(crate) fn by_id(&self, id: &str) -> String {
        let html = Html::parse_document(&self.html);
        let found = html
            .select(&selector(&format!("#{id}")))
            .next()
            .map(text_of);
        found.unwrap_or_else(|| panic!("{} has no #{id}: {}", self.path, self.words()))
    }

    /// The links of the page that begin so, each once.
    pub(crate) fn links(&self, begin: &str) -> Vec<String> {
        let html = Html::parse_document(&self.html);
        let mut links: Vec<String> = Vec::new();
        for link in html.select(&selector("main a[href]")) {
            let href = link.value().attr("href").unwrap_or_default();
            if href.starts_with(begin) && !links.iter().any(|known| known == href) {
                links.push(href.to_owned());
            }
        }
        links
    }

    /// What a person reads of it.
    pub(crate) fn words(&self) -> String {
        let html = Html::parse_document(&self.html);
        html.select(&selector("main"))
            .next()
            .map(text_of)
            .unwrap_or_default()
    }

    pub(crate) fn says(&self, words: &str) -> bool {
        self.words().contains(words)
    }
}
