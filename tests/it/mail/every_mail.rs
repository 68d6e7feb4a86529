//! Every mail in every state and language, held against the rules.

use doorward::mail::{exhibit, exhibits};
use doorward::words::Language;

use super::rules::RULES;

#[test]
fn every_mail_keeps_every_rule_in_every_language() {
    let mut faults = Vec::new();
    for language in Language::ALL {
        for shown in exhibits(language) {
            for rule in RULES {
                for fault in (rule.faults)(&shown) {
                    faults.push(format!(
                        "{} {} in {language}: {}: {fault}",
                        shown.mail, shown.state, rule.says
                    ));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_mail_that_breaks_a_rule_is_found() {
    for rule in RULES {
        for (at, (mail, break_it)) in rule.broken_by.iter().enumerate() {
            let mut broken = exhibit(mail, "usual", Language::English).unwrap();
            let whole = broken.message.clone();
            break_it(&mut broken.message);
            assert!(broken.message != whole, "{}: defect {at} changes nothing", rule.says);
            assert!(!(rule.faults)(&broken).is_empty(), "{}: defect {at} of {mail} is not found", rule.says);
        }
    }
}

#[test]
fn each_mail_is_exhibited_in_each_state() {
    for language in Language::ALL {
        let all = exhibits(language);
        let mails: Vec<_> =
            all.iter().filter(|shown| shown.state == "usual").map(|shown| shown.mail).collect();
        let states: Vec<_> =
            all.iter().filter(|shown| shown.mail == "recovery").map(|shown| shown.state).collect();
        assert_eq!((mails.len(), states.len()), (16, 10));
        assert_eq!(all.len(), mails.len() * states.len());
        assert!(all.iter().all(|shown| shown.message.language == language.tag()));
    }
    assert_eq!(exhibit("recovery", "none", Language::English), None);
    assert_eq!(exhibit("none", "usual", Language::English), None);
}
