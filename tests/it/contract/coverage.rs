//! Which error code of which endpoint is told by which story: `docs/contract-coverage.md` is made of the
//! recorded answers, so that none goes missing unnoticed. `UPDATE_FIXTURES=1` writes it anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use doorward::gotrue::ErrorCode;
use serde_json::Value;

use super::AREAS;

/// Where the table stands.
const TABLE: &str = "docs/contract-coverage.md";

/// What stands above it.
const HEAD: &str = "\
# Which refusals are compared

Each error code that an endpoint of the real server answered in the contract suite ([contract.md](contract.md)), how many
stories have it, and the first of them. The table is made of the recorded answers; a test fails where it is another.

";

/// Codes of ours that no recorded answer has, and why.
const WITHOUT_STORY: &[(&str, &str)] = &[
    (
        "email_address_invalid",
        "addresses are not looked up here, nor at the real server unless it is told to",
    ),
    ("email_address_not_authorized", "only a hosted server without a mail server of its own says so"),
    ("request_timeout", "a request that takes ten seconds: `tests/it/bad_days` makes one"),
    (
        "unexpected_audience",
        "a token for others that our own key signed: `tests/it/alone/deployment.rs` forges one",
    ),
    ("user_sso_managed", "accounts of SAML, which only a Supabase beside the site has"),
    ("webauthn_credential_exists", "told by `passkeys_registration`, where the real server fails instead"),
    ("web3_unsupported_chain", "told by `web3`, where the real server answers it without a code"),
];

/// Parts of paths that are the same for everybody; any other part is somebody's or something's.
const WORDS: &[&str] = &[
    ".well-known",
    "acs",
    "admin",
    "audit",
    "authentication",
    "authorizations",
    "authorize",
    "callback",
    "challenge",
    "clients",
    "consent",
    "custom-providers",
    "factors",
    "generate_link",
    "grants",
    "health",
    "identities",
    "invite",
    "jwks.json",
    "logout",
    "magiclink",
    "metadata",
    "oauth",
    "oauth-authorization-server",
    "openid-configuration",
    "options",
    "otp",
    "passkeys",
    "providers",
    "reauthenticate",
    "recover",
    "regenerate_secret",
    "register",
    "registration",
    "resend",
    "saml",
    "settings",
    "signup",
    "sso",
    "token",
    "user",
    "userinfo",
    "users",
    "verify",
];

type Stories = BTreeMap<(String, String), BTreeSet<String>>;

#[test]
fn the_table_of_compared_refusals_is_that_of_the_recorded_answers() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE);
    let table = written(&recorded());
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        fs::write(&path, &table).expect("the table can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let (kept, table): (BTreeSet<_>, BTreeSet<_>) = (kept.lines().collect(), table.lines().collect());
    let gone: Vec<_> = kept.difference(&table).collect();
    let new: Vec<_> = table.difference(&kept).collect();
    assert!(gone.is_empty() && new.is_empty(), "no story has this any more: {gone:#?}\nnot listed: {new:#?}");
}

#[test]
fn every_code_of_ours_is_in_a_recorded_answer_or_there_is_a_reason() {
    let told: BTreeSet<_> = recorded().into_keys().map(|(_, code)| code).collect();
    let without: BTreeMap<_, _> = WITHOUT_STORY.iter().copied().collect();
    let lacking: Vec<_> = ErrorCode::ALL
        .iter()
        .map(ErrorCode::as_str)
        .filter(|code| !told.contains(*code) && !without.contains_key(code))
        .collect();
    assert!(lacking.is_empty(), "no story has {lacking:?}");
    let needless: Vec<_> = without.keys().filter(|code| told.contains(**code)).collect();
    assert!(needless.is_empty(), "stories have {needless:?} after all");
}

fn recorded() -> Stories {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/gotrue");
    let mut stories = Stories::new();
    for area in AREAS {
        let text = fs::read_to_string(folder.join(format!("{}.json", area.name))).expect("a recorded area");
        let recorded: Value = serde_json::from_str(&text).expect("JSON");
        for (name, exchanges) in recorded["stories"].as_object().expect("stories") {
            for exchange in exchanges.as_array().expect("exchanges") {
                let (Some(asked), Some(code)) =
                    (exchange["request"]["ask"].as_str(), code_in(&exchange["response"]))
                else {
                    continue;
                };
                let pair = (endpoint(asked), code.to_owned());
                stories.entry(pair).or_default().insert(format!("{}::{name}", area.name));
            }
        }
    }
    stories
}

/// The code of a refusal, wherever it stands: in the body, in a header, or in the URL that a browser lands on.
fn code_in(response: &Value) -> Option<&str> {
    let location = &response["headers"]["location"];
    [
        &response["body"]["error_code"],
        &response["headers"]["x-sb-error-code"],
        &location["query"]["error_code"],
        &location["fragment"]["error_code"],
    ]
    .into_iter()
    .find_map(Value::as_str)
    .or_else(|| response["body"]["code"].as_str().filter(|_| response["status"].as_u64() >= Some(400)))
    .filter(|code| code.starts_with(|first: char| first.is_ascii_lowercase()))
}

fn endpoint(asked: &str) -> String {
    let (path, query) = asked.split_once('?').unwrap_or((asked, ""));
    let (method, path) = path.split_once(' ').unwrap_or((path, ""));
    let part = |part: &str| if WORDS.contains(&part) { part.to_owned() } else { "{id}".to_owned() };
    let parts: Vec<_> = path.split('/').filter(|part| !part.is_empty()).map(part).collect();
    let grant = query.split('&').find(|pair| pair.starts_with("grant_type="));
    let grant = grant.filter(|_| path == "/token").map(|grant| format!("?{grant}")).unwrap_or_default();
    format!("{method} /{}{grant}", parts.join("/"))
}

fn written(stories: &Stories) -> String {
    let mut table = format!("{HEAD}| endpoint | code | stories | the first |\n|---|---|---|---|\n");
    for ((endpoint, code), names) in stories {
        let first = names.first().map(String::as_str).unwrap_or_default();
        writeln!(table, "| `{endpoint}` | `{code}` | {} | `{first}` |", names.len()).expect("a text grows");
    }
    table
}
