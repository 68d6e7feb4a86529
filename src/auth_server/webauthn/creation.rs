//! Judging a new key (`WebAuthn` §7.1).

use super::client_data::Question;
use super::public_key::PublicKey;
use super::{Bytes, Credential, Fault, RelyingParty, SentCreation};

/// The new key in an answer to a challenge.
pub(crate) fn create(
    sent: SentCreation,
    challenge: &Bytes,
    party: RelyingParty<'_>,
) -> Result<Credential, Fault> {
    sent.client_data.check(Question::Create, challenge, party)?;
    let attestation = sent.attestation;
    attestation.data.check(party)?;
    let new = attestation.data.key.as_ref().ok_or(Fault::NoKey)?;
    let key = PublicKey::read(&new.cose)?;
    attestation.check(&key, &sent.client_data.hash)?;
    Ok(Credential {
        id: Bytes(new.id.clone()),
        public_key: Bytes(new.cose.clone()),
        aaguid: new.aaguid,
        sign_count: attestation.data.sign_count,
        is_backup_eligible: attestation.data.is_backup_eligible(),
        is_backed_up: attestation.data.is_backed_up(),
        attestation_format: attestation.format,
        transports: sent.transports,
    })
}
