//! How long something took, in buckets. Counted by atomics alone, so that no thread waits for another.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::{EncodeMetric, MetricEncoder, NoLabelSet};
use prometheus_client::metrics::{MetricType, TypedMetric};

/// Upper ends of the buckets, in milliseconds: a page from memory, one query, an argon2 hash, a call to
/// an auth server elsewhere, its time-out.
const ENDS: [u32; 12] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000];

/// Microseconds in a second.
const MICROS: f64 = 1_000_000.0;

/// A histogram of durations. Cloning gives another handle to the same one.
#[derive(Clone, Debug, Default)]
pub(super) struct Durations(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    /// One for each end, and one for what took longer.
    counts: [AtomicU64; ENDS.len() + 1],
    /// In microseconds.
    sum: AtomicU64,
}

impl Durations {
    pub(super) fn observe(&self, took: Duration) {
        let bucket = ENDS.partition_point(|end| Duration::from_millis(u64::from(*end)) < took);
        if let Some(count) = self.0.counts.get(bucket) {
            count.fetch_add(1, Ordering::Relaxed);
        }
        let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        self.0.sum.fetch_add(micros, Ordering::Relaxed);
    }
}

impl TypedMetric for Durations {
    const TYPE: MetricType = MetricType::Histogram;
}

impl EncodeMetric for Durations {
    fn encode(&self, mut encoder: MetricEncoder<'_>) -> std::fmt::Result {
        let ends = ENDS.iter().map(|end| f64::from(*end) / 1_000.0).chain([f64::INFINITY]);
        let counts = self.0.counts.iter().map(|count| count.load(Ordering::Relaxed));
        let buckets: Vec<_> = ends.zip(counts).collect();
        let count = buckets.iter().map(|(_, count)| count).sum();
        #[expect(clippy::cast_precision_loss, reason = "after 285 years the sum is a microsecond off")]
        let sum = self.0.sum.load(Ordering::Relaxed) as f64 / MICROS;
        encoder.encode_histogram::<NoLabelSet>(sum, count, &buckets, None)
    }

    fn metric_type(&self) -> MetricType {
        Self::TYPE
    }
}
