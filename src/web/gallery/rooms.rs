//! All exhibits, page by page.

use super::exhibit::Exhibit;
use super::person::Person;
use super::{
    account, awaited, errors, home, links, mailbox, preferences, reauthentication, recovery, sign_in, sign_up, welcome,
};

/// One page in all its states.
pub(crate) struct Room {
    /// What the page is called: one segment of a path.
    pub(crate) page: &'static str,
    /// What it is for, in a line.
    pub(crate) about: &'static str,
    /// Its states.
    pub(crate) exhibits: Vec<Exhibit>,
}

impl Room {
    /// Where one of them hangs.
    pub(crate) fn path_of(&self, exhibit: &Exhibit) -> String {
        format!("/dev/pages/{}/{}", self.page, exhibit.state)
    }

    /// All of it is seen by somebody, unless an exhibit says by whom.
    pub(super) fn seen_by(mut self, person: Person) -> Self {
        let exhibits = self.exhibits.into_iter();
        self.exhibits = exhibits.map(|exhibit| exhibit.usually_seen_by(person)).collect();
        self
    }
}

/// The whole gallery, in the order in which people come by.
pub(crate) fn rooms() -> Vec<Room> {
    vec![
        home::room(),
        sign_up::room(),
        awaited::room(),
        links::pressing(),
        links::outcomes(),
        sign_in::room(),
        recovery::asking(),
        recovery::choosing(),
        welcome::room(),
        home::notes(),
        account::overview(),
        account::username(),
        reauthentication::room(),
        preferences::room(),
        errors::room(),
        mailbox::list(),
        mailbox::mail(),
    ]
}
