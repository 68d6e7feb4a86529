//! Slips in the host of an address.

use doorward::gotrue::EmailAddress;
use doorward::web::likely_address;

fn meant(address: &str) -> Option<String> {
    likely_address(&EmailAddress::parse(address).unwrap()).map(String::from)
}

#[test]
fn a_slip_near_a_large_service_is_noticed() {
    for (host, service) in [
        ("gmial.com", "gmail.com"),
        ("gamil.com", "gmail.com"),
        ("gmai.com", "gmail.com"),
        ("gmaill.com", "gmail.com"),
        ("gnail.com", "gmail.com"),
        ("gmail.con", "gmail.com"),
        ("gmail.co", "gmail.com"),
        ("gmail.cm", "gmail.com"),
        ("gmail.comm", "gmail.com"),
        ("gmail.ocm", "gmail.com"),
        ("googlemial.com", "googlemail.com"),
        ("hotmial.com", "hotmail.com"),
        ("hotmai.co.uk", "hotmail.co.uk"),
        ("outlok.com", "outlook.com"),
        ("outlook.cmo", "outlook.com"),
        ("yaho.com", "yahoo.com"),
        ("yahooo.de", "yahoo.de"),
        ("iclould.com", "icloud.com"),
        ("protonmial.com", "protonmail.com"),
        ("gmx.nett", "gmx.net"),
        ("t-onlin.de", "t-online.de"),
        ("freent.de", "freenet.de"),
    ] {
        assert_eq!(meant(&format!("Ada@{host}")), Some(format!("ada@{service}")), "{host}");
    }
}

#[test]
fn an_address_that_may_well_be_meant_is_not_questioned() {
    for host in [
        "gmail.com",
        "ymail.com",
        "mail.com",
        "email.com",
        "yahoo.se",
        "hotmail.dk",
        "outlook.at",
        "live.at",
        "gmx.at",
        "gmx.ch",
        "web.com",
        "me.net",
        "example.com",
        "mail.gmial.com",
        "gmail.com.example",
        "localhost",
        "gml.com",
    ] {
        assert_eq!(meant(&format!("ada@{host}")), None, "{host}");
    }
}
