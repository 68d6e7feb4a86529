//! Comparing this machine's clock with others'. Tokens have a beginning and an end: with a wrong clock
//! good ones are refused.

use std::time::Duration;

use super::finding::Findings;
use crate::clock::Timestamp;

/// What nobody notices: answers take their time, and some clocks tell whole seconds.
const UNNOTICED: Duration = Duration::from_secs(5);

/// What the check of tokens forgives; beyond it people are signed out.
const FORGIVEN: Duration = Duration::from_secs(30);

/// Another clock, and between which two moments of ours it was read.
pub(super) struct Reading {
    pub(super) before: Timestamp,
    pub(super) theirs: Timestamp,
    pub(super) after: Timestamp,
}

/// Says how far both clocks are apart; `whose` is whom the other one belongs to.
pub(super) fn compare(id: &'static str, whose: &str, reading: &Reading, findings: &mut Findings) {
    let Reading { before, theirs, after } = reading;
    let (ahead, behind) = (before.since(*theirs), theirs.since(*after));
    let skew = ahead.max(behind);
    let seconds = skew.as_secs();
    let direction = if ahead > behind { "ahead of" } else { "behind" };
    let found = format!("This machine's clock is {seconds} s {direction} {whose}.");
    let advice = "Let this machine keep its clock by NTP (timedatectl set-ntp true).";
    if skew > FORGIVEN {
        findings.fault(id, found, advice);
    } else if skew > UNNOTICED {
        findings.warning(id, found, advice);
    } else {
        findings.ok(id, format!("This machine and {whose} agree on the time (to {seconds} s)."));
    }
}
