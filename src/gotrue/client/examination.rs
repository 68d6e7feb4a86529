//! What an operator wants to know of an auth server, asked without leaving a trace there.

use reqwest::Method;
use reqwest::header::{DATE, HeaderMap, LOCATION};
use url::Url;

use super::transport::API_VERSION;
use super::{Caller, GoTrueClient, GoTrueError, Unreachable};
use crate::clock::Timestamp;

/// A token that nobody was ever given.
const NO_TOKEN: &str = "doorward-doctor";

/// What the head of an answer tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manners {
    /// What time it is there, in whole seconds.
    pub date: Option<Timestamp>,
    /// The version of the interface in which it refuses (gotrue-contract §0.3).
    pub api_version: Option<String>,
}

impl GoTrueClient {
    /// How the auth server refuses a token that is none: an answer that costs and changes nothing.
    pub async fn manners(&self) -> Result<Manners, GoTrueError> {
        let token = NO_TOKEN.to_owned().into();
        let request = self.0.call_as(&token, Method::GET, "/user", &Caller::default())?;
        let response = self.0.head_of(request).await?;
        // Only a refusal is the auth server's own: anything else is somebody else's page.
        if !response.status().is_client_error() {
            return Err(Unreachable::Failing(response.status().as_u16()).into());
        }
        let headers = response.headers();
        Ok(Manners {
            date: text(headers, DATE.as_str()).and_then(Timestamp::parse_http_date),
            api_version: text(headers, API_VERSION.0.as_str()).map(str::to_owned),
        })
    }

    /// Where a link whose token is worthless leads to when it asks for `redirect_to`: there, if that
    /// place is allowed, else to the site that the auth server knows (gotrue-contract §0.6). Nothing
    /// when it leads nowhere.
    pub async fn place_of_redirect(&self, redirect_to: &Url) -> Result<Option<Url>, GoTrueError> {
        let request = self.0.call(Method::GET, "/verify", &Caller::default());
        let query = [("type", "signup"), ("token", NO_TOKEN), ("redirect_to", redirect_to.as_str())];
        let response = self.0.head_of(request.query(&query)).await?;
        if !response.status().is_redirection() {
            return Ok(None);
        }
        let place = text(response.headers(), LOCATION.as_str()).and_then(|text| Url::parse(text).ok());
        Ok(place.map(|mut place| {
            place.set_fragment(None);
            place
        }))
    }
}

fn text<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
