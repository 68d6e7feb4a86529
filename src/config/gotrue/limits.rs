//! How often may be asked, and whose address counts.

use std::time::Duration;

use actix_web::http::header::HeaderName;

use super::variables::Variables;
use crate::auth_server::{MailBudget, Rate, Rates, Renewal, parse_go_duration};
use crate::config::reader::Findings;

/// The header of a gateway that Supabase trusts.
const SB_FORWARDED_FOR: HeaderName = HeaderName::from_static("sb-forwarded-for");

/// The span of a budget that is only a number (gotrue-contract §4.4).
const HOUR: Duration = Duration::from_hours(1);

/// The mails of an hour without a setting.
const DEFAULT_MAILS: u32 = 30;

/// The messages to telephones of an hour without a setting.
const DEFAULT_MESSAGES: u32 = 30;

/// The header in which the client's address is believed.
pub(super) fn address_header(
    variables: &Variables<'_>,
    is_ephemeral: bool,
    findings: &mut Findings,
) -> Option<HeaderName> {
    const NAME: &str = "GOTRUE_RATE_LIMIT_HEADER";
    let named = variables.filled(NAME).and_then(|header| findings.header(NAME, header));
    if variables.switch("GOTRUE_SECURITY_SB_FORWARDED_FOR_ENABLED", false, findings) {
        return Some(SB_FORWARDED_FOR);
    }
    if named.is_none() && !is_ephemeral {
        findings.warn(
            format!("{NAME} is not set: nobody is limited by address, as with GoTrue."),
            "Name the header in which your proxy gives the client's address, such as X-Real-IP.",
        );
    }
    named
}

pub(super) fn rates(variables: &Variables<'_>, has_addresses: bool, findings: &mut Findings) -> Rates {
    let mut times = |name, default| variables.times(name, default, findings);
    let token = Rate::in_five_minutes(times("GOTRUE_RATE_LIMIT_TOKEN_REFRESH", 150.0));
    let verify = Rate::in_five_minutes(times("GOTRUE_RATE_LIMIT_VERIFY", 30.0));
    let otp = Rate::in_five_minutes(times("GOTRUE_RATE_LIMIT_OTP", 30.0));
    let anonymous = Rate::in_an_hour(times("GOTRUE_RATE_LIMIT_ANONYMOUS_USERS", 30.0));
    let factors = Rate::in_a_minute(times("GOTRUE_MFA_RATE_LIMIT_CHALLENGE_AND_VERIFY", 15.0));
    let registrations = times("GOTRUE_RATE_LIMIT_O_AUTH_DYNAMIC_CLIENT_REGISTER", 10.0);
    let passkey = Rate::in_five_minutes(times("GOTRUE_RATE_LIMIT_PASSKEY", 30.0));
    let client_registration = Rate::in_five_minutes(registrations);
    let default = MailBudget { mails: DEFAULT_MAILS, over: HOUR, renewal: Renewal::AllAtOnce };
    let must = "must be a number for an hour, such as 30, or N/duration, such as 100/24h";
    let mails = variables.read("GOTRUE_RATE_LIMIT_EMAIL_SENT", default, must, findings, budget);
    let default = MailBudget { mails: DEFAULT_MESSAGES, ..default };
    let messages = variables.read("GOTRUE_RATE_LIMIT_SMS_SENT", default, must, findings, budget);
    Rates {
        counts_addresses: has_addresses,
        token,
        verify,
        otp,
        anonymous,
        factors,
        client_registration,
        passkey,
        mails: Some(mails),
        messages: Some(messages),
    }
}

/// A number, whose fraction counts for nothing, or `N/duration`.
fn budget(text: &str) -> Option<MailBudget> {
    if let Ok(number) = text.parse::<f64>() {
        let mails = whole(number)?;
        return Some(MailBudget { mails, over: HOUR, renewal: Renewal::AllAtOnce });
    }
    let (number, over) = text.split_once('/')?;
    let mails = number.parse::<u64>().ok().map(|number| u32::try_from(number).unwrap_or(u32::MAX))?;
    let over = Some(parse_go_duration(over)?).filter(|over| !over.is_zero()).unwrap_or(HOUR);
    Some(MailBudget { mails, over, renewal: Renewal::OneByOne })
}

fn whole(number: f64) -> Option<u32> {
    let seconds = Duration::try_from_secs_f64(number).ok()?.as_secs();
    Some(u32::try_from(seconds).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_a_number_for_an_hour_or_a_bucket() {
        let all = |mails| Some(MailBudget { mails, over: HOUR, renewal: Renewal::AllAtOnce });
        let one = |mails, over| Some(MailBudget { mails, over, renewal: Renewal::OneByOne });
        assert_eq!(budget("1800"), all(1800));
        assert_eq!(budget("1800.9"), all(1800));
        assert_eq!(budget("0"), all(0));
        assert_eq!(budget("100/24h"), one(100, Duration::from_hours(24)));
        assert_eq!(budget("0/1h"), one(0, HOUR));
        for nonsense in ["", "1h", "/", "/1h", "3600.0/1h", "100/", "100/1", "-1", "NaN"] {
            assert_eq!(budget(nonsense), None, "{nonsense}");
        }
    }
}
