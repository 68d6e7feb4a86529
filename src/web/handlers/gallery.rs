//! The page gallery of a development server. Routed only there.

use actix_web::HttpResponse;
use actix_web::web::Path;
use askama::Template;
use serde::Serialize;

use crate::web::ErrorKind;
use crate::web::extract::Query;
use crate::web::gallery::{Room, Switches, rooms};
use crate::web::page::{self, Answer, Page};

#[derive(Template)]
#[template(path = "pages/dev/gallery.html")]
struct GalleryPage<'a> {
    page: &'a Page,
    rooms: &'a [Room],
    switches: &'a Switches,
}

/// What programs are told of an exhibit.
#[derive(Serialize)]
struct Entry {
    page: &'static str,
    state: &'static str,
    path: String,
    /// What the site would answer; the exhibit itself is always well.
    status: u16,
    signed_in: bool,
}

pub(crate) async fn list(page: Page, Query(switches): Query<Switches>) -> Answer {
    page::show(&GalleryPage { page: &page.in_english(), rooms: &rooms(), switches: &switches })
}

pub(crate) async fn list_for_programs(page: Page) -> Answer {
    let mut entries = Vec::new();
    for room in rooms() {
        for exhibit in &room.exhibits {
            entries.push(Entry {
                page: room.page,
                state: exhibit.state,
                path: room.path_of(exhibit),
                status: room.status(exhibit, &page)?.as_u16(),
                signed_in: exhibit.is_signed_in(),
            });
        }
    }
    Ok(HttpResponse::Ok().json(entries))
}

pub(crate) async fn show(
    page: Page,
    path: Path<(String, String)>,
    Query(switches): Query<Switches>,
) -> Answer {
    let (name, state) = path.into_inner();
    let room = rooms().into_iter().find(|room| room.page == name).ok_or(ErrorKind::NotFound)?;
    let exhibit = room.exhibits.iter().find(|exhibit| exhibit.state == state).ok_or(ErrorKind::NotFound)?;
    switches.turn(room.show(exhibit, switches.stage(page))?)
}
