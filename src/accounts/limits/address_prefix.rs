//! Whose address an address is.

use std::net::{IpAddr, Ipv6Addr};

/// The part of an address that one customer has: all of an IPv4 address, the first 64 bits of an
/// IPv6 one, within which a machine may take a new address for every try (RFC 4291 §2.5.4).
pub fn address_prefix(address: IpAddr) -> String {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}
