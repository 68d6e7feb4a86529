//! What only a Postgres of somebody else has: certificates, sleep, and several processes at once.

mod five_starts;
mod idle;
mod sleep;
mod tls;
