//! What differs from the real server on purpose, for readers: `docs/contract-differences.md` is made of the table
//! that the suite goes by. `UPDATE_FIXTURES=1` writes it anew.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use super::allowances::Is;
use super::meant_differences::meant_differences;

/// Where the table stands.
const TABLE: &str = "docs/contract-differences.md";

const HEAD: &str = "\
# What differs from GoTrue on purpose

The contract suite ([contract.md](contract.md)) lets these differences from the real server through and no others; one
that no story needs fails it. The table is made of the one in the suite, and a test fails where it is another.

## Fields

| reason | field | GoTrue | here | stories |
|---|---|---|---|---|
";

const ANSWERS: &str = "
## Whole answers

| reason | story | here |
|---|---|---|
";

#[test]
fn the_table_of_differences_is_that_of_the_suite() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    let table = written();
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == table, "{TABLE} is not what the suite goes by: write it with UPDATE_FIXTURES=1");
}

fn written() -> String {
    let meant = meant_differences();
    let mut table = HEAD.to_owned();
    for allowance in &meant.fields {
        let (reason, field) = (cell(allowance.reason), cell(allowance.field));
        let (recorded, came) = (in_words(allowance.recorded), in_words(allowance.came));
        let stories = areas(allowance.stories);
        writeln!(table, "| {reason} | `{field}` | {recorded} | {came} | {stories} |").expect("a text grows");
    }
    table.push_str(ANSWERS);
    for answer in &meant.answers {
        let (reason, story) = (cell(answer.reason), answer.story);
        let (status, code) = (&answer.response["status"], &answer.response["body"]["error_code"]);
        let code = code.as_str().map(|code| format!(" `{code}`")).unwrap_or_default();
        let exchange = answer.exchange;
        writeln!(table, "| {reason} | `{story}`, request {exchange} | {status}{code} |")
            .expect("a text grows");
    }
    table
}

/// The areas of stories, with how many of each.
fn areas(stories: &[&str]) -> String {
    let mut areas = BTreeMap::new();
    for story in stories {
        *areas.entry(story.split("::").next().unwrap_or_default()).or_insert(0) += 1;
    }
    let name = |(area, count): (&str, i32)| match (area, count) {
        ("", _) => "all".to_owned(),
        (area, 1) => format!("`{area}`"),
        (area, count) => format!("`{area}` ({count})"),
    };
    areas.into_iter().map(name).collect::<Vec<_>>().join(", ")
}

fn in_words(is: Is) -> String {
    match is {
        Is::Missing => "nothing".to_owned(),
        Is::There => "something".to_owned(),
        Is::Null => "`null`".to_owned(),
        Is::False => "`false`".to_owned(),
        Is::True => "`true`".to_owned(),
        Is::Number(number) => format!("`{number}`"),
        Is::Text("") => "an empty text".to_owned(),
        Is::Text(text) => format!("`{}`", cell(text)),
    }
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
