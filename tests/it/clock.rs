//! The clock: what waits by it wakes when the time has come.

use std::time::Duration;

use doorward::clock::{Clock, Timestamp};
use futures_util::FutureExt as _;

const START: Timestamp = Timestamp::from_seconds(1_764_000_000);

#[tokio::test]
async fn whoever_waits_by_a_settable_clock_wakes_when_it_was_moved_far_enough() {
    let clock = Clock::settable(START);
    let moment = START.plus(Duration::from_hours(24));
    let mut waiting = std::pin::pin!(clock.sleep_until(moment));
    assert_eq!((waiting.as_mut().now_or_never(), clock.sleepers()), (None, 1));
    clock.set(moment.minus(Duration::from_micros(1)));
    assert_eq!(waiting.as_mut().now_or_never(), None);
    clock.set(START);
    assert_eq!(waiting.as_mut().now_or_never(), None, "backwards is no way to get there");
    clock.clone().set(moment);
    assert_eq!(waiting.as_mut().now_or_never(), Some(()));
}

#[tokio::test]
async fn a_moment_that_has_passed_is_not_waited_for() {
    for clock in [Clock::settable(START), Clock::system()] {
        clock.sleep_until(START.minus(Duration::from_secs(1))).await;
    }
}

#[tokio::test]
async fn a_settable_clock_wakes_all_its_waiters_and_forgets_those_who_gave_up() {
    let clock = Clock::settable(START);
    let tasks: Vec<_> = (0..3)
        .map(|_| {
            let clock = clock.clone();
            tokio::spawn(async move { clock.sleep_until(START.plus(Duration::from_secs(1))).await })
        })
        .collect();
    {
        let mut given_up = std::pin::pin!(clock.sleep_until(START.plus(Duration::from_secs(1))));
        assert_eq!(given_up.as_mut().now_or_never(), None);
    }
    clock.advance(Duration::from_secs(1));
    for task in tasks {
        task.await.unwrap();
    }
    assert_eq!(clock.sleepers(), 0);
}
