//! The contract: what Supabase's auth server answers, told as stories to the real one, and to ours.
//!
//! The stories speak HTTP to a base URL and read mails; they know nothing of the server behind. What
//! the real server answered is kept in `tests/fixtures/gotrue/`, with ids, times and tokens replaced by
//! names, and ours must answer the same, field by field. The texts for people are not compared.
//!
//! Without any setting the embedded server is tested. With `GOTRUE_BINARY` and `TEST_POSTGRES_URL` the
//! real one is started and tested too, and `UPDATE_FIXTURES=1` then writes the fixtures anew.

mod allowances;
mod answer;
mod ask;
mod at_hooks;
mod at_leaks;
mod at_provider;
mod audited;
mod challenge;
mod comparison;
mod comparison_proofs;
mod coverage;
mod custom;
mod differences;
mod hooked;
mod id_token;
pub mod jwt;
mod keys;
mod letter;
mod linking;
mod meant_answers;
mod meant_bodies;
mod meant_custom;
mod meant_differences;
mod meant_flows;
mod meant_hooks;
mod meant_keys;
mod meant_leaks;
mod meant_phones;
mod meant_programs;
mod names;
mod numbers;
mod outside;
mod program;
mod provider;
pub mod ranges;
mod record;
mod second_factor;
mod stories;
mod story;
mod subject;
mod telephone;
mod telling;
mod trial;
mod walk;

/// Makes the tests of each area, one for each kind of server.
macro_rules! areas {
    ($($area:ident,)*) => {
        const AREAS: &[trial::Area] = &[$(
            trial::Area { name: stringify!($area), stories: stories::$area::STORIES },
        )*];

        mod real {
            $(#[tokio::test]
            async fn $area() {
                super::trial::real(super::area(stringify!($area))).await;
            })*
        }

        mod embedded_on_sqlite {
            $(#[tokio::test]
            async fn $area() {
                super::trial::sqlite(super::area(stringify!($area))).await;
            })*
        }

        mod embedded_on_postgres {
            $(#[tokio::test]
            async fn $area() {
                super::trial::postgres(super::area(stringify!($area))).await;
            })*
        }
    };
}

areas! {
    admin_factors,
    admin_list,
    admin_passkeys,
    admin_parts,
    admin_users,
    anonymous,
    audit_entries,
    audit_log,
    bearer,
    captcha,
    captcha_judged,
    code_by_mail,
    companies,
    companies_refused,
    cors,
    counted_refresh,
    custom_authorize,
    custom_openid,
    custom_providers,
    custom_providers_kept,
    custom_providers_made,
    custom_providers_refused,
    custom_sign_in,
    email_change,
    factors_challenge,
    factors_codes,
    factors_enrol,
    factors_limits,
    factors_phone,
    factors_phone_proofs,
    factors_phone_switches,
    factors_room,
    factors_sessions,
    factors_unenrol,
    factors_verify,
    factors_webauthn,
    factors_webauthn_bodies,
    factors_webauthn_new,
    factors_webauthn_proofs,
    factors_webauthn_switches,
    generate_link,
    hooks_answers,
    hooks_attempts,
    hooks_claims,
    hooks_mails,
    hooks_newcomers,
    hooks_notices,
    hooks_tokens,
    id_token_claims,
    id_token_linking,
    id_token_of_apps,
    id_token_refusals,
    id_token_sign_in,
    identities,
    identities_unlink,
    invite,
    leaked_passwords,
    leaked_passwords_unanswered,
    logout,
    metadata,
    notices,
    notices_of_numbers,
    oauth_authorize,
    oauth_callback,
    oauth_linking,
    oauth_refusals,
    oauth_server_authorize,
    oauth_server_clients,
    oauth_server_consent,
    oauth_server_credentials,
    oauth_server_grants,
    oauth_server_off,
    oauth_server_refresh,
    oauth_server_registration,
    oauth_server_remembered,
    oauth_server_token,
    operator_mails,
    operator_passwords,
    operator_switches,
    operator_tokens,
    passkeys_authentication,
    passkeys_authentication_refusals,
    passkeys_management,
    passkeys_off,
    passkeys_proofs,
    passkeys_registration,
    passkeys_registration_refusals,
    password_change,
    password_grant,
    password_import,
    phone_account,
    phone_admin,
    phone_believed,
    phone_change,
    phone_code,
    phone_otp,
    phone_password,
    phone_proved_meanwhile,
    phone_reauthentication,
    phone_resend,
    phone_sent,
    phone_sign_up,
    phone_switches,
    phone_throttled,
    pkce_exchange,
    pkce_expiry,
    pkce_links,
    pkce_mails,
    reauthentication,
    recover,
    redirects,
    refresh_grant,
    request_limits,
    resend,
    session_limits,
    session_tags,
    signup,
    signup_refusals,
    sso,
    user,
    verify,
    verify_link,
    web3,
}

fn area(name: &str) -> &'static trial::Area {
    AREAS.iter().find(|area| area.name == name).expect("an area")
}

#[tokio::test]
async fn a_server_that_is_running_already_answers_as_recorded() {
    trial::foreign(AREAS).await;
}

#[test]
fn what_is_recorded_is_what_is_told() {
    for area in AREAS {
        let told: std::collections::BTreeSet<_> =
            area.stories.iter().map(|story| story.name.to_owned()).collect();
        let recorded = record::Record::read(area.name).stories.into_keys().collect();
        assert_eq!(told, recorded, "{}: record the stories again (README, Tests)", area.name);
    }
}
