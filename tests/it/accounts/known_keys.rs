use super::people::House;

#[tokio::test]
async fn the_last_good_keys_of_each_auth_server_are_kept() {
    for house in House::each().await {
        let accounts = &house.accounts;
        assert_eq!(accounts.known_keys("https://a.example/auth/v1").await.unwrap(), None);
        accounts.remember_keys("https://a.example/auth/v1", r#"{"keys":[]}"#).await.unwrap();
        accounts.remember_keys("https://b.example/auth/v1", r#"{"keys":["b"]}"#).await.unwrap();
        accounts.remember_keys("https://a.example/auth/v1", r#"{"keys":["new"]}"#).await.unwrap();
        let kept = accounts.known_keys("https://a.example/auth/v1").await.unwrap();
        assert_eq!(kept.as_deref(), Some(r#"{"keys":["new"]}"#));
        let kept = house.another_machine().await.known_keys("https://b.example/auth/v1").await.unwrap();
        assert_eq!(kept.as_deref(), Some(r#"{"keys":["b"]}"#));
    }
}
