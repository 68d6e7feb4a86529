//! What a program asks for when it sends a browser here (RFC 6749 §4.1.1, RFC 7636, RFC 8707).

use url::Url;

use super::scopes::{SCOPES, Scopes};
use crate::auth_server::code_challenge::{ChallengeMethod, CodeChallenge};
use crate::auth_server::extract::Query;

/// How long a code challenge is (RFC 7636 §4.2).
const CHALLENGE_BYTES: std::ops::RangeInclusive<usize> = 43..=128;

/// How long the rest may be, in characters.
const MOST_CHARS: [(Part, usize); 4] =
    [(Part::Scope, 4096), (Part::State, 4096), (Part::Resource, 2048), (Part::Nonce, 255)];

#[derive(Clone, Copy)]
enum Part {
    Scope,
    State,
    Resource,
    Nonce,
}

/// What a program asks for.
pub(crate) struct AuthorizationRequest<'a> {
    pub(super) client_id: &'a str,
    pub(super) redirect_uri: &'a str,
    response_type: &'a str,
    pub(super) scope: &'a str,
    pub(super) state: &'a str,
    pub(super) resource: &'a str,
    pub(super) nonce: &'a str,
    code_challenge: &'a str,
    challenge_method: &'a str,
}

impl<'a> AuthorizationRequest<'a> {
    /// Reads the parameters of a URL. Where no scope is said it is the usual one.
    pub(crate) fn of(query: &'a Query, default_scope: &'a str) -> Self {
        let scope = Some(query.get("scope")).filter(|scope| !scope.is_empty());
        Self {
            client_id: query.get("client_id"),
            redirect_uri: query.get("redirect_uri"),
            response_type: query.get("response_type"),
            scope: scope.unwrap_or(default_scope),
            state: query.get("state"),
            resource: query.get("resource"),
            nonce: query.get("nonce"),
            code_challenge: query.get("code_challenge"),
            challenge_method: query.get("code_challenge_method"),
        }
    }

    /// The challenge, where everything is as it must be; else what the program is told.
    pub(super) fn check(&self) -> Result<CodeChallenge, &'static str> {
        if !["", "code"].contains(&self.response_type) {
            return Err("The response_type is code");
        }
        let mut scopes = Scopes(self.scope).iter().peekable();
        if scopes.peek().is_none() || !scopes.all(|scope| SCOPES.contains(&scope)) {
            return Err("The scope is empty, or holds something that is not known here");
        }
        if !self.resource.is_empty() && !is_resource(self.resource) {
            return Err("The resource is a whole URI without query and fragment");
        }
        let method = ChallengeMethod::parse(self.challenge_method);
        match method {
            Some(method) if CHALLENGE_BYTES.contains(&self.code_challenge.len()) => {
                Ok(CodeChallenge { text: self.code_challenge.to_owned(), method })
            }
            _ => Err("A code_challenge of 43 to 128 characters is needed, and its method, S256 or plain"),
        }
    }

    /// Whether something is longer than it is kept, or holds the one character that no database keeps.
    pub(super) fn is_too_long(&self) -> bool {
        MOST_CHARS.iter().any(|(part, most)| {
            let text = match part {
                Part::Scope => self.scope,
                Part::State => self.state,
                Part::Resource => self.resource,
                Part::Nonce => self.nonce,
            };
            text.chars().count() > *most || text.contains('\0')
        }) || self.code_challenge.contains('\0')
    }
}

/// Whether it names something that a token could be for (RFC 8707 §2).
fn is_resource(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| {
        let is_empty = |part: Option<&str>| part.is_none_or(str::is_empty);
        is_empty(url.query()) && is_empty(url.fragment())
    })
}
