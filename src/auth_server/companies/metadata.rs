//! What a company says of itself (SAML 2.0 Metadata).

use roxmltree::{Document, Node};

use crate::auth_server::error::ApiError;

/// The namespace of metadata.
const NAMESPACE: &str = "urn:oasis:names:tc:SAML:2.0:metadata";

/// What the company calls itself. It must say where its people sign in, once.
pub(super) fn entity_id(xml: &str) -> Result<String, ApiError> {
    let unreadable = |_| ApiError::invalid("The metadata cannot be read as XML");
    let document = Document::parse(xml).map_err(unreadable)?;
    let entity = entity(&document).ok_or_else(|| ApiError::invalid("The metadata describe no company"))?;
    let id = entity.attribute("entityID").unwrap_or_default();
    if id.is_empty() {
        return Err(ApiError::invalid("The metadata do not say what the company calls itself"));
    }
    match sign_ins(entity) {
        1 => Ok(id.to_owned()),
        0 => Err(ApiError::invalid("The metadata do not say where people sign in")),
        _ => Err(ApiError::invalid("The metadata name more than one place where people sign in")),
    }
}

/// The description itself, or the first in a list of them that says where people sign in.
fn entity<'a>(document: &'a Document<'_>) -> Option<Node<'a, 'a>> {
    let root = document.root_element();
    if root.has_tag_name((NAMESPACE, "EntityDescriptor")) {
        return Some(root);
    }
    let is_list = root.has_tag_name((NAMESPACE, "EntitiesDescriptor"));
    let mut listed = root.children().filter(|child| child.has_tag_name((NAMESPACE, "EntityDescriptor")));
    listed.find(|entity| is_list && sign_ins(*entity) > 0)
}

fn sign_ins(entity: Node<'_, '_>) -> usize {
    entity.children().filter(|child| child.has_tag_name((NAMESPACE, "IDPSSODescriptor"))).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIGN_IN: &str = "<IDPSSODescriptor/>";

    fn described(id: &str, inner: &str) -> String {
        format!("<EntityDescriptor xmlns=\"{NAMESPACE}\" entityID=\"{id}\">{inner}</EntityDescriptor>")
    }

    #[test]
    fn a_company_says_what_it_calls_itself() {
        let alone = described("https://a.example", SIGN_IN);
        assert_eq!(entity_id(&alone).unwrap(), "https://a.example");
        let without = described("https://b.example", "");
        let list = format!("<EntitiesDescriptor xmlns=\"{NAMESPACE}\">{without}{alone}</EntitiesDescriptor>");
        assert_eq!(entity_id(&list).unwrap(), "https://a.example");
    }

    #[test]
    fn what_describes_no_company_is_refused() {
        let two = SIGN_IN.repeat(2);
        let bomb = "<!DOCTYPE x [<!ENTITY a \"b\">]><x>&a;</x>".to_owned();
        let no_namespace =
            "<EntityDescriptor entityID=\"a\"><IDPSSODescriptor/></EntityDescriptor>".to_owned();
        for xml in [
            String::new(),
            "nonsense".to_owned(),
            "<x/>".to_owned(),
            bomb,
            no_namespace,
            described("", SIGN_IN),
            described("a", ""),
            described("a", &two),
        ] {
            assert!(entity_id(&xml).is_err(), "{xml}");
        }
    }
}
