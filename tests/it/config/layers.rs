//! Which of two places wins, and which names are understood.

use super::{PUBLIC, Place, SECRET};

#[test]
fn the_environment_wins_over_dotenv_and_that_over_the_file() {
    let place = Place::new(&[("DOORWARD_PRODUCT", "environment")])
        .file(".env", "DOORWARD_PRODUCT=dotenv\nPORT=4002\nSOMEBODY_ELSES=1\n")
        .file("doorward.toml", "product = \"file\"\nport = 4003\nconnections = 9\n");
    let config = place.loaded();
    assert_eq!(config.product, "environment");
    assert_eq!(config.listen.address.port(), 4002);
    assert_eq!(config.listen.connections, 9);
}

#[test]
fn reading_dotenv_leaves_the_process_environment_alone() {
    let config = Place::new(&[]).file(".env", "DOORWARD_PRODUCT=\"From a file\"\n").loaded();
    assert_eq!(config.product, "From a file");
    assert!(std::env::var_os("DOORWARD_PRODUCT").is_none());
}

#[test]
fn dotenv_is_left_alone_in_production_and_says_so() {
    let config = Place::new(PUBLIC).file(".env", "DOORWARD_PRODUCT=dotenv\n").loaded();
    assert_eq!(config.product, "Doorward");
    assert!(
        config.warnings.iter().any(|said| said.found.contains(".env is not read")),
        "{:?}",
        config.warnings
    );
}

#[test]
fn dotenv_cannot_make_a_site_public() {
    let faults = Place::new(&[("DOORWARD_SECRET", SECRET)])
        .file(".env", "DOORWARD_ORIGIN=https://app.test\nSMTP_URL=smtps://mail.test\n")
        .faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert!(faults[0].starts_with(".env names a public DOORWARD_ORIGIN"), "{faults:?}");
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let place = Place::new(PUBLIC).without("DOORWARD_SECRET").file("secret.txt", &format!("{SECRET}\n"));
    let place = place.with(&[("DOORWARD_SECRET_FILE", "secret.txt")]);
    assert_eq!(format!("{:?}", place.loaded().keys), format!("{:?}", Place::new(PUBLIC).loaded().keys));

    let both = Place::new(PUBLIC).with(&[("DOORWARD_SECRET_FILE", "secret.txt")]).faults();
    assert_eq!(both, ["DOORWARD_SECRET_FILE is set beside DOORWARD_SECRET: use one of them"]);

    let gone = Place::new(PUBLIC).without("SMTP_URL").with(&[("SMTP_URL_FILE", "nowhere")]).faults();
    assert!(gone[0].starts_with("SMTP_URL_FILE names nowhere, which cannot be read"), "{gone:?}");
}

#[test]
fn unknown_names_are_faults_wherever_they_stand() {
    let place = Place::new(&[("DOORWARD_ORIGINS", "x"), ("DOORWARD_PORT_FILE", "x")])
        .file(".env", "DOORWARD_DATABSE=1\n")
        .file("doorward.toml", "prodct = \"x\"\n[mail]\nfrom = \"x\"\n");
    let faults = place.faults();
    for expected in [
        "DOORWARD_ORIGINS is no setting; did you mean DOORWARD_ORIGIN?",
        "DOORWARD_PORT_FILE is no setting",
        "DOORWARD_DATABSE is no setting",
        "doorward.toml holds the unknown key prodct; did you mean product?",
        "doorward.toml holds the unknown key mail",
    ] {
        assert!(faults.iter().any(|fault| fault == expected), "{expected}: {faults:#?}");
    }
}

#[test]
fn a_file_that_cannot_be_understood_is_named_without_repeating_it() {
    let toml = Place::new(&[]).file("doorward.toml", "product = \"x\nsecret = hunter22hunter22\n").faults();
    assert!(toml[0].starts_with("doorward.toml is no TOML"), "{toml:?}");
    let dotenv = Place::new(&[]).file(".env", "DOORWARD_SECRET='hunter22hunter22\n").faults();
    assert!(dotenv[0].starts_with(".env cannot be read"), "{dotenv:?}");
    let table = Place::new(&[]).file("doorward.toml", "[product]\nname = \"hunter22hunter22\"\n").faults();
    assert!(table[0].starts_with("doorward.toml"), "{table:?}");
    for faults in [toml, dotenv, table] {
        assert!(!faults.concat().contains("hunter22"), "{faults:?}");
    }
}

#[test]
fn secrets_do_not_belong_into_the_file_that_is_committed() {
    let faults = Place::new(&[]).file("doorward.toml", "database_url = \"sqlite:x.db\"\n").faults();
    assert_eq!(
        faults,
        ["doorward.toml holds database_url, a secret: give it as DATABASE_URL or DATABASE_URL_FILE instead"]
    );
}
