//! No language lacks anything, and none says it with other parts.

use super::catalogue::Catalogue;

/// How one language differs from the first.
fn differences(first: &Catalogue, other: &Catalogue) -> Vec<String> {
    let mut faults = Vec::new();
    for (key, message) in &first.0 {
        match other.0.get(key) {
            None => faults.push(format!("{key} is missing")),
            Some(same) if same.variables != message.variables => {
                faults.push(format!("{key} holds {:?}, not {:?}", same.variables, message.variables));
            }
            Some(same) if same.tags != message.tags => {
                faults.push(format!("{key} has the tags {:?}, not {:?}", same.tags, message.tags));
            }
            Some(_) => {}
        }
    }
    let unknown = other.0.keys().filter(|key| !first.0.contains_key(*key));
    faults.extend(unknown.map(|key| format!("{key} is not in the first language")));
    faults
}

#[test]
fn every_language_has_every_message_with_the_same_variables_and_tags() {
    let tags = Catalogue::tags();
    assert!(tags.len() > 1 && tags[0] == "en", "{tags:?}");
    let first = Catalogue::of(&tags[0]);
    assert!(first.0.len() > 50, "only {} messages were read", first.0.len());
    let faults: Vec<_> = tags[1..]
        .iter()
        .flat_map(|tag| {
            let faults = differences(&first, &Catalogue::of(tag));
            faults.into_iter().map(move |fault| format!("{tag}: {fault}"))
        })
        .collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_message_that_is_missing_left_over_or_made_of_other_parts_is_a_fault() {
    let first = Catalogue::parse(
        "a = Yes\nb = <bdi>{ $name }</bdi> is in\nc = { $count ->\n    [one] One\n   *[other] More\n}\n",
    );
    for (other, fault) in [
        ("b = <bdi>{ $name }</bdi> ist da\nc = { $count }\n", "a is missing"),
        ("a = Ja\nb = <bdi>{ $nam }</bdi> ist da\nc = { $count }\n", "b holds {\"nam\"}, not {\"name\"}"),
        ("a = Ja\nb = <b>{ $name }</b> ist da\nc = { $count }\n", "b has the tags"),
        ("a = Ja\nb = <bdi>{ $name }</bdi> ist da\nc = Viele\n", "c holds {}, not {\"count\"}"),
        ("a = Ja\nb = <bdi>{ $name }</bdi> ist da\nc = { $count }\nd = Nein\n", "d is not in the first"),
    ] {
        let faults = differences(&first, &Catalogue::parse(other));
        assert_eq!(faults.len(), 1, "{other}: {faults:?}");
        assert!(faults[0].starts_with(fault), "{faults:?}");
    }
}
