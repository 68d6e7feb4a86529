//! Judging a signature (`WebAuthn` §7.2).

use super::client_data::Question;
use super::public_key::PublicKey;
use super::{Bytes, Credential, Fault, RelyingParty, SentAssertion};

/// The key that signed, as it is known from now on.
#[derive(Debug)]
pub(crate) struct Used {
    pub(crate) credential: Credential,
    /// Whether its counter went back or stood still. It is let pass, as GoTrue does: some authenticators
    /// count badly.
    pub(crate) may_be_copied: bool,
}

/// The key by which somebody answered a challenge. `known` are theirs; `allowed` are the ids that were asked
/// for, none if any would do.
pub(crate) fn prove(
    sent: &SentAssertion,
    challenge: &Bytes,
    party: RelyingParty<'_>,
    owner: &[u8],
    known: &[Credential],
    allowed: &[Bytes],
) -> Result<Used, Fault> {
    let is_known = |id: &Bytes| known.iter().any(|credential| credential.id == *id);
    let may_sign = allowed.is_empty() || (allowed.iter().all(is_known) && allowed.contains(&sent.id));
    if !may_sign {
        return Err(Fault::NotAllowed);
    }
    if !sent.user_handle.0.is_empty() && sent.user_handle.0 != owner {
        return Err(Fault::OtherPerson);
    }
    let credential = known.iter().find(|credential| credential.id == sent.id).ok_or(Fault::UnknownKey)?;
    sent.client_data.check(Question::Get, challenge, party)?;
    sent.data.check(party)?;
    let signed = [&sent.raw_data[..], &sent.client_data.hash].concat();
    PublicKey::read(&credential.public_key.0)?.verify(&signed, &sent.signature)?;
    let is_backed_up = sent.data.is_backed_up();
    let is_backup_eligible = sent.data.is_backup_eligible();
    if is_backup_eligible != credential.is_backup_eligible || (is_backed_up && !is_backup_eligible) {
        return Err(Fault::OddBackup);
    }
    let (count, before) = (sent.data.sign_count, credential.sign_count);
    let may_be_copied = count <= before && (count, before) != (0, 0);
    let sign_count = if may_be_copied { before } else { count };
    Ok(Used { credential: Credential { sign_count, is_backed_up, ..credential.clone() }, may_be_copied })
}
