//! What programs look for at fixed places without being told: search engines, password managers,
//! phones that keep an icon, and people who found a hole. It is the same for everybody; no cookie is
//! read or set here.

mod manifest;
mod robots;
mod routes;
mod security_txt;
mod sign;
mod sitemap;

pub use routes::routes;
