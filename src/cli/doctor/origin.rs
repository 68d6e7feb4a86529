//! Where browsers reach the site, and whether it answers there.

use std::time::Duration;

use serde::Deserialize;

use super::finding::Findings;
use crate::config::Config;

/// How long the site may take to answer.
const PATIENCE: Duration = Duration::from_secs(5);

/// The longest answer that is read, in bytes; the site's own is much shorter.
const LONGEST_ANSWER: usize = 1024;

pub(super) async fn check(config: &Config, findings: &mut Findings) {
    let origin = &config.origin;
    if origin.is_loopback() {
        findings.note("origin.https", format!("{origin} is this machine: this is development."));
    } else {
        findings.ok("origin.https", format!("Browsers reach the site at {origin}, by https."));
    }
    match &config.client_address_header {
        Some(header) => findings.ok(
            "origin.client_address",
            format!("Visitors' addresses are read from the header {header}, which the proxy must replace."),
        ),
        // Off this machine the settings warn of it.
        None if origin.is_loopback() && !config.listen.address.ip().is_loopback() => findings.hint(
            "origin.client_address",
            format!("Visitors' addresses are those of the connections to {}.", config.listen.address),
            "Behind a proxy, name its header in DOORWARD_CLIENT_ADDRESS_HEADER.",
        ),
        None => findings.note(
            "origin.client_address",
            "Visitors' addresses are those of the connections: right without a proxy in front.",
        ),
    }
    answers(config, findings).await;
}

/// What the site says of itself.
#[derive(Deserialize)]
struct Health {
    status: String,
    #[serde(default)]
    because: Option<String>,
}

async fn answers(config: &Config, findings: &mut Findings) {
    const ID: &str = "origin.answers";
    let url = config.origin.at("/health/ready");
    let (status, body) = match ask(url.as_str()).await {
        Ok(answer) => answer,
        Err(error) if error.is_timeout() => {
            let found = format!("{url} gave no answer within {} seconds.", PATIENCE.as_secs());
            return findings.warning(ID, found, "See whether the machine or the proxy before it hangs.");
        }
        Err(error) => {
            let found = format!("Nobody answers at {url}: {}.", cause(&error));
            let advice =
                "Start the site; if it runs, see where the name leads and which certificate is shown.";
            return findings.hint(ID, found, advice);
        }
    };
    let Ok(Health { status: word, because }) = serde_json::from_slice(&body) else {
        let found = format!("Something else than this site answers at {url} (status {status}).");
        return findings.warning(ID, found, "Let the proxy lead here, or correct DOORWARD_ORIGIN.");
    };
    match because {
        None if word == "ready" => {
            findings.ok(ID, format!("The site runs there and says that it is {word}."));
        }
        because => findings.fault(
            ID,
            format!("The site runs there and cannot do its work ({}).", because.unwrap_or(word)),
            "Mend what is told below; it looks again by itself.",
        ),
    }
}

async fn ask(url: &str) -> reqwest::Result<(u16, Vec<u8>)> {
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .timeout(PATIENCE)
        .build()?;
    let mut response = client.get(url).send().await?;
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await?.filter(|_| body.len() < LONGEST_ANSWER) {
        body.extend_from_slice(&chunk);
    }
    Ok((response.status().as_u16(), body))
}

/// The innermost reason, which is the one that says something.
fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn std::error::Error = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}
