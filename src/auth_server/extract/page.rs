//! Which page of a list is asked for.

use url::form_urlencoded::Serializer;

use super::Query;
use crate::auth_server::error::ApiError;

/// Rows on a page when nobody says how many.
const PER_PAGE: i64 = 50;

/// Most rows on a page.
const MOST_PER_PAGE: i64 = 1000;

/// A page of a list.
pub(crate) struct Page {
    number: i64,
    per_page: i64,
}

impl Page {
    /// The page that a query asks for; the first when it asks for none.
    pub(crate) fn of(query: &Query) -> Result<Self, ApiError> {
        let number = read(query.get("page"), 1)?.max(1);
        let per_page = read(query.get("per_page"), PER_PAGE)?.clamp(1, MOST_PER_PAGE);
        Ok(Self { number, per_page })
    }

    /// Rows on it.
    pub(crate) const fn limit(&self) -> i64 {
        self.per_page
    }

    /// Rows before it.
    pub(crate) const fn offset(&self) -> i64 {
        (self.number - 1).saturating_mul(self.per_page)
    }

    /// Where the next and the last page of the list at a path are, of so many rows in all (RFC 8288);
    /// relative to this server as GoTrue says it.
    pub(crate) fn links(&self, path: &str, query: &Query, total: i64) -> String {
        let pages = (total + self.per_page - 1) / self.per_page;
        let link = |to: i64, relation: &str| {
            let mut pairs: Vec<_> =
                query.pairs().iter().filter(|(name, _)| name != "page").cloned().collect();
            pairs.push(("page".to_owned(), to.to_string()));
            pairs.sort();
            let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
            format!("<{path}?{query}>; rel=\"{relation}\"")
        };
        if pages > self.number {
            format!("{}, {}", link(self.number + 1, "next"), link(pages, "last"))
        } else {
            link(pages, "last")
        }
    }
}

fn read(text: &str, otherwise: i64) -> Result<i64, ApiError> {
    if text.is_empty() {
        return Ok(otherwise);
    }
    let number = text.parse::<u32>().map_err(|_| ApiError::invalid("page and per_page are whole numbers"))?;
    Ok(number.into())
}
