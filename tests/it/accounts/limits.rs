use std::time::Duration;

use doorward::accounts::{Limit, Limits, Verdict, address_prefix};
use doorward::clock::{Clock, Timestamp};
use doorward::database::each;
use doorward::keys::{Keys, MasterSecret};
use futures_util::future::join_all;

use super::people::{address, keys};
use crate::support::database::TestDatabase;

/// Tries at once and the time until the next one, of [`Limit::SignInByAccount`].
const AT_ONCE: usize = 10;
const THEN_ONE_PER: Duration = Duration::from_mins(3);

struct Gate {
    db: TestDatabase,
    clock: Clock,
    limits: Limits,
}

impl Gate {
    async fn each() -> Vec<Self> {
        let all = TestDatabase::each().await.into_iter();
        all.map(|db| {
            let clock = Clock::settable(Timestamp::parse_rfc3339("2026-11-24T10:54:12.345678Z").unwrap());
            let limits = Limits::new(db.database().clone(), clock.clone(), &keys()).unwrap();
            Self { db, clock, limits }
        })
        .collect()
    }

    /// The same limits in another process.
    async fn another_machine(&self) -> Limits {
        Limits::new(self.db.another_machine().await, self.clock.clone(), &keys()).unwrap()
    }

    async fn take(&self, key: &str) -> Verdict {
        self.limits.take(Limit::SignInByAccount, key).await.unwrap()
    }

    async fn use_up(&self, key: &str) {
        for _ in 0..AT_ONCE {
            assert_eq!(self.take(key).await, Verdict::Allowed);
        }
        assert_ne!(self.take(key).await, Verdict::Allowed);
    }

    async fn rows(&self) -> Vec<Vec<u8>> {
        each!(self.db.database().read().await.unwrap().executor(), c => {
            sqlx::query_scalar("select key from limits").fetch_all(c).await
        })
        .unwrap()
    }
}

#[tokio::test]
async fn so_many_tries_at_once_and_then_one_per_interval() {
    for gate in Gate::each().await {
        gate.use_up("ada@example.com").await;
        assert_eq!(gate.take("ada@example.com").await, Verdict::Limited { retry_after: THEN_ONE_PER });
        gate.clock.advance(THEN_ONE_PER.saturating_sub(Duration::from_secs(1)));
        let almost = Verdict::Limited { retry_after: Duration::from_secs(1) };
        assert_eq!(gate.take("ada@example.com").await, almost);
        gate.clock.advance(Duration::from_secs(1));
        assert_eq!(gate.take("ada@example.com").await, Verdict::Allowed);
        assert_ne!(gate.take("ada@example.com").await, Verdict::Allowed);
        gate.clock.advance(THEN_ONE_PER * 100);
        gate.use_up("ada@example.com").await;
    }
}

#[tokio::test]
async fn two_hundred_tries_at_once_from_two_machines_are_exactly_as_many_as_allowed() {
    for gate in Gate::each().await {
        let other_machine = gate.another_machine().await;
        let tries = (0..200).map(|number| {
            let limits = if number % 2 == 0 { gate.limits.clone() } else { other_machine.clone() };
            tokio::spawn(async move { limits.take(Limit::SignInByAccount, "ada@example.com").await.unwrap() })
        });
        let verdicts: Vec<_> = join_all(tries).await.into_iter().map(Result::unwrap).collect();
        let allowed = verdicts.iter().filter(|verdict| **verdict == Verdict::Allowed).count();
        assert_eq!(allowed, AT_ONCE);
    }
}

#[tokio::test]
async fn a_restart_forgets_nothing() {
    for gate in Gate::each().await {
        gate.use_up("ada@example.com").await;
        let restarted = gate.another_machine().await;
        let verdict = restarted.take(Limit::SignInByAccount, "ada@example.com").await.unwrap();
        assert_eq!(verdict, Verdict::Limited { retry_after: THEN_ONE_PER });
    }
}

#[tokio::test]
async fn limits_and_keys_count_by_themselves() {
    for gate in Gate::each().await {
        gate.use_up("ada@example.com").await;
        assert_eq!(gate.take("eve@example.com").await, Verdict::Allowed);
        let others = [
            Limit::SignInByAddress,
            Limit::SignInByDevice,
            Limit::SignUpByAddress,
            Limit::CodeByAccount,
            Limit::CodeByAddress,
            Limit::MailByAccount,
            Limit::MailByAddress,
        ];
        for limit in others {
            assert_eq!(
                gate.limits.take(limit, "ada@example.com").await.unwrap(),
                Verdict::Allowed,
                "{limit:?}"
            );
        }
    }
}

#[tokio::test]
async fn six_digit_codes_cannot_be_guessed_in_their_lifetime() {
    for gate in Gate::each().await {
        let mut tries = 0;
        for _ in 0..600 {
            if gate.limits.take(Limit::CodeByAccount, "ada@example.com").await.unwrap() == Verdict::Allowed {
                tries += 1;
            }
            gate.clock.advance(Duration::from_secs(1));
        }
        assert!(tries <= 10, "{tries} of a million");
    }
}

#[tokio::test]
async fn a_stranger_who_uses_up_an_account_does_not_lock_its_owner_out() {
    for gate in Gate::each().await {
        let ada = address("ada@example.com");
        let mark = gate.limits.mark_device(&ada).unwrap();
        while gate.limits.take_sign_in(&ada, None).await.unwrap() == Verdict::Allowed {}
        let device = gate.limits.recognise_device(mark.as_str(), &ada);
        assert!(device.is_some());
        assert_eq!(gate.limits.take_sign_in(&ada, device.as_ref()).await.unwrap(), Verdict::Allowed);
        // The mark has its own small number.
        let mut tries = 1;
        while gate.limits.take_sign_in(&ada, device.as_ref()).await.unwrap() == Verdict::Allowed {
            tries += 1;
        }
        assert_eq!(tries, 10);
    }
}

#[tokio::test]
async fn a_device_is_recognised_only_for_its_own_account_and_only_untouched() {
    let gate = Gate::each().await.remove(0);
    let (ada, eve) = (address("ada@example.com"), address("eve@example.com"));
    let mark = gate.limits.mark_device(&ada).unwrap();
    let text = mark.as_str();
    assert_eq!(gate.limits.recognise_device(text, &ada).as_ref(), Some(&mark));
    assert_eq!(gate.limits.recognise_device(text, &eve), None);
    assert_ne!(gate.limits.mark_device(&ada).unwrap(), mark);
    let turned: String = text.chars().rev().collect();
    for wrong in ["", "A", "é", &text[1..], &text[..text.len() - 1], &turned] {
        assert_eq!(gate.limits.recognise_device(wrong, &ada), None, "{wrong}");
    }
    let rotated = Keys::new(MasterSecret::new([8; 32]), Some(MasterSecret::new([7; 32])));
    let after = Limits::new(gate.db.database().clone(), gate.clock.clone(), &rotated).unwrap();
    assert!(after.recognise_device(text, &ada).is_some());
    assert_eq!(format!("{mark:?}"), "DeviceMark(…)");
}

#[tokio::test]
async fn a_try_that_was_right_is_given_back() {
    for gate in Gate::each().await {
        let limit = Limit::SignInByAccount;
        for _ in 0..AT_ONCE * 3 {
            assert_eq!(gate.take("ada@example.com").await, Verdict::Allowed);
            gate.limits.give_back(limit, "ada@example.com").await.unwrap();
        }
        // What others used up stays used up: one try is given back, not all.
        gate.use_up("ada@example.com").await;
        gate.limits.give_back(limit, "ada@example.com").await.unwrap();
        assert_eq!(gate.take("ada@example.com").await, Verdict::Allowed);
        assert_ne!(gate.take("ada@example.com").await, Verdict::Allowed);
        // Nothing can be given back that was not taken.
        gate.limits.give_back(limit, "eve@example.com").await.unwrap();
        gate.use_up("eve@example.com").await;
    }
}

#[tokio::test]
async fn a_clock_that_is_set_back_locks_nobody_out() {
    for gate in Gate::each().await {
        let before = gate.clock.now();
        gate.clock.advance(Duration::from_hours(10_000));
        gate.use_up("ada@example.com").await;
        gate.clock.set(before);
        gate.use_up("ada@example.com").await;
    }
}

#[tokio::test]
async fn the_table_names_nobody_and_forgets_what_has_run_out() {
    for gate in Gate::each().await {
        gate.use_up("ada@example.com").await;
        let row = gate.rows().await.concat();
        assert_eq!(row.len(), 32);
        assert!(!row.windows(3).any(|window| window == b"ada"));
        assert_eq!(gate.limits.forget_past(100).await.unwrap(), 0, "it still counts");
        gate.clock.advance(Duration::from_hours(1));
        gate.take("bob@example.com").await;
        gate.clock.advance(THEN_ONE_PER);
        gate.take("eve@example.com").await;
        assert_eq!(gate.limits.forget_past(1).await.unwrap(), 1);
        assert_eq!(gate.limits.forget_past(100).await.unwrap(), 1);
        assert_eq!(gate.rows().await.len(), 1, "what has not run out stays");
        assert_ne!(gate.take("eve@example.com").await, Verdict::Limited { retry_after: THEN_ONE_PER });
    }
}

#[tokio::test]
async fn who_keeps_trying_costs_no_query() {
    for gate in Gate::each().await {
        gate.use_up("ada@example.com").await;
        gate.db.database().close().await;
        assert_eq!(gate.take("ada@example.com").await, Verdict::Limited { retry_after: THEN_ONE_PER });
        let error = gate.limits.take(Limit::SignInByAccount, "eve@example.com").await.unwrap_err();
        assert!(error.to_string().starts_with("the limits could not be reached"), "a limit never fails open");
    }
}

#[test]
fn one_customer_has_one_prefix() {
    let prefix = |text: &str| address_prefix(text.parse().unwrap());
    assert_eq!(prefix("203.0.113.7"), "203.0.113.7");
    assert_eq!(prefix("::ffff:203.0.113.7"), "203.0.113.7", "one client over both protocols");
    assert_eq!(prefix("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    assert_eq!(prefix("2001:db8:1:2::"), prefix("2001:db8:1:2:ffff:ffff:ffff:ffff"));
    assert_ne!(prefix("2001:db8:1:2::1"), prefix("2001:db8:1:3::1"));
}
