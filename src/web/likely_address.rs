//! Slips in the part of an address after the `@` that people make every day: `gmial.com`.

use crate::gotrue::EmailAddress;

use super::Inbox;

/// Hosts of many addresses beside those with a link to their inbox.
const MORE_HOSTS: &[&str] = &["freenet.de", "gmx.com", "gmx.de", "gmx.net", "t-online.de", "web.de"];

/// Shortest name of a service, in letters, whose likes are looked for: near a shorter one there are
/// too many others.
const MIN_NAME: usize = 5;

/// Services with a name that looks like a slip of a larger one.
const SERVICES_OF_THEIR_OWN: &[&str] = &["email.com", "mail.com"];

/// Endings that no large service has, but that are typed for `com`. Other endings of two letters are
/// countries, where the same name may be a service too.
const SLIPS_OF_COM: &[&str] = &["cm", "co", "om"];

/// The address that was probably meant, where this one looks like a slip.
pub fn likely_address(address: &EmailAddress) -> Option<EmailAddress> {
    let (name, host) = address.as_str().split_once('@')?;
    let hosts = || Inbox::hosts().chain(MORE_HOSTS.iter().copied());
    if SERVICES_OF_THEIR_OWN.contains(&host) || hosts().any(|known| known == host) {
        return None;
    }
    let meant = hosts().find(|known| is_slip(host, known))?;
    EmailAddress::parse(&format!("{name}@{meant}")).ok()
}

fn is_slip(host: &str, known: &str) -> bool {
    let (Some((name, end)), Some((known_name, known_end))) = (host.split_once('.'), known.split_once('.'))
    else {
        return false;
    };
    if name == known_name {
        let is_country = end.len() == 2 && !(known_end == "com" && SLIPS_OF_COM.contains(&end));
        return !is_country && is_one_slip(end, known_end);
    }
    end == known_end && known_name.len() >= MIN_NAME && is_one_slip(name, known_name)
}

/// Whether one letter too many, too few, another one, or two in the wrong order is all the difference.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant) = (typed.as_bytes(), meant.as_bytes());
    let same = typed.iter().zip(meant).take_while(|(a, b)| a == b).count();
    let (typed, meant) = (&typed[same..], &meant[same..]);
    match (typed, meant) {
        ([], [_]) | ([_], []) => true,
        ([], _) | (_, []) => false,
        ([_, typed_rest @ ..], [_, meant_rest @ ..]) => {
            typed_rest == meant
                || typed == meant_rest
                || typed_rest == meant_rest
                || matches!((typed, meant), ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && rest == others)
        }
    }
}
