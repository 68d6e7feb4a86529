//! Every check of `WebAuthn` §7.1 and §7.2, at an authenticator that does one thing wrong.

use ciborium::Value as Cbor;
use serde_json::{Value, json};

use self::authenticator::{Authenticator, BACKED_UP, BACKUP_ELIGIBLE, KeyKind, PRESENT, Twist};
use super::{
    Bytes, Credential, Fault, SentAssertion, SentCreation, Subject, Used, WebAuthnSettings, create, creation,
    draw_challenge, prove, request,
};

#[path = "../../../tests/it/support/authenticator.rs"]
#[allow(dead_code, missing_docs, unreachable_pub, reason = "the stories of the contract use all of it")]
mod authenticator;

const OWNER: &[u8] = b"2f1f6a3e-8f0d-4b52-9a55-0a4f3c0b7d11";

fn settings() -> WebAuthnSettings {
    WebAuthnSettings {
        party_id: "site.example".to_owned(),
        party_name: "Site".to_owned(),
        origins: vec!["https://site.example".to_owned()],
        ..WebAuthnSettings::default()
    }
}

fn authenticator() -> Authenticator {
    Authenticator::at("site.example", "https://site.example")
}

/// What becomes of a new key.
fn created(device: &mut Authenticator, twist: &Twist) -> Result<Credential, Fault> {
    let (settings, challenge) = (settings(), draw_challenge().unwrap());
    let subject = Subject { handle: Bytes(OWNER.to_vec()), name: "ann", display_name: "Ann" };
    let party = settings.party().unwrap();
    let options = Value::Object(creation(party, &subject, &challenge, Vec::new()));
    create(SentCreation::read(&device.create(&options, twist))?, &challenge, party)
}

/// What becomes of a signature, where the keys are known.
fn signed(device: &mut Authenticator, known: &[Credential], twist: &Twist) -> Result<Used, Fault> {
    let (settings, challenge) = (settings(), draw_challenge().unwrap());
    let party = settings.party().unwrap();
    let options = Value::Object(request(party, &challenge, Vec::new()));
    let sent = SentAssertion::read(&device.sign(&options, twist))?;
    prove(&sent, &challenge, party, OWNER, known, &[])
}

fn refused_key(twist: Twist) -> Fault {
    created(&mut authenticator(), &twist).unwrap_err()
}

fn refused_signature(twist: Twist) -> Fault {
    let mut device = authenticator();
    let known = created(&mut device, &Twist::default()).unwrap();
    signed(&mut device, &[known], &twist).unwrap_err()
}

#[test]
fn keys_of_every_kind_are_taken_and_sign() {
    for kind in KeyKind::ALL {
        for format in [None, Some("packed")] {
            let mut device = Authenticator { kind, ..authenticator() };
            let known = created(&mut device, &Twist { format, ..Twist::default() }).unwrap();
            assert_eq!(known.transports, ["internal", "hybrid"], "{kind:?}");
            let used = signed(&mut device, std::slice::from_ref(&known), &Twist::default()).unwrap();
            assert_eq!((used.credential.sign_count, used.may_be_copied), (1, false), "{kind:?}");
            let wrong = Twist { signs_nonsense: true, ..Twist::default() };
            assert_eq!(signed(&mut device, &[known], &wrong).unwrap_err(), Fault::WrongSignature, "{kind:?}");
        }
    }
}

#[test]
fn an_answer_to_another_question_proves_nothing() {
    let twist = |question| Twist { question: Some(question), ..Twist::default() };
    assert_eq!(refused_key(twist("webauthn.get")), Fault::OtherType);
    assert_eq!(refused_signature(twist("webauthn.create")), Fault::OtherType);
    let twist = Twist { challenge: Some("AAAAAAAAAAAAAAAAAAAAAA".to_owned()), ..Twist::default() };
    assert_eq!(refused_key(twist.clone()), Fault::OtherChallenge);
    assert_eq!(refused_signature(twist), Fault::OtherChallenge);
}

#[test]
fn an_answer_of_another_site_proves_nothing() {
    for origin in ["https://site.example.evil.example", "http://site.example", "https://site.example:444"] {
        let twist = Twist { origin: Some(origin), ..Twist::default() };
        assert_eq!(refused_key(twist.clone()), Fault::OtherOrigin, "{origin}");
        assert_eq!(refused_signature(twist), Fault::OtherOrigin, "{origin}");
    }
    let twist = Twist { party: Some("evil.example"), ..Twist::default() };
    assert_eq!(refused_key(twist.clone()), Fault::OtherParty);
    assert_eq!(refused_signature(twist), Fault::OtherParty);
}

#[test]
fn somebody_must_be_there() {
    let has_key = 1 << 6;
    assert_eq!(refused_key(Twist { flags: Some(has_key), ..Twist::default() }), Fault::NobodyThere);
    assert_eq!(refused_signature(Twist { flags: Some(0), ..Twist::default() }), Fault::NobodyThere);
}

#[test]
fn a_new_key_is_needed_of_a_kind_that_was_asked_for() {
    assert_eq!(refused_key(Twist { without_key: true, ..Twist::default() }), Fault::NoKey);
    assert_eq!(refused_key(Twist { algorithm: Some(-47), ..Twist::default() }), Fault::UnknownAlgorithm);
    // A point of one curve is none of another.
    assert_eq!(refused_key(Twist { algorithm: Some(-35), ..Twist::default() }), Fault::Unreadable);
}

#[test]
fn what_is_stated_of_a_key_must_be_shown() {
    let packed = |statement| Twist { format: Some("packed"), statement: Some(statement), ..Twist::default() };
    let twist = Twist { format: Some("packed"), signs_nonsense: true, ..Twist::default() };
    assert_eq!(refused_key(twist), Fault::WrongSignature);
    let entry = |name: &str, value: Cbor| (Cbor::from(name), value);
    let other = Cbor::Map(vec![entry("alg", (-257).into()), entry("sig", Cbor::Bytes(vec![1]))]);
    assert_eq!(refused_key(packed(other)), Fault::UnknownAlgorithm);
    assert_eq!(refused_key(packed(Cbor::Map(vec![entry("alg", (-7).into())]))), Fault::Unreadable);
    let by_others = Cbor::Map(vec![entry("x5c", Cbor::Array(Vec::new()))]);
    assert_eq!(refused_key(packed(by_others)), Fault::UnknownAttestation);
    let something = Cbor::Map(vec![entry("sig", Cbor::Bytes(vec![1]))]);
    let none = Twist { statement: Some(something), ..Twist::default() };
    assert_eq!(refused_key(none), Fault::UnknownAttestation);
    let twist = Twist { format: Some("tpm"), ..Twist::default() };
    assert_eq!(refused_key(twist), Fault::UnknownAttestation);
}

#[test]
fn what_an_authenticator_says_ends_where_it_says() {
    let twist = Twist { trailing: vec![0], ..Twist::default() };
    assert_eq!(refused_key(twist.clone()), Fault::Unreadable);
    assert_eq!(refused_signature(twist), Fault::Unreadable);
    // Extensions are let pass where it says that there are some, and must be there then.
    let extensions = 1 << 7;
    let mut device = authenticator();
    let known = created(&mut device, &Twist::default()).unwrap();
    let with = Twist { flags: Some(PRESENT | extensions), trailing: vec![0xa0], ..Twist::default() };
    signed(&mut device, std::slice::from_ref(&known), &with).unwrap();
    let without = Twist { flags: Some(PRESENT | extensions), ..Twist::default() };
    assert_eq!(signed(&mut device, &[known], &without).unwrap_err(), Fault::Unreadable);
}

#[test]
fn a_key_must_be_known_and_its_owners() {
    let mut device = authenticator();
    created(&mut device, &Twist::default()).unwrap();
    assert_eq!(signed(&mut device, &[], &Twist::default()).unwrap_err(), Fault::UnknownKey);
    let twist = Twist { handle: Some(b"somebody else".to_vec()), ..Twist::default() };
    assert_eq!(refused_signature(twist), Fault::OtherPerson);
    assert_eq!(refused_signature(Twist { id: Some(vec![1, 2, 3]), ..Twist::default() }), Fault::UnknownKey);
}

#[test]
fn of_several_keys_only_those_that_were_asked_for_sign() {
    let mut device = authenticator();
    let one = created(&mut device, &Twist::default()).unwrap();
    let other = created(&mut device, &Twist::default()).unwrap();
    let (settings, challenge) = (settings(), draw_challenge().unwrap());
    let party = settings.party().unwrap();
    let options = Value::Object(request(party, &challenge, Vec::new()));
    let sent = SentAssertion::read(&device.sign(&options, &Twist::default())).unwrap();
    let both = [one.clone(), other.clone()];
    let judged = |known: &[Credential], allowed: &[Bytes]| {
        prove(&sent, &challenge, party, OWNER, known, allowed).map(|used| used.credential.id)
    };
    assert_eq!(judged(&both, &[one.id.clone(), other.id.clone()]), Ok(other.id.clone()));
    assert_eq!(judged(&both, std::slice::from_ref(&one.id)), Err(Fault::NotAllowed));
    // One that was asked for is gone.
    assert_eq!(judged(std::slice::from_ref(&other), &[one.id, other.id.clone()]), Err(Fault::NotAllowed));
}

#[test]
fn a_counter_that_goes_back_is_noticed_and_not_believed() {
    let mut device = authenticator();
    let first = created(&mut device, &Twist { count: Some(7), ..Twist::default() }).unwrap();
    assert_eq!(first.sign_count, 7);
    for (count, seen, may_be_copied) in [(8, 8, false), (7, 7, true), (6, 7, true), (0, 7, true)] {
        let twist = Twist { count: Some(count), ..Twist::default() };
        let used = signed(&mut device, std::slice::from_ref(&first), &twist).unwrap();
        assert_eq!((used.credential.sign_count, used.may_be_copied), (seen, may_be_copied), "{count}");
    }
    // One that never counts says nothing.
    let never = Credential { sign_count: 0, ..first };
    let used = signed(&mut device, &[never], &Twist { count: Some(0), ..Twist::default() }).unwrap();
    assert!(!used.may_be_copied);
}

#[test]
fn copies_of_a_key_are_told_of_in_a_way_that_can_be() {
    let mut device = Authenticator { flags: PRESENT | BACKUP_ELIGIBLE, ..authenticator() };
    let known = created(&mut device, &Twist::default()).unwrap();
    assert!(known.is_backup_eligible && !known.is_backed_up);
    let with = |flags| Twist { flags: Some(flags), ..Twist::default() };
    let known = [known];
    let used = signed(&mut device, &known, &with(PRESENT | BACKUP_ELIGIBLE | BACKED_UP)).unwrap();
    assert!(used.credential.is_backed_up);
    assert_eq!(signed(&mut device, &known, &with(PRESENT)).unwrap_err(), Fault::OddBackup);
    assert_eq!(refused_signature(with(PRESENT | BACKED_UP)), Fault::OddBackup);
}

#[test]
fn what_is_no_answer_is_unreadable() {
    let good = json!({"id": "AAAA", "type": "public-key", "response": {}});
    for (name, value) in [
        ("id", json!("")),
        ("id", json!("not base64!")),
        ("id", json!(1)),
        ("type", json!("password")),
        ("type", Value::Null),
        ("rawId", json!("§")),
        ("response", json!("text")),
        ("clientExtensionResults", json!([])),
    ] {
        let mut sent = good.clone();
        sent[name] = value;
        assert_eq!(SentCreation::read(&sent).err(), Some(Fault::Unreadable), "{sent}");
        assert_eq!(SentAssertion::read(&sent).err(), Some(Fault::Unreadable), "{sent}");
    }
    for sent in [good, Value::Null, json!([]), json!("text"), json!({})] {
        assert_eq!(SentCreation::read(&sent).err(), Some(Fault::Unreadable), "{sent}");
        assert_eq!(SentAssertion::read(&sent).err(), Some(Fault::Unreadable), "{sent}");
    }
}
