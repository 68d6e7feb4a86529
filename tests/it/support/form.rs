//! Filling the form that is on the page, as a browser without scripts does (HTML, "Constructing the
//! entry list").

use scraper::ElementRef;

use super::page::{Page, css};

/// A form ready to be sent.
pub(super) struct FilledForm {
    pub(super) action: String,
    pub(super) entries: Vec<(String, String)>,
}

/// What happens to a control when somebody fills in the form.
enum Control<'a> {
    Text(&'a str),
    Choice {
        value: &'a str,
        is_checked: bool,
    },
    Button {
        value: &'a str,
    },
    /// It sends nothing.
    Idle,
}

impl FilledForm {
    /// Fills in the form with this id. A checkbox is unchecked by giving it nothing; a button is
    /// pressed by giving it its value, else it is the first one.
    pub(super) fn fill(page: &Page, id: &str, values: &[(&str, &str)]) -> Self {
        let document = page.document();
        let form = document.select(&css(&format!("form#{id}"))).next();
        let form = form.unwrap_or_else(|| panic!("no form {id} in {}", page.summary()));
        assert_eq!(form.attr("method"), Some("post"), "{id} is sent by POST");
        let action = form.attr("action").filter(|action| action.starts_with('/'));
        let action = action.unwrap_or_else(|| panic!("{id} has no action on this site")).to_owned();
        for (name, value) in values {
            let selector = css(&format!("[name=\"{name}\"]"));
            let mut named = form.select(&selector);
            assert!(
                named.any(|element| can_be(element, value)),
                "no field {name} that can be {value:?} in {id}"
            );
        }
        Self { action, entries: entries(form, values) }
    }
}

fn entries(form: ElementRef<'_>, values: &[(&str, &str)]) -> Vec<(String, String)> {
    let given = |name: &str| values.iter().find(|(given, _)| *given == name).map(|(_, value)| *value);
    let mut entries = Vec::new();
    let is_button_named = form.select(&css("button[name]")).any(|button| {
        button.attr("name").and_then(given).is_some_and(|value| button.attr("value") == Some(value))
    });
    let mut has_button = is_button_named;
    for element in form.select(&css("input, button, select, textarea")) {
        let name = element.attr("name");
        if element.attr("disabled").is_some() {
            continue;
        }
        let value = match control(element) {
            Control::Text(default) => name.map(|name| given(name).unwrap_or(default)),
            Control::Choice { value, is_checked } => name.and_then(|name| {
                given(name).map_or(is_checked.then_some(value), |given| (given == value).then_some(value))
            }),
            Control::Idle => None,
            Control::Button { value } if is_button_named => {
                name.filter(|name| given(name) == Some(value)).map(|_| value)
            }
            // Enter presses the first button.
            Control::Button { value } => (!std::mem::replace(&mut has_button, true)).then_some(value),
        };
        if let (Some(name), Some(value)) = (name, value) {
            entries.push((name.to_owned(), value.to_owned()));
        }
    }
    entries
}

fn control(element: ElementRef<'_>) -> Control<'_> {
    let value = element.attr("value");
    let is_checked = element.attr("checked").is_some();
    match (element.value().name(), element.attr("type").unwrap_or("text")) {
        ("button" | "input", "button" | "reset") => Control::Idle,
        ("button", _) | ("input", "submit") => Control::Button { value: value.unwrap_or_default() },
        ("input", "checkbox" | "radio") => Control::Choice { value: value.unwrap_or("on"), is_checked },
        ("input", _) => Control::Text(value.unwrap_or_default()),
        (other, _) => panic!("how a {other} is filled in is not written down yet"),
    }
}

/// Whether somebody can give a control this value.
fn can_be(element: ElementRef<'_>, wanted: &str) -> bool {
    match control(element) {
        Control::Text(_) => element.attr("readonly").is_none(),
        Control::Choice { value, .. } => wanted.is_empty() || value == wanted,
        Control::Button { value } => value == wanted,
        Control::Idle => false,
    }
}

#[cfg(test)]
mod tests {
    use super::FilledForm;
    use crate::support::page::Page;

    const PAGE: &str = r#"<form id="f" method="post" action="/f">
        <input type="hidden" name="token" value="t"><input name="a" value="was"><input name="b" disabled>
        <input type="checkbox" name="on" value="yes" checked><input type="checkbox" name="off" value="yes">
        <noscript><input name="again"></noscript>
        <button type="button" name="no" value="no">x</button>
        <button name="press" value="one">1</button><button name="press" value="two">2</button></form>"#;

    fn entries(values: &[(&str, &str)]) -> String {
        let page = Page {
            path: String::new(),
            status: 200,
            headers: reqwest::header::HeaderMap::new(),
            body: PAGE.to_owned(),
            bytes: Vec::new(),
        };
        serde_urlencoded::to_string(FilledForm::fill(&page, "f", values).entries).unwrap()
    }

    #[test]
    fn a_form_is_sent_as_it_stands_on_the_page() {
        assert_eq!(entries(&[]), "token=t&a=was&on=yes&again=&press=one");
    }

    #[test]
    fn what_somebody_fills_in_replaces_what_stood_there() {
        let filled = [("a", "is"), ("on", ""), ("off", "yes"), ("again", "x"), ("press", "two")];
        assert_eq!(entries(&filled), "token=t&a=is&off=yes&again=x&press=two");
    }

    #[test]
    #[should_panic(expected = "no field c")]
    fn what_is_not_on_the_page_cannot_be_filled_in() {
        entries(&[("c", "1")]);
    }
}
