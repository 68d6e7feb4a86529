//! The places.

use actix_web::web::{self, Data, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse, Resource};

use super::manifest::manifest;
use super::robots::robots;
use super::security_txt::security_txt;
use super::sitemap::sitemap;
use crate::mail::Support;
use crate::web::Site;
use crate::web::assets::refuse;
use crate::web::see_other::see_other;

/// Where a person who is signed in changes the password.
const CHANGE_PASSWORD: &str = "/account/password";

/// The routes of the texts. Whatever else is asked for below `/.well-known/` is not there, and says so
/// with the site's own 404: programs that look for something must not take a page for it.
pub fn routes(site: Data<Site>) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        let settings = &site.people.settings;
        let texts = [
            ("/manifest.webmanifest", manifest(&settings.product)),
            ("/robots.txt", robots(&settings.origin)),
            ("/sitemap.xml", sitemap(&settings.origin)),
        ];
        for (path, sign) in texts {
            config.service(place(path, move |request| sign.answer(request)));
        }
        // A redirect by design, so that the page may stand anywhere (W3C, a well-known URL for changing
        // passwords).
        config.service(place("/.well-known/change-password", |_| see_other(CHANGE_PASSWORD)));
        if let Some(support) = site.settings.support.clone().filter(Support::is_safe) {
            config.service(place("/.well-known/security.txt", move |request| {
                let people = &site.people;
                security_txt(&support, &people.settings.origin, people.clock.now()).answer(request)
            }));
        }
    }
}

/// What answers at one path.
fn place<F>(path: &str, answer: F) -> Resource
where
    F: Fn(&HttpRequest) -> HttpResponse + Clone + 'static,
{
    let serve = move |request: HttpRequest| {
        let answer = answer(&request);
        async move { answer }
    };
    web::resource(path).get(serve.clone()).head(serve).default_service(web::to(refuse))
}
