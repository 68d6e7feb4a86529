//! How people are spoken to: plainly, without blame, and in the same words everywhere.

use super::catalogue::Catalogue;

/// Words that no text holds, with the reason. Compared in lower case, as whole words.
struct Manners {
    tag: &'static str,
    never: &'static [(&'static str, &'static [&'static str])],
    /// What the texts of errors tell people to do begins with one of these, or follows a full stop.
    instructions: &'static [&'static str],
}

const EMPTY_WORDS: &str = "it says nothing";
const BLAME: &str = "it blames";
const JARGON: &str = "people do not say so";

const MANNERS: &[Manners] = &[
    Manners {
        tag: "en",
        never: &[
            (EMPTY_WORDS, &["please", "sorry", "oops", "unfortunately", "successfully", "click here"]),
            (
                BLAME,
                &[
                    "invalid",
                    "illegal",
                    "is wrong",
                    "are wrong",
                    "failed",
                    "bad",
                    "you forgot",
                    "your mistake",
                ],
            ),
            (
                JARGON,
                &["token", "otp", "magic link", "mfa", "2fa", "credentials", "login", "logout", "log in"],
            ),
            (JARGON, &["log out", "sign-up", "username or email", "email", "mail address", "csrf", "cookie"]),
        ],
        instructions: &["enter ", "create ", "choose ", "confirm "],
    },
    Manners {
        tag: "de",
        never: &[
            (EMPTY_WORDS, &["bitte", "leider", "entschuldigung", "sorry", "ups", "hoppla", "erfolgreich"]),
            (
                BLAME,
                &[
                    "ungültig",
                    "ungültige",
                    "ungültiger",
                    "ungültiges",
                    "falsch",
                    "fehlgeschlagen",
                    "unzulässig",
                ],
            ),
            (
                JARGON,
                &["token", "otp", "magic link", "mfa", "2fa", "login", "logout", "einloggen", "ausloggen"],
            ),
            (JARGON, &["email", "mailadresse", "nutzername", "kennwort", "registrieren", "csrf", "cookie"]),
            (JARGON, &["e-mail adresse", "hier klicken", "zugangsdaten", "anmeldedaten"]),
        ],
        instructions: &["gib ", "wähle ", "erstelle ", "bestätige "],
    },
];

/// In German people are called "du"; these are for strangers.
const FORMAL: &[&str] = &["Sie", "Ihnen", "Ihr", "Ihre", "Ihrem", "Ihren", "Ihrer", "Ihres"];

/// Errors that cannot say what to do without telling what nobody may know.
const SAY_NO_MORE: &[&str] = &["error-credentials"];

/// What keys end with whose texts are labels, not sentences.
const LABELS: &[&str] = &["-submit", "-button", "-label", "-heading", "-title", "-hint", "-busy"];

/// Longest text of a button, in characters: it stays on one line at 320 pixels.
const MAX_BUTTON: usize = 30;

fn faults(manners: &Manners, catalogue: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, message) in &catalogue.0 {
        let mut fault =
            |what: &str| faults.push(format!("{} {key}: {what}: {}", manners.tag, message.text.trim()));
        let text = message.text.trim();
        let said = words(&text.to_lowercase());
        for (reason, never) in manners.never {
            for word in never.iter().filter(|word| said.contains(&format!(" {word} "))) {
                fault(&format!("“{word}”: {reason}"));
            }
        }
        if manners.tag == "de" && FORMAL.iter().any(|word| words(text).contains(&format!(" {word} "))) {
            fault("people are called “du”");
        }
        if text.contains(['\'', '"']) || text.contains("...") {
            fault("typographic signs are ’ “ ” and …");
        }
        let is_error = key.starts_with("error-") && !key.starts_with("error-page-");
        if (is_error || LABELS.iter().any(|end| key.ends_with(end))) && text.ends_with('.') {
            fault("a label has no full stop");
        }
        if key.ends_with("-explanation") && !text.ends_with('.') {
            fault("a sentence ends with a full stop");
        }
        if key.ends_with("-busy") && !text.ends_with('…') {
            fault("what goes on ends with …");
        }
        let is_button = key.ends_with("-submit") || key.ends_with("-button");
        if is_button && text.chars().count() > MAX_BUTTON {
            fault("too long for a button");
        }
        if is_error && !says_what_to_do(manners, text) && !SAY_NO_MORE.contains(&key.as_str()) {
            fault("it leaves people alone");
        }
    }
    faults
}

/// An instruction, a rule to keep, or a second sentence with the next step.
fn says_what_to_do(manners: &Manners, text: &str) -> bool {
    let lower = text.to_lowercase();
    manners.instructions.iter().any(|instruction| lower.starts_with(instruction))
        || [" must ", " muss ", " darf "].iter().any(|rule| lower.contains(rule))
        || [". ", "? "].iter().any(|end| lower.contains(end))
}

/// The words of a text with one space around each; hyphens belong to words.
fn words(text: &str) -> String {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '’');
    let words: Vec<_> = text.split(|c| !is_part(c)).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

#[test]
fn every_text_keeps_the_manners_of_the_house() {
    let known: Vec<_> = MANNERS.iter().map(|manners| manners.tag).collect();
    for tag in Catalogue::tags() {
        assert!(known.contains(&tag.as_str()), "the manners of {tag} are not written down");
    }
    let faults: Vec<_> =
        MANNERS.iter().flat_map(|manners| faults(manners, &Catalogue::of(manners.tag))).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_text_without_manners_is_a_fault() {
    for (tag, text, said) in [
        ("en", "a = Please enter your name", "“please”"),
        ("en", "a = Check your email", "“email”"),
        ("en", "a = That code is invalid", "“invalid”"),
        ("en", "a = You can log in now", "“log in”"),
        ("en", "a = Don't share it", "typographic"),
        ("en", "login-submit = Sign in.", "full stop"),
        ("en", "error-enter-password = Enter your password.", "full stop"),
        ("en", "error-page-not-found-explanation = Look for it", "ends with a full stop"),
        ("en", "login-submit-busy = Signing in", "ends with …"),
        ("en", "login-submit = Sign in with your password and stay here", "too long"),
        ("en", "error-away = Something went amiss", "leaves people alone"),
        ("en", "a = { $count ->\n    [one] One token\n   *[other] Some\n}", "“token”"),
        ("de", "a = Bitte gib deinen Namen ein", "“bitte”"),
        ("de", "a = Geben Sie Ihren Namen ein", "“du”"),
        ("de", "a = Dieser Code ist ungültig", "“ungültig”"),
        ("de", "a = Jetzt einloggen", "“einloggen”"),
        ("de", "error-away = Es ging etwas schief", "leaves people alone"),
    ] {
        let manners = MANNERS.iter().find(|manners| manners.tag == tag).expect("the manners of a language");
        let faults = faults(manners, &Catalogue::parse(&format!("{text}\n")));
        assert_eq!(faults.len(), 1, "{text}: {faults:?}");
        assert!(faults[0].contains(said), "{faults:?}");
    }
}

#[test]
fn words_are_compared_whole() {
    let catalogue = Catalogue::parse("a = Your e-mail address, your badge\n");
    assert_eq!(faults(&MANNERS[0], &catalogue), Vec::<String>::new());
}
