//! Somebody with a browser that runs no scripts.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use doorward::clock::Clock;

use super::app::TestApp;
use super::form::FilledForm;
use super::jar::{Jar, StoredCookie};
use super::page::Page;
use super::request::{self, Request};
use super::settings::CLIENT_ADDRESS_HEADER;

/// More redirects in a row than any story has.
const MANY_REDIRECTS: usize = 10;

/// A browser and the page it shows.
pub struct Visitor {
    site: Site,
    jar: Arc<Mutex<Jar>>,
    client_address: String,
    sends_fetch_metadata: bool,
    accept_language: Option<String>,
    page: Option<Page>,
}

/// Where the site is, as the browser and the proxy see it.
#[derive(Clone)]
struct Site {
    origin: String,
    listens_at: SocketAddr,
}

impl Visitor {
    pub(super) fn new(app: &TestApp, client_address: &str) -> Self {
        Self::of(&app.origin(), app.address(), app.clock.clone(), client_address)
    }

    /// Somebody at a site that runs wherever it runs.
    pub fn of(origin: &str, listens_at: SocketAddr, clock: Clock, client_address: &str) -> Self {
        Self {
            site: Site { origin: origin.to_owned(), listens_at },
            jar: Arc::new(Mutex::new(Jar::new(clock))),
            client_address: client_address.to_owned(),
            sends_fetch_metadata: false,
            accept_language: None,
            page: None,
        }
    }

    /// Another tab of the same browser: one set of cookies.
    pub fn new_tab(&self) -> Self {
        Self { jar: self.jar.clone(), page: None, ..self.copied() }
    }

    /// Another browser with the same cookies, as one restored from a backup has, or a thief's.
    pub fn copied(&self) -> Self {
        let jar = self.jar.lock().unwrap().clone();
        Self {
            site: self.site.clone(),
            jar: Arc::new(Mutex::new(jar)),
            client_address: self.client_address.clone(),
            sends_fetch_metadata: self.sends_fetch_metadata,
            accept_language: self.accept_language.clone(),
            page: self.page.clone(),
        }
    }

    /// The same browser, sent by the proxy to another machine of the site.
    pub fn at(&mut self, app: &TestApp) {
        self.is_served_at(&app.origin(), app.address());
    }

    /// The same for a site that runs wherever it runs.
    pub fn is_served_at(&mut self, origin: &str, listens_at: SocketAddr) {
        self.site = Site { origin: origin.to_owned(), listens_at };
    }

    /// From now on it comes from this address.
    pub fn moves_to(&mut self, client_address: &str) {
        client_address.clone_into(&mut self.client_address);
    }

    /// From now on it sends Sec-Fetch-Site and the like, as all current browsers do to https sites
    /// and to this machine.
    pub fn sends_fetch_metadata(&mut self) {
        self.sends_fetch_metadata = true;
    }

    /// From now on it sends this `Accept-Language`.
    pub fn reads(&mut self, accept_language: &str) {
        self.accept_language = Some(accept_language.to_owned());
    }

    /// The page it shows.
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("a page was opened before")
    }

    /// Opens a page; a redirect is an answer like any other. Takes a path or a URL of the site.
    pub async fn get(&mut self, path: &str) -> Page {
        let page = self.request("GET", path).send().await;
        self.page.insert(page).clone()
    }

    /// Opens a page and goes where it sends the browser.
    pub async fn visit(&mut self, path: &str) -> Page {
        self.get(path).await;
        self.follow().await
    }

    /// Goes where the last answer sends the browser, until there is a page.
    pub async fn follow(&mut self) -> Page {
        for _ in 0..MANY_REDIRECTS {
            if self.page().status != 303 {
                return self.page().clone();
            }
            let target = self.page().goes_to().to_owned();
            self.get(&target).await;
        }
        panic!("redirects without an end: {}", self.page().summary());
    }

    /// Fills in the form with this id on the page it shows, and sends it.
    pub async fn submit(&mut self, form: &str, values: &[(&str, &str)]) -> Page {
        let FilledForm { action, entries } = FilledForm::fill(self.page(), form, values);
        let fields: Vec<_> = entries.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = self.request("POST", &action).form(&fields).send().await;
        self.page.insert(page).clone()
    }

    /// Goes back to a page it showed before, without asking for it again.
    pub fn goes_back_to(&mut self, page: &Page) {
        self.page = Some(page.clone());
    }

    /// A request that is put together by hand. It does not change the page the browser shows, but
    /// cookies that come back are kept.
    pub fn request(&self, method: &str, path: &str) -> Request {
        let path = self.path_of(path);
        let is_safe = matches!(method, "GET" | "HEAD" | "OPTIONS" | "TRACE");
        let origin = self.site.origin.as_str();
        let host = origin.split_once("://").map_or(origin, |(_, host)| host);
        let mut request = Request {
            jar: self.jar.clone(),
            method: method.parse().expect("a method"),
            url: format!("http://{}{path}", self.site.listens_at),
            path: format!("{method} {path}"),
            headers: request::headers(host, (!is_safe).then_some(origin)),
            body: Vec::new(),
        }
        .header(CLIENT_ADDRESS_HEADER, &self.client_address);
        if let Some(languages) = &self.accept_language {
            request = request.header("accept-language", languages);
        }
        if self.sends_fetch_metadata {
            request = request.header("sec-fetch-site", if is_safe { "none" } else { "same-origin" });
            request = request.header("sec-fetch-mode", "navigate").header("sec-fetch-dest", "document");
        }
        request
    }

    /// A path as it is; of a URL, its path and query. The browser never leaves the site.
    fn path_of(&self, target: &str) -> String {
        if target.starts_with('/') && !target.starts_with("//") {
            return target.to_owned();
        }
        let path = target.strip_prefix(&self.site.origin).filter(|path| path.starts_with('/'));
        path.unwrap_or_else(|| panic!("{target} is not on {}", self.site.origin)).to_owned()
    }

    /// The cookies it keeps.
    pub fn cookies(&self) -> Vec<StoredCookie> {
        self.jar.lock().unwrap().current().to_vec()
    }

    /// One of the cookies it keeps.
    pub fn cookie(&self, name: &str) -> Option<StoredCookie> {
        self.cookies().into_iter().find(|cookie| cookie.name == name)
    }

    /// Takes a cookie as if the site had sent this `Set-Cookie`.
    pub fn plant(&self, set_cookie: &str) {
        self.jar.lock().unwrap().take(set_cookie);
    }

    /// Loses a cookie.
    pub fn loses(&self, name: &str) {
        self.jar.lock().unwrap().remove(name);
    }

    /// Closes the browser and opens it again where it was, as phones do with pages they put to sleep.
    pub fn closes_browser_but_keeps_page(&mut self) {
        self.jar.lock().unwrap().close_browser();
    }

    /// Closes the browser and opens it again.
    pub fn closes_browser(&mut self) {
        self.jar.lock().unwrap().close_browser();
        self.page = None;
    }
}
