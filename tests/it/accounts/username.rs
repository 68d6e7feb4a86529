use doorward::accounts::{Username, UsernameError};
use proptest::prelude::*;

#[test]
fn names_are_shown_as_typed_and_compared_in_lower_case() {
    let name = Username::parse("  Ada_Lovelace-1815 ").unwrap();
    assert_eq!((name.as_str(), name.key()), ("Ada_Lovelace-1815", "ada_lovelace-1815"));
    assert_eq!(name.to_string(), "Ada_Lovelace-1815");
}

#[test]
fn each_fault_has_its_own_reason() {
    use UsernameError::{Character, Empty, FirstCharacter, Reserved, TooLong, TooShort};
    let longest = "a".repeat(30);
    let too_long = "a".repeat(31);
    let cases = [
        ("", Empty),
        ("   ", Empty),
        ("ab", TooShort),
        (too_long.as_str(), TooLong),
        ("1ada", FirstCharacter),
        ("_ada", FirstCharacter),
        ("-ada", FirstCharacter),
        ("ada lovelace", Character),
        ("ada@example.com", Character),
        ("ada.lovelace", Character),
        ("аda", Character), // a Cyrillic letter
        ("ada\u{200b}x", Character),
        ("ada\0", Character),
        ("ada\n", Character),
        ("\u{212a}im", Character), // the Kelvin sign, which lower-cases to k
        ("ﬁona", Character),
        ("admin", Reserved),
        ("Admin", Reserved),
        ("ad_min", Reserved),
        ("a-d-m-i-n", Reserved),
        ("Support", Reserved),
        ("root", Reserved),
        ("doorward", Reserved),
    ];
    for (text, reason) in cases {
        assert_eq!(Username::parse(text), Err(reason), "{text:?}");
    }
    for fine in ["ada", "Ada", "a1-", "adminton", "rooted", "x_y-z", longest.as_str()] {
        assert!(Username::parse(fine).is_ok(), "{fine}");
    }
}

#[test]
fn reasons_tell_what_to_do() {
    assert_eq!(UsernameError::TooShort.to_string(), "Username must be 3 characters or more");
    assert_eq!(UsernameError::TooLong.to_string(), "Username must be 30 characters or fewer");
}

proptest! {
    #[test]
    fn whatever_is_typed_a_name_is_safe_everywhere(text in any::<String>()) {
        if let Ok(name) = Username::parse(&text) {
            prop_assert!((3..=30).contains(&name.as_str().len()));
            prop_assert!(name.as_str().bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)));
            prop_assert_eq!(name.key(), name.as_str().to_lowercase());
            prop_assert_eq!(Username::parse(name.key()).map(|again| again.key().to_owned()), Ok(name.key().to_owned()));
        }
    }
}
