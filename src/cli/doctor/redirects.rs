//! Where links of the auth server's mails lead. Its list of allowed places cannot be read, but a link
//! whose token is worthless shows it: it leads to the place it asks for if that is allowed, else to the
//! site that the auth server knows.

use super::finding::Findings;
use crate::config::Origin;
use crate::gotrue::GoTrueClient;

/// A place that no list allows: the name is reserved for never being one (RFC 6761 §6.4).
const NOWHERE: &str = "https://doorward-doctor.invalid/";

/// Where links of the mails lead back to.
const CONFIRM: &str = "/auth/confirm";

pub(super) async fn check(origin: &Origin, client: &GoTrueClient, findings: &mut Findings) {
    check_site(origin, client, findings).await;
    check_allowed(origin, client, findings).await;
}

/// The mail templates begin their links with it.
async fn check_site(origin: &Origin, client: &GoTrueClient, findings: &mut Findings) {
    const ID: &str = "auth_server.site_url";
    let advice = format!(
        "Set the site URL to {origin} without a slash at its end (Authentication, URL configuration)."
    );
    let Ok(nowhere) = NOWHERE.parse() else { return };
    match client.place_of_redirect(&nowhere).await {
        Ok(Some(site)) if site.origin() == origin.url().origin() => {
            findings.ok(ID, format!("Its site URL is {origin}."));
        }
        Ok(Some(site)) if site == nowhere => findings.fault(
            ID,
            "It lets links lead anywhere: whoever sends one can take over an account.",
            "Take ** out of the redirect URLs (Authentication, URL configuration).",
        ),
        Ok(Some(mut site)) => {
            site.set_query(None);
            findings.warning(
                ID,
                format!("Its site URL is {site}, so links in its mails lead there."),
                advice,
            );
        }
        Ok(None) | Err(_) => findings.hint(ID, "Its site URL cannot be found out.", advice),
    }
}

async fn check_allowed(origin: &Origin, client: &GoTrueClient, findings: &mut Findings) {
    const ID: &str = "auth_server.redirects";
    let advice = format!("Add {origin}/** to the redirect URLs (Authentication, URL configuration).");
    let place = origin.at(CONFIRM);
    match client.place_of_redirect(&place).await {
        Ok(Some(led)) if led.origin() == place.origin() && led.path() == place.path() => {
            findings.ok(ID, format!("Links may lead to {origin}."));
        }
        Ok(Some(_)) => findings.fault(ID, format!("Links may not lead to {place}."), advice),
        Ok(None) | Err(_) => {
            findings.hint(ID, "Which redirect URLs are allowed cannot be found out.", advice);
        }
    }
}
