//! What the audit log says of the people of a story.

use serde_json::Value;

use super::ask::{Ask, get};
use super::telling::Telling;

/// Asks for entries.
pub(super) fn log(told: &Telling, parameters: &str) -> Ask {
    get(format!("/admin/audit?{parameters}")).bearer(&told.admin_key())
}

impl Telling {
    /// Keeps what the log holds of this story's people that a query finds, the oldest first.
    async fn note_entries(&mut self, what: &str, query: &str) {
        let found = self.quietly(log(self, &format!("per_page=1000&query={query}"))).await;
        let mark = self.mark().to_owned();
        let entries = found.body().as_array().expect("a list of entries").clone();
        let mut entries: Vec<_> =
            entries.into_iter().filter(|entry| entry.to_string().contains(&mark)).collect();
        entries.reverse();
        if self.is_told_to_ours() {
            let is_placed = |entry: &Value| entry["ip_address"] != "";
            assert!(entries.iter().all(is_placed), "from where? {entries:#?}");
        }
        self.note_value(what, &Value::Array(entries));
    }

    /// Keeps what this story's people did.
    pub(super) async fn notes_what_people_did(&mut self) {
        let query = format!("author:{}", self.mark());
        self.note_entries("what people did", &query).await;
    }

    /// Keeps what administrators did to this story's people.
    pub(super) async fn notes_what_administrators_did(&mut self) {
        self.note_entries("what administrators did", "author:service_role").await;
    }
}
