//! What holds for every mail. Each rule comes with mails that break it.

use doorward::mail::{EXHIBITED_CODE as CODE, Exhibit, Message};

use super::faults::{
    both_parts_lead_to_the_same_pages, both_parts_say_the_same, code_in_subject, escaped, foot,
    lines_of_their_own, mild_colours, narrow_and_tidy, nothing_remote, preheader, small, subject_fits,
    well_made,
};

type Spoil = fn(&mut Message);

/// A rule.
pub struct Rule {
    pub says: &'static str,
    /// What is wrong with a mail; nothing if it keeps the rule.
    pub faults: fn(&Exhibit) -> Vec<String>,
    /// A mail, its usual state, and what breaks the rule in it.
    pub broken_by: &'static [(&'static str, Spoil)],
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
            ("sign-in", |mail| mail.subject = String::from("Your code")),
            ("confirmation", |mail| mail.subject = format!("Your code is {CODE}")),
        ],
    },
    Rule {
        says: "a list of mails shows no code beside the subject",
        faults: preheader,
        broken_by: &[
            ("recovery", |mail| mail.html = mail.html.replacen("Works for", &format!("{CODE} works for"), 1)),
            ("recovery", |mail| {
                mail.html = mail.html.replacen("Works for 10 minutes. Don’t share it.", "", 1);
            }),
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
            ("sign-in", |mail| {
                mail.html = mail.html.replacen("padding:", "background: url(/a.png);padding:", 1);
            }),
            ("sign-in", |mail| mail.html = mail.html.replace("<style>", "<style>@import 'a.css';")),
            ("sign-in", |mail| mail.html = mail.html.replace("<style>", "<link rel=icon href=a><style>")),
            ("sign-in", |mail| mail.html = mail.html.replace("app.example.com/auth", "evil.example/auth")),
        ],
    },
    Rule {
        says: "it is small",
        faults: small,
        broken_by: &[("sign-in", |mail| mail.html.push_str(&" ".repeat(15 * 1024)))],
    },
    Rule {
        says: "the text is narrow and tidy",
        faults: narrow_and_tidy,
        broken_by: &[
            ("sign-in", |mail| {
                mail.text = mail
                    .text
                    .replace("Nobody from", "Nobody, whoever it is and whatever they tell you, from");
            }),
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
