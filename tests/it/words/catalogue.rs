//! The catalogue as these tests read it: straight from its files, without what the build makes of them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;

/// The messages of one language.
pub(super) struct Catalogue(pub(super) BTreeMap<String, Message>);

/// One message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Message {
    /// Its words, those of all its variants one after the other, without what is put into them.
    pub(super) text: String,
    /// What is put into it.
    pub(super) variables: BTreeSet<String>,
    /// The names of the tags in it.
    pub(super) tags: BTreeSet<String>,
}

impl Catalogue {
    /// The languages that have a file, English first.
    pub(super) fn tags() -> Vec<String> {
        let files = fs::read_dir(folder()).expect("the folder of the catalogues");
        let mut tags: Vec<_> = files
            .map(|file| file.expect("a file").path())
            .map(|path| path.file_stem().expect("a name").to_str().expect("a tag").to_owned())
            .collect();
        tags.sort_by_key(|tag| (tag != "en", tag.clone()));
        tags
    }

    /// The file of one language.
    pub(super) fn of(tag: &str) -> Self {
        let text = fs::read_to_string(folder().join(format!("{tag}.ftl")));
        Self::parse(&text.unwrap_or_else(|error| panic!("{tag}: {error}")))
    }

    /// What stands in a file.
    pub(super) fn parse(text: &str) -> Self {
        let resource = parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{faults:?}"));
        let mut messages = BTreeMap::new();
        for entry in &resource.body {
            let Entry::Message(found) = entry else { continue };
            let mut message = Message::default();
            message.read(found.value.as_ref().expect("a message that says something"));
            let earlier = messages.insert(found.id.name.to_owned(), message);
            assert!(earlier.is_none(), "{} is there twice", found.id.name);
        }
        Self(messages)
    }
}

impl Message {
    fn read(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => {
                    self.text.push_str(value);
                    self.tags.extend(tags(value));
                }
                PatternElement::Placeable { expression } => self.read_placeable(expression),
            }
        }
    }

    fn read_placeable(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => {
                self.note(inline);
                self.text.push('…');
            }
            Expression::Select { selector, variants } => {
                self.note(selector);
                for variant in variants {
                    self.read(&variant.value);
                    self.text.push('\n');
                }
            }
        }
    }

    fn note(&mut self, inline: &InlineExpression<&str>) {
        if let InlineExpression::VariableReference { id } = inline {
            self.variables.insert(id.name.to_owned());
        }
    }
}

fn tags(text: &str) -> impl Iterator<Item = String> {
    text.split('<').skip(1).map(|after| after.split('>').next().unwrap_or_default().to_owned())
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates/words"))
}
