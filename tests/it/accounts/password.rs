use doorward::accounts::{NewPassword, NewPasswordError, PasswordContext, Username, normalise_password};
use doorward::gotrue::EmailAddress;
use proptest::prelude::*;

fn parse(text: &str) -> Result<NewPassword, NewPasswordError> {
    let email = EmailAddress::parse("grace.hopper@navy.example").unwrap();
    let username = Username::parse("amazing_grace").unwrap();
    let about = PasswordContext { email: Some(&email), username: Some(&username), product: "Doorward" };
    NewPassword::parse(text, &about)
}

fn accepted(text: &str) -> String {
    parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}")).password().expose().to_owned()
}

fn refused(text: &str) -> NewPasswordError {
    parse(text).map(|_| ()).expect_err(text)
}

#[test]
fn anything_of_twelve_characters_goes() {
    for text in [
        "correct horse battery staple",
        "xK9#mQ2$vL7!",
        "  spaces stay  ",
        "nur-kleine-woerter",
        "пароль из пяти слов",
        "🦀🦀🐙🐙🦑🦞🦐🐡🐠🐟🐬🐳",
        "839201746583",
        "$argon2id$v=19$m=19456",
    ] {
        assert_eq!(accepted(text), text);
    }
}

#[test]
fn characters_are_counted_for_the_shortest_and_bytes_for_the_longest() {
    assert_eq!(refused("xK9#mQ2$vL7"), NewPasswordError::TooShort);
    assert_eq!(refused("ééééééééééé"), NewPasswordError::TooShort, "22 bytes are still 11 characters");
    let longest: String = "xK9#mQ2$vL7!".chars().cycle().take(71).chain(['?']).collect();
    assert_eq!(accepted(&longest).len(), 72);
    assert_eq!(refused(&format!("{longest}?")), NewPasswordError::TooLong);
    let three_bytes_each: String = "語彙辞書単語文章".chars().cycle().take(23).chain(['終']).collect();
    assert_eq!(accepted(&three_bytes_each).len(), 72);
    assert_eq!(refused(&format!("{three_bytes_each}終")), NewPasswordError::TooLong);
    assert_eq!(refused(""), NewPasswordError::Empty);
}

#[test]
fn control_characters_are_refused_wherever_they_stand() {
    for control in ['\0', '\r', '\n', '\t', '\u{85}', '\u{7f}'] {
        for text in [
            format!("{control}xK9#mQ2$vL7!"),
            format!("xK9#mQ{control}2$vL7!"),
            format!("xK9#mQ2$vL7!{control}"),
        ] {
            assert_eq!(refused(&text), NewPasswordError::ControlCharacter, "{text:?}");
        }
    }
}

#[test]
fn what_everybody_tries_first_is_refused() {
    for text in [
        "password1234",
        "Password123!",
        "P@ssw0rd2024!",
        "passwordpassword",
        "123456789012",
        "1234567890qwerty",
        "qwertyuiop12",
        "qwertyuiopasdf",
        "1q2w3e4r5t6y",
        "aaaaaaaaaaaa",
        "abcabcabcabc",
        "x7kx7kx7kx7k",
        "iloveyou2024!",
        "letmeinletmein",
        "Summer2026!!!",
        "welcome12345",
        "monkeydragon77",
        "zaq12wsxzaq1",
        "000000000000",
        "987654321098",
        "admin1234567",
        "trustno1trustno1",
    ] {
        assert_eq!(refused(text), NewPasswordError::TooCommon, "{text}");
    }
}

#[test]
fn what_everybody_knows_of_its_owner_is_refused() {
    for text in [
        "grace.hopper@navy.example",
        "gracehopper1",
        "AmazingGrace1",
        "amazing_grace",
        "doorwardgrace",
        "Doorward-2026",
        "gracegracegr",
        "navy.example.1",
    ] {
        assert_eq!(refused(text), NewPasswordError::Personal, "{text}");
    }
    assert_eq!(accepted("grace under kettle"), "grace under kettle", "one's name beside other words is fine");
}

#[test]
fn one_text_written_in_two_ways_is_one_password() {
    let composed = "caf\u{e9} m\u{fc}nster kn\u{f6}del";
    let decomposed = "cafe\u{301} mu\u{308}nster kno\u{308}del";
    assert_eq!(accepted(composed), accepted(decomposed));
    assert_eq!(normalise_password("ＡＢＣ１２３").expose(), "ABC123");
    assert_eq!(normalise_password("  stays  ").expose(), "  stays  ");
    // Setting and trying must agree.
    assert_eq!(accepted(decomposed), normalise_password(composed).expose());
}

#[test]
fn a_password_does_not_print() {
    let password = parse("correct horse battery staple").unwrap();
    assert_eq!(format!("{password:?}"), "NewPassword(…)");
    let reasons =
        [refused("password1234"), refused("gracehopper1")].map(|reason| format!("{reason:?} {reason}"));
    assert!(reasons.iter().all(|reason| !reason.contains("1234") && !reason.contains("hopper")));
}

proptest! {
    #[test]
    fn a_password_is_never_cut_and_never_splits(text in any::<String>()) {
        let normal = normalise_password(&text);
        let again = normalise_password(normal.expose());
        prop_assert_eq!(normal.expose(), again.expose());
        if let Ok(password) = parse(&text) {
            let password = password.password();
            prop_assert_eq!(password.expose(), normal.expose());
            prop_assert!(password.expose().chars().count() >= 12 && password.expose().len() <= 72);
        }
    }

    #[test]
    fn random_passwords_are_accepted(text in "[a-zA-Z0-9!#%&*+=?-]{16,40}") {
        prop_assert!(parse(&text).is_ok(), "{}", text);
    }
}
