//! `GET /admin/audit`: administrators read what happened to accounts (gotrue-contract §1.17).

use actix_web::HttpResponse;
use actix_web::http::header::LINK;
use actix_web::web::Data;
use serde_json::{Value, json};

use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::extract::{Administrator, Page, Query};
use crate::auth_server::store::audit_log::{self, EntryRow, Scope, Search};

pub(crate) async fn get(
    server: Data<AuthServer>,
    query: Query,
    _: Administrator,
) -> Result<HttpResponse, ApiError> {
    let page = Page::of(&query)?;
    let search = parse(query.get("query"))?;
    let mut connection = server.database().read().await?;
    let total = audit_log::count(connection.executor(), &search).await?;
    let found = audit_log::page(connection.executor(), &search, page.limit(), page.offset()).await?;
    let entries: Vec<_> = found.into_iter().map(shown).collect();
    Ok(HttpResponse::Ok()
        .insert_header((LINK, page.links("/admin/audit", &query, total)))
        .insert_header(("x-total-count", total.to_string()))
        .json(entries))
}

/// Reads `author:…`, `action:…` or `type:…`.
fn parse(query: &str) -> Result<Search, ApiError> {
    if query.is_empty() {
        return Ok(Search { scope: Scope::Action, text: String::new() });
    }
    let unknown = || ApiError::invalid("A query begins with author:, action: or type:");
    let (scope, text) = query.split_once(':').ok_or_else(unknown)?;
    let scope = match scope {
        "author" => Scope::Author,
        "action" => Scope::Action,
        "type" => Scope::LogType,
        _ => return Err(unknown()),
    };
    Ok(Search { scope, text: text.replace('\0', "") })
}

fn shown(entry: EntryRow) -> Value {
    json!({
        "id": entry.id,
        "payload": entry.payload.0,
        "created_at": entry.created_at,
        "ip_address": entry.ip_address,
    })
}
