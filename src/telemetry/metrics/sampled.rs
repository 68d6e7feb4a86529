//! Numbers that somebody else keeps, read when somebody looks.

use std::fmt;

use prometheus_client::collector::Collector;
use prometheus_client::encoding::{DescriptorEncoder, EncodeMetric as _};
use prometheus_client::metrics::MetricType;
use prometheus_client::metrics::counter::ConstCounter;
use prometheus_client::metrics::gauge::ConstGauge;

/// Whether a number only grows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It only grows, from nought at the start.
    Counter,
    /// It goes up and down.
    Gauge,
}

/// One number and the labels it is told apart by: words of the program, never of a visitor.
pub type Reading = (Vec<(&'static str, &'static str)>, u64);

/// A number, or several of one name, and how to read them.
pub(super) struct Sampled<R> {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) help: &'static str,
    pub(super) read: R,
}

impl<R: Fn() -> Vec<Reading> + Send + Sync + 'static> Collector for Sampled<R> {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> fmt::Result {
        let mut metric = encoder.encode_descriptor(self.name, self.help, None, self.kind.of_metric())?;
        for (labels, value) in (self.read)() {
            let series = metric.encode_family(&labels)?;
            match self.kind {
                Kind::Counter => ConstCounter::new(value).encode(series)?,
                Kind::Gauge => ConstGauge::new(value).encode(series)?,
            }
        }
        Ok(())
    }
}

impl Kind {
    const fn of_metric(self) -> MetricType {
        match self {
            Self::Counter => MetricType::Counter,
            Self::Gauge => MetricType::Gauge,
        }
    }
}

impl<R> fmt::Debug for Sampled<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sampled({})", self.name)
    }
}
