//! What Fly's own variables change.

use super::{PUBLIC, Place};

/// A machine of Fly with a volume at `/data`, as proc(5) tells it.
const MOUNTS: &str = "/dev/vdb / ext4 rw 0 0\nproc /proc proc rw 0 0\n/dev/vdc /data ext4 rw 0 0\n";

fn machine(database: &str) -> Place {
    let mut place = Place::new(PUBLIC)
        .without("DOORWARD_ORIGIN")
        .with(&[("FLY_APP_NAME", "porch"), ("DATABASE_URL", database)]);
    MOUNTS.clone_into(&mut place.sources.mounts);
    place
}

#[test]
fn the_origin_and_the_address_header_are_flys_own() {
    let config = machine("postgres://u:p@db.test/app").loaded();
    assert_eq!(config.origin.to_string(), "https://porch.fly.dev");
    assert_eq!(config.client_address_header.unwrap().as_str(), "fly-client-ip");
    let named =
        machine("postgres://u:p@db.test/app").with(&[("DOORWARD_ORIGIN", "https://app.test")]).loaded();
    assert_eq!(named.origin.to_string(), "https://app.test");
}

#[test]
fn a_database_file_that_the_next_deploy_deletes_is_refused() {
    for lost in ["sqlite:/app/doorward.db", "sqlite:data/doorward.db", "sqlite:/database/doorward.db"] {
        let faults = machine(lost).faults();
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].contains("the next deploy on Fly deletes"), "{lost}: {faults:?}");
    }
    machine("sqlite:/data/doorward.db").loaded();
}

#[test]
fn development_is_refused_on_a_machine_of_fly() {
    let faults =
        machine("postgres://u:p@db.test/app").with(&[("DOORWARD_ORIGIN", "http://127.0.0.1:3000")]).faults();
    assert!(faults[0].contains("this is a machine of Fly"), "{faults:?}");
}
