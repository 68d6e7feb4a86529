//! Where people may be sent after signing in. The truth about an address is what a browser makes of
//! it (WHATWG URL), seen from the page to sign in.

use doorward::web::NextPath;
use proptest::prelude::*;
use url::Url;

const ORIGIN: &str = "https://app.test";

/// Where a browser would go.
fn browser(text: &str) -> Option<Url> {
    Url::parse("https://app.test/auth/login").unwrap().join(text).ok()
}

#[test]
fn own_pages_are_followed() {
    for path in [
        "/",
        "/account",
        "/account/",
        "/account?tab=1",
        "/a/b-c_d~e.f",
        "/account?x=%C3%A9",
        "/caf%C3%A9",
        "/notes?q=a+b&url=//evil.test/..",
        "/loginx",
        "/help/login",
        &format!("/{}", "a".repeat(511)),
    ] {
        let next = NextPath::parse(path).unwrap_or_else(|| panic!("{path} is refused"));
        assert_eq!((next.as_ref(), next.to_string().as_str()), (path, path));
        assert_eq!(browser(path).unwrap().as_str(), format!("{ORIGIN}{path}"));
    }
}

#[test]
fn everything_that_may_lead_elsewhere_is_refused() {
    for path in [
        "//evil.test",
        "///evil.test",
        "////evil.test",
        "/\\evil.test",
        "\\\\evil.test",
        "\\/evil.test",
        "/\t/evil.test",
        "/\n/evil.test",
        " //evil.test",
        "\u{1}//evil.test",
        "https://evil.test",
        "HTTPS://evil.test",
        "https:///evil.test",
        "https:\\\\evil.test",
        "https:evil.test",
        "https:/evil.test",
        "http://app.test/x",
        "https://app.test/account",
        "javascript:alert(1)",
        "data:text/html,x",
        "blob:https://app.test/x",
        "//app.test@evil.test",
        "https://app.test@evil.test/",
        "https://app.test.evil.test/",
        "//[::1]/",
        "//0x7f.1/",
        "//evil%2etest",
        "/%2f/evil.test",
        "/%2Fevil.test",
        "/%5cevil.test",
        "/%252fevil.test",
        "/%25252fevil.test",
        "/.//evil.test",
        "/..//evil.test",
        "/x/..//evil.test",
        "/x/../account",
        "/%2e%2e/account",
        "/.%2e/account",
        "/%252e%252e/account",
        "/x/..",
        "/.",
        "/x/%2E",
        "/static/../account",
        "/;/evil.test",
        "/a;b",
        "/@evil.test",
        ":443",
        "//:443",
        "/a\r\nSet-Cookie:x=y",
        "/a%0d%0aSet-Cookie",
        "/a%00",
        "/a%7f",
        "/a%C2%85",
        "/a%2500",
        "/a//b",
        "/a#//evil.test",
        "",
        "account",
        "./account",
        "?next=//evil.test",
        "#//evil.test",
        "/a?b?c%zz",
        "/%",
        "/%4",
        "/%zz",
        "/%+1",
        "/%ff",
        "/account?x=%ff",
        "/\u{e9}",
        "/\u{ff0f}evil.test",
        "/a b",
        "/<script>",
        &format!("/{}", "a".repeat(512)),
    ] {
        assert_eq!(NextPath::parse(path), None, "{path:?} is followed");
    }
}

#[test]
fn the_pages_that_lead_in_and_out_are_no_place_to_go_to() {
    for path in [
        "/login",
        "/login?next=/account",
        "/login/",
        "/%6cogin",
        "/LOGIN",
        "/logout",
        "/logout/everywhere",
        "/signup",
        "/recovery/password",
        "/check-inbox",
        "/auth/confirm",
        "/reauthenticate",
        "/welcome/username",
    ] {
        assert_eq!(NextPath::parse(path), None, "{path:?} is followed");
    }
}

#[test]
fn the_way_is_kept_through_the_page_to_sign_in() {
    let next = NextPath::parse("/account?tab=1&x=a+b%C3%A9").unwrap();
    let url = browser(&next.login_url()).unwrap();
    assert_eq!(url.path(), "/login");
    let pairs: Vec<_> = url.query_pairs().collect();
    assert_eq!(pairs, [("next".into(), next.as_ref().into())]);
}

/// Texts in which the dangerous pieces are likely.
fn addresses() -> impl Strategy<Value = String> {
    let pieces = prop_oneof![
        4 => Just("/".to_owned()),
        1 => Just("\\".to_owned()),
        2 => Just(".".to_owned()),
        1 => Just("%2e".to_owned()),
        1 => Just("%2F".to_owned()),
        1 => Just("%5c".to_owned()),
        1 => Just("%25".to_owned()),
        1 => Just("@".to_owned()),
        1 => Just(":".to_owned()),
        1 => Just("?".to_owned()),
        1 => Just("#".to_owned()),
        1 => Just("https:".to_owned()),
        1 => Just("\t".to_owned()),
        2 => "[a-z]{1,3}",
        1 => "\\PC",
        1 => Just("%C3%A9".to_owned()),
    ];
    proptest::collection::vec(pieces, 0..10).prop_map(|pieces| format!("/{}", pieces.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn what_is_followed_is_the_same_address_for_a_browser_even_when_decoded(text in addresses()) {
        if NextPath::parse(&text).is_some() {
            prop_assert_eq!(String::from(browser(&text).unwrap()), format!("{ORIGIN}{text}"));
            let decoded = percent_decoded(&text);
            let url = browser(&decoded).unwrap();
            prop_assert_eq!(url.origin().ascii_serialization(), ORIGIN);
            prop_assert_eq!(url.path().matches('/').count(), text.split('?').next().unwrap().matches('/').count());
        }
    }

    #[test]
    fn plain_paths_are_followed(segments in proptest::collection::vec("[a-z0-9_~-]{1,8}", 1..6)) {
        let path = format!("/notes/{}", segments.join("/"));
        prop_assert!(NextPath::parse(&path).is_some());
    }

    #[test]
    fn the_way_survives_the_page_to_sign_in(text in addresses()) {
        if let Some(next) = NextPath::parse(&text) {
            let url = browser(&next.login_url()).unwrap();
            let (_, said) = url.query_pairs().next().unwrap();
            prop_assert_eq!(NextPath::parse(&said), Some(next));
        }
    }
}

fn percent_decoded(text: &str) -> String {
    // A plus sign means a space in forms only.
    let form = format!("x={}", text.replace('+', "%2B").replace('&', "%26"));
    url::form_urlencoded::parse(form.as_bytes()).next().unwrap().1.into_owned()
}
