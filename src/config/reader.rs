//! Reading values one by one while collecting what is wrong with them.

use std::fmt::Display;
use std::ops::RangeInclusive;
use std::str::FromStr;

use actix_web::http::header::HeaderName;

use super::faults::{ConfigError, Fault, Warning};

/// What was found while reading the settings.
#[derive(Default)]
pub(super) struct Findings {
    faults: Vec<Fault>,
    warnings: Vec<Warning>,
}

impl Findings {
    /// Something is wrong; `problem` goes on after the name.
    pub(super) fn fault(&mut self, name: &str, problem: impl Into<String>) {
        self.faults.push(Fault { name: name.to_owned(), problem: problem.into() });
    }

    /// Something works but deserves a look; what was found and what to do are whole sentences.
    pub(super) fn warn(&mut self, found: impl Into<String>, advice: &'static str) {
        self.warnings.push(Warning { found: found.into(), advice });
    }

    pub(super) fn is_clean(&self) -> bool {
        self.faults.is_empty()
    }

    /// The value, or nothing with its error noted as a fault.
    pub(super) fn note<T, E: Display>(&mut self, name: &str, read: Result<T, E>) -> Option<T> {
        read.map_err(|error| self.fault(name, error.to_string())).ok()
    }

    /// A number, or the default when nothing or nonsense is given.
    pub(super) fn number<T>(&mut self, name: &str, text: Option<&str>, least: T, default: T) -> T
    where
        T: FromStr + PartialOrd + Display,
    {
        let Some(text) = text else { return default };
        match text.trim().parse() {
            Ok(number) if number >= least => number,
            _ => {
                self.fault(name, format!("must be a whole number, {least} or more"));
                default
            }
        }
    }

    /// As [`Findings::number`], with a greatest number too.
    pub(super) fn number_within(
        &mut self,
        name: &str,
        text: Option<&str>,
        range: RangeInclusive<u64>,
        default: u64,
    ) -> u64 {
        let (least, most) = (*range.start(), *range.end());
        let Some(text) = text else { return default };
        match text.trim().parse() {
            Ok(number) if range.contains(&number) => number,
            _ => {
                self.fault(name, format!("must be a whole number from {least} to {most}"));
                default
            }
        }
    }

    /// Yes or no, or the default when nothing or nonsense is given.
    pub(super) fn switch(&mut self, name: &str, text: Option<&str>, default: bool) -> bool {
        match text.map(str::trim) {
            None => default,
            Some("true" | "yes" | "on" | "1") => true,
            Some("false" | "no" | "off" | "0") => false,
            Some(_) => {
                self.fault(name, "must be true or false");
                default
            }
        }
    }

    /// The name of a header; nothing when it cannot be one.
    pub(super) fn header(&mut self, name: &str, text: &str) -> Option<HeaderName> {
        let header = HeaderName::from_str(text.trim());
        header.map_err(|_| self.fault(name, "must be the name of a header, such as X-Forwarded-For")).ok()
    }

    /// The whole and the warnings, or all that is wrong. The whole is missing only when something is.
    pub(super) fn finish<T>(self, whole: Option<T>) -> Result<(T, Vec<Warning>), ConfigError> {
        match whole {
            Some(whole) if self.faults.is_empty() => Ok((whole, self.warnings)),
            _ => Err(ConfigError { faults: self.faults }),
        }
    }
}
