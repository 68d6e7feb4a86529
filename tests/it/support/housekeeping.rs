//! The tidying up that a running site does beside its requests.

use std::time::Duration;

use doorward::telemetry::Metrics;

use super::app::TestApp;
use super::patience::until;
use super::tables;

/// The value of a series, by how it is written; nothing before it is there.
pub fn value(metrics: &Metrics, series: &str) -> i64 {
    let text = metrics.text().expect("numbers");
    let line = text.lines().find_map(|line| line.strip_prefix(series)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {series} in\n{text}")).parse().expect("a whole number")
}

/// How many runs ended so.
pub fn runs(app: &TestApp, outcome: &str) -> i64 {
    value(&app.metrics, &format!("doorward_housekeeping_runs_total{{outcome=\"{outcome}\"}}"))
}

/// Moves time and lets somebody come, until the site has tidied up once more.
pub async fn tidies_up(app: &TestApp, after: Duration) {
    let before = runs(app, "done");
    app.clock.advance(after);
    until("a run", async || {
        app.visitor().get("/").await;
        (runs(app, "done") > before).then_some(())
    })
    .await;
}

/// Moves time and lets somebody come, until the site does nothing by itself any more: it has tidied up,
/// and every mail is away.
pub async fn comes_to_rest(app: &TestApp, after: Duration) {
    tidies_up(app, after).await;
    until("mails to be away", async || {
        (tables::count(app.database(), "outbox where finished_at is null").await == 0).then_some(())
    })
    .await;
}
