//! A story: a name that says what holds, and the requests that show it.

use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::rc::Rc;

use futures_util::FutureExt;
use serde_json::Value;

use super::subject::{Setup, Subject};
use super::telling::Telling;

/// Told to each server in the same words.
pub(super) struct Story {
    pub(super) name: &'static str,
    pub(super) setup: Setup,
    pub(super) tell: for<'a> fn(&'a mut Telling) -> Pin<Box<dyn Future<Output = ()> + 'a>>,
}

/// The stories of an area, by the names of their functions: `stories! { Usual { one, another } }`.
macro_rules! stories {
    ($($setup:ident { $($name:ident,)* })*) => {
        pub(in crate::contract) const STORIES: &[$crate::contract::story::Story] = &[$($(
            $crate::contract::story::Story {
                name: stringify!($name),
                setup: $crate::contract::subject::Setup::$setup,
                tell: |telling| Box::pin($name(telling)),
            },
        )*)*];
    };
}
pub(super) use stories;

/// How a story ended.
pub(super) struct Told {
    pub(super) exchanges: Vec<Value>,
    /// What stopped it before its end.
    pub(super) broke_off: Option<String>,
}

impl Story {
    pub(super) async fn tell_to(&self, subject: Rc<Subject>) -> Told {
        let mut telling = Telling::new(subject);
        let outcome = AssertUnwindSafe((self.tell)(&mut telling)).catch_unwind().await;
        let broke_off = outcome.err().map(|panic| {
            let text = panic.downcast_ref::<String>().cloned();
            text.or_else(|| panic.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default()
        });
        Told { exchanges: telling.into_exchanges(), broke_off }
    }
}
