//! A mail server on loopback that keeps what it is given, and refuses what it is told to.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// A mail as it crossed the wire.
#[derive(Clone, Debug)]
pub struct CaughtMail {
    /// The sender of the envelope.
    pub from: String,
    /// The recipients of the envelope.
    pub recipients: Vec<String>,
    /// Headers and body, dots unstuffed.
    pub data: String,
}

/// The server; it ends with the test's runtime.
#[derive(Clone)]
pub struct SmtpCatcher {
    port: u16,
    state: Arc<Mutex<State>>,
    caught: Arc<Notify>,
}

#[derive(Default)]
struct State {
    mails: Vec<CaughtMail>,
    /// What is answered to the next recipients, instead of yes.
    refusals: Vec<String>,
    /// Whether no name and password are good enough.
    refuses_logins: bool,
    /// Whether to hang up instead of thanking for the next mail.
    goes_away: bool,
    /// What clients said to authenticate.
    logins: Vec<String>,
    /// Every command that came.
    commands: Vec<String>,
}

impl SmtpCatcher {
    /// Starts it on a free port.
    pub async fn spawn() -> Self {
        Self::spawn_on(0).await
    }

    /// Starts it on this port.
    pub async fn spawn_on(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let catcher = Self { port, state: Arc::default(), caught: Arc::default() };
        let server = catcher.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move {
                    // A client that goes away in the middle is its own affair.
                    let _ = server.converse(stream).await;
                });
            }
        });
        catcher
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where it listens, as `SMTP_URL` says it.
    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// The same with a name and a password.
    pub fn url_with_login(&self, login: &str) -> String {
        format!("smtp://{login}@127.0.0.1:{}", self.port)
    }

    /// Answers the next recipient with this line instead of yes.
    pub fn refuse_next(&self, answer: &str) {
        self.state.lock().unwrap().refusals.push(answer.to_owned());
    }

    /// From now on no name and password are good enough.
    pub fn refuse_logins(&self) {
        self.state.lock().unwrap().refuses_logins = true;
    }

    /// Keeps the next mail and hangs up without saying so: the sender cannot know.
    pub fn go_away_after_next_mail(&self) {
        self.state.lock().unwrap().goes_away = true;
    }

    /// What came in so far.
    pub fn mails(&self) -> Vec<CaughtMail> {
        self.state.lock().unwrap().mails.clone()
    }

    /// The n-th mail, from one: waits until it is there.
    pub async fn mail(&self, number: usize) -> CaughtMail {
        loop {
            let caught = self.caught.notified();
            if let Some(mail) = self.mails().get(number - 1) {
                return mail.clone();
            }
            caught.await;
        }
    }

    /// The arguments of `AUTH PLAIN` that came so far.
    pub fn logins(&self) -> Vec<String> {
        self.state.lock().unwrap().logins.clone()
    }

    /// Every command that came so far.
    pub fn commands(&self) -> Vec<String> {
        self.state.lock().unwrap().commands.clone()
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let state = &self.state;
        let mut stream = BufReader::new(stream);
        stream.write_all(b"220 catcher\r\n").await?;
        let (mut from, mut recipients) = (String::new(), Vec::new());
        let mut line = String::new();
        while {
            line.clear();
            stream.read_line(&mut line).await? > 0
        } {
            let command = line.trim_end().to_owned();
            state.lock().unwrap().commands.push(command.clone());
            let upper = command.to_ascii_uppercase();
            let answer = if upper.starts_with("EHLO") {
                "250-catcher\r\n250 AUTH PLAIN".to_owned()
            } else if upper.starts_with("AUTH PLAIN ") {
                let mut state = state.lock().unwrap();
                state.logins.push(command["AUTH PLAIN ".len()..].to_owned());
                if state.refuses_logins { "535 not you" } else { "235 welcome" }.to_owned()
            } else if upper.starts_with("MAIL FROM:") {
                from = in_brackets(&command);
                recipients.clear();
                "250 yes".to_owned()
            } else if upper.starts_with("RCPT TO:") {
                let refusals = &mut state.lock().unwrap().refusals;
                if refusals.is_empty() {
                    recipients.push(in_brackets(&command));
                    "250 yes".to_owned()
                } else {
                    refusals.remove(0)
                }
            } else if upper == "DATA" {
                stream.write_all(b"354 go on\r\n").await?;
                let data = read_data(&mut stream).await?;
                let mail = CaughtMail { from: from.clone(), recipients: recipients.clone(), data };
                let goes_away = {
                    let mut state = state.lock().unwrap();
                    state.mails.push(mail);
                    std::mem::take(&mut state.goes_away)
                };
                self.caught.notify_waiters();
                if goes_away {
                    return Ok(());
                }
                "250 kept".to_owned()
            } else if upper == "QUIT" {
                stream.write_all(b"221 bye\r\n").await?;
                return Ok(());
            } else {
                "250 yes".to_owned()
            };
            stream.write_all(format!("{answer}\r\n").as_bytes()).await?;
        }
        Ok(())
    }
}

/// Reads up to the line that is a single dot (RFC 5321 §4.5.2). A mail without it never came.
async fn read_data(stream: &mut (impl AsyncBufReadExt + AsyncReadExt + Unpin)) -> std::io::Result<String> {
    let mut data = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await? == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        if line == ".\r\n" {
            return Ok(data);
        }
        data.push_str(line.strip_prefix('.').unwrap_or(&line));
    }
}

fn in_brackets(command: &str) -> String {
    let inside = command.split_once('<').and_then(|(_, rest)| rest.split_once('>'));
    inside.map(|(inside, _)| inside.to_owned()).unwrap_or_default()
}
