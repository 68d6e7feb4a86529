//! Putting together what depends on something: a name, a number of things.

use std::sync::LazyLock;

use askama::filters::{Html, escape};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::{Fact, Language, Markup, Words};

static BUNDLES: LazyLock<Vec<FluentBundle<FluentResource>>> =
    LazyLock::new(|| Language::ALL.into_iter().map(bundle).collect());

/// Every message of a language, the English one where it has none of its own.
fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let tag: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    // Marks around each name would end up in subjects and in what people copy: templates say `<bdi>`.
    bundle.set_use_isolating(false);
    for known in [Language::English, language] {
        let source = known.catalogue().source.to_owned();
        // The build has read the same file: what is broken did not compile.
        let resource = FluentResource::try_new(source).unwrap_or_else(|(whole, _)| whole);
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Words {
    pub(super) fn format<const N: usize>(self, id: &str, facts: [(&'static str, Fact<'_>); N]) -> String {
        let bundle = BUNDLES.get(self.language as usize);
        let message = bundle.and_then(|bundle| Some((bundle, bundle.get_message(id)?.value()?)));
        let Some((bundle, pattern)) = message else {
            tracing::error!(id, "words are missing");
            return id.to_owned();
        };
        let mut faults = Vec::new();
        let said = bundle.format_pattern(
            pattern,
            Some(&FluentArgs::from_iter(facts.map(|(name, Fact(value))| (name, value)))),
            &mut faults,
        );
        if !faults.is_empty() {
            tracing::error!(id, ?faults, "words could not be put together");
        }
        said.into_owned()
    }

    pub(super) fn mark_up<const N: usize>(self, id: &str, facts: [(&'static str, Fact<'_>); N]) -> Markup {
        Markup::put_together(self.format(id, facts.map(|(name, fact)| (name, escaped(fact)))))
    }
}

fn escaped(fact: Fact<'_>) -> Fact<'_> {
    match fact.0 {
        FluentValue::String(text) => {
            Fact::from(escape(text, Html).map(|text| text.to_string()).unwrap_or_default())
        }
        other => Fact(other),
    }
}
