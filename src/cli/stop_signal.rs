//! How a server is told to stop.

use tokio::signal::unix::{SignalKind, signal};

/// What a process that was interrupted twice ends with: 128 plus the number of SIGINT.
const INTERRUPTED: i32 = 130;

/// Resolves at the first SIGTERM or SIGINT. The second ends the program at once, whatever it does.
pub(super) fn stop_signal() -> std::io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut next = async move || {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    Ok(async move {
        next().await;
        tokio::spawn(async move {
            next().await;
            std::process::exit(INTERRUPTED);
        });
    })
}
