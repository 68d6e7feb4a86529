//! Where a request comes from.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::{HeaderName, USER_AGENT};
use actix_web::{FromRequest, HttpRequest};

use crate::auth_server::store::sessions::Place;
use crate::words::Language;

/// How much of a browser's text about itself is kept, in characters.
const USER_AGENT_CHARS: usize = 255;

/// The header from which the client's address is believed on a listener.
#[derive(Clone)]
pub(crate) struct AddressHeader(pub(crate) Option<HeaderName>);

/// Where a request comes from.
#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// The address that the configured header names, else the peer's.
    pub(crate) address: Option<IpAddr>,
    /// What the browser says of itself.
    pub(crate) user_agent: Option<String>,
    /// The language that mails to whoever asks are written in.
    pub(crate) language: Language,
}

impl Client {
    /// As a session keeps it.
    pub(crate) fn place(&self) -> Place {
        Place {
            user_agent: self.user_agent.clone(),
            ip: self.address.map(|address| address.to_canonical().to_string()),
        }
    }

    /// Whoever sent a request.
    pub(crate) fn of(request: &HttpRequest) -> Self {
        let header = request.app_data::<AddressHeader>().and_then(|AddressHeader(name)| name.as_ref());
        let named = header
            .and_then(|name| request.headers().get(name))
            .and_then(|value| value.to_str().ok())
            .and_then(|list| list.split(',').next())
            .and_then(|first| first.trim().parse().ok());
        let address = named.or_else(|| request.peer_addr().map(|peer| peer.ip()));
        let user_agent = request.headers().get(USER_AGENT).and_then(|value| value.to_str().ok());
        let user_agent = user_agent.map(|text| text.chars().take(USER_AGENT_CHARS).collect());
        let language = Language::accepted_in(request.headers()).unwrap_or_default();
        Self { address, user_agent, language }
    }
}

impl FromRequest for Client {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
