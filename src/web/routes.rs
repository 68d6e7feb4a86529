//! Every path of the site, and the layers around them.

use std::time::Duration;

use actix_web::cookie::Key;
use actix_web::middleware::from_fn;
use actix_web::web::{self, Data, ServiceConfig};

use super::arrival::SIGN_OUT_PATH;
use super::handlers::{
    account, check_inbox, confirm, gallery, home, login, logout, mail_gallery, mailbox, new_password, notes,
    preferences, reauthenticate, recovery, secure, signup, welcome,
};
use super::middleware;
use super::route::{Enters, Route, RouteInfo};
use super::way_back::PREFERENCES_PATH;
use super::{ErrorKind, Site, WebError};
use crate::people::SECURE_PATH;

/// How long a page may take, whatever it waits for: more than the auth server's time-out twice over.
const DEADLINE: Duration = Duration::from_secs(26);

/// For everybody.
fn open() -> Vec<Route> {
    vec![
        Route::new("/", Enters::Everyone).get(home::show).listed(),
        Route::new("/check-inbox", Enters::Everyone).get(check_inbox::show).post(check_inbox::submit),
        Route::new("/check-inbox/resend", Enters::Everyone).post(check_inbox::resend),
        Route::new("/auth/confirm", Enters::Everyone).get(confirm::show).post(confirm::submit),
        Route::new(SECURE_PATH, Enters::Everyone).get(secure::show).post(secure::submit),
        Route::new("/recovery", Enters::Everyone).get(recovery::show).post(recovery::submit).listed(),
        Route::new(PREFERENCES_PATH, Enters::Everyone).get(preferences::show).post(preferences::submit),
        Route::new(SIGN_OUT_PATH, Enters::Everyone).post(logout::here),
    ]
}

/// For whoever is not signed in.
fn for_guests() -> Vec<Route> {
    vec![
        Route::new("/signup", Enters::Guests).get(signup::show).post(signup::submit).listed(),
        Route::new("/login", Enters::Guests).get(login::show).post(login::submit).listed(),
    ]
}

/// For whoever is signed in. Pages of your own belong here.
fn for_users() -> Vec<Route> {
    vec![
        Route::new("/notes", Enters::Users).get(notes::show),
        Route::new("/account", Enters::Users).get(account::overview::show),
        Route::new("/account/password", Enters::Users)
            .get(account::password::show)
            .post(account::password::submit),
        Route::new("/account/username", Enters::RecentUsers)
            .get(account::username::show)
            .post(account::username::submit),
        Route::new("/welcome/username", Enters::Users).get(welcome::show).post(welcome::submit),
        Route::new("/reauthenticate", Enters::Users).get(reauthenticate::show).post(reauthenticate::submit),
        Route::new("/logout/everywhere", Enters::Users).get(logout::ask).post(logout::everywhere),
        Route::new("/recovery/password", Enters::RecoveryUsers)
            .get(new_password::show)
            .post(new_password::submit),
    ]
}

/// For developers, on their own machine only.
fn for_development() -> Vec<Route> {
    vec![
        Route::new("/dev/mailbox", Enters::Everyone).get(mailbox::list),
        Route::new("/dev/mailbox/{id}", Enters::Everyone).get(mailbox::show),
        Route::new("/dev/mailbox/{id}/html", Enters::Everyone).get(mailbox::html),
        Route::new("/dev/mails", Enters::Everyone).get(mail_gallery::list),
        Route::new("/dev/mails.json", Enters::Everyone).get(mail_gallery::list_as_json),
        Route::new("/dev/mails/{mail}/{state}", Enters::Everyone).get(mail_gallery::show),
        Route::new("/dev/mails/{mail}/{state}/html", Enters::Everyone).get(mail_gallery::html),
        Route::new("/dev/mails/{mail}/{state}/text", Enters::Everyone).get(mail_gallery::text),
        Route::new("/dev/pages", Enters::Everyone).get(gallery::list),
        Route::new("/dev/pages.json", Enters::Everyone).get(gallery::list_for_programs),
        Route::new("/dev/pages/{page}/{state}", Enters::Everyone).get(gallery::show),
    ]
}

fn all(is_development: bool) -> Vec<Route> {
    let mut all = open();
    all.extend(for_guests());
    all.extend(for_users());
    if is_development {
        all.extend(for_development());
    }
    all
}

/// What there is, for lists and tests.
pub fn list(is_development: bool) -> Vec<RouteInfo> {
    all(is_development).iter().map(Route::info).collect()
}

/// Mounts the site. The last layer wrapped is the outermost.
pub fn routes(site: Data<Site>, visit_key: Key) -> impl FnOnce(&mut ServiceConfig) {
    move |config| {
        let names = site.cookie_names;
        let origin = site.people.settings.origin.origin().ascii_serialization();
        let mut scope = web::scope("");
        for route in all(site.settings.is_development) {
            scope = scope.service(route.into_resource());
        }
        let scope = scope
            .default_service(web::to(|| async {
                Err::<&'static str, _>(WebError::from(ErrorKind::NotFound))
            }))
            .wrap(from_fn(middleware::count_transactions))
            // The inner one: a page that panics keeps the cookies that were renewed for it.
            .wrap(from_fn(middleware::catch_panic))
            .wrap(from_fn(middleware::authenticate))
            .wrap(middleware::same_origin(origin))
            .wrap(middleware::visit(names, visit_key))
            .wrap(middleware::deadline(DEADLINE))
            .wrap(from_fn(middleware::keep_private))
            .wrap(from_fn(middleware::catch_panic))
            .wrap(from_fn(middleware::error_pages))
            // Outside of the error pages, which are written for somebody too.
            .wrap(from_fn(middleware::preferences))
            .wrap(from_fn(middleware::cookie_header))
            .app_data(site);
        config.service(scope);
    }
}
