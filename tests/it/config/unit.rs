//! The unit for systemd is one, and shuts the program off from what it does not need.

use std::fs;
use std::process::Command;

/// How exposed a service may be, in tenths of systemd's own scale from 0 to 10.
const MOST_EXPOSED: &str = "--threshold=15";

#[test]
fn systemd_understands_the_unit_and_finds_it_well_shut_off() {
    let unit = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/deploy/doorward.service")).unwrap();
    let installed = "/usr/local/bin/doorward";
    assert!(unit.contains(&format!("ExecStart={installed}\n")));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorward.service");
    fs::write(&file, unit.replace(installed, env!("CARGO_BIN_EXE_doorward"))).unwrap();
    for check in [&["verify", "--man=no"][..], &["security", "--offline=true", MOST_EXPOSED]] {
        let done = Command::new("systemd-analyze").args(check).arg(&file).output();
        let done = done.expect("systemd-analyze is installed (tests/run does it)");
        let said = String::from_utf8_lossy(&done.stdout) + String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{check:?}: {said}");
    }
}
