//! What only a Postgres of somebody else has: certificates, sleep, and several processes at once.

mod asleep;
mod five_starts;
mod idle;
mod tls;
