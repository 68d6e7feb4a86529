//! Where the keys come from, and that nobody reads them by accident.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;

use doorward::keys::{Keys, Purpose};

use super::{PUBLIC, PUBLIC_SUPABASE, Place, SECRET};

/// Keys are the same when one opens what the other sealed.
fn are_the_same(one: &Keys, other: &Keys) -> bool {
    let sealed = one.sealer(Purpose::Storage).unwrap().seal("here", b"plain").unwrap();
    other.sealer(Purpose::Storage).unwrap().open("here", &sealed).is_ok()
}

#[test]
fn development_keeps_its_secret_in_a_private_file() {
    let place = Place::new(&[]);
    let first = place.loaded().keys.keys().unwrap();
    let second = place.loaded().keys.keys().unwrap();
    assert!(are_the_same(&first, &second), "a restart would sign everybody out");
    let file = place.path().join("data/secret");
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(file.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    let left: Vec<_> = fs::read_dir(place.path().join("data")).unwrap().collect();
    assert_eq!(left.len(), 1, "{left:?}");
    assert!(!are_the_same(&first, &Place::new(&[]).loaded().keys.keys().unwrap()));
}

#[test]
fn a_kept_secret_that_others_could_read_becomes_private_again() {
    let place = Place::new(&[]);
    let first = place.loaded().keys.keys().unwrap();
    let file = place.path().join("data/secret");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(are_the_same(&first, &place.loaded().keys.keys().unwrap()));
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[test]
fn processes_that_start_at_once_agree_on_one_secret() {
    let place = Place::new(&[]);
    let source = &place.loaded().keys;
    let keys: Vec<_> = std::thread::scope(|scope| {
        let starting: Vec<_> = (0..8).map(|_| scope.spawn(|| source.keys().unwrap())).collect();
        starting.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(keys.iter().all(|one| are_the_same(&keys[0], one)));
}

#[test]
fn a_kept_secret_that_was_overwritten_is_not_replaced_silently() {
    let place = Place::new(&[]);
    place.loaded().keys.keys().unwrap();
    fs::write(place.path().join("data/secret"), "hunter22").unwrap();
    let error = place.loaded().keys.keys().expect_err("it holds no secret").to_string();
    assert!(error.contains("data/secret holds no secret: delete it"), "{error}");
    assert!(!error.contains("hunter22"), "{error}");
}

#[test]
fn the_secret_may_be_written_in_hex_or_base64() {
    let bytes: Vec<u8> = (1..=32).collect();
    let hex = bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat();
    let base64 = "AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA=";
    let keys = |text: &str| Place::new(&[("DOORWARD_SECRET", text)]).loaded().keys.keys().unwrap();
    for spelling in [hex.to_uppercase().as_str(), base64, base64.trim_end_matches('=')] {
        assert!(are_the_same(&keys(&hex), &keys(spelling)), "{spelling}");
    }
}

#[test]
fn the_previous_secret_still_opens() {
    let old = Place::new(&[("DOORWARD_SECRET", SECRET)]).loaded().keys.keys().unwrap();
    let rotated = Place::new(&[
        ("DOORWARD_SECRET", "wo1Hq9z0JYc5s0XvQy7m3tKpL8bRf2NdUg6iEaTlVxM"),
        ("DOORWARD_SECRET_PREVIOUS", SECRET),
    ]);
    let rotated = rotated.loaded().keys.keys().unwrap();
    assert!(are_the_same(&old, &rotated));
    assert!(!are_the_same(&rotated, &old));
}

#[test]
fn no_secret_is_printed_by_debug() {
    let extra: &[(&str, &str)] = &[
        ("DOORWARD_SECRET_PREVIOUS", "wo1Hq9z0JYc5s0XvQy7m3tKpL8bRf2NdUg6iEaTlVxM"),
        ("DATABASE_URL", "postgres://role:hunter22database@db.test/app"),
        ("MIGRATION_DATABASE_URL", "postgres://owner:hunter22migration@db.test/app"),
        ("SMTP_URL", "smtps://post:hunter22mail@mail.test"),
    ];
    let jwt_secret: &[(&str, &str)] = &[("SUPABASE_JWT_SECRET", "hunter22jwt0123456789abcdefghijklmnop")];
    for place in [Place::new(PUBLIC).with(extra), Place::new(PUBLIC_SUPABASE).with(extra).with(jwt_secret)] {
        let printed = format!("{:#?}", place.loaded());
        for (name, value) in PUBLIC.iter().chain(PUBLIC_SUPABASE).chain(extra).chain(jwt_secret) {
            if name.contains("SECRET") || name.ends_with("_KEY") {
                assert!(!printed.contains(value), "{name} is printed: {printed}");
            }
        }
        assert!(!printed.contains("hunter22"), "{printed}");
    }
}
