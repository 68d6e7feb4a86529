//! Stands between a site and its auth server and makes it have a bad day: per request it can refuse,
//! say nothing, answer wrongly, hold the call at a defined point, or lose an answer.

use std::sync::{Arc, Mutex};

use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::task::{JoinHandle, JoinSet};

use super::gate::Gate;
use super::http_wire::{Answer, Request};
use super::port::Port;

/// What becomes of a request.
#[derive(Clone, Debug)]
pub enum Fault {
    /// The connection is closed without a word; the auth server was not asked.
    HangUp,
    /// It is taken and never answered; the auth server was not asked.
    Silence,
    /// This answer instead of the auth server's.
    Instead(Answer),
    /// The auth server did what was asked, and its answer breaks off in the middle.
    HalfAnswer,
    /// The auth server did what was asked, and its answer is lost.
    LostAnswer,
    /// The request waits at the gate before the auth server has it.
    HeldBefore(Gate),
    /// The auth server did what was asked, and its answer waits at the gate.
    HeldAfter(Gate),
}

/// The proxy. Cloning gives another handle to the same one.
#[derive(Clone)]
pub struct FaultProxy(Arc<Inner>);

struct Inner {
    port: Port,
    upstream: u16,
    state: Mutex<State>,
    listening: Mutex<Option<JoinHandle<()>>>,
}

#[derive(Default)]
struct State {
    /// The first rule whose beginning a request has decides.
    rules: Vec<Rule>,
    /// Every request so far: its line, such as `POST /auth/v1/token?grant_type=password`, and its head.
    seen: Vec<(String, String)>,
}

struct Rule {
    beginning: String,
    /// How many requests it holds for; without a number, for all.
    times: Option<usize>,
    fault: Fault,
}

impl FaultProxy {
    /// A proxy in front of a server on this machine, in a good mood.
    pub fn before(upstream: u16) -> Self {
        let inner =
            Inner { port: Port::keep(), upstream, state: Mutex::default(), listening: Mutex::default() };
        let proxy = Self(Arc::new(inner));
        proxy.comes_back();
        proxy
    }

    /// Where it is.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.0.port.number())
    }

    /// From now on requests that begin like this, method and path, have this fault.
    pub fn on(&self, beginning: &str, fault: Fault) {
        self.rule(beginning, None, fault);
    }

    /// As [`FaultProxy::on`], for the next request only.
    pub fn once(&self, beginning: &str, fault: Fault) {
        self.rule(beginning, Some(1), fault);
    }

    fn rule(&self, beginning: &str, times: Option<usize>, fault: Fault) {
        self.state().rules.insert(0, Rule { beginning: beginning.to_owned(), times, fault });
    }

    /// Everything is well again.
    pub fn heals(&self) {
        self.state().rules.clear();
        self.comes_back();
    }

    /// Connections are refused, and those that are there break.
    pub async fn goes_away(&self) {
        let listening = self.0.listening.lock().unwrap().take();
        if let Some(listening) = listening {
            listening.abort();
            let _ = listening.await;
        }
    }

    fn comes_back(&self) {
        let mut listening = self.0.listening.lock().unwrap();
        if listening.is_some() {
            return;
        }
        let listener = self.0.port.listen();
        let proxy = Arc::downgrade(&self.0);
        *listening = Some(tokio::spawn(async move {
            // Dropped with the connections in it when the proxy goes away.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                let Some(inner) = proxy.upgrade() else { return };
                connections.spawn(async move {
                    // Whoever hangs up in the middle is part of the day.
                    let _ = Self(inner).serve(stream).await;
                });
            }
        }));
    }

    /// How many requests have begun like this so far.
    pub fn count(&self, beginning: &str) -> usize {
        self.state().seen.iter().filter(|(line, _)| line.starts_with(beginning)).count()
    }

    /// A header of the last request that began like this.
    pub fn last_header(&self, beginning: &str, name: &str) -> Option<String> {
        let state = self.state();
        let (_, head) = state.seen.iter().rfind(|(line, _)| line.starts_with(beginning))?;
        let mut headers = head.lines().filter_map(|line| line.split_once(": "));
        headers.find(|(given, _)| given.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned())
    }

    /// One request for each connection: whatever is decided next holds for the next request.
    async fn serve(&self, mut client: TcpStream) -> std::io::Result<()> {
        let Some(request) = Request::read(&mut client).await? else { return Ok(()) };
        let fault = self.state().meet(&request);
        let answer = match fault {
            None => request.ask(self.0.upstream).await?,
            Some(Fault::HangUp) => return Ok(()),
            Some(Fault::Silence) => return std::future::pending().await,
            Some(Fault::Instead(answer)) => answer.bytes(),
            Some(Fault::HalfAnswer) => {
                let answer = request.ask(self.0.upstream).await?;
                let head = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap_or_default();
                answer[..head + (answer.len() - head) / 2].to_vec()
            }
            Some(Fault::LostAnswer) => {
                request.ask(self.0.upstream).await?;
                return Ok(());
            }
            Some(Fault::HeldBefore(gate)) => {
                gate.pass().await;
                request.ask(self.0.upstream).await?
            }
            Some(Fault::HeldAfter(gate)) => {
                let answer = request.ask(self.0.upstream).await?;
                gate.pass().await;
                answer
            }
        };
        client.write_all(&answer).await?;
        client.shutdown().await
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().unwrap()
    }
}

impl State {
    /// Notes a request, and says what becomes of it.
    fn meet(&mut self, request: &Request) -> Option<Fault> {
        let line = request.line();
        self.seen.push((line.clone(), request.head().to_owned()));
        let rule =
            self.rules.iter_mut().find(|rule| rule.times != Some(0) && line.starts_with(&rule.beginning))?;
        rule.times = rule.times.map(|times| times - 1);
        Some(rule.fault.clone())
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Some(listening) = self.listening.lock().unwrap().take() {
            listening.abort();
        }
    }
}
