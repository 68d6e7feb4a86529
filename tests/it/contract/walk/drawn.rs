//! Drawing walks. The same seed always draws the same walk.

use super::action::{Action, How, Typed, Which, Whom};
use super::perform::{
    FACTOR_NAMES, KINDS, LINK_KINDS, MEDDLINGS, NO_ADDRESSES, NO_CODES, PASSWORDS, PEOPLE, RESENT, SAYINGS,
    SCOPES,
};

/// A walk of so many steps.
pub(super) fn walk(seed: u64, steps: usize) -> Vec<Action> {
    let mut lots = Lots(seed);
    (0..steps).map(|_| action(&mut lots)).collect()
}

fn action(lots: &mut Lots) -> Action {
    match lots.below(122) {
        0..14 => Action::SignUp { whom: lots.whom(), password: lots.password(), says: lots.one_of(SAYINGS) },
        14..26 => Action::SignIn { whom: lots.whom(), password: lots.password() },
        26..36 => Action::Refresh(lots.which()),
        36..40 => Action::Look(lots.which()),
        40..52 => Action::Change {
            access: lots.which(),
            email: lots.percent(35).then(|| lots.whom()),
            password: lots.percent(45).then(|| lots.password()),
            says: lots.percent(30).then(|| lots.one_of(SAYINGS)),
            code: lots.percent(15),
        },
        52..57 => Action::Recover(lots.whom()),
        57..62 => {
            let creates = lots.percent(50).then(|| lots.percent(50));
            Action::CodeByMail { whom: lots.whom(), creates }
        }
        62..65 => Action::MagicLink(lots.whom()),
        65..69 => Action::Resend { kind: lots.one_of(RESENT), whom: lots.whom() },
        69..85 => Action::Prove {
            letter: lots.which(),
            kind: lots.percent(20).then(|| lots.one_of(KINDS)),
            how: match lots.below(4) {
                0 | 1 => How::Hash,
                2 => How::Link,
                _ => How::Code(lots.whom()),
            },
        },
        85..88 => Action::SignOut { access: lots.which(), scope: lots.one_of(SCOPES) },
        88..90 => Action::Reauthenticate(lots.which()),
        90..92 => Action::Make { whom: lots.whom(), password: lots.password(), confirmed: lots.percent(70) },
        92..95 => Action::Meddle { person: lots.which(), how: lots.one_of(MEDDLINGS) },
        95 => Action::Delete { person: lots.which(), softly: lots.percent(30) },
        96 => Action::Show(lots.which()),
        97..99 => {
            let kind = lots.one_of(LINK_KINDS);
            Action::Generate { kind, whom: lots.whom(), password: lots.password() }
        }
        99 => Action::Invite { whom: lots.whom(), says: lots.one_of(SAYINGS) },
        100..105 => Action::Enrol { access: lots.which(), name: lots.one_of(FACTOR_NAMES) },
        105..111 => Action::Challenge { access: lots.which(), factor: lots.which() },
        111..118 => Action::ProveFactor {
            access: lots.which(),
            challenge: lots.which(),
            elsewhere: lots.percent(10).then(|| lots.which()),
            typed: match lots.below(8) {
                0 => Typed::Wrong,
                1 => Typed::NoCode(lots.one_of(NO_CODES)),
                _ => Typed::Shown,
            },
        },
        118 | 119 => Action::Unenrol { access: lots.which(), factor: lots.which() },
        120 => Action::ShowFactors(lots.which()),
        _ => Action::TakeFactor { person: lots.which(), factor: lots.which() },
    }
}

/// A stream of numbers that look random (`SplitMix64`).
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).expect("small")).expect("small")
    }

    fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    fn one_of<T>(&mut self, list: &[T]) -> usize {
        self.below(list.len())
    }

    /// Mostly something that was given, and mostly something new.
    fn which(&mut self) -> Which {
        match self.below(20) {
            0 => Which::Wrong(self.below(8)),
            1..14 => Which::Given(self.below(2)),
            _ => Which::Given(self.below(40)),
        }
    }

    fn whom(&mut self) -> Whom {
        match self.below(20) {
            0 => Whom::Nobody(self.one_of(NO_ADDRESSES)),
            1 | 2 => Whom::Shouted(self.one_of(PEOPLE)),
            _ => Whom::Somebody(self.one_of(PEOPLE)),
        }
    }

    /// Mostly the two good ones.
    fn password(&mut self) -> usize {
        if self.percent(85) { self.below(2) } else { self.one_of(PASSWORDS) }
    }
}
