//! How exhibits are to be shown.

use actix_web::HttpResponse;
use actix_web::body::MessageBody as _;
use actix_web::http::StatusCode;
use actix_web::http::header::RETRY_AFTER;
use serde::{Deserialize, Serialize};

use crate::web::ErrorKind;
use crate::web::page::{Answer, Page};
use crate::web::theme::Theme;
use crate::words::{Language, Words};

/// `?language=de&theme=dark&dir=rtl`. Whatever is not said is as on the visitor's own pages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Switches {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    language: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    theme: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    dir: String,
}

/// One switch and where it can stand.
pub(crate) struct Switch {
    pub(crate) name: &'static str,
    pub(crate) positions: Vec<Position>,
}

/// One way a switch can stand.
pub(crate) struct Position {
    pub(crate) name: &'static str,
    /// The list with all switches as they then stand.
    pub(crate) path: String,
    /// Whether they stand so now.
    pub(crate) is_chosen: bool,
}

impl Switches {
    /// The frame as it stands around the exhibits.
    pub(crate) fn stage(&self, mut page: Page) -> Page {
        if let Some(language) = Language::of_tag(&self.language) {
            page.preferences.language = language;
            page.words = Words::of(language);
        }
        if let Some(theme) = Theme::by_name(&self.theme) {
            page.preferences.theme = theme;
        }
        page
    }

    /// An answer as the gallery gives it: well, whatever the site would say, since browsers complain
    /// of pages with errors where somebody only looks at them.
    pub(crate) fn turn(&self, mut answer: HttpResponse) -> Answer {
        *answer.status_mut() = StatusCode::OK;
        answer.headers_mut().remove(RETRY_AFTER);
        if self.dir == "rtl" { from_right(answer) } else { Ok(answer) }
    }

    /// All that can be switched.
    pub(crate) fn all(&self) -> Vec<Switch> {
        let language = |value: &str| Self { language: value.to_owned(), ..self.clone() };
        let theme = |value: &str| Self { theme: value.to_owned(), ..self.clone() };
        let dir = |value: &str| Self { dir: value.to_owned(), ..self.clone() };
        vec![
            self.switch("Language", &[("your own", ""), ("English", "en"), ("German", "de")], language),
            self.switch(
                "Theme",
                &[("your own", ""), ("system", "system"), ("light", "light"), ("dark", "dark")],
                theme,
            ),
            self.switch("Direction", &[("as the language", ""), ("right to left", "rtl")], dir),
        ]
    }

    fn switch(
        &self,
        name: &'static str,
        values: &[(&'static str, &str)],
        switched: impl Fn(&str) -> Self,
    ) -> Switch {
        let position = |&(name, value): &(&'static str, &str)| {
            let then = switched(value);
            Position { name, path: then.on("/dev/pages"), is_chosen: then == *self }
        };
        Switch { name, positions: values.iter().map(position).collect() }
    }

    /// A path with the switches as they stand.
    pub(crate) fn on(&self, path: impl AsRef<str>) -> String {
        match serde_urlencoded::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{}?{query}", path.as_ref()),
            Ok(_) | Err(_) => path.as_ref().to_owned(),
        }
    }
}

/// The page as it would be laid out in a language that is written from right to left.
fn from_right(answer: HttpResponse) -> Answer {
    let (answer, body) = answer.into_parts();
    let html = body.try_into_bytes().map_err(|_| ErrorKind::Internal)?;
    let html = String::from_utf8_lossy(&html).replacen(" dir=\"ltr\"", " dir=\"rtl\"", 1);
    Ok(answer.set_body(html).map_into_boxed_body())
}
