//! The visitor's small state, in a sealed cookie of its own that ends with the browser: what proves
//! a form to be ours before anybody is signed in, what the last form did, and which mail is awaited.
//! Never a token. It is made only by pages that hold a form.

use actix_session::{Session, SessionExt as _};
use actix_web::HttpRequest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::NextPath;
use super::notice::Notice;
use super::pending::Pending;

/// Bytes of randomness in a form seed.
const SEED_BYTES: usize = 16;

/// The entries. Short, since they travel with every request.
const SEED: &str = "s";
const NOTICE: &str = "n";
const PENDING: &str = "p";
const WAY: &str = "w";
const MISSES: &str = "m";

/// The visitor's small state. What cannot be read counts as absent, and what cannot be written is
/// logged: no page fails because of it.
#[derive(Clone)]
pub(crate) struct Visit(Session);

impl Visit {
    pub(crate) fn of(request: &HttpRequest) -> Self {
        Self(request.get_session())
    }

    /// What this visitor's forms are signed with; made when there is none.
    pub(crate) fn make_seed(&self) -> String {
        self.seed().unwrap_or_else(|| {
            let seed = draw_seed();
            self.put(SEED, &seed);
            seed
        })
    }

    /// What this visitor's forms are signed with, if they were ever given one.
    pub(crate) fn seed(&self) -> Option<String> {
        self.0.get(SEED).ok().flatten()
    }

    /// Says something on the next page.
    pub(crate) fn announce(&self, notice: Notice) {
        self.put(NOTICE, &notice);
    }

    /// What the last form did, once.
    pub(crate) fn take_notice(&self) -> Option<Notice> {
        let notice = self.0.get(NOTICE).ok().flatten();
        if notice.is_some() {
            self.0.remove(NOTICE);
        }
        notice
    }

    /// Remembers which mail the visitor waits for.
    pub(crate) fn await_mail(&self, pending: &Pending) {
        self.put(PENDING, pending);
    }

    /// Which mail the visitor waits for.
    pub(crate) fn pending(&self) -> Option<Pending> {
        self.0.get(PENDING).ok().flatten()
    }

    /// Counts one more pair of name and password that did not belong together, and says how many that
    /// makes. Whether the name is known does not count.
    pub(crate) fn count_miss(&self) -> u8 {
        let misses = self.0.get(MISSES).ok().flatten().unwrap_or(0_u8).saturating_add(1);
        self.put(MISSES, &misses);
        misses
    }

    /// Forgets everything: somebody signs in or out, and what was known of the visitor before is
    /// another person's.
    pub(crate) fn begin_anew(&self) {
        if !self.0.entries().is_empty() {
            self.0.clear();
        }
    }

    /// Remembers where the visitor was going, past a page in between.
    pub(crate) fn set_way(&self, next: &NextPath) {
        self.put(WAY, next);
    }

    /// Where the visitor was going, once.
    pub(crate) fn take_way(&self) -> Option<NextPath> {
        let next = self.0.get(WAY).ok().flatten();
        if next.is_some() {
            self.0.remove(WAY);
        }
        next
    }

    fn put(&self, entry: &str, value: &impl serde::Serialize) {
        if let Err(error) = self.0.insert(entry, value) {
            tracing::error!(%error, entry, "the visit could not be written");
        }
    }
}

/// Without randomness there is no seed, and no form is accepted.
fn draw_seed() -> String {
    let mut bytes = [0; SEED_BYTES];
    if aws_lc_rs::rand::fill(&mut bytes).is_err() {
        tracing::error!("the operating system gave no random bytes");
        return String::new();
    }
    URL_SAFE_NO_PAD.encode(bytes)
}
