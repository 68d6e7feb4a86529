use doorward::database::{ConnectTrouble, Database, DatabaseTarget, Encryption, Look, MigrationState};

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::support::database::TestDatabase;
use crate::support::tls_front::{Authority, TlsFront, believing, server_of, url_through};

/// Where the front listens: an address of this machine that the program takes for another's.
const NAME: &str = "127.0.0.2";

/// What keeps a URL from being used.
async fn trouble(url: &str) -> ConnectTrouble {
    let target = DatabaseTarget::parse(url).unwrap();
    Look::at(&target).await.expect_err("it is not believed").trouble()
}

#[tokio::test]
async fn a_server_with_a_certificate_of_a_believed_authority_is_used() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let authority = Authority::new();
    let front = TlsFront::of_postgres(&authority, NAME, server_of(&db.url()).await).await;
    for query in [believing(&authority.file()), format!("sslrootcert={}", authority.file().display())] {
        let target = DatabaseTarget::parse(&url_through(&db.url(), &front, &query)).unwrap();
        let database = Database::connect(&target).await.unwrap();
        database.refuse_transaction_pooler().await.unwrap();
        database.migrate().await.unwrap();
        assert_eq!(database.migration_state().await.unwrap(), MigrationState::Current);
        database.close().await;
    }
    assert!(front.handshakes() > 0, "it went past the front");
}

#[tokio::test]
async fn a_certificate_of_another_authority_is_refused_even_where_the_url_says_nothing() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let front = TlsFront::of_postgres(&Authority::new(), NAME, server_of(&db.url()).await).await;
    let other = Authority::new();
    for query in ["", &believing(&other.file())] {
        let trouble = trouble(&url_through(&db.url(), &front, query)).await;
        assert!(matches!(trouble, ConnectTrouble::Tls(_)), "{query}: {trouble:?}");
    }
    assert_eq!(front.handshakes(), 0);
}

#[tokio::test]
async fn a_certificate_for_another_name_is_refused() {
    let Some(db) = TestDatabase::empty_postgres().await else { return };
    let authority = Authority::new();
    let upstream = server_of(&db.url()).await;
    for name in ["127.0.0.3", "db.example.com"] {
        let front = TlsFront::of_postgres(&authority, name, upstream).await;
        let trouble = trouble(&url_through(&db.url(), &front, &believing(&authority.file()))).await;
        assert!(matches!(trouble, ConnectTrouble::Tls(_)), "{name}: {trouble:?}");
        assert_eq!(front.handshakes(), 0);
    }
}

#[test]
fn the_url_that_neon_hands_out_is_verified_as_it_is() {
    let encryption = |url: &str| DatabaseTarget::parse(url).unwrap().encryption().unwrap();
    let neon =
        "postgres://u:p@ep-cool-1.eu-central-1.aws.neon.tech/neondb?sslmode=require&channel_binding=require";
    assert_eq!(encryption(neon), Some(Encryption::Verified));
    assert_eq!(encryption("postgres://u:p@db.example.com/app"), Some(Encryption::Verified));
    let unverified = encryption("postgres://u:p@db.example.com/app?sslmode=require");
    assert_eq!(unverified, Some(Encryption::Unverified), "whoever says so means it");
}

#[tokio::test]
async fn a_server_elsewhere_without_encryption_is_told_nothing() {
    let listener = TcpListener::bind((NAME, 0)).await.unwrap();
    let url = format!("postgres://doorward:hunter22@{}/app", listener.local_addr().unwrap());
    let (trouble, said) = tokio::join!(trouble(&url), async {
        let (mut client, _) = listener.accept().await.unwrap();
        // "Do you speak TLS?", and the answer of a server that does not.
        client.read_exact(&mut [0; 8]).await.unwrap();
        client.write_all(b"N").await.unwrap();
        let mut said = Vec::new();
        client.read_to_end(&mut said).await.unwrap();
        said
    });
    assert!(matches!(trouble, ConnectTrouble::Tls(_)), "{trouble:?}");
    assert_eq!(said, b"", "it went on in the open");
}
