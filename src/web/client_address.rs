//! Whose request it is, as far as addresses tell.

use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::http::header::HeaderName;
use actix_web::{FromRequest, HttpRequest};

/// The header in which the proxy in front gives the visitor's address; application data. Without one
/// the connection's address is the visitor's.
#[derive(Clone, Debug, Default)]
pub struct ClientAddressHeader(pub Option<HeaderName>);

/// The visitor's address. Nothing when the proxy did not give exactly one: such requests share one
/// bucket of the limits, instead of being taken for the proxy or for whom they say they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// The address of a request. `Forwarded`, `X-Forwarded-For` and the like are not believed unless
    /// they are the configured header, and even then a list is not: whoever asks writes its beginning.
    pub fn of(request: &HttpRequest) -> Self {
        let header = request.app_data::<ClientAddressHeader>().and_then(|header| header.0.as_ref());
        let address = match header {
            Some(header) => given(request, header),
            None => request.peer_addr().map(|peer| peer.ip()),
        };
        // An IPv4 address written as an IPv6 one is the same visitor.
        Self(address.map(|address| address.to_canonical()))
    }
}

fn given(request: &HttpRequest, header: &HeaderName) -> Option<IpAddr> {
    let mut values = request.headers().get_all(header);
    let only = values.next().filter(|_| values.next().is_none())?;
    only.to_str().ok()?.trim().parse().ok()
}

impl FromRequest for ClientAddress {
    type Error = std::convert::Infallible;
    type Future = Ready<Result<Self, Self::Error>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
