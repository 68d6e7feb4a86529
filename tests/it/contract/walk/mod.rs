//! Random walks: two servers are asked the same things, whatever comes, and must answer alike.
//!
//! A walk is drawn from a seed: people sign up, sign in, refresh, change, follow links, sign out, and
//! administrators meddle, with good and with broken arguments, in any order. Each step is compared like
//! the exchanges of the stories. The first difference that nothing explains is made as short as it can
//! be, and shown with its seed.
//!
//! `WALK_STEPS` says how many steps are walked (`WALK_SEED` from which seed on).

mod action;
mod drawn;
mod meant;
mod pair;
mod perform;
mod pools;
mod shrink;

use std::rc::Rc;

use super::allowances::Allowances;
use super::subject::{Setup, Subject};
use crate::support::database::TestDatabase;
use action::Action;
use pair::Pair;

/// Steps of one walk: long enough that people have a past.
const WALK: usize = 40;

/// Walks that two servers are led on. Their clocks stand, so that what they count of wrong links, and fear
/// an attack for in the end, is never over.
const WALKS_OF_A_SERVER: usize = 25;

/// Steps without a wish in `WALK_STEPS`.
const STEPS: usize = 240;

/// Tokens are of the newer form: of the older one the real server may give out two live ones.
const SETUP: Setup = Setup::CountedTokens;

#[tokio::test]
async fn the_real_server_and_ours_answer_alike() {
    let (Ok(binary), Ok(postgres)) = (std::env::var("GOTRUE_BINARY"), std::env::var("TEST_POSTGRES_URL"))
    else {
        eprintln!("SKIPPED AGAINST THE REAL SERVER: set GOTRUE_BINARY and TEST_POSTGRES_URL");
        return;
    };
    walk(async || {
        let real = Subject::real(&binary, &postgres, SETUP).await;
        Pair::new(real, on_sqlite(SETUP).await, meant::meant())
    })
    .await;
}

#[tokio::test]
async fn both_databases_answer_alike() {
    if TestDatabase::postgres().await.is_none() {
        return;
    }
    walk(async || {
        let postgres = TestDatabase::postgres().await.expect("it was there a moment ago");
        let postgres = Subject::embedded(postgres, SETUP).await;
        Pair::new(postgres, on_sqlite(SETUP).await, Allowances::default())
    })
    .await;
}

/// That a walk can fail: one of the two need not confirm addresses.
#[tokio::test]
async fn another_set_up_is_noticed_and_shown_in_one_step() {
    let pair = Pair::new(on_sqlite(SETUP).await, on_sqlite(Setup::Autoconfirm).await, Allowances::default());
    let actions = drawn::walk(1, WALK);
    let found = pair.first_difference(&actions).await.expect("a difference");
    assert!(!found.differences.is_empty());
    let still_fails = async |fewer: &[Action]| pair.first_difference(fewer).await.is_some();
    let shortest = shrink::shrink(&actions, still_fails).await;
    assert_eq!(shortest.len(), 1, "{shortest:#?}");
}

async fn on_sqlite(setup: Setup) -> Subject {
    Subject::embedded(TestDatabase::sqlite().await, setup).await
}

/// Walks as far as is wished, now and then with new servers.
async fn walk(pair: impl AsyncFn() -> Pair) {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse().expect("a number"));
    let (steps, first_seed) = (number("WALK_STEPS").unwrap_or(STEPS), number("WALK_SEED").unwrap_or(1));
    let walks = steps.div_ceil(WALK);
    let mut failed = Vec::new();
    let mut servers = Box::pin(pair()).await;
    for (walked, seed) in (first_seed..).take(walks).enumerate() {
        if walked > 0 && walked % WALKS_OF_A_SERVER == 0 {
            servers = Box::pin(pair()).await;
        }
        let actions = drawn::walk(seed as u64, WALK);
        if let Some(found) = servers.first_difference(&actions).await {
            eprintln!("seed {seed}, step {}:", found.step + 1);
            found.differences.iter().for_each(|difference| eprintln!("  {difference}"));
            failed.push((seed, actions[..=found.step].to_vec()));
        }
    }
    eprintln!("walked {} steps, seeds {first_seed} to {}", walks * WALK, first_seed + walks - 1);
    if let Some((seed, actions)) = failed.first() {
        let servers = Box::pin(pair()).await;
        let still_fails = async |fewer: &[Action]| servers.first_difference(fewer).await.is_some();
        let shortest = shrink::shrink(actions, still_fails).await;
        let found = servers.first_difference(&shortest).await.map(|found| found.to_string());
        panic!(
            "{} walks fail; seed {seed} after\n{shortest:#?}\n{}",
            failed.len(),
            found.unwrap_or_default()
        );
    }
}

impl Pair {
    fn new(expected: Subject, came: Subject, allowances: Allowances) -> Self {
        Self { expected: Rc::new(expected), came: Rc::new(came), allowances }
    }
}
