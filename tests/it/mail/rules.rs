//! What holds for every mail. Each rule comes with mails that break it.

use doorward::mail::{EXHIBITED_CODE as CODE, Exhibit, Message};

use super::reader::{Opened, squeezed};

/// Widest line of a text part, in columns; what has no space in it may be longer.
const COLUMNS: usize = 72;

/// Largest HTML part, in bytes: mail programs cut longer ones.
const HTML_BYTES: usize = 15 * 1024;

/// Longest subject, in characters: longer ones are cut on most screens, and folded (RFC 5322 §2.1.1).
const SUBJECT_CHARS: usize = 78;

/// A rule.
pub struct Rule {
    pub says: &'static str,
    /// What is wrong with a mail; nothing if it keeps the rule.
    pub faults: fn(&Exhibit) -> Vec<String>,
    /// A mail, its usual state, and what breaks the rule in it.
    pub broken_by: &'static [(&'static str, fn(&mut Message))],
}

pub const RULES: &[Rule] = &[
    Rule {
        says: "both parts say the same",
        faults: both_parts_say_the_same,
        broken_by: &[
            ("recovery", |mail| mail.html = mail.html.replace("Only the newest e-mail works", "")),
            ("sign-in", |mail| mail.text = mail.text.replace("IP address: 203.0.113.7", "")),
            ("invite", |mail| mail.html = mail.html.replace("for 10 minutes", "for 20 minutes")),
        ],
    },
    Rule {
        says: "both parts lead to the same pages, as many as the mail is for",
        faults: both_parts_lead_to_the_same_pages,
        broken_by: &[
            ("confirmation", |mail| mail.text = mail.text.replace("type=signup", "type=invite")),
            ("account-exists", |mail| {
                mail.text = mail.text.replace("https://app.example.com/login", "");
                mail.html = mail.html.replace("/login", "/recovery");
            }),
        ],
    },
    Rule {
        says: "a code stands first in the subject of what is asked for at once, and in no other",
        faults: code_in_subject,
        broken_by: &[
            ("recovery", |mail| mail.subject = format!("{CODE} resets your password")),
            ("email-change-current", |mail| mail.subject.push_str(CODE)),
            ("sign-in", |mail| mail.subject = "Your code".to_owned()),
            ("confirmation", |mail| mail.subject = format!("Your code is {CODE}")),
        ],
    },
    Rule {
        says: "a list of mails shows no code beside the subject",
        faults: preheader,
        broken_by: &[
            ("recovery", |mail| mail.html = mail.html.replacen("Works for", &format!("{CODE} works for"), 1)),
            ("recovery", |mail| mail.html = mail.html.replacen("Works for 10 minutes. Don’t share it.", "", 1)),
        ],
    },
    Rule {
        says: "a code and a link have lines of their own, the code below its name",
        faults: lines_of_their_own,
        broken_by: &[
            ("sign-in", |mail| mail.text = mail.text.replace(CODE, "482 913")),
            ("sign-in", |mail| mail.text = mail.text.replace("code:\n\n", "digits:\n\n")),
            ("recovery", |mail| mail.text = mail.text.replace("button:\n\n", "button:\n")),
            ("invite", |mail| mail.html = mail.html.replace(CODE, "482<b></b>913")),
        ],
    },
    Rule {
        says: "nothing is loaded from elsewhere",
        faults: nothing_remote,
        broken_by: &[
            ("sign-in", |mail| mail.html.push_str("<img alt=\"\" src=\"cid:logo\">")),
            ("sign-in", |mail| mail.html = mail.html.replacen("padding:", "background: url(/a.png);padding:", 1)),
            ("sign-in", |mail| mail.html = mail.html.replace("<style>", "<style>@import 'a.css';")),
            ("sign-in", |mail| mail.html = mail.html.replace("<style>", "<link rel=icon href=a><style>")),
            ("sign-in", |mail| mail.html = mail.html.replace("app.example.com/auth", "evil.example/auth")),
        ],
    },
    Rule {
        says: "it is small",
        faults: |exhibit| {
            let bytes = exhibit.message.html.len();
            unless(bytes < HTML_BYTES, || format!("{bytes} bytes"))
        },
        broken_by: &[("sign-in", |mail| mail.html.push_str(&" ".repeat(HTML_BYTES)))],
    },
    Rule {
        says: "the text is narrow and tidy",
        faults: narrow_and_tidy,
        broken_by: &[
            ("sign-in", |mail| mail.text = mail.text.replace("\nNobody from", " Nobody from")),
            ("sign-in", |mail| mail.text = mail.text.replace("\n\n", "\n\n\n")),
            ("sign-in", |mail| mail.text = mail.text.replace(CODE, "482913 ")),
        ],
    },
    Rule {
        says: "the subject is one line that fits",
        faults: subject_fits,
        broken_by: &[
            ("sign-in", |mail| mail.subject.push('\n')),
            ("sign-in", |mail| mail.subject = "word ".repeat(20)),
        ],
    },
    Rule {
        says: "what people choose is shown as it is and never obeyed",
        faults: escaped,
        broken_by: &[
            ("sign-in", |mail| mail.html = mail.html.replace("Doorward", "<b>Doorward</b>")),
            ("sign-in", |mail| mail.text = mail.text.replace("Doorward", "Fish &amp; Chips")),
        ],
    },
    Rule {
        says: "the page says its language, has one heading, and a title without a code",
        faults: well_made,
        broken_by: &[
            ("sign-in", |mail| mail.html = mail.html.replace("lang=\"en\"", "lang=\"fr\"")),
            ("sign-in", |mail| mail.html = mail.html.replace("dir=\"ltr\"", "")),
            ("sign-in", |mail| mail.html = mail.html.replace("h1", "p")),
            ("sign-in", |mail| mail.html = mail.html.replace("<title>", &format!("<title>{CODE}"))),
        ],
    },
    Rule {
        says: "no colour is black or white, so that programs that turn colours round leave it readable",
        faults: mild_colours,
        broken_by: &[
            ("sign-in", |mail| mail.html = mail.html.replacen("color:#", "color:#000;color:#", 1)),
            ("sign-in", |mail| mail.html = mail.html.replacen("color:#", "color:#FFFFFF;color:#", 1)),
            ("sign-in", |mail| mail.html = mail.html.replacen("color:#", "color:white;color:#", 1)),
            ("sign-in", |mail| mail.html = mail.html.replacen("color:#", "color:var(--ink);color:#", 1)),
        ],
    },
    Rule {
        says: "the foot says why it came, what to do if it was not asked for, and from whom it is",
        faults: foot,
        broken_by: &[
            ("sign-in", |mail| mail.text = mail.text.replace("\n--\n", "\n")),
            ("sign-in", |mail| mail.text = mail.text.replace("You get this message because", "Because")),
            ("sign-in", |mail| mail.text = mail.text.replace("Nobody from Doorward ever", "Nobody")),
            ("sign-in", |mail| mail.text = mail.text.replace("Questions? help@example.com", "")),
            ("sign-in", |mail| mail.text.push_str("Unsubscribe\n")),
        ],
    },
];

fn both_parts_say_the_same(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let (html, text) = (mail.words_of_html(), squeezed(&mail.message.text));
    let lines = mail.message.text.lines().filter(|line| !matches!(*line, "" | "--"));
    let unsaid_in_html = lines.map(squeezed).filter(|line| !html.contains(line));
    // A button has its words and its link for itself.
    let paragraphs = mail.texts("h1, td > p:not(:has(a))").into_iter();
    let unsaid_in_text = paragraphs.filter(|paragraph| !text.contains(paragraph.as_str()));
    unsaid_in_html.chain(unsaid_in_text).collect()
}

fn both_parts_lead_to_the_same_pages(exhibit: &Exhibit) -> Vec<String> {
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

fn code_in_subject(exhibit: &Exhibit) -> Vec<String> {
    let subject = &exhibit.message.subject;
    let belongs = matches!(exhibit.mail, "confirmation" | "sign-in" | "reauthentication");
    let fits = if belongs { subject.starts_with(CODE) } else { !subject.contains(CODE) };
    unless(fits, || subject.clone())
}

fn preheader(exhibit: &Exhibit) -> Vec<String> {
    let preheader = Opened::new(&exhibit.message).preheader();
    unless(!preheader.is_empty() && !preheader.contains(CODE), || format!("“{preheader}”"))
}

fn has_code(exhibit: &Exhibit) -> bool {
    !matches!(exhibit.mail, "account-exists" | "password-changed")
}

fn lines_of_their_own(exhibit: &Exhibit) -> Vec<String> {
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
        faults.extend(unless(before.to_lowercase().ends_with("code:"), || "a code without a name".to_owned()));
        let shown = mail.texts(".code");
        faults.extend(unless(shown == [CODE], || format!("a copy of the code would be {shown:?}")));
    }
    faults
}

fn nothing_remote(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let html = mail.message.html.to_lowercase();
    let loading = ["src=", "srcset=", "url(", "@import", "background=", "<img", "<link", "<script", "<iframe",
        "<form", "<object", "<video", "<svg"];
    let loads = loading.iter().filter(|sign| html.contains(**sign)).map(|sign| (*sign).to_owned());
    let links = mail.links_of_html().into_iter();
    loads.chain(links.filter(|link| !link.starts_with("https://app.example.com/"))).collect()
}

fn narrow_and_tidy(exhibit: &Exhibit) -> Vec<String> {
    let text = &exhibit.message.text;
    let is_wide = |line: &str| line.chars().count() > COLUMNS && line.contains(' ');
    let mut faults: Vec<_> =
        text.lines().filter(|line| is_wide(line) || *line != line.trim()).map(str::to_owned).collect();
    faults.extend(unless(!text.contains("\n\n\n"), || "empty lines".to_owned()));
    faults.extend(unless(text.trim() == text.trim_end_matches('\n'), || "space around".to_owned()));
    faults
}

fn subject_fits(exhibit: &Exhibit) -> Vec<String> {
    let subject = &exhibit.message.subject;
    let fits = exhibit.state == "longest" || subject.chars().count() <= SUBJECT_CHARS;
    unless(fits && !subject.contains(char::is_control) && !subject.is_empty(), || subject.clone())
}

fn escaped(exhibit: &Exhibit) -> Vec<String> {
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

fn well_made(exhibit: &Exhibit) -> Vec<String> {
    let mail = Opened::new(&exhibit.message);
    let language = &exhibit.message.language;
    let mut faults = unless(mail.attributes("html", "lang") == [language.as_str()], || "lang".to_owned());
    faults.extend(unless(mail.attributes("html", "dir") == ["ltr"], || "dir".to_owned()));
    faults.extend(unless(mail.count("h1") == 1, || "headings".to_owned()));
    let title = mail.texts("title").concat();
    faults.extend(unless(!title.is_empty() && !title.contains(CODE), || title.clone()));
    faults
}

fn mild_colours(exhibit: &Exhibit) -> Vec<String> {
    let html = exhibit.message.html.to_lowercase();
    let values = html.split("color:").skip(1).filter_map(|rest| rest.split([';', '"', '}', ' ', '!']).find(|v| !v.is_empty()));
    let is_mild = |value: &str| {
        let digits = value.strip_prefix('#').unwrap_or_default();
        digits.len() == 6 && !matches!(digits, "000000" | "ffffff")
    };
    let colours = values.filter(|value| !is_mild(value));
    colours.map(|value| format!("the colour {value}")).collect()
}

fn foot(exhibit: &Exhibit) -> Vec<String> {
    use doorward::words::{Language, Words};
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
            _ => format!("{product} {}", words.mail_questions("help@example.com")),
        };
        faults.extend(unless(foot.ends_with(&end), || format!("it does not end with {end}")));
    }
    faults.extend(unless(!whole.to_lowercase().contains("unsubscribe"), || "nobody signs off here".to_owned()));
    faults
}

fn unless(holds: bool, fault: impl FnOnce() -> String) -> Vec<String> {
    if holds { Vec::new() } else { vec![fault()] }
}
