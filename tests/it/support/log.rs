//! Reading what the program logs.

use std::sync::{Arc, Mutex, Once};

/// What this thread logs while it lives.
pub struct Log {
    lines: Arc<Mutex<Vec<u8>>>,
    /// With a single listener in the process, `tracing` would let a thread that has none decide for
    /// all threads that a line is not wanted.
    _company: tracing::Dispatch,
    _guard: tracing::subscriber::DefaultGuard,
}

impl Log {
    /// Begins to listen.
    pub fn start() -> Self {
        struct Writer(Arc<Mutex<Vec<u8>>>);
        impl std::io::Write for Writer {
            fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
                self.0.lock().unwrap().extend_from_slice(bytes);
                Ok(bytes.len())
            }
            fn flush(&mut self) -> std::io::Result<()> {
                Ok(())
            }
        }
        let company = tracing::Dispatch::new(tracing_subscriber::registry());
        let lines = Arc::<Mutex<Vec<u8>>>::default();
        let writer = Arc::clone(&lines);
        let subscriber = tracing_subscriber::fmt()
            .with_max_level(tracing::Level::TRACE)
            .with_writer(move || Writer(Arc::clone(&writer)))
            .finish();
        Self { lines, _company: company, _guard: tracing::subscriber::set_default(subscriber) }
    }

    /// Everything so far.
    pub fn text(&self) -> String {
        String::from_utf8(self.lines.lock().unwrap().clone()).unwrap()
    }
}

/// What sites under test warn of is shown with the test that fails. Their threads begin in the test's
/// own, which is how its output is found.
pub fn show_warnings() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let builder = tracing_subscriber::fmt().with_test_writer().with_ansi(false);
        let subscriber = builder.with_max_level(tracing::Level::WARN).finish();
        tracing::subscriber::set_global_default(subscriber).expect("nobody else sets one");
    });
}
