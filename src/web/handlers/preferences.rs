//! Choosing the language and the theme. The choice is this browser's, whoever uses it and whatever else
//! is away; the language also goes with whoever is signed in, to all their devices and into their mails.

use actix_web::HttpResponse;
use actix_web::web::Data;
use askama::Template;
use serde::Deserialize;

use crate::web::Site;
use crate::web::extract::{Query, Submitted};
use crate::web::forms::{PreferencesForm, PreferencesInput, Trouble};
use crate::web::kept_cookie;
use crate::web::notice::Notice;
use crate::web::page::{self, Answer, Page};
use crate::web::preferences::Preferences;
use crate::web::see_other::see_other;
use crate::web::theme::Theme;
use crate::web::viewer::Viewer;
use crate::web::visitor::Visitor;
use crate::web::way_back::WayBack;
use crate::words::Language;

#[derive(Template)]
#[template(path = "pages/preferences.html")]
pub(crate) struct PreferencesPage<'a> {
    pub(crate) page: &'a Page,
    pub(crate) form: PreferencesForm,
}

/// `?next=/login`. Anything but a page of this site counts as nothing.
#[derive(Deserialize)]
pub(crate) struct Returning {
    #[serde(default)]
    next: String,
}

pub(crate) async fn show(page: Page, Query(returning): Query<Returning>) -> Answer {
    let form = PreferencesForm::with(page.preferences, WayBack::parse(&returning.next));
    page::show(&PreferencesPage { page: &page, form })
}

pub(crate) async fn submit(
    page: Page,
    visitor: Visitor,
    site: Data<Site>,
    form: Submitted<PreferencesInput>,
) -> Answer {
    match choose(&form) {
        Ok((chosen, next)) => {
            visitor.visit.announce(remember(&site, &page.viewer, chosen.language).await);
            let mut answer = see_other(next.as_ref().map_or("/", WayBack::as_str));
            set_cookies(&site, &mut answer, chosen);
            Ok(answer)
        }
        Err(trouble) => {
            page::again(page.words, trouble, form.typed(), |form| PreferencesPage { page: &page, form })
        }
    }
}

fn choose(form: &Submitted<PreferencesInput>) -> Result<(Preferences, Option<WayBack>), Trouble> {
    let input = form.genuine()?;
    Ok((input.parse()?, input.next()))
}

/// Keeps the language for whoever is signed in, and says how far that went: the browser knows it in any
/// case.
async fn remember(site: &Site, viewer: &Viewer, language: Language) -> Notice {
    match viewer {
        Viewer::Anonymous | Viewer::HalfSignedIn(_) => Notice::PreferencesSaved,
        Viewer::Unknown => Notice::PreferencesSavedHere,
        Viewer::SignedIn(holder) => {
            match site.people.accounts.choose_language(holder.user.id, language).await {
                Ok(()) => Notice::PreferencesSaved,
                Err(error) => {
                    tracing::warn!(%error, "a language could not be kept for its owner");
                    Notice::PreferencesSavedHere
                }
            }
        }
    }
}

fn set_cookies(site: &Site, answer: &mut HttpResponse, chosen: Preferences) {
    let names = site.cookie_names;
    kept_cookie::keep(answer, names, names.language, chosen.language.tag().to_owned());
    match chosen.theme {
        Theme::System => kept_cookie::forget(answer, names, names.theme),
        Theme::Light | Theme::Dark => {
            kept_cookie::keep(answer, names, names.theme, chosen.theme.name().to_owned());
        }
    }
}
