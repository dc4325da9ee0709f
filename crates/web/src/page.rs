//! What the layout shows around a page.

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use habeas_language::{Locale, Text};

use crate::{Message, PageError, Visit};

/// The frame of a page: every template that extends `shared/layout.html` has one in a field `page`.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The language of the page.
    pub locale: Locale,
    /// The title of the page, before the service's name.
    pub title: String,
    /// The name in the header.
    pub service_name: String,
    /// The organisation under the name, once one is known.
    pub organisation: Option<String>,
    /// Where the name leads.
    pub home: String,
    /// The same page in the other languages.
    pub languages: Vec<LanguageLink>,
    /// The service navigation.
    pub nav: Vec<Link>,
    /// The member of staff who is signed in.
    pub signed_in: Option<Account>,
    /// A wider column, for pages of tables.
    pub wide: bool,
    /// A line above the header, such as "demonstration".
    pub strip: Option<String>,
    /// What the page before has to say.
    pub notice: Option<Notice>,
    /// Links in the footer.
    pub footer: Vec<Link>,
    /// Whether the title says that something has to be mended.
    pub has_errors: bool,
}

/// A language to choose.
#[derive(Clone, Debug)]
pub struct LanguageLink {
    /// Its tag, such as `nl`.
    pub tag: &'static str,
    /// Its own name, such as "Nederlands".
    pub name: String,
    /// Where to choose it.
    pub href: String,
    /// Whether the page is in it.
    pub current: bool,
}

/// A link of the navigation or the footer.
#[derive(Clone, Debug)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the page shown.
    pub current: bool,
}

/// Who is signed in, and how to sign out.
#[derive(Clone, Debug)]
pub struct Account {
    /// The name shown.
    pub name: String,
    /// Where the sign-out form is posted.
    pub sign_out: String,
    /// Its form token.
    pub token: String,
}

/// A banner at the top of a page.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What it says.
    pub text: String,
    /// Whether it tells of a success; else it asks for attention.
    pub success: bool,
}

impl Layout {
    /// A frame in the visit's language, with the language switcher and nothing else.
    #[must_use]
    pub fn new(visit: &Visit, service_name: impl ToString, title: impl ToString) -> Self {
        let languages = Locale::ALL
            .iter()
            .map(|&locale| LanguageLink {
                tag: locale.tag(),
                name: locale.own_name(),
                href: visit.in_language(locale),
                current: locale == visit.locale,
            })
            .collect();
        Self {
            locale: visit.locale,
            title: title.to_string(),
            service_name: service_name.to_string(),
            organisation: None,
            home: "/".to_owned(),
            languages,
            nav: Vec::new(),
            signed_in: None,
            wide: false,
            strip: None,
            notice: None,
            footer: Vec::new(),
            has_errors: false,
        }
    }

    /// The frame with another title.
    #[must_use]
    pub fn titled(mut self, title: impl ToString) -> Self {
        self.title = title.to_string();
        self
    }

    /// A text in the page's language.
    pub fn t(&self, key: impl AsRef<str>) -> Text {
        self.locale.t(key)
    }

    /// A message in the page's language.
    pub fn say(&self, message: &Message) -> Text {
        message.text(self.locale)
    }

    /// The URL of an asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        crate::asset(name)
    }
}

impl Link {
    /// A link that is not the page shown.
    #[must_use]
    pub fn new(text: impl ToString, href: impl Into<String>) -> Self {
        Self {
            text: text.to_string(),
            href: href.into(),
            current: false,
        }
    }

    /// Marks the link as current if its target is this path or above it.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        let below = |rest: &str| rest.is_empty() || rest.starts_with('/');
        self.current = path.strip_prefix(self.href.as_str()).is_some_and(below);
        self
    }
}

/// A template as a response with status 200.
///
/// # Errors
/// When the template cannot be rendered, which only a broken template does.
pub fn html(template: &impl Template) -> Result<Response, PageError> {
    match template.render() {
        Ok(page) => Ok(Html(page).into_response()),
        Err(_) => Err(PageError::internal("template")),
    }
}
