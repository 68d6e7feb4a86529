//! What an operator says who says more than usual, in the words of the real server and in ours.

use std::time::Duration;

use doorward::auth_server::{AuthServerSettings, MailBudget, NoticeSettings, PasswordRules, Renewal};

use super::Setup;

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyz";
const DIGITS: &str = "0123456789";

impl Setup {
    /// As the real server is told it, beside what it is told every time.
    pub(super) fn variables(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::StrictPasswords => &[
                ("GOTRUE_PASSWORD_MIN_LENGTH", "10"),
                ("GOTRUE_PASSWORD_REQUIRED_CHARACTERS", "abcdefghijklmnopqrstuvwxyz:0123456789"),
            ],
            Self::AskingCurrentPassword => {
                &[("GOTRUE_SECURITY_UPDATE_PASSWORD_REQUIRE_CURRENT_PASSWORD", "true")]
            }
            Self::OtherRoles => &[
                ("GOTRUE_JWT_AUD", "people"),
                ("GOTRUE_JWT_DEFAULT_GROUP_NAME", "member"),
                ("GOTRUE_JWT_ADMIN_ROLES", "service_role,keeper"),
                ("GOTRUE_JWT_ADMIN_GROUP_NAME", "captain"),
            ],
            Self::LongCodes => &[("GOTRUE_MAILER_OTP_LENGTH", "8"), ("GOTRUE_MAILER_OTP_EXP", "600")],
            Self::NewEndOnly | Self::HookedMailsToNewEnd => {
                &[("GOTRUE_MAILER_SECURE_EMAIL_CHANGE_ENABLED", "false")]
            }
            Self::NoMails => &[("GOTRUE_RATE_LIMIT_EMAIL_SENT", "0")],
            Self::NoAddresses => &[("GOTRUE_EXTERNAL_EMAIL_ENABLED", "false")],
            Self::Programs | Self::ProgramsPassingTime => &[
                ("GOTRUE_OAUTH_SERVER_ENABLED", "true"),
                ("GOTRUE_OAUTH_SERVER_ALLOW_DYNAMIC_REGISTRATION", "true"),
                ("GOTRUE_OAUTH_SERVER_AUTHORIZATION_PATH", "/consent"),
            ],
            Self::NoCustomProviders => &[("GOTRUE_CUSTOM_OAUTH_ENABLED", "false")],
            Self::OneCustomProvider => &[
                ("GOTRUE_CUSTOM_OAUTH_MAX_PROVIDERS", "1"),
                ("GOTRUE_CUSTOM_OAUTH_EXTERNAL_URL", "https://other.example/auth/"),
            ],
            Self::ProgramsClosed => &[("GOTRUE_OAUTH_SERVER_ENABLED", "true")],
            Self::NoSignInByMail => &[("GOTRUE_EXTERNAL_EMAIL_MAGIC_LINK_ENABLED", "false")],
            Self::Cursors => &[("GOTRUE_EXPERIMENTAL_CURSOR_PAGINATION_ENABLED", "true")],
            Self::TaggedSessions => {
                &[("GOTRUE_SESSIONS_SINGLE_PER_USER", "true"), ("GOTRUE_SESSIONS_TAGS", "web,app")]
            }
            Self::ProvidersOfApps => &[("GOTRUE_EXTERNAL_KEYCLOAK_SECRET", "")],
            Self::ProvidersAndNotices | Self::HookedNotices | Self::NumbersAndNotices => &[
                ("GOTRUE_MAILER_NOTIFICATIONS_PASSWORD_CHANGED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_EMAIL_CHANGED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_PHONE_CHANGED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_IDENTITY_LINKED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_IDENTITY_UNLINKED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_ENROLLED_ENABLED", "true"),
                ("GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_UNENROLLED_ENABLED", "true"),
            ],
            _ => &[],
        }
    }

    /// As ours is told it.
    pub(super) fn tell(self, settings: &mut AuthServerSettings) {
        match self {
            Self::StrictPasswords => {
                let sets = vec![LETTERS.to_owned(), DIGITS.to_owned()];
                settings.password_rules = PasswordRules::new(10, sets);
            }
            Self::AskingCurrentPassword => settings.asks_current_password = true,
            Self::OtherRoles => {
                "people".clone_into(&mut settings.audience);
                "member".clone_into(&mut settings.role);
                "captain".clone_into(&mut settings.admin_group);
                settings.admin_roles = ["service_role", "keeper"].map(str::to_owned).to_vec();
            }
            Self::LongCodes => {
                settings.code_digits = 8;
                settings.code_lifetime = Duration::from_mins(10);
            }
            Self::NewEndOnly | Self::HookedMailsToNewEnd => settings.asks_both_ends = false,
            Self::NoMails => {
                let (over, renewal) = (Duration::from_hours(1), Renewal::AllAtOnce);
                settings.rates.mails = Some(MailBudget { mails: 0, over, renewal });
            }
            Self::NoAddresses => settings.takes_addresses = false,
            Self::Programs | Self::ProgramsPassingTime => {
                settings.oauth_server.is_on = true;
                settings.oauth_server.takes_registrations = true;
                "/consent".clone_into(&mut settings.oauth_server.authorization_path);
            }
            Self::ProgramsClosed => settings.oauth_server.is_on = true,
            Self::NoCustomProviders => settings.external.custom.are_taken = false,
            Self::OneCustomProvider => {
                settings.external.custom.most = Some(1);
                let url = "https://other.example/auth/".parse().expect("a URL");
                settings.external.custom.external_url = Some(url);
            }
            Self::NoSignInByMail => settings.signs_in_by_mail = false,
            Self::Cursors => settings.lists_by_cursor = true,
            Self::TaggedSessions => settings.sessions.single_per_user = true,
            Self::ProvidersOfApps => {
                for provider in &mut settings.external.providers {
                    provider.client_secret = String::new().into();
                }
            }
            Self::ProvidersAndNotices | Self::HookedNotices | Self::NumbersAndNotices => {
                settings.notices = NoticeSettings {
                    password_changed: true,
                    email_changed: true,
                    phone_changed: true,
                    identity_linked: true,
                    identity_unlinked: true,
                    factor_enrolled: true,
                    factor_unenrolled: true,
                };
            }
            _ => {}
        }
    }
}
