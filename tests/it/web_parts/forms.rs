//! Forms as the parts of the templates show them.

use askama::Template;
use doorward::web::{Field, FormErrors};
use doorward::words::{Language, Words};
use scraper::{ElementRef, Html, Selector};

/// A page with one field, made of the real components.
#[derive(Template)]
#[template(
    ext = "html",
    source = r##"{% import "components/field.html" as field %}{% import "components/summary.html" as summary -%}
<title>{{ form.errors.title_prefix(page.words) }}Sign in</title>
{{ summary::of(form.errors) }}
{{ field::email("email", "email", "E-mail address", form.email, "username", "send", "One line") }}"##
)]
struct Page {
    page: Frame,
    form: Form,
}

/// What components ask of a page.
struct Frame {
    words: Words,
}

#[derive(Default)]
struct Form {
    email: Field,
    errors: FormErrors,
}

fn render(form: Form) -> Html {
    Html::parse_fragment(
        &Page { page: Frame { words: Words::of(Language::English) }, form }.render().unwrap(),
    )
}

fn all<'page>(page: &'page Html, selector: &str) -> Vec<ElementRef<'page>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().trim().to_owned()
}

#[test]
fn a_form_without_errors_shows_none() {
    let page = render(Form { email: Field::new("ada@example.com"), ..Form::default() });
    assert_eq!(text(all(&page, "title")[0]), "Sign in");
    assert!(all(&page, "[data-error-summary], .error, [aria-invalid]").is_empty());
    let input = all(&page, "input")[0].value();
    assert_eq!(input.attr("value"), Some("ada@example.com"));
    assert_eq!(input.attr("aria-describedby"), Some("email-hint"));
}

#[test]
fn a_rejected_field_is_named_in_title_summary_and_beside_the_input_with_what_was_typed() {
    let mut form = Form { email: Field::new("<b>@"), ..Form::default() };
    form.errors.reject("email", &mut form.email, "Enter a full e-mail address, like name@example.com");
    let page = render(form);
    assert_eq!(text(all(&page, "title")[0]), "Error: Sign in");
    let link = all(&page, "[data-error-summary] a")[0];
    assert_eq!(link.value().attr("href"), Some("#email"));
    assert_eq!(text(link), "Enter a full e-mail address, like name@example.com");
    let beside = all(&page, "#email-error")[0];
    assert!(text(beside).ends_with(&text(link)), "{}", text(beside));
    let input = all(&page, "input")[0].value();
    assert_eq!(input.attr("value"), Some("<b>@"));
    assert_eq!(input.attr("aria-invalid"), Some("true"));
    assert_eq!(input.attr("aria-describedby"), Some("email-hint email-error"));
}

#[test]
fn what_is_wrong_with_the_whole_form_links_nowhere() {
    let mut form = Form::default();
    form.errors.say("Too many tries. You can try again in 40 seconds");
    let page = render(form);
    assert!(all(&page, "[data-error-summary] a").is_empty());
    assert_eq!(
        text(all(&page, "[data-error-summary] li")[0]),
        "Too many tries. You can try again in 40 seconds"
    );
}

#[test]
fn a_marked_field_keeps_the_words_it_has_and_else_shows_none() {
    let mut form = Form::default();
    form.email.mark_wrong();
    form.errors.point_to("email", "E-mail address or password is incorrect");
    let page = render(form);
    assert_eq!(all(&page, "input[aria-invalid]").len(), 1);
    assert!(all(&page, ".error").is_empty());
    assert_eq!(all(&page, "[data-error-summary] a[href='#email']").len(), 1);

    let mut field = Field { value: String::new(), error: Some("Enter your password".to_owned()) };
    field.mark_wrong();
    assert_eq!(field.error.as_deref(), Some("Enter your password"));
}
