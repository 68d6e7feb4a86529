//! What mails say, how they wait, and how they leave.

mod messages;
mod outbox;
mod samples;
mod smtp;
mod worker;
