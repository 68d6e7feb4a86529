//! A token is believed in one spelling only: three parts, base64url without padding, plain JSON.

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE, URL_SAFE_NO_PAD};
use serde_json::json;

use super::signer::Signer;
use super::site::{Site, assert_invalid, claims, claims_with};

async fn site() -> (Signer, Site) {
    let signer = Signer::es256("key-1");
    let site = Site::of(&signer).await;
    (signer, site)
}

/// A part with one more zero bit set than it has bytes for: another text for the same bytes.
fn with_stray_bits(part: &str) -> String {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    assert!(!part.len().is_multiple_of(4), "this part has no spare bits");
    let last = ALPHABET.find(part.chars().last().unwrap()).unwrap();
    format!("{}{}", &part[..part.len() - 1], ALPHABET.chars().nth(last + 1).unwrap())
}

#[tokio::test]
async fn a_signature_counts_in_one_form_only() {
    let (signer, site) = site().await;
    let token = signer.token(&claims());
    let (message, signature) = token.rsplit_once('.').unwrap();
    let raw = URL_SAFE_NO_PAD.decode(signature).unwrap();
    let (r, s) = raw.split_at(32);
    let integer = |half: &[u8]| {
        let mut half = half.to_vec();
        if half[0] >= 0x80 {
            half.insert(0, 0);
        }
        [&[2, u8::try_from(half.len()).unwrap()], half.as_slice()].concat()
    };
    let body = [integer(r), integer(s)].concat();
    let der = [&[0x30, u8::try_from(body.len()).unwrap()], body.as_slice()].concat();
    assert_invalid(site.verify(&format!("{message}.{}", URL_SAFE_NO_PAD.encode(der))).await, "DER");
    let swapped = [s, r].concat();
    assert_invalid(site.verify(&format!("{message}.{}", URL_SAFE_NO_PAD.encode(swapped))).await, "swapped");
    assert_invalid(site.verify(&format!("{message}.{}", with_stray_bits(signature))).await, "stray bits");
    assert_invalid(site.verify(&format!("{message}.{}", URL_SAFE.encode(&raw))).await, "padding");
}

#[tokio::test]
async fn only_three_parts_in_plain_base64url_are_a_token() {
    let (signer, site) = site().await;
    let token = signer.token(&claims());
    let parts: Vec<_> = token.split('.').collect();
    let [header, body, signature] = parts[..] else { panic!() };
    let odd = [
        String::new(),
        ".".to_owned(),
        "..".to_owned(),
        "...".to_owned(),
        format!("{header}.{body}"),
        format!("{token}."),
        format!(".{token}"),
        format!("{token}.{signature}"),
        format!("{header}.{body}.{body}.{body}.{signature}"),
        format!("{header}..{body}.{signature}"),
        format!(".{body}.{signature}"),
        format!("{header}..{signature}"),
        format!(" {token}"),
        format!("{token} "),
        format!("{token}\n"),
        format!("Bearer {token}"),
        format!("{header} .{body}.{signature}"),
        format!("{header}.{body}\n.{signature}"),
        format!("{header}=.{body}.{signature}"),
        format!("{header}.{body}==.{signature}"),
        format!("{header}.{body}.{signature}=="),
        format!("{header}.{body}.{signature}\u{e9}"),
        json!({"payload": body, "protected": header, "signature": signature}).to_string(),
        json!({"payload": body, "signatures": [{"protected": header, "signature": signature}]}).to_string(),
    ];
    for text in odd {
        assert_invalid(site.verify(&text).await, text);
    }
    // Signed as it stands, so that only the spelling is wrong.
    let standard = STANDARD.encode(b"{\"alg\":\"ES256\",\"kid\":\"key-1\",\"x\":\"??>>~~\"}");
    assert!(standard.contains(['+', '/', '=']), "{standard}");
    let message = format!("{standard}.{body}");
    let resigned = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signer.sign(message.as_bytes())));
    assert_invalid(site.verify(&resigned).await, "standard alphabet");
}

#[tokio::test]
async fn no_other_text_for_the_same_bytes_is_believed() {
    let (signer, site) = site().await;
    // Lengths are chosen so that both parts have spare bits.
    let mut header = signer.header().to_string();
    let mut body = claims().to_string();
    for text in [&mut header, &mut body] {
        while text.len().is_multiple_of(3) {
            text.push(' ');
        }
    }
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(&header), URL_SAFE_NO_PAD.encode(&body));
    let sign =
        |message: &str| format!("{message}.{}", URL_SAFE_NO_PAD.encode(signer.sign(message.as_bytes())));
    assert!(site.verify(&sign(&message)).await.is_ok());
    let (header, body) = message.split_once('.').unwrap();
    let odd = [
        format!("{}.{body}", with_stray_bits(header)),
        format!("{header}.{}", with_stray_bits(body)),
        format!("{header}.{body}="),
        format!("{header}.{body}\n"),
    ];
    for message in odd {
        assert_invalid(site.verify(&sign(&message)).await, message);
    }
}

#[tokio::test]
async fn no_token_that_differs_in_a_byte_or_in_length_is_believed() {
    let (signer, site) = site().await;
    let token = signer.token(&claims());
    assert!(site.verify(&token).await.is_ok());
    for at in 0..token.len() {
        let mut bytes = token.clone().into_bytes();
        bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
        let altered = String::from_utf8(bytes).unwrap();
        assert!(site.verify(&altered).await.is_err(), "{at}: {altered}");
        assert_invalid(site.verify(&token[..at]).await, at);
    }
    for more in ["A", ".", "=", "\0"] {
        assert_invalid(site.verify(&format!("{token}{more}")).await, more);
    }
}

#[tokio::test]
async fn json_that_two_readers_could_read_differently_is_refused() {
    let (signer, site) = site().await;
    let (header, body) = (signer.header().to_string(), claims().to_string());
    let after = |text: &str, more: &str| format!("{}{more}}}", &text[..text.len() - 1]);
    let deep = format!("{}{}", "[".repeat(2500), "]".repeat(2500));
    let headers = [
        after(&header, r#","alg":"ES256""#),
        after(&header, r#","kid":"key-2""#),
        after(&header, r#","x":1,"x":1"#),
        after(&header, r#","\u0061lg":"ES256""#),
        after(&header, r#","x":{"y":1,"y":2}"#),
        format!("\u{feff}{header}"),
        format!("{header}{{}}"),
        format!("[{header}]"),
        after(&header, &format!(r#","x":{deep}"#)),
        "null".to_owned(),
        "\"ES256\"".to_owned(),
    ];
    for text in headers {
        assert_invalid(site.verify(&signer.token_of(text.as_bytes(), body.as_bytes())).await, text);
    }
    let bodies = [
        after(&body, r#","aud":"authenticated""#),
        after(&body, r#","sub":"00000000-0000-4000-8000-000000000000""#),
        after(&body, r#","x":1,"x":1"#),
        after(&body, r#","\u0073ub":"00000000-0000-4000-8000-000000000000""#),
        body.replace(r#"{"name":"Ada"}"#, r#"{"name":"Ada","name":"Eve"}"#),
        body.replace(r#"{"name":"Ada"}"#, r#"{"a":[{"b":{"c":1,"c":2}}]}"#),
        format!("\u{feff}{body}"),
        format!("{body}{body}"),
        format!("[{body}]"),
        after(&body, &format!(r#","x":{deep}"#)),
        "[]".to_owned(),
        "null".to_owned(),
        "not json".to_owned(),
    ];
    for text in bodies {
        assert_ne!(text, body);
        assert_invalid(site.verify(&signer.token_of(header.as_bytes(), text.as_bytes())).await, text);
    }
    let with_byte = |text: &str, byte: u8| {
        let mut bytes = text.replace("Ada", "A?a").replace("key-1", "key-1?").into_bytes();
        let at = bytes.iter().position(|&found| found == b'?').unwrap();
        bytes[at] = byte;
        bytes
    };
    for byte in [0xff, 0xc0, 0x80, b'\n'] {
        assert_invalid(site.verify(&signer.token_of(header.as_bytes(), &with_byte(&body, byte))).await, byte);
        let odd_header = with_byte(&header, byte);
        assert_invalid(site.verify(&signer.token_of(&odd_header, body.as_bytes())).await, byte);
    }
}

#[tokio::test]
async fn a_token_longer_than_eight_kibibytes_is_not_even_decoded() {
    let (signer, site) = site().await;
    let padded = |bytes: usize| signer.token(&claims_with("user_metadata", json!({"x": "x".repeat(bytes)})));
    let mut bytes = 5000;
    while padded(bytes + 1).len() <= 8 * 1024 {
        bytes += 1;
    }
    assert!(site.verify(&padded(bytes)).await.is_ok());
    assert_invalid(site.verify(&padded(bytes + 1)).await, bytes);
    let start = std::time::Instant::now();
    assert_invalid(site.verify(&"e30.".repeat(300_000)).await, "a megabyte");
    assert!(start.elapsed() < std::time::Duration::from_millis(50), "{:?}", start.elapsed());
}
