//! A mail as its recipient has it before them.

use std::collections::BTreeSet;

use doorward::mail::Message;
use scraper::{ElementRef, Html, Selector};

/// A mail, its HTML part read.
pub struct Opened<'a> {
    pub message: &'a Message,
    document: Html,
}

impl<'a> Opened<'a> {
    pub fn new(message: &'a Message) -> Self {
        Self { message, document: Html::parse_document(&message.html) }
    }

    /// The links of the text part, in its order: each has a line of its own. Where people find help
    /// stands in the last paragraph and is none of them.
    pub fn links_of_text(&self) -> Vec<&'a str> {
        let (before, _) = self.message.text.trim_end().rsplit_once("\n\n").unwrap_or_default();
        before.lines().filter(|line| line.starts_with("http")).collect()
    }

    /// Where the links of the HTML part lead, in its order, each once; but for where people find help,
    /// which stands behind the name of the site.
    pub fn links_of_html(&self) -> Vec<String> {
        let mut seen = BTreeSet::new();
        let all = self.attributes("a:not(bdi ~ a)", "href");
        all.into_iter().filter(|link| seen.insert(link.clone())).collect()
    }

    /// How many elements a selector finds.
    pub fn count(&self, selector: &str) -> usize {
        self.document.select(&css(selector)).count()
    }

    /// The texts of what a selector finds, spaces squeezed.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        self.document.select(&css(selector)).map(text).collect()
    }

    /// An attribute of what a selector finds.
    pub fn attributes(&self, selector: &str, name: &str) -> Vec<String> {
        let selector = css(selector);
        let found = self.document.select(&selector);
        found.filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    }

    /// Everything the HTML part says, what shows before it is opened included.
    pub fn words_of_html(&self) -> String {
        self.texts("body").concat()
    }

    /// What shows in a list of mails behind the subject.
    pub fn preheader(&self) -> String {
        self.texts("body > div").concat()
    }
}

/// Whatever stands between elements counts as a space: `<br>` and the like break lines.
fn text(element: ElementRef<'_>) -> String {
    squeezed(&element.text().collect::<Vec<_>>().join(" "))
}

pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn css(selector: &str) -> Selector {
    Selector::parse(selector).unwrap()
}
