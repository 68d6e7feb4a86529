//! An answer, read as a person or a browser reads it.

use reqwest::header::HeaderMap;
use scraper::{ElementRef, Html, Selector};

use super::jar::StoredCookie;

/// An answer of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// What was asked for, with the query.
    pub path: String,
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body. What is not UTF-8 in it is replaced.
    pub body: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// What stands in it.
    pub value: String,
    /// The words at it.
    pub label: String,
    /// What is wrong with it.
    pub error: Option<String>,
    /// Its attributes.
    pub attributes: Vec<(String, String)>,
}

impl Field {
    /// One of its attributes.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(given, _)| given == name).map(|(_, value)| value.as_str())
    }
}

impl Page {
    /// A header as text; empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a header of visible ASCII"))
    }

    /// Where the answer sends the browser after a form or instead of a page: with 303 See Other, the
    /// only redirect that is right after a form (RFC 9110 §15.4.4).
    pub fn goes_to(&self) -> &str {
        assert_eq!(self.status, 303, "{} is no redirect: {}", self.path, self.summary());
        self.header("location")
    }

    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.summary()))
    }

    /// The `Set-Cookie` headers.
    pub fn set_cookies(&self) -> Vec<StoredCookie> {
        let headers = self.headers.get_all("set-cookie").iter();
        headers.map(|header| StoredCookie::parse(header.to_str().expect("a cookie of ASCII"))).collect()
    }

    /// One of the `Set-Cookie` headers.
    pub fn set_cookie(&self, name: &str) -> Option<StoredCookie> {
        self.set_cookies().into_iter().find(|cookie| cookie.name == name)
    }

    /// The heading of the page.
    pub fn heading(&self) -> String {
        self.text_of("h1").unwrap_or_else(|| panic!("no heading in {}", self.summary()))
    }

    /// The title in the browser's tab.
    pub fn title(&self) -> String {
        self.text_of("title").unwrap_or_else(|| panic!("no title in {}", self.summary()))
    }

    /// The text of the first element that a CSS selector finds, spaces squeezed.
    pub fn text_of(&self, selector: &str) -> Option<String> {
        self.document().select(&css(selector)).next().map(text)
    }

    /// The texts of all elements that a CSS selector finds.
    pub fn texts_of(&self, selector: &str) -> Vec<String> {
        self.document().select(&css(selector)).map(text).collect()
    }

    /// An attribute of all elements that a CSS selector finds.
    pub fn attributes_of(&self, selector: &str, attribute: &str) -> Vec<String> {
        let (document, selector) = (self.document(), css(selector));
        let found = document.select(&selector);
        found.filter_map(|element| element.attr(attribute)).map(str::to_owned).collect()
    }

    /// Whether the page says this, whatever the line breaks.
    pub fn says(&self, words: &str) -> bool {
        self.text_of("body").is_some_and(|body| body.contains(words))
    }

    /// Whether there is a form with this id.
    pub fn has_form(&self, id: &str) -> bool {
        self.document().select(&css(&format!("form#{id}"))).next().is_some()
    }

    /// The field with this id.
    pub fn field(&self, id: &str) -> Field {
        let document = self.document();
        let found = document.select(&css(&format!("[id=\"{id}\"]"))).next();
        let field = found.unwrap_or_else(|| panic!("no field {id} in {}", self.summary()));
        let attributes = field.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned()));
        Field {
            value: field.attr("value").unwrap_or_default().to_owned(),
            label: self.text_of(&format!("label[for=\"{id}\"]")).unwrap_or_default(),
            error: self.error_of(id),
            attributes: attributes.collect(),
        }
    }

    /// What is said to be wrong with the field with this id, beside it.
    pub fn error_of(&self, id: &str) -> Option<String> {
        let said = self.text_of(&format!("[id=\"{id}-error\"]"))?;
        Some(said.strip_prefix("Error: ").unwrap_or(&said).to_owned())
    }

    /// The lines of the summary of errors; empty when there is none.
    pub fn errors(&self) -> Vec<String> {
        self.texts_of("[data-error-summary] li")
    }

    /// The success message at the top.
    pub fn notice(&self) -> Option<String> {
        self.text_of("#notice")
    }

    /// The value of a hidden field in the form with this id.
    pub fn hidden(&self, form: &str, name: &str) -> Option<String> {
        let selector = format!("form#{form} input[type=hidden][name=\"{name}\"]");
        self.attributes_of(&selector, "value").into_iter().next()
    }

    /// The page as a browser without scripts parses it.
    pub(super) fn document(&self) -> Html {
        // The parser takes scripts to be on, and what is inside <noscript> for text.
        Html::parse_document(&self.body.replace("<noscript>", "").replace("</noscript>", ""))
    }

    /// What to say about a page that is not what was expected.
    pub fn summary(&self) -> String {
        let said = self.text_of("main").unwrap_or_else(|| self.body.chars().take(500).collect());
        format!("{} {} {}\n{said}", self.status, self.path, self.header("location"))
    }
}

pub(super) fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"))
}

/// The words of an element. Tags that mark words within a sentence don't part them.
fn text(element: ElementRef<'_>) -> String {
    let mut said = String::new();
    gather(element, &mut said);
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gather(element: ElementRef<'_>, said: &mut String) {
    for child in element.children() {
        if let Some(text) = child.value().as_text() {
            said.push_str(text);
        } else if let Some(inner) = ElementRef::wrap(child) {
            let gap = if ["bdi", "code", "em", "strong"].contains(&inner.value().name()) { "" } else { " " };
            said.push_str(gap);
            gather(inner, said);
            said.push_str(gap);
        }
    }
}
