//! How large the pages are.

use std::collections::BTreeMap;

use super::rules::compressed;
use super::sight::sights;
use crate::support::app::TestApp;

/// Run it to see the table: `cargo test --test it gallery::sizes -- --ignored --nocapture`.
#[tokio::test]
#[ignore = "it measures, and asserts only that there is something to measure"]
async fn table_of_sizes() {
    let app = TestApp::one().await;
    let mut sizes: BTreeMap<String, Vec<(usize, usize, String)>> = BTreeMap::new();
    for sight in sights(&app).await.into_iter().filter(|sight| sight.language == "en") {
        let size = (compressed(&sight.html), sight.html.len(), sight.exhibit.state.clone());
        sizes.entry(sight.exhibit.page).or_default().push(size);
    }
    assert!(!sizes.is_empty());
    eprintln!(
        "{:<18} {:>6} {:>6} {:>7}  largest state (bytes, brotli 5; whole page)",
        "page", "least", "most", "whole"
    );
    for (page, mut states) in sizes {
        states.sort_unstable();
        let (least, _, _) = &states[0];
        let (most, whole, state) = &states[states.len() - 1];
        eprintln!("{page:<18} {least:>6} {most:>6} {whole:>7}  {state}");
    }
}
