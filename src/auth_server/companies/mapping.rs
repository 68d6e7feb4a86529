//! What a company calls what is known of its people.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What is called how.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
pub(crate) struct AttributeMapping {
    #[serde(skip_serializing_if = "is_empty")]
    pub(super) keys: Option<BTreeMap<String, Option<Attribute>>>,
}

/// Where one thing is found. What is not said is left out.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
pub(super) struct Attribute {
    #[serde(skip_serializing_if = "is_nothing")]
    name: Option<String>,
    #[serde(skip_serializing_if = "is_no_list")]
    names: Option<Vec<Option<String>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Value>,
    #[serde(skip_serializing_if = "is_not_so")]
    array: Option<bool>,
}

#[expect(clippy::ref_option, reason = "serde wants a reference")]
fn is_empty<T>(keys: &Option<BTreeMap<String, T>>) -> bool {
    keys.as_ref().is_none_or(BTreeMap::is_empty)
}

#[expect(clippy::ref_option, reason = "serde wants a reference")]
fn is_nothing(text: &Option<String>) -> bool {
    text.as_deref().unwrap_or_default().is_empty()
}

#[expect(clippy::ref_option, reason = "serde wants a reference")]
fn is_no_list<T>(list: &Option<Vec<T>>) -> bool {
    list.as_deref().unwrap_or_default().is_empty()
}

#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde wants a reference")]
const fn is_not_so(flag: &Option<bool>) -> bool {
    !matches!(flag, Some(true))
}
