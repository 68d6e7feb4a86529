//! The server of this house as a subject, on a database of its own.

use std::net::TcpListener;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use actix_web::http::header::HeaderName;
use actix_web::{App, HttpServer};
use doorward::auth_server::{
    AuthServer, AuthServerSettings, ProviderKind, ProviderSettings, RedirectPattern,
};
use doorward::clock::Clock;
use doorward::keys::{Keys, MasterSecret};
use doorward::mail::{MailSettings, Mailer, Outbox};
use secrecy::ExposeSecret;
use url::Url;

use super::{ALLOWED_REDIRECTS, Beside, CLIENT_ADDRESS, ISSUER, PATIENCE, SITE, Setup};
use crate::contract::provider::{APP_CLIENT_ID, CLIENT_ID, CLIENT_SECRET, FakeProvider, ISSUERS};
use crate::support::database::TestDatabase;

/// The running server; it ends with the story.
pub(super) struct EmbeddedServer {
    pub(super) url: String,
    pub(super) publishable_key: String,
    pub(super) service_key: String,
    pub(super) clock: Clock,
    outbox: Outbox,
    mailer: Mailer,
    handle: ServerHandle,
    _database: TestDatabase,
}

impl EmbeddedServer {
    pub(super) async fn start(database: TestDatabase, setup: Setup, beside: &Beside) -> Self {
        let clock = Clock::system();
        let clock = if setup.has_time_pass() { Clock::settable(clock.now()) } else { clock };
        let keys = Keys::new(MasterSecret::generate().expect("a secret"), None);
        let outbox = Outbox::new(database.database().clone(), clock.clone(), &keys).expect("an outbox");
        let mailer = Mailer::new(&MailSettings {
            smtp_url: Some(beside.catcher.url().into()),
            from: "Doorward <auth@site.example>".to_owned(),
            reply_to: None,
        });
        let server = AuthServer::open(
            settings(setup, beside),
            database.database().clone(),
            clock.clone(),
            &keys,
            outbox.clone(),
        )
        .await
        .expect("the server opens");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/auth/v1", listener.local_addr().expect("an address"));
        let routes = server.routes(Some(HeaderName::from_static(CLIENT_ADDRESS)));
        // On a busy machine five seconds pass between two requests, or within one: that is no answer.
        let http = HttpServer::new(move || App::new().configure(routes.clone()))
            .keep_alive(PATIENCE)
            .client_request_timeout(PATIENCE);
        let running = http.workers(1).disable_signals().listen(listener).expect("a listener").run();
        let handle = running.handle();
        tokio::spawn(running);
        Self {
            url,
            publishable_key: server.publishable_key().expose_secret().to_owned(),
            service_key: server.service_key().expose_secret().to_owned(),
            clock,
            outbox,
            mailer: mailer.expect("a mailer"),
            handle,
            _database: database,
        }
    }

    /// Brings to the catcher what is queued.
    pub(super) async fn deliver(&self) {
        self.outbox.deliver_due(&self.mailer).await.expect("the mails leave");
    }
}

impl Drop for EmbeddedServer {
    fn drop(&mut self) {
        // Its workers stop by themselves; nobody waits for them.
        drop(self.handle.stop(false));
    }
}

fn settings(setup: Setup, beside: &Beside) -> AuthServerSettings {
    let url = |text: &str| Url::parse(text).expect("a URL");
    let mut settings = AuthServerSettings::new(url(SITE), url(ISSUER), "Doorward");
    settings.mail_pause = if setup == Setup::Throttled { Duration::from_mins(1) } else { Duration::ZERO };
    settings.confirms_mails = !matches!(
        setup,
        Setup::Autoconfirm
            | Setup::AnonymousAutoconfirm
            | Setup::ProvidersAutoconfirm
            | Setup::HooksAutoconfirm
    );
    settings.takes_sign_ups = !matches!(setup, Setup::Closed | Setup::ProvidersClosed);
    settings.asks_code_for_new_password = setup == Setup::Reauthenticating;
    match setup {
        Setup::NoNewApps => settings.mfa.enrolls_totp = false,
        Setup::NoCodesOfApps => settings.mfa.verifies_totp = false,
        Setup::FewFactors => (settings.mfa.most_enrolled, settings.mfa.most_verified) = (2, 1),
        Setup::WholeSessions => settings.sessions.low_assurance = Some(Duration::from_mins(30)),
        Setup::Anonymous
        | Setup::Hooks
        | Setup::AnonymousAutoconfirm
        | Setup::Providers
        | Setup::ProvidersPassingTime => {
            settings.takes_anonymous = true;
        }
        Setup::LimitedSessions => {
            settings.sessions.timebox = Some(Duration::from_hours(3));
            settings.sessions.inactivity = Some(Duration::from_hours(2));
        }
        Setup::SingleSession => settings.sessions.single_per_user = true,
        Setup::CountedTokens => settings.refresh_tokens.are_counted = true,
        Setup::LenientCountedTokens => {
            settings.refresh_tokens.are_counted = true;
            settings.refresh_tokens.reuse_ends_session = false;
        }
        Setup::ReusableCountedTokens => {
            settings.refresh_tokens.are_counted = true;
            settings.refresh_tokens.allows_reuse = true;
        }
        Setup::ProvidersUnconfirmed => settings.external.lets_in_unconfirmed = true,
        Setup::LenientTokens => settings.refresh_tokens.reuse_ends_session = false,
        _ => {}
    }
    let allowed = ALLOWED_REDIRECTS.iter().map(|pattern| RedirectPattern::parse(pattern).expect("a pattern"));
    settings.allowed_redirects = allowed.collect();
    if let Some(provider) = &beside.provider {
        let is_lenient = setup == Setup::ProvidersLenient;
        settings.external.allows_manual_linking = !is_lenient;
        settings.external.id_token_issuers =
            ISSUERS.map(|issuer| format!("{}/{issuer}", provider.url())).into();
        settings.external.providers = [ProviderKind::Keycloak, ProviderKind::Gitlab]
            .map(|kind| {
                let at = url(&format!("{}/{}", provider.url(), kind.name()));
                ProviderSettings {
                    url: Some(at),
                    app_client_ids: vec![APP_CLIENT_ID.to_owned()],
                    is_email_optional: is_lenient,
                    skips_nonce_check: is_lenient,
                    ..ProviderSettings::new(kind, CLIENT_ID, CLIENT_SECRET.into())
                }
            })
            .into();
    }
    if let Some((proxy, authority)) = beside.provider.as_ref().and_then(FakeProvider::way) {
        settings.external.custom.proxy = Some(url(&proxy));
        settings.external.custom.authorities = std::fs::read(authority).expect("a file");
    }
    if let Some(hooks) = &beside.hooks {
        setup.tell_hooks(hooks, &mut settings);
    }
    setup.tell_of_phones(&mut settings);
    setup.tell(&mut settings);
    setup.tell_of_numbers(&mut settings);
    setup.tell_of_keys(&mut settings);
    setup.tell_of_captchas(beside.outside.as_ref(), &mut settings);
    setup.tell_of_leaks(beside.outside.as_ref(), &mut settings);
    settings
}
