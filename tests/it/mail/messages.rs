use doorward::clock::Timestamp;
use doorward::mail::messages::{Device, Occasion};
use doorward::mail::{Message, exhibit};
use doorward::words::{Language, Words};

use super::samples;

fn usual(mail: &str) -> Message {
    exhibit(mail, "usual", Language::English).unwrap().message
}

#[test]
fn a_subject_says_what_the_mail_is_for() {
    let subjects = [
        ("confirmation", "482913 is your Doorward confirmation code"),
        ("sign-in", "482913 is your Doorward sign-in code"),
        ("reauthentication", "482913 is your Doorward confirmation code"),
        ("recovery", "Reset your Doorward password"),
        ("invite", "You are invited to Doorward"),
        ("email-change-new", "Confirm your new e-mail address for Doorward"),
        ("email-change-current", "Your Doorward e-mail address is being changed"),
        ("account-exists", "You already have a Doorward account"),
        ("password-changed", "Your Doorward password was changed"),
        ("account-changed-password", "Your Doorward password was changed"),
        ("account-changed-email", "Your Doorward e-mail address was changed"),
        ("account-changed-phone", "Your Doorward phone number was changed"),
        ("account-changed-provider-added", "A way to sign in was added to your Doorward account"),
        ("account-changed-provider-removed", "A way to sign in was removed from your Doorward account"),
        ("account-changed-factor-added", "A second step was added to your Doorward account"),
        ("account-changed-factor-removed", "A second step was removed from your Doorward account"),
    ];
    for (mail, subject) in subjects {
        assert_eq!(usual(mail).subject, subject);
    }
}

#[test]
fn the_text_of_a_mail_reads_like_a_letter() {
    let letter = "\
Reset your password

Someone asked to reset the password of your Doorward account. If it was
you, choose a new one.

Open this page and press the button:

https://app.example.com/auth/confirm?token_hash=01234567012345670123456701234567012345670123456701234567&type=recovery

Or enter this recovery code:

482913

Code and link work once, for 10 minutes. Only the newest e-mail works.

Time: 24 November 2026, 10:54 UTC
Browser: Firefox on Linux
IP address: 203.0.113.7

--
You get this message because this is the address of your account.
Didn’t ask for it? You can ignore this message: your password stays as
it is, and nobody gets in without the code.
Nobody from Doorward ever asks for this code by phone or chat.

Doorward
Questions? help@example.com
";
    assert_eq!(usual("recovery").text, letter);
}

#[test]
fn an_owner_who_did_not_ask_finds_the_way_to_a_safe_account() {
    let ends = |mail: &str, path: &str| {
        let text = usual(mail).text;
        let link = text.lines().rfind(|line| line.starts_with("http")).unwrap().to_owned();
        assert!(link.starts_with(&format!("https://app.example.com{path}")), "{text}");
    };
    ends("password-changed", "/auth/secure?token=");
    ends("reauthentication", "/recovery");
    ends("email-change-current", "/recovery");
    ends("account-exists", "/recovery");
    ends("account-changed-factor-removed", "/recovery");
}

#[test]
fn a_message_prints_nothing_of_what_it_says() {
    let printed = format!("{:?}", samples::sign_in("Doorward"));
    assert_eq!(printed, "Message(to a…@example.com, …)");
}

#[test]
fn a_subject_is_one_line_whatever_the_product_is_called() {
    let mail = samples::sign_in("Door\r\nBcc: everybody@evil.test");
    assert!(!mail.subject.contains(['\r', '\n']), "{}", mail.subject);
}

#[test]
fn an_occasion_says_when_with_what_and_from_where_as_far_as_it_is_known() {
    let words = Words::of(Language::English);
    let whole = samples::occasion().lines(&words);
    let expected =
        ["Time: 24 November 2026, 10:54 UTC", "Browser: Firefox on Linux", "IP address: 203.0.113.7"];
    assert_eq!(whole, expected);
    let at = Timestamp::parse_rfc3339("2026-01-02T03:04:05Z").unwrap();
    assert_eq!(Occasion::new(at, None, None).lines(&words), ["Time: 2 January 2026, 03:04 UTC"]);
    // As the connection to a listener for both kinds of addresses says it.
    let mapped = Occasion::new(at, None, "::ffff:203.0.113.7".parse().ok()).lines(&words);
    assert_eq!(mapped[1], "IP address: 203.0.113.7");
}

#[test]
fn a_browser_is_called_what_people_call_it() {
    const CHROME: &str = "(KHTML, like Gecko) Chrome/150.0.0.0";
    let names = [
        (format!("Mozilla/5.0 (Windows NT 10.0; Win64) {CHROME} Safari/537.36 Edg/150.0"), "Edge on Windows"),
        (
            format!("Mozilla/5.0 (Linux; Android 16; Pixel) {CHROME} Mobile Safari/537.36"),
            "Chrome on Android",
        ),
        (
            format!("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {CHROME} Safari/537.36"),
            "Chrome on macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E Safari/604.1"
                .to_owned(),
            "Safari on iPhone",
        ),
        ("Lynx (Linux)".to_owned(), "A browser on Linux"),
        ("curl/8.5.0".to_owned(), "curl"),
    ];
    for (user_agent, name) in names {
        let device = Device::of(&user_agent).unwrap();
        assert_eq!(device.name(Words::of(Language::English)), name, "{user_agent}");
    }
    for nothing in ["", "\u{0}\u{ff}", "<script>alert(1)</script>", "made up/1.0"] {
        assert_eq!(Device::of(nothing), None);
    }
}
