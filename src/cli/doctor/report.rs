//! How the findings are told: to people by groups, to programs in JSON.

use std::fmt;
use std::process::ExitCode;

use serde_json::json;

use super::finding::{Finding, Findings, State};
use crate::cli::output::say;
use crate::config::EXIT_CODE;

/// The groups in the order in which they are told, with their headings.
const GROUPS: &[(&str, &str)] = &[
    ("settings", "Settings"),
    ("origin", "Origin"),
    ("clock", "Clock"),
    ("database", "Database"),
    ("auth_server", "Auth server"),
    ("mail", "Mail"),
    ("files", "Files"),
    ("keys", "Keys"),
];

/// Everything that was found.
pub(super) struct Report {
    findings: Vec<Finding>,
    /// Whether more than the settings could be looked at.
    is_whole: bool,
}

impl Report {
    pub(super) fn of(groups: impl IntoIterator<Item = Findings>) -> Self {
        let mut findings: Vec<_> = groups.into_iter().flat_map(|Findings(found)| found).collect();
        // Checks may speak of another group; within a group the order is that of the checks.
        findings.sort_by_key(|finding| place(finding.group()));
        Self { findings, is_whole: true }
    }

    pub(super) fn of_wrong_settings(findings: Findings) -> Self {
        Self { is_whole: false, ..Self::of([findings]) }
    }

    pub(super) fn exit_code(&self) -> ExitCode {
        match (self.is_whole, self.count(State::Fault)) {
            (false, _) => ExitCode::from(EXIT_CODE),
            (true, 0) => ExitCode::SUCCESS,
            (true, _) => ExitCode::FAILURE,
        }
    }

    pub(super) fn print(&self, as_json: bool) {
        if as_json {
            let told = json!({
                "version": env!("CARGO_PKG_VERSION"),
                "faults": self.count(State::Fault),
                "warnings": self.count(State::Warning),
                "checks": self.findings,
            });
            say(&format!("{told:#}"));
        } else {
            say(&self.to_string());
        }
    }

    fn count(&self, state: State) -> usize {
        self.findings.iter().filter(|finding| finding.state == state).count()
    }

    fn verdict(&self) -> String {
        let (faults, warnings) = (self.count(State::Fault), self.count(State::Warning));
        let number = |count: usize, what: &str| match count {
            0 if what == "fault" => "No faults".to_owned(),
            0 => format!("no {what}s"),
            1 => format!("1 {what}"),
            more => format!("{more} {what}s"),
        };
        let verdict = format!("{}, {}.", number(faults, "fault"), number(warnings, "warning"));
        if self.is_whole {
            verdict
        } else {
            format!("{verdict} Nothing else can be looked at until the settings are mended.")
        }
    }
}

fn place(group: &str) -> usize {
    GROUPS.iter().position(|(name, _)| *name == group).unwrap_or(GROUPS.len())
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Doorward {}", env!("CARGO_PKG_VERSION"))?;
        for (group, heading) in GROUPS {
            let found: Vec<_> = self.findings.iter().filter(|finding| finding.group() == *group).collect();
            if found.is_empty() {
                continue;
            }
            writeln!(f, "\n{heading}")?;
            for finding in found {
                writeln!(f, "  {:<8} {}", word(finding.state), finding.found)?;
                if let Some(advice) = &finding.advice {
                    writeln!(f, "           → {advice}")?;
                }
            }
        }
        write!(f, "\n{}", self.verdict())
    }
}

const fn word(state: State) -> &'static str {
    match state {
        State::Ok => "ok",
        State::Note => "note",
        State::Warning => "warning",
        State::Fault => "FAULT",
    }
}
