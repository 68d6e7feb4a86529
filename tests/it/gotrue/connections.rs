//! What happens on the way: broken connections, silence, redirects, endless answers.

use std::time::Instant;

use doorward::gotrue::{GoTrueError, LogoutScope, Unreachable};
use serde_json::json;
use wiremock::ResponseTemplate;

use super::fake_server::{
    FakeServer, RawServer, Turn, access_token, ada, client_of_nobody, nobody, password, refresh_token,
    session,
};

fn why<T: std::fmt::Debug>(result: Result<T, GoTrueError>) -> Unreachable {
    match result {
        Err(GoTrueError::Unreachable(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_refresh_whose_answer_is_lost_is_tried_once_more() {
    let chunk = Turn::Say("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nff\r\n{\"access".to_owned());
    for lost in [Turn::hang_up(), Turn::Say(Turn::half_an_answer()), chunk] {
        let server = RawServer::taking(vec![lost, Turn::json(&session())]).await;
        let pair = server.client().refresh(&nobody(), &refresh_token()).await.unwrap();
        assert_eq!(pair.refresh_token.expose(), "newrefresh12");
        assert_eq!(server.request_count(), 2);
    }
}

#[tokio::test]
async fn a_refresh_is_tried_twice_at_most() {
    for lost in [Turn::hang_up(), Turn::Say(Turn::half_an_answer())] {
        let server = RawServer::taking(vec![lost]).await;
        assert_eq!(why(server.client().refresh(&nobody(), &refresh_token()).await), Unreachable::Broken);
        assert_eq!(server.request_count(), 2);
    }
}

#[tokio::test]
async fn a_definite_answer_to_a_refresh_is_the_last_word() {
    let bodies = [
        (400, json!({"code": "refresh_token_not_found", "message": "gone"})),
        (429, json!({"code": "over_request_rate_limit", "message": "wait"})),
        (500, json!({"code": "unexpected_failure", "message": "trouble"})),
        (200, json!({"not": "a session"})),
    ];
    for (status, body) in bodies {
        let server = FakeServer::answering_json(status, body).await;
        server.client().refresh(&nobody(), &refresh_token()).await.unwrap_err();
        server.request().await;
    }
}

#[tokio::test]
async fn no_other_call_is_tried_again() {
    let server = RawServer::taking(vec![Turn::Say(Turn::half_an_answer())]).await;
    let client = server.client();
    assert_eq!(why(client.sign_in(&nobody(), &ada(), &password()).await), Unreachable::Broken);
    assert_eq!(why(client.user(&nobody(), &access_token()).await), Unreachable::Broken);
    assert_eq!(server.request_count(), 2);
}

#[tokio::test]
async fn where_nobody_listens_there_is_no_connection() {
    let client = client_of_nobody().await;
    assert_eq!(why(client.sign_in(&nobody(), &ada(), &password()).await), Unreachable::NoConnection);
    assert_eq!(why(client.refresh(&nobody(), &refresh_token()).await), Unreachable::NoConnection);
}

#[tokio::test]
async fn a_logout_is_given_up_after_two_seconds() {
    let server = RawServer::taking(vec![Turn::silence()]).await;
    let start = Instant::now();
    let ended = server.client().sign_out(&nobody(), &access_token(), LogoutScope::Local).await;
    assert_eq!(why(ended), Unreachable::TimedOut);
    assert!((2..6).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
}

/// The only test that takes as long as what it proves; all of it at once.
#[tokio::test]
async fn silence_is_waited_for_and_then_given_up_without_another_try() {
    let silent = RawServer::taking(vec![Turn::silence()]).await;
    let stalling = RawServer::taking(vec![Turn::Stall(Turn::half_an_answer())]).await;
    let broken_first = RawServer::taking(vec![Turn::hang_up(), Turn::silence()]).await;
    let [quiet, stops, breaks] = [&silent, &stalling, &broken_first].map(RawServer::client);
    let (caller, email, password, token) = (nobody(), ada(), password(), refresh_token());
    let start = Instant::now();
    let ended = tokio::join!(
        quiet.sign_in(&caller, &email, &password),
        quiet.refresh(&caller, &token),
        stops.sign_in(&caller, &email, &password),
        stops.refresh(&caller, &token),
        breaks.refresh(&caller, &token),
    );
    for ended in [ended.0, ended.1, ended.2, ended.3, ended.4] {
        assert_eq!(why(ended), Unreachable::TimedOut);
    }
    assert!((12..18).contains(&start.elapsed().as_secs()), "{:?}", start.elapsed());
    assert_eq!(silent.request_count(), 2);
    assert_eq!(stalling.request_count(), 2);
    assert_eq!(broken_first.request_count(), 2, "both tries share the time of one");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = FakeServer::answering_json(200, session()).await;
    for status in [301, 302, 303, 307, 308] {
        let answer = ResponseTemplate::new(status)
            .insert_header("location", elsewhere.url().as_str())
            .set_body_json(session());
        let server = FakeServer::answering(answer).await;
        let ended = server.client().refresh(&nobody(), &refresh_token()).await;
        assert_eq!(why(ended), Unreachable::Failing(status));
        server.request().await;
    }
    assert!(elsewhere.requests().await.is_empty(), "a refresh token went to another server");
}

#[tokio::test]
async fn an_endless_answer_is_not_read_to_its_end() {
    let with_padding = |bytes: usize| {
        let mut body = session();
        body["padding"] = "x".repeat(bytes).into();
        ResponseTemplate::new(200).set_body_json(body)
    };
    let fits = FakeServer::answering(with_padding(1024 * 1024 - 2000)).await;
    fits.client().refresh(&nobody(), &refresh_token()).await.unwrap();
    let too_long = FakeServer::answering(with_padding(1024 * 1024)).await;
    assert_eq!(why(too_long.client().refresh(&nobody(), &refresh_token()).await), Unreachable::TooLong);
    too_long.request().await;
}

#[tokio::test]
async fn what_is_no_http_is_no_answer() {
    let server = RawServer::taking(vec![Turn::Say("220 mail.example ESMTP\r\n".to_owned())]).await;
    assert_eq!(why(server.client().user(&nobody(), &access_token()).await), Unreachable::Broken);
}
