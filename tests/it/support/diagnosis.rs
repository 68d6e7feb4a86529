//! What `doorward doctor` says of a place, as programs read it.

use serde_json::Value;

use super::process::Place;

/// The answer of one run.
pub struct Diagnosis {
    /// The exit code.
    pub code: Option<i32>,
    /// Everything that was said.
    pub said: String,
    checks: Vec<Value>,
}

impl Place {
    /// Has everything looked at.
    pub async fn diagnosed(&self) -> Diagnosis {
        let ended = self.run(&["doctor", "--json"]).ends().await;
        let told: Value = serde_json::from_str(&ended.said).unwrap_or_else(|_| panic!("{}", ended.said));
        let checks = told["checks"].as_array().expect("a list of checks").clone();
        let faults = checks.iter().filter(|check| check["state"] == "fault").count();
        assert_eq!(told["faults"], faults);
        assert_eq!(ended.code == Some(0), faults == 0, "{}", ended.said);
        Diagnosis { code: ended.code, said: ended.said, checks }
    }
}

impl Diagnosis {
    /// Fails unless a check has this state and says this, in what it found or in what to do.
    #[track_caller]
    pub fn is(&self, id: &str, state: &str, says: &str) -> &Self {
        let found = self.checks.iter().any(|check| {
            let text = format!("{} {}", check["found"], check["advice"]);
            check["id"] == id && check["state"] == state && text.contains(says)
        });
        assert!(found, "{id} is not {state} or does not say {says:?}: {}", self.said);
        self
    }

    /// Fails unless these checks, and no others, are worse than a note.
    #[track_caller]
    pub fn has_only(&self, bad: &[&str]) -> &Self {
        let is_bad = |check: &&Value| check["state"] == "warning" || check["state"] == "fault";
        let found: Vec<_> =
            self.checks.iter().filter(is_bad).map(|check| check["id"].as_str().unwrap()).collect();
        assert_eq!(found, bad, "{}", self.said);
        for check in &self.checks {
            let is_told =
                check["advice"].is_string() || matches!(check["state"].as_str(), Some("ok" | "note"));
            assert!(is_told, "nothing to do is said: {check}");
        }
        self
    }

    /// Fails if a check said anything.
    #[track_caller]
    pub fn says_nothing_of(&self, id: &str) -> &Self {
        assert!(self.checks.iter().all(|check| check["id"] != id), "{}", self.said);
        self
    }
}
