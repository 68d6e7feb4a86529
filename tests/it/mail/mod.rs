//! What mails say, how they wait, and how they leave.

mod every_mail;
mod faults;
mod messages;
mod outbox;
mod reader;
mod rules;
mod samples;
mod smtp;
mod supabase_templates;
mod worker;
mod wrapping;
