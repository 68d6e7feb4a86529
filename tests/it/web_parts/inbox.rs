//! The link from "Check your inbox" to the inbox.

use doorward::gotrue::EmailAddress;
use doorward::web::Inbox;
use url::Url;

fn inbox(address: &str) -> Option<Inbox> {
    Inbox::of(&EmailAddress::parse(address).unwrap())
}

#[test]
fn people_of_large_services_get_a_link_to_their_inbox() {
    for (address, name) in [
        ("ada@gmail.com", "Gmail"),
        ("Ada@GoogleMail.com", "Gmail"),
        ("ada@outlook.com", "Outlook"),
        ("ada@hotmail.com", "Outlook"),
        ("ada@live.com", "Outlook"),
        ("ada@msn.com", "Outlook"),
        ("ada@yahoo.com", "Yahoo Mail"),
        ("ada@icloud.com", "iCloud Mail"),
        ("ada@me.com", "iCloud Mail"),
        ("ada@mac.com", "iCloud Mail"),
        ("ada@proton.me", "Proton Mail"),
        ("ada@fastmail.com", "Fastmail"),
    ] {
        let inbox = inbox(address).unwrap_or_else(|| panic!("{address} has no inbox"));
        assert_eq!(inbox.name, name);
        let url = Url::parse(inbox.url).unwrap();
        assert_eq!((url.scheme(), url.query(), url.fragment()), ("https", None, None));
    }
}

#[test]
fn everybody_else_gets_none() {
    for address in
        ["ada@example.com", "ada@gmail.com.evil.test", "ada@evilgmail.com", "gmail.com@example.com"]
    {
        assert_eq!(inbox(address), None, "{address}");
    }
}
