//! What can be wrong with a mail.

use doorward::mail::{EXHIBITED_CODE as CODE, Exhibit, Message};
use doorward::words::{Language, Words};

use super::reader::{Opened, squeezed};

/// Widest line of a text part, in columns; what has no space in it may be longer.
const COLUMNS: usize = 72;

/// Largest HTML part, in bytes: mail programs cut longer ones.
const HTML_BYTES: usize = 15 * 1024;

/// Longest subject, in characters: longer ones are cut on most screens, and folded (RFC 5322 §2.1.1).
const SUBJECT_CHARS: usize = 78;

pub fn both_parts_say_the_same(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let (html, text) = (mail.words_of_html(), squeezed(&mail.message.text));
    let lines = mail.message.text.lines().filter(|line| !matches!(*line, "" | "--"));
    let unsaid_in_html = lines.map(squeezed).filter(|line| !html.contains(line));
    // A button has its words and its link for itself.
    let paragraphs = mail.texts("h1, td > p:not(:has(a))").into_iter();
    let unsaid_in_text = paragraphs.filter(|paragraph| !text.contains(paragraph.as_str()));
    unsaid_in_html.chain(unsaid_in_text).collect()
}

pub fn both_parts_lead_to_the_same_pages(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let links = mail.links_of_text();
    let expected = match exhibit.mail {
        "account-exists" | "email-change-current" => 2,
        _ => 1,
    };
    let are_same = mail.links_of_html() == links;
    let mut faults = unless(are_same, || format!("{links:?} and {:?}", mail.links_of_html()));
    faults.extend(unless(links.len() == expected, || format!("{} links", links.len())));
    faults
}

pub fn code_in_subject(exhibit: &Exhibit) -> Vec<String> {
    let subject = &exhibit.message.subject;
    let belongs = matches!(exhibit.mail, "confirmation" | "sign-in" | "reauthentication");
    let fits = if belongs { subject.starts_with(CODE) } else { !subject.contains(CODE) };
    unless(fits, || subject.clone())
}

pub fn preheader(exhibit: &Exhibit) -> Vec<String> {
    let preheader = Opened::new(&exhibit.message).preheader();
    unless(!preheader.is_empty() && !preheader.contains(CODE), || format!("“{preheader}”"))
}

fn has_code(exhibit: &Exhibit) -> bool {
    !matches!(exhibit.mail, "account-exists" | "password-changed") && !tells_change(exhibit)
}

/// The mails about each thing that can change.
fn tells_change(exhibit: &Exhibit) -> bool {
    exhibit.mail.starts_with("account-changed-")
}

pub fn lines_of_their_own(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let lines: Vec<_> = mail.message.text.lines().collect();
    let mut alone = mail.links_of_text();
    alone.extend(has_code(exhibit).then_some(CODE));
    let mut faults: Vec<_> = alone
        .iter()
        .filter(|fact| {
            let at = lines.iter().position(|line| line == *fact);
            at.is_none_or(|at| (lines[at - 1], lines[at + 1]) != ("", ""))
        })
        .map(|fact| format!("{fact} is not alone"))
        .collect();
    if has_code(exhibit) {
        // Programs that offer a code for filling in look for the word beside it.
        let before = mail.message.text.split(CODE).next().unwrap_or_default().trim_end();
        faults
            .extend(unless(before.to_lowercase().ends_with("code:"), || "a code without a name".to_owned()));
        let shown = mail.texts(".code");
        faults.extend(unless(shown == [CODE], || format!("a copy of the code would be {shown:?}")));
    }
    faults
}

pub fn nothing_remote(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let html = mail.message.html.to_lowercase();
    let loading = [
        "src=",
        "srcset=",
        "url(",
        "@import",
        "background=",
        "<img",
        "<link",
        "<script",
        "<iframe",
        "<form",
        "<object",
        "<video",
        "<svg",
    ];
    let loads = loading.iter().filter(|sign| html.contains(**sign)).map(|sign| (*sign).to_owned());
    let links = mail.links_of_html().into_iter();
    loads.chain(links.filter(|link| !link.starts_with("https://app.example.com/"))).collect()
}

pub fn small(exhibit: &Exhibit) -> Vec<String> {
    let bytes = exhibit.message.html.len();
    unless(bytes < HTML_BYTES, || format!("{bytes} bytes"))
}

pub fn narrow_and_tidy(exhibit: &Exhibit) -> Vec<String> {
    let text = &exhibit.message.text;
    let is_wide = |line: &str| line.chars().count() > COLUMNS && line.contains(' ');
    let mut faults: Vec<_> =
        text.lines().filter(|line| is_wide(line) || *line != line.trim()).map(str::to_owned).collect();
    faults.extend(unless(!text.contains("\n\n\n"), || "empty lines".to_owned()));
    faults.extend(unless(text.trim() == text.trim_end_matches('\n'), || "space around".to_owned()));
    faults
}

pub fn subject_fits(exhibit: &Exhibit) -> Vec<String> {
    let subject = &exhibit.message.subject;
    let fits = exhibit.state == "longest" || subject.chars().count() <= SUBJECT_CHARS;
    unless(fits && !subject.contains(char::is_control) && !subject.is_empty(), || subject.clone())
}

pub fn escaped(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let mut faults = unless(mail.count("b") == 0, || "a tag of the product's name".to_owned());
    faults.extend(unless(!mail.message.text.contains("&amp;"), || "HTML in the text".to_owned()));
    if exhibit.state == "odd-signs" {
        const PRODUCT: &str = "Fish & <b>\"Chips\"</b> {{7*7}}";
        let is_whole = |text: &str| text.contains(PRODUCT);
        faults.extend(unless(is_whole(&mail.message.subject), || "the subject changes it".to_owned()));
        faults.extend(unless(is_whole(&squeezed(&mail.message.text)), || "the text changes it".to_owned()));
        faults.extend(unless(is_whole(&mail.words_of_html()), || "the HTML changes it".to_owned()));
    }
    faults
}

pub fn well_made(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let language = &exhibit.message.language;
    let mut faults = unless(mail.attributes("html", "lang") == [language.as_str()], || "lang".to_owned());
    faults.extend(unless(mail.attributes("html", "dir") == ["ltr"], || "dir".to_owned()));
    faults.extend(unless(mail.count("h1") == 1, || "headings".to_owned()));
    let title = mail.texts("title").concat();
    faults.extend(unless(!title.is_empty() && !title.contains(CODE), || title.clone()));
    faults
}

pub fn mild_colours(exhibit: &Exhibit) -> Vec<String> {
    let html = exhibit.message.html.to_lowercase();
    let values = html
        .split("color:")
        .skip(1)
        .filter_map(|rest| rest.split([';', '"', '}', ' ', '!']).find(|v| !v.is_empty()));
    let is_mild = |value: &str| {
        let digits = value.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && !matches!(digits, "000000" | "ffffff")
    };
    let colours = values.filter(|value| !is_mild(value));
    colours.map(|value| format!("the colour {value}")).collect()
}

pub fn foot(exhibit: &Exhibit) -> Vec<String> {
    let Message { text, language, .. } = &exhibit.message;
    let Some((_, foot)) = text.split_once("\n--\n") else { return vec!["no foot".to_owned()] };
    let words = Words::of(Language::of_tag(language).unwrap());
    let why = match exhibit.mail {
        "confirmation" => words.mail_confirmation_why(),
        "sign-in" => words.mail_sign_in_why(),
        "recovery" => words.mail_recovery_why(),
        "invite" => words.mail_invite_why(),
        "email-change-new" => words.mail_email_change_new_why(),
        "email-change-current" => words.mail_email_change_current_why(),
        "reauthentication" => words.mail_reauthentication_why(),
        "account-exists" => words.mail_account_exists_why(),
        _ if tells_change(exhibit) => words.mail_account_changed_why(),
        _ => words.mail_password_changed_why(),
    };
    let whole = squeezed(text);
    let foot = squeezed(foot);
    let product = match exhibit.state {
        "longest" | "right-to-left" | "odd-signs" => None,
        _ => Some("Doorward"),
    };
    let mut faults = unless(foot.starts_with(why), || format!("not why: {foot}"));
    if let Some(product) = product.filter(|_| has_code(exhibit)) {
        let warning = words.mail_never_tell(product);
        faults.extend(unless(foot.contains(&warning), || format!("not {warning}")));
    }
    if let Some(product) = product {
        let end = match exhibit.state {
            "no-support" => product.to_owned(),
            _ => format!("{product} {} help@example.com", words.mail_questions()),
        };
        faults.extend(unless(foot.ends_with(&end), || format!("it does not end with {end}")));
    }
    faults
        .extend(unless(!whole.to_lowercase().contains("unsubscribe"), || "nobody signs off here".to_owned()));
    faults
}

fn unless(holds: bool, fault: impl FnOnce() -> String) -> Vec<String> {
    if holds { Vec::new() } else { vec![fault()] }
}
