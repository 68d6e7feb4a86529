//! Which pages of other sites may call the API.

use super::origin::Origin;
use super::reader::Findings;
use super::settings::Values;

/// The origins, each named when it is none.
pub(super) fn origins(values: &Values, findings: &mut Findings) -> Vec<Origin> {
    const NAME: &str = "DOORWARD_API_ORIGINS";
    let listed = values.api_origins.as_deref().unwrap_or_default().split(',').map(str::trim);
    let mut origins = Vec::new();
    for text in listed.filter(|text| !text.is_empty()) {
        match Origin::parse(text) {
            Ok(origin) => origins.push(origin),
            Err(_) if text == "*" => {
                findings.fault(NAME, "must name each origin: * would let in pages that nobody chose");
            }
            Err(error) => findings.fault(NAME, format!("names {text:?}, which {error}")),
        }
    }
    origins
}
