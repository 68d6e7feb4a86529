//! The proxy in front of several machines, as Fly's and Caddy are: it asks each whether it is ready,
//! sends requests to those that are, keeps its connections to them, and tries the other one only when
//! a connection was refused, so that nothing was sent.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::Client;
use tokio::io::AsyncWriteExt as _;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::interval;

use super::http_wire::{Answer, Request, bytes_of};
use super::patience::until;
use super::port::Port;

/// How often it asks whether a machine is ready.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// The proxy; it ends with the test.
pub struct Balancer {
    address: SocketAddr,
    inner: Arc<Inner>,
    _tasks: JoinSet<()>,
}

struct Inner {
    client: Client,
    machines: Vec<Machine>,
    turn: AtomicUsize,
    lost: Mutex<Vec<String>>,
}

struct Machine {
    port: u16,
    is_ready: AtomicBool,
    answered: AtomicUsize,
}

impl Balancer {
    /// A proxy at this port, in front of the machines that listen at these.
    pub fn before(port: &Port, machines: &[u16]) -> Self {
        let machine = |port: &u16| Machine {
            port: *port,
            is_ready: AtomicBool::default(),
            answered: AtomicUsize::default(),
        };
        let inner = Arc::new(Inner {
            client: Client::builder()
                .redirect(reqwest::redirect::Policy::none())
                .no_proxy()
                .build()
                .expect("a client"),
            machines: machines.iter().map(machine).collect(),
            turn: AtomicUsize::default(),
            lost: Mutex::default(),
        });
        let mut tasks = JoinSet::new();
        for number in 0..machines.len() {
            tasks.spawn(Arc::clone(&inner).watch(number));
        }
        tasks.spawn(Arc::clone(&inner).serve(port.listen()));
        Self { address: SocketAddr::from(([127, 0, 0, 1], port.number())), inner, _tasks: tasks }
    }

    /// Where it is.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// How many requests a machine has answered.
    pub fn answered_by(&self, number: usize) -> usize {
        self.inner.machines[number].answered.load(Ordering::Relaxed)
    }

    /// The requests that it could not answer, and why.
    pub fn lost(&self) -> Vec<String> {
        self.inner.lost.lock().unwrap().clone()
    }

    /// Waits until visitors are sent to a machine, and it has answered so many more of them.
    pub async fn sends_visitors_to(&self, number: usize, count: usize) {
        let before = self.answered_by(number);
        let what = format!("{count} answers of machine {number}");
        until(&what, async || (self.answered_by(number) >= before + count).then_some(())).await;
    }
}

impl Inner {
    async fn watch(self: Arc<Self>, number: usize) {
        let machine = &self.machines[number];
        // A connection for each question, so that it tells whether new ones are taken.
        let client = Client::builder().pool_max_idle_per_host(0).no_proxy().build().expect("a client");
        let mut ticks = interval(ASK_EVERY);
        loop {
            ticks.tick().await;
            let answer = client.get(format!("http://127.0.0.1:{}/health/ready", machine.port)).send().await;
            machine.is_ready.store(answer.is_ok_and(|answer| answer.status() == 200), Ordering::Relaxed);
        }
    }

    async fn serve(self: Arc<Self>, listener: TcpListener) {
        // Dropped with the connections in it.
        let mut connections = JoinSet::new();
        while let Ok((stream, _)) = listener.accept().await {
            let proxy = Arc::clone(&self);
            connections.spawn(async move {
                // Whoever asked and went away is told nothing.
                let _ = proxy.answer(stream).await;
            });
        }
    }

    async fn answer(&self, mut visitor: TcpStream) -> std::io::Result<()> {
        let Some(request) = Request::read(&mut visitor).await? else { return Ok(()) };
        visitor.write_all(&self.ask(&request).await).await?;
        visitor.shutdown().await
    }

    async fn ask(&self, request: &Request) -> Vec<u8> {
        let first = self.turn.fetch_add(1, Ordering::Relaxed);
        let count = self.machines.len();
        let in_turn = (first..first + count).map(|number| &self.machines[number % count]);
        let mut refusal = "no machine is ready".to_owned();
        for machine in in_turn.filter(|machine| machine.is_ready.load(Ordering::Relaxed)) {
            let answer = match request.through(&self.client, machine.port).send().await {
                Ok(answer) => bytes_of(answer).await,
                Err(refused) if refused.is_connect() => {
                    refusal = format!("{refused:?}");
                    continue;
                }
                Err(broken) => Err(broken),
            };
            machine.answered.fetch_add(1, Ordering::Relaxed);
            return answer.unwrap_or_else(|broken| self.lose(request, &format!("{broken:?}")));
        }
        self.lose(request, &refusal)
    }

    fn lose(&self, request: &Request, why: &str) -> Vec<u8> {
        self.lost.lock().unwrap().push(format!("{}: {why}", request.line()));
        Answer::html(502).bytes()
    }
}
