//! Of which changes the operator has owners told.

/// Of which changes owners are told by mail (gotrue-contract §4.1); usually of none, since a site may do it
/// itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct NoticeSettings {
    /// `GOTRUE_MAILER_NOTIFICATIONS_PASSWORD_CHANGED_ENABLED`
    pub password_changed: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_EMAIL_CHANGED_ENABLED`
    pub email_changed: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_PHONE_CHANGED_ENABLED`
    pub phone_changed: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_IDENTITY_LINKED_ENABLED`
    pub identity_linked: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_IDENTITY_UNLINKED_ENABLED`
    pub identity_unlinked: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_ENROLLED_ENABLED`
    pub factor_enrolled: bool,
    /// `GOTRUE_MAILER_NOTIFICATIONS_MFA_FACTOR_UNENROLLED_ENABLED`
    pub factor_unenrolled: bool,
}
