//! Somebody who signs up through the forms, so that the load can be asked for as them.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Mutex;
use std::time::{Duration, Instant};

const EMAIL: &str = "ada@example.com";

/// A browser with nothing but cookies.
pub(crate) struct Visitor {
    address: SocketAddr,
    cookies: Mutex<BTreeMap<String, String>>,
}

/// An answer of the server.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

impl Visitor {
    pub(crate) fn new(address: SocketAddr) -> Self {
        Self { address, cookies: Mutex::default() }
    }

    /// Signs up, reads the mail in the mailbox and confirms.
    pub(crate) fn signed_up_at(address: SocketAddr) -> Self {
        let ada = Self::new(address);
        let password = "three random words 17";
        ada.submit(
            "/signup",
            "signup",
            &[("new_username", "ada"), ("new_email", EMAIL), ("new_password", password)],
        );
        let mail = ada.mail();
        // The text of the mail names the link too; the one to follow is that of the button below it.
        let link =
            between(&mail, "class=\"button\" href=\"", "\"").replace("&amp;", "&").replace("&#38;", "&");
        let query = link.split_once('?').expect("a link with a token").1;
        ada.submit(&format!("/auth/confirm?{query}"), "confirm", &[]);
        let page = ada.fetch("/notes");
        assert_eq!(page.status, 200, "signed in: {}", page.head);
        ada
    }

    /// The newest mail; it is written by a worker soon after the answer.
    fn mail(&self) -> String {
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let mailbox = self.fetch("/dev/mailbox").body;
            if let Some((_, rest)) = mailbox.split_once("/dev/mailbox/") {
                let id = rest.split('"').next().expect("an id");
                return self.fetch(&format!("/dev/mailbox/{id}")).body;
            }
            assert!(Instant::now() < deadline, "no mail came");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    pub(crate) fn fetch(&self, path: &str) -> Answer {
        self.ask(&format!("GET {path} HTTP/1.1\r\n"), "")
    }

    /// Sends the form with that id as it stands on the page, with these fields filled in.
    fn submit(&self, page: &str, id: &str, fields: &[(&str, &str)]) {
        let html = self.fetch(page).body;
        let form = between(&html, &format!("id=\"{id}\""), "</form>");
        let action = between(form, "action=\"", "\"");
        let mut body =
            form_urlencoded(fields.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())));
        for input in form.split("<input").filter(|input| input.contains("type=\"hidden\"")) {
            let pair =
                (between(input, "name=\"", "\"").to_owned(), between(input, "value=\"", "\"").to_owned());
            body = format!("{body}&{}", form_urlencoded([pair]));
        }
        let head = format!(
            "POST {action} HTTP/1.1\r\nOrigin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\n",
            self.address
        );
        let answer = self.ask(&head, &body);
        assert_eq!(answer.status, 303, "{page}: {}\n{}", answer.head, answer.body);
    }

    /// The cookies as a request carries them.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.lock().expect("cookies");
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    fn ask(&self, head: &str, body: &str) -> Answer {
        let mut connection = TcpStream::connect(self.address).expect("the server");
        let cookies = self.cookies();
        let cookies = if cookies.is_empty() { cookies } else { format!("Cookie: {cookies}\r\n") };
        write!(
            connection,
            "{head}Host: {}\r\nConnection: close\r\nContent-Length: {}\r\n{cookies}\r\n{body}",
            self.address,
            body.len()
        )
        .expect("to ask");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        self.keep_cookies(head);
        let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let head =
            head.lines().filter(|line| !line.to_lowercase().starts_with("connection")).collect::<Vec<_>>();
        Answer { status, head: head.join("\r\n"), body: body.to_owned() }
    }

    fn keep_cookies(&self, head: &str) {
        for line in head.lines() {
            let Some((name, value)) = line.split_once(": ") else { continue };
            if !name.eq_ignore_ascii_case("set-cookie") {
                continue;
            }
            let (name, value) =
                value.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            let mut cookies = self.cookies.lock().expect("cookies");
            if value.is_empty() {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// A port that nobody listens on right now.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a port").port()
}

/// Waits until something listens there.
pub(crate) fn wait_for(address: SocketAddr) {
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < deadline, "nothing listens at {address}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn form_urlencoded(fields: impl IntoIterator<Item = (String, String)>) -> String {
    serde_urlencoded::to_string(fields.into_iter().collect::<Vec<_>>()).expect("a form")
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split_once(start).unwrap_or_else(|| panic!("no {start} in {text}")).1;
    rest.split(end).next().expect("a text")
}
