//! The auth server is told which languages a visitor reads, as long as it is a list of languages.

use doorward::gotrue::Caller;

use super::fake_server::{FakeServer, access_token, nobody, refresh_token, session};

#[tokio::test]
async fn the_languages_of_a_visitor_go_along_with_every_call() {
    let server = FakeServer::answering_json(200, session()).await;
    let caller = Caller { accept_language: Some(" de-AT, de;q=0.9, *;q=0.1 ".to_owned()), ..nobody() };
    let client = server.client();
    client.refresh(&caller, &refresh_token()).await.unwrap();
    let _ = client.user(&caller, &access_token()).await;
    client.refresh(&nobody(), &refresh_token()).await.unwrap();
    let sent: Vec<_> = server
        .requests()
        .await
        .iter()
        .map(|request| request.headers.get("accept-language").cloned())
        .collect();
    assert_eq!(sent[0].as_ref().unwrap(), "de-AT, de;q=0.9, *;q=0.1");
    assert_eq!(sent[1], sent[0], "whoever is signed in too");
    assert_eq!(sent[2], None);
}

#[tokio::test]
async fn what_is_no_list_of_languages_stays_here() {
    let server = FakeServer::answering_json(200, session()).await;
    let client = server.client();
    let long = "de, ".repeat(64) + "e";
    for list in ["", "  ", "de\r\nx-injected: yes", "d\u{e9}", "de\tfr", "de\0", &long] {
        let caller = Caller { accept_language: Some(list.to_owned()), ..nobody() };
        client.refresh(&caller, &refresh_token()).await.unwrap();
    }
    let fits = Caller { accept_language: Some(long[..256].trim().to_owned()), ..nobody() };
    client.refresh(&fits, &refresh_token()).await.unwrap();
    let requests = server.requests().await;
    let (last, others) = requests.split_last().unwrap();
    assert!(others.iter().all(|request| !request.headers.contains_key("accept-language")));
    assert!(others.iter().all(|request| !request.headers.contains_key("x-injected")));
    assert!(last.headers.contains_key("accept-language"));
}
