//! A page of the gallery, as somebody looks at it.

use scraper::{ElementRef, Html, Selector};
use serde::Deserialize;

use crate::support::app::TestApp;

/// The languages that pages have.
pub(super) const LANGUAGES: [&str; 2] = ["en", "de"];

/// What `/dev/pages.json` says of an exhibit.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Exhibit {
    pub(super) page: String,
    pub(super) state: String,
    pub(super) path: String,
    pub(super) status: u16,
    pub(super) signed_in: bool,
}

/// An exhibit in one language.
pub(super) struct Sight {
    /// Its page and state.
    pub(super) exhibit: Exhibit,
    /// The language that was asked for.
    pub(super) language: &'static str,
    /// The page as it came.
    pub(super) html: String,
    /// The page as a browser without scripts reads it.
    pub(super) document: Html,
}

impl Sight {
    pub(super) fn new(exhibit: Exhibit, language: &'static str, html: String) -> Self {
        // The parser takes scripts to be on, and what is inside <noscript> for text.
        let document = Html::parse_document(&html.replace("<noscript>", "").replace("</noscript>", ""));
        Self { exhibit, language, html, document }
    }

    /// What faults are reported of.
    pub(super) fn name(&self) -> String {
        format!("{}?language={}", self.exhibit.path, self.language)
    }

    /// Everything that a CSS selector finds, in the order of the page.
    pub(super) fn all<'a>(&'a self, selector: &str) -> Vec<ElementRef<'a>> {
        let selector = Selector::parse(selector).unwrap_or_else(|error| panic!("{selector}: {error}"));
        self.document.select(&selector).collect()
    }

    /// Whether a CSS selector finds anything.
    pub(super) fn has(&self, selector: &str) -> bool {
        !self.all(selector).is_empty()
    }
}

/// The text of an element, spaces squeezed.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the gallery says is in it.
pub(super) async fn exhibits(app: &TestApp) -> Vec<Exhibit> {
    let list = app.visitor().get("/dev/pages.json").await;
    let exhibits: Vec<Exhibit> = serde_json::from_str(&list.body).expect("a list of exhibits");
    assert!(exhibits.len() > 50, "only {} exhibits", exhibits.len());
    exhibits
}

/// The whole gallery in every language.
pub(super) async fn sights(app: &TestApp) -> Vec<Sight> {
    let mut sights = Vec::new();
    for exhibit in exhibits(app).await {
        for language in LANGUAGES {
            let path = format!("{}?language={language}", exhibit.path);
            let page = app.visitor().get(&path).await;
            assert_eq!(page.status, 200, "{path}");
            sights.push(Sight::new(exhibit.clone(), language, page.body));
        }
    }
    sights
}
