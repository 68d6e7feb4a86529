//! What the operator decides about refresh tokens.

/// What the operator decides about refresh tokens (gotrue-contract §2.4).
#[derive(Clone, Debug)]
pub struct RefreshTokenSettings {
    /// Whether new sessions get tokens of the newer form, which need no rows
    /// (`GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION=2`).
    pub are_counted: bool,
    /// Of a hundred sessions with tokens of the older form, how many go over to the newer one when they
    /// are refreshed (`GOTRUE_SECURITY_REFRESH_TOKEN_UPGRADE_PERCENTAGE`).
    pub upgraded_percent: u8,
    /// Whether a session ends when an old token comes back
    /// (`GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED`).
    pub reuse_ends_session: bool,
    /// Whether old tokens of the newer form go on working (`GOTRUE_SECURITY_REFRESH_TOKEN_ALLOW_REUSE`).
    pub allows_reuse: bool,
}

impl Default for RefreshTokenSettings {
    fn default() -> Self {
        Self { are_counted: false, upgraded_percent: 0, reuse_ends_session: true, allows_reuse: false }
    }
}
