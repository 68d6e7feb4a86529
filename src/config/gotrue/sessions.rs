//! How long sessions go on, and of which form their refresh tokens are.

use std::time::Duration;

use super::variables::Variables;
use crate::auth_server::{AuthServerSettings, parse_go_duration};
use crate::config::reader::Findings;

pub(super) fn read(variables: &Variables<'_>, settings: &mut AuthServerSettings, findings: &mut Findings) {
    let mut limit = |name| {
        let positive = |text: &str| parse_go_duration(text).filter(|span| !span.is_zero()).map(Some);
        variables.read(name, None, "must be a duration above 0, such as 24h", findings, positive)
    };
    settings.sessions.timebox = limit("GOTRUE_SESSIONS_TIMEBOX");
    settings.sessions.inactivity = limit("GOTRUE_SESSIONS_INACTIVITY_TIMEOUT");
    settings.sessions.low_assurance = limit("GOTRUE_SESSIONS_ALLOW_LOW_AAL");
    settings.sessions.single_per_user = variables.switch("GOTRUE_SESSIONS_SINGLE_PER_USER", false, findings);
    let seconds = variables.number("GOTRUE_SECURITY_REFRESH_TOKEN_REUSE_INTERVAL", 0, findings);
    settings.reuse_interval = Duration::from_secs(seconds);
    let tokens = &mut settings.refresh_tokens;
    tokens.are_counted = variables.read(
        "GOTRUE_SECURITY_REFRESH_TOKEN_ALGORITHM_VERSION",
        false,
        "must be 0, 1 or 2",
        findings,
        |text| match text {
            "0" | "1" => Some(false),
            "2" => Some(true),
            _ => None,
        },
    );
    tokens.upgraded_percent = variables.read(
        "GOTRUE_SECURITY_REFRESH_TOKEN_UPGRADE_PERCENTAGE",
        0,
        "must be a number from 0 to 100",
        findings,
        |text| text.parse().ok().filter(|percent| *percent <= 100),
    );
    tokens.reuse_ends_session =
        variables.switch("GOTRUE_SECURITY_REFRESH_TOKEN_ROTATION_ENABLED", true, findings);
    tokens.allows_reuse = variables.switch("GOTRUE_SECURITY_REFRESH_TOKEN_ALLOW_REUSE", false, findings);
}
