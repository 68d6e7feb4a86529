//! Which address a request is counted under.

use std::net::IpAddr;

use actix_web::http::header::HeaderName;
use actix_web::{App, web};
use doorward::web::{ClientAddress, ClientAddressHeader};

use super::wire::{Wire, serve};

fn wire(header: Option<&'static str>) -> Wire {
    serve!(
        App::new()
            .app_data(ClientAddressHeader(header.map(HeaderName::from_static)))
            .route("/", web::get().to(address))
    )
}

async fn address(ClientAddress(address): ClientAddress) -> String {
    address.map_or_else(|| "unknown".to_owned(), |address| address.to_string())
}

#[tokio::test]
async fn without_a_proxy_the_connection_tells_and_no_header_does() {
    let wire = wire(None);
    let lies = [
        "Forwarded: for=9.9.9.9;host=evil.test",
        "X-Forwarded-For: 9.9.9.9",
        "X-Real-IP: 9.9.9.9",
        "Fly-Client-IP: 9.9.9.9",
    ];
    assert_eq!(wire.get("/", &lies).await.text(), "127.0.0.1");
}

#[tokio::test]
async fn an_application_that_says_nothing_believes_no_header() {
    let wire = serve!(App::new().route("/", web::get().to(address)));
    assert_eq!(wire.get("/", &["X-Forwarded-For: 9.9.9.9"]).await.text(), "127.0.0.1");
}

#[tokio::test]
async fn behind_a_proxy_its_header_tells_and_no_other() {
    let wire = wire(Some("fly-client-ip"));
    for (value, address) in [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7\t", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
    ] {
        let header = format!("fly-client-ip: {value}");
        let answer = wire.get("/", &["X-Forwarded-For: 9.9.9.9", &header, "Forwarded: for=9.9.9.9"]).await;
        assert_eq!(answer.text(), address);
    }
}

#[tokio::test]
async fn what_is_no_single_address_is_nobodys() {
    let wire = wire(Some("fly-client-ip"));
    let garbled = [
        "",
        "9.9.9.9, 203.0.113.7",
        "203.0.113.7:443",
        "[2001:db8::1]",
        "fe80::1%eth0",
        "0x7f.1",
        "127.1",
        "010.0.0.1",
        "localhost",
        "\u{e9}",
    ];
    for value in garbled {
        let answer = wire.get("/", &[&format!("Fly-Client-IP: {value}")]).await;
        assert_eq!(answer.text(), "unknown", "{value}");
    }
    assert_eq!(wire.get("/", &[]).await.text(), "unknown", "who came past the proxy is not the proxy");
    let doubled = ["Fly-Client-IP: 203.0.113.7", "Fly-Client-IP: 203.0.113.7"];
    assert_eq!(wire.get("/", &doubled).await.text(), "unknown");
}

#[test]
fn an_extracted_address_is_the_one_of_the_request() {
    let peer = "[::ffff:192.0.2.1]:9".parse().unwrap();
    let request = actix_web::test::TestRequest::default().peer_addr(peer).to_http_request();
    let address: IpAddr = "192.0.2.1".parse().unwrap();
    assert_eq!(ClientAddress::of(&request), ClientAddress(Some(address)));
}
