//! An actix server that answers everything with one prepared answer: the least that a page can cost.

use std::fs;

use actix_web::{App, HttpResponse, HttpServer, web};

/// The first argument with which this program is that server.
pub(crate) const COMMAND: &str = "bare";

/// Serves the answer in `file` (head, empty line, body) and prints its address.
pub(crate) fn serve(file: &str) {
    let answer = fs::read_to_string(file).expect("the prepared answer");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    let headers: Vec<(String, String)> = head
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(": "))
        // What actix adds itself.
        .filter(|(name, _)| !["date", "content-length"].contains(&name.to_lowercase().as_str()))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let page = web::Data::new((headers, web::Bytes::from(body.to_owned())));
    let server =
        HttpServer::new(move || App::new().app_data(page.clone()).default_service(web::to(answer_all)))
            .workers(1)
            .bind("127.0.0.1:0")
            .expect("a port");
    println!("http://{}", server.addrs()[0]);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    tokio::task::LocalSet::new().block_on(&runtime, server.run()).expect("the bare server");
}

async fn answer_all(page: web::Data<(Vec<(String, String)>, web::Bytes)>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    for (name, value) in &page.0 {
        answer.append_header((name.as_str(), value.as_str()));
    }
    answer.body(page.1.clone())
}
