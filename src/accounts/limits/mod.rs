//! How often something may be tried: counted in the database, so that all machines share one count
//! and a restart forgets nothing.
//!
//! A try is taken **before** the secret is looked at. Whatever races, the number of tries that go
//! through is the number allowed.

mod address_prefix;
mod counter;
mod device_mark;
mod limit;
mod shield;
mod table;
mod take;

pub use address_prefix::address_prefix;
pub use device_mark::DeviceMark;
pub use limit::Limit;
pub use table::limits_table;
pub use take::{Limits, LimitsError, Verdict};
