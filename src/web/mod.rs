//! The site: server-rendered pages over plain HTML forms.
//!
//! Middleware never answers with an `Err`: what stands outside of it would be skipped, and with it the
//! headers that every answer needs.

mod arrival;
pub mod assets;
mod authentication;
mod claims_cache;
mod client_address;
mod cookie_names;
mod entry;
mod error;
mod error_kind;
mod extract;
mod form_token;
mod forms;
mod gallery;
mod handlers;
mod inbox;
mod kept_cookie;
mod likely_address;
mod mail_link;
pub mod middleware;
mod next_path;
mod notice;
mod page;
mod pending;
mod preferences;
mod proof;
mod refresh;
mod refreshes;
mod route;
mod routes;
mod see_other;
pub mod signposts;
mod site;
mod theme;
mod token_cookies;
mod viewer;
mod visit;
mod visitor;
mod way_back;

pub use assets::asset;
pub use client_address::{ClientAddress, ClientAddressHeader};
pub use cookie_names::CookieNames;
pub use error::WebError;
pub use error_kind::ErrorKind;
pub use extract::{
    Aal2User, Admin, BodyDeadline, CurrentUser, Detour, Form, Guest, Query, RecentUser, RecoveryUser,
};
pub use forms::{Field, FormError, FormErrors, WayOut};
pub use inbox::Inbox;
pub use likely_address::likely_address;
pub use next_path::NextPath;
pub use page::Page;
pub use route::{Enters, RouteInfo};
pub use routes::{list as route_list, routes};
pub use site::{Site, SiteSettings};
pub use theme::Theme;
pub use viewer::Viewer;

pub(crate) use extract::{BodyKind, Malformed, read_body, read_parameters};
