//! Which path and method leads to which handler. Everything stands below `/auth/v1`, and where nothing
//! else is served at the root too; a slash at the end changes nothing.

use actix_web::dev::HttpServiceFactory;
use actix_web::http::Method;
use actix_web::http::header::HeaderName;
use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, Resource, Route, Scope};

use super::answers::{complete, not_allowed, unknown};
use super::captcha::people_only;
use super::cors::cross_origin;
use super::extract::AddressHeader;
use super::handlers::{
    admin_audit, admin_factors, admin_passkeys, admin_user, admin_users, authorize, callback,
    custom_providers, discovery, factor, factor_challenge, factor_verify, factors, generate_link, health,
    identities, invite, jwks, logout, magic_link, oauth_authorization, oauth_client, oauth_clients,
    oauth_grants, oauth_token, otp, passkey_authentication, passkey_registration, passkeys, reauthenticate,
    recover, resend, settings, signup, sso, token, user, verify,
};
use super::last_slash::without_last_slash;
use super::replay::runs;
use super::server::AuthServer;

/// Where the endpoints are, as at Supabase.
const BASE: &str = "/auth/v1";

/// Where they are without a gateway in front.
const ROOT: &str = "";

impl AuthServer {
    /// Mounts every endpoint. `address_header` is the header from which the client's address is
    /// believed on this listener; without one it is the peer's.
    pub fn routes(&self, address_header: Option<HeaderName>) -> impl Fn(&mut ServiceConfig) + Clone + use<> {
        let server = self.clone();
        move |config| {
            config.service(mounted(&server, address_header.as_ref(), BASE));
        }
    }

    /// Mounts every endpoint below `/auth/v1` and at the root, as a GoTrue behind a gateway has them and
    /// one without. Whatever else is served must be mounted before: here the root is whole.
    pub fn routes_of_all_paths(
        &self,
        address_header: Option<HeaderName>,
    ) -> impl Fn(&mut ServiceConfig) + Clone + use<> {
        let server = self.clone();
        move |config| {
            for base in [BASE, ROOT] {
                config.service(mounted(&server, address_header.as_ref(), base));
            }
        }
    }
}

/// Every endpoint below a path. What it answers elsewhere below it is the contract's too.
fn mounted(
    server: &AuthServer,
    address_header: Option<&HeaderName>,
    base: &str,
) -> impl HttpServiceFactory + 'static {
    let scope = web::scope(base)
        .app_data(web::Data::new(server.clone()))
        .app_data(AddressHeader(address_header.cloned()));
    let scope = endpoints(scope);
    let scope = if server.settings().oauth_server.is_on { programs(scope) } else { scope };
    let scope = if server.settings().passkeys.are_taken { keys(scope) } else { no_keys(scope) };
    scope.default_service(web::to(unknown)).wrap(from_fn(without_last_slash)).wrap(from_fn(cross_origin))
}

fn endpoints(scope: Scope) -> Scope {
    let scope = endpoint(scope, "/health", vec![(Method::GET, web::to(health::get))]);
    let scope = endpoint(scope, "/settings", vec![(Method::GET, web::to(settings::get))]);
    let scope = endpoint(scope, "/.well-known/jwks.json", vec![(Method::GET, web::to(jwks::get))]);
    let scope = for_people(scope, "/signup", web::to(signup::post));
    let scope = for_people(scope, "/token", web::to(token::post));
    let scope = endpoint(
        scope,
        "/verify",
        vec![(Method::GET, web::to(verify::get)), (Method::POST, web::to(verify::post))],
    );
    let scope = endpoint(scope, "/authorize", vec![(Method::GET, web::to(authorize::get))]);
    let scope = endpoint(
        scope,
        "/callback",
        vec![(Method::GET, web::to(callback::get)), (Method::POST, web::to(callback::post))],
    );
    let scope = for_people(scope, "/recover", web::to(recover::post));
    let scope = for_people(scope, "/resend", web::to(resend::post));
    let scope = for_people(scope, "/otp", web::to(otp::post));
    let scope = for_people(scope, "/magiclink", web::to(magic_link::post));
    let scope =
        endpoint(scope, "/user", vec![(Method::GET, web::to(user::get)), (Method::PUT, web::to(user::put))]);
    let scope =
        endpoint(scope, "/user/identities/authorize", vec![(Method::GET, web::to(identities::authorize))]);
    let scope = endpoint(
        scope,
        "/user/identities/{identity_id}",
        vec![(Method::DELETE, web::to(identities::delete))],
    );
    let scope = endpoint(scope, "/logout", vec![(Method::POST, web::to(logout::post))]);
    let scope = endpoint(scope, "/reauthenticate", vec![(Method::GET, web::to(reauthenticate::get))]);
    let scope = second_factors(scope);
    let scope = administered_passkeys(scope);
    let scope = endpoint(scope, "/invite", vec![(Method::POST, web::to(invite::post))]);
    let scope = endpoint(scope, "/admin/audit", vec![(Method::GET, web::to(admin_audit::get))]);
    let scope = endpoint(
        scope,
        "/admin/users",
        vec![(Method::GET, web::to(admin_users::get)), (Method::POST, web::to(admin_users::post))],
    );
    let scope = endpoint(
        scope,
        "/admin/users/{user_id}",
        vec![
            (Method::GET, web::to(admin_user::get)),
            (Method::PUT, web::to(admin_user::put)),
            (Method::DELETE, web::to(admin_user::delete)),
        ],
    );
    let scope = endpoint(scope, "/admin/generate_link", vec![(Method::POST, web::to(generate_link::post))]);
    let scope = companies(scope);
    let found = vec![(Method::GET, web::to(discovery::get))];
    let scope = endpoint(scope, "/.well-known/openid-configuration", found);
    let grants =
        vec![(Method::GET, web::to(oauth_grants::get)), (Method::DELETE, web::to(oauth_grants::delete))];
    let scope = endpoint(scope, "/user/oauth/grants", grants);
    let all = vec![(Method::GET, web::to(oauth_clients::get)), (Method::POST, web::to(oauth_clients::post))];
    let scope = endpoint(scope, "/admin/oauth/clients", all);
    let one = vec![
        (Method::GET, web::to(oauth_client::get)),
        (Method::PUT, web::to(oauth_client::put)),
        (Method::DELETE, web::to(oauth_client::delete)),
    ];
    let scope = endpoint(scope, "/admin/oauth/clients/{client_id}", one);
    let secret = vec![(Method::POST, web::to(oauth_client::regenerate_secret))];
    endpoint(scope, "/admin/oauth/clients/{client_id}/regenerate_secret", secret)
}

/// What programs of others ask for, and the people who let them. Where that is off nothing of it is there.
fn programs(scope: Scope) -> Scope {
    let found = vec![(Method::GET, web::to(discovery::get))];
    let scope = endpoint(scope, "/.well-known/oauth-authorization-server", found);
    let register = vec![(Method::POST, web::to(oauth_clients::register))];
    let scope = endpoint(scope, "/oauth/clients/register", register);
    let scope = endpoint(scope, "/oauth/token", vec![(Method::POST, web::to(oauth_token::post))]);
    let scope = endpoint(scope, "/oauth/userinfo", vec![(Method::GET, web::to(oauth_grants::userinfo))]);
    let authorize = vec![(Method::GET, web::to(oauth_authorization::authorize))];
    let scope = endpoint(scope, "/oauth/authorize", authorize);
    let asked = vec![(Method::GET, web::to(oauth_authorization::get))];
    let scope = endpoint(scope, "/oauth/authorizations/{authorization_id}", asked);
    let consent = vec![(Method::POST, web::to(oauth_authorization::consent))];
    endpoint(scope, "/oauth/authorizations/{authorization_id}/consent", consent)
}

/// Signing in through one's company, which is switched off, though administrators keep companies, and providers
/// that administrators set up.
fn companies(scope: Scope) -> Scope {
    let anything = web::resource(["/sso", "/sso/{rest:.*}"]).default_service(web::to(sso::off));
    let scope = scope.service(anything.wrap(from_fn(complete)));
    let all = vec![
        (Method::GET, web::to(custom_providers::list)),
        (Method::POST, web::to(custom_providers::create)),
    ];
    let scope = endpoint(scope, "/admin/custom-providers", all);
    let one = vec![
        (Method::GET, web::to(custom_providers::get)),
        (Method::PUT, web::to(custom_providers::put)),
        (Method::DELETE, web::to(custom_providers::delete)),
    ];
    let scope = endpoint(scope, "/admin/custom-providers/{identifier}", one);
    let all = vec![(Method::GET, web::to(sso::list)), (Method::POST, web::to(sso::create))];
    let scope = endpoint(scope, "/admin/sso/providers", all);
    let one = vec![
        (Method::GET, web::to(sso::get)),
        (Method::PUT, web::to(sso::put)),
        (Method::DELETE, web::to(sso::delete)),
    ];
    endpoint(scope, "/admin/sso/providers/{idp_id}", one)
}

/// Passkeys of people.
fn keys(scope: Scope) -> Scope {
    let scope = endpoint(scope, "/passkeys", vec![(Method::GET, web::to(passkeys::get))]);
    let options = web::to(passkey_authentication::options);
    let scope = for_people(scope, "/passkeys/authentication/options", options);
    let verify = vec![(Method::POST, web::to(passkey_authentication::verify))];
    let scope = endpoint(scope, "/passkeys/authentication/verify", verify);
    let options = vec![(Method::POST, web::to(passkey_registration::options))];
    let scope = endpoint(scope, "/passkeys/registration/options", options);
    let verify = vec![(Method::POST, web::to(passkey_registration::verify))];
    let scope = endpoint(scope, "/passkeys/registration/verify", verify);
    let one = vec![(Method::PATCH, web::to(passkeys::patch)), (Method::DELETE, web::to(passkeys::delete))];
    endpoint(scope, "/passkeys/{passkey_id}", one)
}

/// The same where there are none.
fn no_keys(scope: Scope) -> Scope {
    let anything = web::resource(["/passkeys", "/passkeys/{rest:.*}"]);
    scope.service(anything.default_service(web::to(passkeys::off)).wrap(from_fn(complete)))
}

fn administered_passkeys(scope: Scope) -> Scope {
    let all = vec![(Method::GET, web::to(admin_passkeys::get))];
    let scope = endpoint(scope, "/admin/users/{user_id}/passkeys", all);
    let one = vec![(Method::DELETE, web::to(admin_passkeys::delete))];
    endpoint(scope, "/admin/users/{user_id}/passkeys/{passkey_id}", one)
}

fn second_factors(scope: Scope) -> Scope {
    let scope = endpoint(scope, "/factors", vec![(Method::POST, web::to(factors::post))]);
    let scope = endpoint(scope, "/factors/{factor_id}", vec![(Method::DELETE, web::to(factor::delete))]);
    let challenge = vec![(Method::POST, web::to(factor_challenge::post))];
    let scope = endpoint(scope, "/factors/{factor_id}/challenge", challenge);
    let verify = vec![(Method::POST, web::to(factor_verify::post))];
    let scope = endpoint(scope, "/factors/{factor_id}/verify", verify);
    let all = vec![(Method::GET, web::to(admin_factors::get))];
    let scope = endpoint(scope, "/admin/users/{user_id}/factors", all);
    endpoint(
        scope,
        "/admin/users/{user_id}/factors/{factor_id}",
        vec![(Method::PUT, web::to(admin_factors::put)), (Method::DELETE, web::to(admin_factors::delete))],
    )
}

fn endpoint(scope: Scope, path: &str, methods: Vec<(Method, Route)>) -> Scope {
    scope.service(resource(path, methods).wrap(from_fn(runs)).wrap(from_fn(complete)))
}

/// Something to `POST` that programs get no answer to where captchas are asked for.
fn for_people(scope: Scope, path: &str, route: Route) -> Scope {
    let resource = resource(path, vec![(Method::POST, route)]).wrap(from_fn(runs));
    scope.service(resource.wrap(from_fn(people_only)).wrap(from_fn(complete)))
}

fn resource(path: &str, methods: Vec<(Method, Route)>) -> Resource {
    let allowed: Vec<_> = methods.iter().map(|(method, _)| method.as_str().to_owned()).collect();
    let allowed = allowed.join(", ");
    let mut resource = web::resource(path);
    for (method, route) in methods {
        resource = resource.route(route.method(method));
    }
    let refuse = move |request: HttpRequest| {
        let answer = not_allowed(&request, &allowed);
        async move { answer }
    };
    resource.default_service(web::to(refuse))
}
