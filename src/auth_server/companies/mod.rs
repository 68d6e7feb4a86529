//! Companies whose people would sign in with SAML: administrators describe them, as they can at a GoTrue
//! where SAML is switched off (gotrue-contract §1.18). Nobody signs in with one here.

mod form;
mod mapping;
mod metadata;

pub(crate) use form::Form;
pub(crate) use mapping::AttributeMapping;
