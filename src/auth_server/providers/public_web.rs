//! The public web, which is all that providers of administrators may be in: whoever may set one up must not
//! have this server look into the operator's own network (OWASP, Server-Side Request Forgery).

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::{Certificate, ClientBuilder, Proxy};
use url::{Host, Url};

use crate::auth_server::CustomProviderSettings;

/// How long a name may take to be looked up.
const LOOK_UP_TIMEOUT: Duration = Duration::from_secs(3);

/// Why a URL is not one that may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotPublic {
    /// It is none, or names no host.
    #[error("it is no URL with a host")]
    NoUrl,
    /// It can be read on the way.
    #[error("it must begin with https")]
    NotHttps,
    /// Its name leads nowhere.
    #[error("its host could not be found")]
    Unknown,
    /// It leads to this machine, or into its own network.
    #[error("it must lead to the public web")]
    Private,
}

/// Whether a URL leads into the public web. A name is looked up for that.
pub(crate) async fn check(url: &str) -> Result<(), NotPublic> {
    let url = Url::parse(url).map_err(|_| NotPublic::NoUrl)?;
    if url.scheme() != "https" {
        return Err(NotPublic::NotHttps);
    }
    let name = match url.host().ok_or(NotPublic::NoUrl)? {
        Host::Ipv4(address) => return only_public([address.into()]),
        Host::Ipv6(address) => return only_public([address.into()]),
        Host::Domain(name) => name,
    };
    let name = name.trim_end_matches('.');
    if name == "localhost" || name.ends_with(".localhost") {
        return Err(NotPublic::Private);
    }
    let found = look_up(name).await.ok_or(NotPublic::Unknown)?;
    only_public(found.into_iter().map(|found| found.ip()))
}

async fn look_up(name: &str) -> Option<Vec<SocketAddr>> {
    let looking = tokio::time::timeout(LOOK_UP_TIMEOUT, tokio::net::lookup_host((name, 0)));
    let found: Vec<_> = looking.await.ok()?.ok()?.collect();
    (!found.is_empty()).then_some(found)
}

fn only_public(addresses: impl IntoIterator<Item = IpAddr>) -> Result<(), NotPublic> {
    let are_public = addresses.into_iter().all(|address| match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    });
    are_public.then_some(()).ok_or(NotPublic::Private)
}

/// The special ranges are those of IANA's registry (RFC 6890).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let is_this_network = a == 0;
    let is_shared = a == 100 && (64..128).contains(&b);
    let is_benchmark = a == 198 && (b == 18 || b == 19);
    let is_reserved = a >= 240;
    !(address.is_loopback()
        || address.is_private()
        || address.is_link_local()
        || address.is_multicast()
        || is_this_network
        || is_shared
        || is_benchmark
        || is_reserved)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    !(address.is_loopback()
        || address.is_unspecified()
        || address.is_unique_local()
        || address.is_unicast_link_local()
        || address.is_multicast()
        // What these lead to may be anything (RFC 6052, RFC 3056).
        || address.segments()[..2] == [0x64, 0xff9b]
        || address.segments()[0] == 0x2002)
}

/// Lets a client connect to the public web alone: what a name leads to is looked at again when the
/// connection is made, since it may have changed after the check. A proxy of the operator may be anywhere.
pub(super) fn only(
    builder: ClientBuilder,
    settings: &CustomProviderSettings,
) -> Result<ClientBuilder, reqwest::Error> {
    let mut builder = match &settings.proxy {
        Some(proxy) => builder.proxy(Proxy::https(proxy.as_str())?),
        None => builder.no_proxy(),
    };
    for authority in Certificate::from_pem_bundle(&settings.authorities)? {
        builder = builder.add_root_certificate(authority);
    }
    let proxy = settings.proxy.as_ref().and_then(|proxy| proxy.host_str().map(str::to_owned));
    Ok(builder.dns_resolver(PublicAddresses { proxy }))
}

/// Finds public addresses only.
struct PublicAddresses {
    /// The name of the proxy, which the operator vouches for.
    proxy: Option<String>,
}

impl Resolve for PublicAddresses {
    fn resolve(&self, name: Name) -> Resolving {
        let is_proxy = self.proxy.as_deref() == Some(name.as_str());
        Box::pin(async move {
            let found = look_up(name.as_str()).await.ok_or(NotPublic::Unknown)?;
            if !is_proxy {
                only_public(found.iter().map(SocketAddr::ip))?;
            }
            let addresses: Addrs = Box::new(found.into_iter());
            Ok(addresses)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_leads_into_the_public_web_may_be_called() {
        for url in ["https://203.0.113.7", "https://8.8.8.8:8443/a?b=c", "https://[2606:4700::1111]/"] {
            assert_eq!(check(url).await, Ok(()), "{url}");
        }
    }

    #[tokio::test]
    async fn what_leads_elsewhere_may_not() {
        for (url, why) in [
            ("nowhere", NotPublic::NoUrl),
            ("https://", NotPublic::NoUrl),
            ("", NotPublic::NoUrl),
            ("http://203.0.113.7", NotPublic::NotHttps),
            ("ftp://203.0.113.7", NotPublic::NotHttps),
            ("https://localhost", NotPublic::Private),
            ("https://LOCALHOST./", NotPublic::Private),
            ("https://a.localhost:1", NotPublic::Private),
            ("https://127.0.0.1", NotPublic::Private),
            ("https://127.1", NotPublic::Private),
            ("https://0x7f000001", NotPublic::Private),
            ("https://0.0.0.0", NotPublic::Private),
            ("https://10.1.2.3", NotPublic::Private),
            ("https://172.31.0.1", NotPublic::Private),
            ("https://192.168.1.1", NotPublic::Private),
            ("https://169.254.169.254", NotPublic::Private),
            ("https://100.64.0.1", NotPublic::Private),
            ("https://198.19.0.1", NotPublic::Private),
            ("https://224.0.0.1", NotPublic::Private),
            ("https://255.255.255.255", NotPublic::Private),
            ("https://[::1]", NotPublic::Private),
            ("https://[::]", NotPublic::Private),
            ("https://[::ffff:10.0.0.1]", NotPublic::Private),
            ("https://[fd00::1]", NotPublic::Private),
            ("https://[fe80::1]", NotPublic::Private),
            ("https://[ff02::1]", NotPublic::Private),
            ("https://[64:ff9b::7f00:1]", NotPublic::Private),
            ("https://[2002:7f00:1::]", NotPublic::Private),
        ] {
            assert_eq!(check(url).await, Err(why), "{url}");
        }
    }
}
