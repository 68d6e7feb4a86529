//! Asking the service whether a captcha was solved.

use std::net::IpAddr;

use reqwest::header::CONTENT_TYPE;
use secrecy::ExposeSecret as _;
use serde::Deserialize;
use url::form_urlencoded::Serializer;

use super::CaptchaSettings;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::parse;
use crate::auth_server::outward::{self, LazyClient, Unread};
use crate::gotrue::ErrorCode;

/// How much of an answer is read, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// How many of its reasons a service is quoted with, and how many letters one may have.
const MOST_REASONS: usize = 5;
const LONGEST_REASON: usize = 40;

/// Asks the service.
pub(crate) struct Judge {
    settings: CaptchaSettings,
    http: LazyClient,
}

/// What the service says.
#[derive(Deserialize)]
struct Verdict {
    #[serde(default)]
    success: bool,
    #[serde(default, rename = "error-codes")]
    reasons: Option<Vec<String>>,
}

/// Why the service could not be asked, or understood.
#[derive(Debug, thiserror::Error)]
enum JudgeError {
    #[error("the captcha service could not be reached: {0}")]
    Http(#[from] reqwest::Error),
    #[error("the captcha service answered with something else than a verdict")]
    Unusable,
}

impl From<Unread> for JudgeError {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Broken(error) => Self::Http(error),
            Unread::TooLong => Self::Unusable,
        }
    }
}

impl Judge {
    pub(crate) const fn new(settings: CaptchaSettings) -> Self {
        Self { settings, http: LazyClient::new() }
    }

    /// Refuses whoever has not solved the captcha that this token stands for: `400 captcha_failed`.
    pub(crate) async fn refuse_programs(&self, token: &str, address: Option<IpAddr>) -> Result<(), ApiError> {
        let verdict = self.ask(token, address).await;
        let verdict = verdict
            .map_err(|error| ApiError::failure("nobody could say whether a captcha was solved", &error))?;
        if verdict.success { Ok(()) } else { Err(refused(verdict.quoted())) }
    }

    async fn ask(&self, token: &str, address: Option<IpAddr>) -> Result<Verdict, JudgeError> {
        let address = address.map(|address| address.to_canonical().to_string()).unwrap_or_default();
        let form = Serializer::new(String::new())
            .append_pair("secret", self.settings.secret.expose_secret())
            .append_pair("response", token)
            .append_pair("remoteip", &address)
            .finish();
        let request = self.http.get(Ok)?.post(&self.settings.url).timeout(self.settings.patience);
        let request = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
        let body = outward::read(request.send().await?, MOST_BYTES).await?;
        parse(&body).map_err(|_| JudgeError::Unusable)
    }
}

impl Verdict {
    /// Its reasons, such as `timeout-or-duplicate`: what looks otherwise is not passed on.
    fn quoted(self) -> String {
        let is_name = |reason: &String| {
            let is_short = (1..=LONGEST_REASON).contains(&reason.len());
            is_short && reason.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
        };
        let reasons = self.reasons.unwrap_or_default().into_iter().filter(is_name);
        reasons.take(MOST_REASONS).collect::<Vec<_>>().join(", ")
    }
}

fn refused(reasons: String) -> ApiError {
    let message = match reasons.as_str() {
        "" => "The captcha was not solved".to_owned(),
        reasons => format!("The captcha was not solved ({reasons})"),
    };
    ApiError::bad_request(ErrorCode::CAPTCHA_FAILED, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_a_reason_is_quoted() {
        let quoted = |reasons: &[&str]| {
            let reasons = Some(reasons.iter().map(|&reason| reason.to_owned()).collect());
            Verdict { success: false, reasons }.quoted()
        };
        assert_eq!(quoted(&["missing-input-response", "bad-request"]), "missing-input-response, bad-request");
        assert_eq!(
            quoted(&["<b>", "", "the secret is 0x123", &"a".repeat(41), "bad-request"]),
            "bad-request"
        );
        assert_eq!(quoted(&["a"; 9]), "a, a, a, a, a");
        assert_eq!(Verdict { success: false, reasons: None }.quoted(), "");
    }
}
