//! The document as a whole.

use utoipa::openapi::security::{
    Flow, HttpAuthScheme, HttpBuilder, OAuth2, Password, Scopes, SecurityScheme,
};
use utoipa::{Modify, OpenApi, openapi};

use crate::api::handlers::{deletion, me, password, register, revoke, sessions, token};
use crate::api::oauth_error::OAuthErrorBody;
use crate::api::problem::ProblemBody;

/// Where the document says that tokens are given, seen from any page of ours.
const TOKEN_URL: &str = "/api/token";

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Doorward",
        description = "Accounts for programs: create one, sign in, see and change it. JSON only, Bearer \
                       tokens only; no cookie is read or set. Members that are not described here are \
                       refused, but for the parameters of OAuth 2, where they are ignored (RFC 6749 §3.2). \
                       A body has at most 16 KiB, in UTF-8 and not compressed, and names no member twice. \
                       Errors are problem details (RFC 9457) with a `code` to branch on, or those of \
                       OAuth 2 (RFC 6749 §5.2) at its endpoints. Every answer has an `X-Request-Id`.",
    ),
    servers((url = "/", description = "This site")),
    paths(
        register::register,
        token::give,
        revoke::revoke,
        me::show,
        me::change,
        deletion::delete,
        password::change,
        sessions::list,
        sessions::end,
    ),
    components(schemas(ProblemBody<'_>, OAuthErrorBody<'_>)),
    modifiers(&Security),
    tags(
        (name = "Tokens", description = "Signing in, going on, signing out"),
        (name = "Account", description = "The account of whoever asks"),
        (name = "Sessions", description = "Where whoever asks is signed in"),
    ),
)]
struct Document;

/// The ways to prove who asks. They are the same token: the first way also says how to get it.
struct Security;

impl Modify for Security {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let password = OAuth2::with_description(
            [Flow::Password(Password::new(TOKEN_URL, Scopes::new()))],
            "A username or an e-mail address, and the password",
        );
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .bearer_format("JWT")
            .description(Some("An access token from /api/token"))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("password", SecurityScheme::OAuth2(password));
        components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    }
}

/// The document.
pub(in crate::api) fn document() -> openapi::OpenApi {
    Document::openapi()
}
