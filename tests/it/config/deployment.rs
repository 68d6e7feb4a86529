//! The numbers in the files for deploying fit those of the program.

use std::fs;
use std::time::Duration;

use config::{Config as Toml, File, FileFormat};
use doorward::config::Listen;
use doorward::server::{DEADLINE, KEEP_ALIVE, longest_stop};

use super::{PUBLIC, Place};

fn repository_file(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// What holds for a public site without any setting about it.
fn listen() -> Listen {
    Place::new(PUBLIC).loaded().listen
}

/// A time in seconds or milliseconds, as Fly, Caddy and nginx write them.
fn time(text: &str) -> Duration {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let number = digits.parse().unwrap_or_else(|_| panic!("{text:?} is no time"));
    match &text[digits.len()..] {
        "s" | "" => Duration::from_secs(number),
        "ms" => Duration::from_millis(number),
        unit => panic!("the unit {unit:?} of {text:?}"),
    }
}

/// What a directive of a proxy or a unit is set to, commented or not.
fn directive(file: &str, name: &str) -> String {
    let text = repository_file(file);
    let lines = text.lines().map(|line| line.trim_start_matches([' ', '\t', '#']).trim_end_matches(';'));
    let mut values = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix([' ', '=']));
    values.next().unwrap_or_else(|| panic!("no {name} in {file}")).to_owned()
}

fn fly() -> Toml {
    let file = File::from_str(&repository_file("fly.toml"), FileFormat::Toml);
    Toml::builder().add_source(file).build().unwrap()
}

#[test]
fn nobody_kills_the_program_before_it_has_stopped_by_itself() {
    let longest = longest_stop(&listen());
    let fly_kills_after = Duration::from_secs(fly().get("kill_timeout").unwrap());
    let systemd_kills_after = time(&directive("deploy/doorward.service", "TimeoutStopSec"));
    for kills_after in [fly_kills_after, systemd_kills_after] {
        assert!(longest < kills_after, "a stop may take {longest:?}, the kill comes after {kills_after:?}");
    }
    for (file, name) in
        [("fly.toml", "kill_signal"), ("deploy/doorward.service", "KillSignal"), ("Dockerfile", "STOPSIGNAL")]
    {
        assert!(directive(file, name).contains("SIGTERM"), "{file}");
    }
    let said = format!("can take is {} seconds", longest.as_secs());
    assert!(repository_file("deploy/doorward.service").contains(&said), "the comment should say: {said}");
}

#[test]
fn proxies_notice_that_a_machine_is_about_to_stop_in_the_time_that_it_gives_them() {
    let check = |name: &str| {
        let value: String = fly().get(&format!("http_service.checks[0].{name}")).unwrap();
        time(&value)
    };
    let caddy = |name: &str| time(&directive("deploy/Caddyfile", name));
    let notice = listen().notice;
    assert!(check("interval") + check("timeout") < notice, "Fly");
    assert!(caddy("health_interval") + caddy("health_timeout") < notice, "Caddy");
    let path: String = fly().get("http_service.checks[0].path").unwrap();
    assert_eq!(path, "/health/ready");
    assert_eq!(directive("deploy/Caddyfile", "health_uri"), path);
}

#[test]
fn proxies_give_up_a_connection_before_the_program_does_and_a_request_after_it() {
    for (file, unused, answer) in [
        ("deploy/nginx.conf", "keepalive_timeout", "proxy_read_timeout"),
        ("deploy/Caddyfile", "keepalive", "response_header_timeout"),
    ] {
        assert!(time(&directive(file, unused)) < KEEP_ALIVE, "{file}");
        assert!(time(&directive(file, answer)) > DEADLINE, "{file}");
    }
}

#[test]
fn fly_sends_fewer_requests_than_the_program_takes_connections() {
    let limit: usize = fly().get("http_service.concurrency.hard_limit").unwrap();
    assert!(limit < listen().connections);
    let port: u16 = fly().get("http_service.internal_port").unwrap();
    let listens_on: String = fly().get("env.PORT").unwrap();
    assert_eq!(port.to_string(), listens_on);
}

#[test]
fn the_unit_allows_the_files_that_the_connections_need() {
    // As many again to the auth server inside, whose other ends are files of this process too.
    let files: usize = directive("deploy/doorward.service", "LimitNOFILE").parse().unwrap();
    assert!(3 * listen().connections < files);
}
