//! What a request remembers from one run to the next.

use std::any::Any;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::auth_server::hooks::{HookAnswer, Question};
use crate::clock::Timestamp;

tokio::task_local! {
    static JOURNAL: Journal;
}

/// What a request remembers from one run to the next.
#[derive(Clone, Default)]
pub(super) struct Journal(Arc<Mutex<Entries>>);

#[derive(Default)]
struct Entries {
    /// The address of the client.
    ip: Option<String>,
    /// Where the client wants to be led back to.
    redirect_to: String,
    /// The moment at which the request is answered, in each run.
    moment: Option<Timestamp>,
    /// What was drawn, counted or worked out, in order.
    kept: Vec<Box<dyn Any + Send>>,
    /// How much of it this run has used.
    used: usize,
    answers: Vec<(Question, HookAnswer)>,
    /// What this run broke off for.
    open: Option<Question>,
    /// What this run has to tell once it lasts.
    afterwards: Vec<Question>,
    has_committed: bool,
}

/// What becomes of a question.
pub(crate) enum Turn {
    /// It was answered between two runs.
    Answered(HookAnswer),
    /// It is asked after this run, which has to end.
    Later,
    /// It is asked at once, for a client at this address: nothing can be undone any more.
    Now(Option<String>),
}

impl Journal {
    pub(super) fn of_client(ip: Option<String>, redirect_to: String) -> Self {
        Self(Arc::new(Mutex::new(Entries { ip, redirect_to, ..Entries::default() })))
    }

    /// Runs the request once more.
    pub(super) async fn run<T>(&self, request: impl Future<Output = T>) -> T {
        {
            let mut entries = self.entries();
            entries.used = 0;
            entries.open = None;
            entries.afterwards.clear();
        }
        JOURNAL.scope(self.clone(), request).await
    }

    /// What the last run broke off for.
    pub(super) fn open_question(&self) -> Option<Question> {
        self.entries().open.take()
    }

    /// What the last run has to tell, if what it did lasts.
    pub(super) fn told_afterwards(&self) -> Vec<Question> {
        let mut entries = self.entries();
        let told = std::mem::take(&mut entries.afterwards);
        if entries.has_committed { told } else { Vec::new() }
    }

    pub(super) fn note_answer(&self, question: Question, answer: HookAnswer) {
        self.entries().answers.push((question, answer));
    }

    fn entries(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does something with the journal, if this request has one.
fn with<T>(work: impl FnOnce(&mut Entries) -> T) -> Option<T> {
    JOURNAL.try_with(|journal| work(&mut journal.entries())).ok()
}

/// What becomes of a question that matters for what the request does.
pub(crate) fn turn(question: &Question) -> Turn {
    let decide = |entries: &mut Entries| {
        if let Some((_, answer)) = entries.answers.iter().find(|(known, _)| known == question) {
            return Turn::Answered(answer.clone());
        }
        if entries.has_committed {
            return Turn::Now(entries.ip.clone());
        }
        entries.open.get_or_insert_with(|| question.clone());
        Turn::Later
    };
    with(decide).unwrap_or(Turn::Now(None))
}

/// Tells a hook something once what this run does lasts. What it answers does not matter.
pub(crate) fn ask_afterwards(question: Question) {
    with(|entries| entries.afterwards.push(question));
}

/// Where the client wants to be led back to; empty outside of a run.
pub(crate) fn redirect_to() -> String {
    with(|entries| entries.redirect_to.clone()).unwrap_or_default()
}

/// Whether this run has broken off: what it did must not last.
pub(crate) fn is_waiting() -> bool {
    with(|entries| entries.open.is_some()).unwrap_or(false)
}

/// Notes that something lasts: this run is the last one.
pub(crate) fn note_commit() {
    with(|entries| entries.has_committed = true);
}

/// The moment of the request: the same in each run.
pub(crate) fn moment(now: Timestamp) -> Timestamp {
    with(|entries| *entries.moment.get_or_insert(now)).unwrap_or(now)
}

/// What is drawn once and is the same in each run.
pub(crate) fn kept<T: Clone + Send + 'static>(draw: impl FnOnce() -> T) -> T {
    let Some(known) = with(known) else { return draw() };
    known.unwrap_or_else(|| keep(draw()))
}

/// The same for what may fail: a failure is not kept.
pub(crate) fn try_kept<T: Clone + Send + 'static, E>(draw: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let Some(known) = with(known) else { return draw() };
    known.map_or_else(|| draw().map(keep), Ok)
}

/// The same for work that is slow, or that can be done only once.
pub(crate) async fn kept_work<T: Clone + Send + 'static, E>(
    work: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    match with(known) {
        None => work.await,
        Some(Some(known)) => Ok(known),
        Some(None) => work.await.map(keep),
    }
}

/// What an earlier run kept at this place. A run that goes another way than the one before it finds
/// something else there, or something that nobody has used.
fn known<T: Clone + 'static>(entries: &mut Entries) -> Option<T> {
    let found = entries.kept.get(entries.used).and_then(|kept| kept.downcast_ref::<T>().cloned());
    match found {
        Some(_) => entries.used += 1,
        None => entries.kept.truncate(entries.used),
    }
    found
}

fn keep<T: Clone + Send + 'static>(value: T) -> T {
    with(|entries| {
        entries.kept.push(Box::new(value.clone()));
        entries.used = entries.kept.len();
    });
    value
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[tokio::test]
    async fn what_is_kept_is_the_same_in_each_run() {
        let journal = Journal::default();
        let drawn = Cell::new(0);
        let run = async || {
            let number = kept(|| drawn.replace(drawn.get() + 1));
            let text: Result<_, ()> = kept_work(async { Ok(format!("{}", drawn.get())) }).await;
            (number, text.unwrap(), moment(Timestamp::from_seconds(i64::from(drawn.get()))))
        };
        let first = journal.run(run()).await;
        drawn.set(7);
        assert_eq!(journal.run(run()).await, first);
        assert_ne!(Journal::default().run(run()).await, first);
        assert_eq!(run().await.0, 8, "nothing is kept outside of a run");
    }

    #[tokio::test]
    async fn a_run_that_goes_another_way_draws_anew() {
        let journal = Journal::default();
        assert_eq!(journal.run(async { kept(|| 1) }).await, 1);
        assert_eq!(journal.run(async { kept(|| "two".to_owned()) }).await, "two");
        assert_eq!(journal.run(async { kept(|| 3) }).await, 3);
    }

    #[tokio::test]
    async fn only_what_lasts_is_told_afterwards() {
        let question = || Question::of_tests();
        let journal = Journal::of_client(None, "https://site.example".to_owned());
        journal.run(async { ask_afterwards(question()) }).await;
        assert!(journal.told_afterwards().is_empty(), "it was undone");
        let run = async {
            ask_afterwards(question());
            note_commit();
            redirect_to()
        };
        assert_eq!(journal.run(run).await, "https://site.example");
        assert_eq!(journal.told_afterwards().len(), 1);
        assert!(journal.told_afterwards().is_empty(), "it was told");
    }

    #[tokio::test]
    async fn a_failure_is_not_kept() {
        let journal = Journal::default();
        assert_eq!(journal.run(async { try_kept(|| Err::<u8, _>("no")) }).await, Err("no"));
        assert_eq!(journal.run(async { try_kept(|| Ok::<u8, &str>(1)) }).await, Ok(1));
    }
}
