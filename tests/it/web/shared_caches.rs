//! What a cache between the site and several readers may give to whom (RFC 9111 §4).

use crate::support::app::TestApp;
use crate::support::page::Page;
use crate::support::request::Request;
use crate::support::visitor::Visitor;

/// An answer that a cache keeps, with the request it was made for.
struct Kept {
    answer: Page,
    asked: Vec<(String, String)>,
}

/// What a reader sends along.
struct Reader(Vec<(&'static str, &'static str)>);

impl Reader {
    async fn gets(&self, visitor: &Visitor, path: &str) -> Kept {
        let request = visitor.request("GET", path);
        let add = |request: Request, (name, value): &(&str, &str)| request.header(name, value);
        let answer = self.0.iter().fold(request, add).send().await;
        let asked = self.0.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Kept { answer, asked }
    }

    fn says(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(given, _)| *given == name).map(|(_, value)| *value)
    }
}

impl Kept {
    /// Whether a cache that many share may answer another reader with it, after asking the site whether
    /// it is still fresh: it may be kept at all, and the reader says the same of all that it varies with.
    fn may_be_given_to(&self, reader: &Reader) -> bool {
        let caching = self.answer.header("cache-control");
        let varies: Vec<_> = self.answer.headers.get_all("vary").iter().collect();
        let varies: Vec<_> = varies.iter().flat_map(|value| value.to_str().unwrap().split(',')).collect();
        let said = |name: &str| self.asked.iter().find(|(given, _)| given == name).map(|(_, value)| &**value);
        !caching.contains("no-store")
            && !caching.contains("private")
            && varies
                .iter()
                .map(|name| name.trim().to_ascii_lowercase())
                .all(|name| name != "*" && said(&name) == reader.says(&name))
    }
}

#[tokio::test]
async fn no_reader_is_given_a_page_in_the_language_of_another() {
    for app in TestApp::each().await {
        let visitor = app.visitor();
        let german = Reader(vec![("accept-language", "de")]);
        let strangers = [
            Reader(vec![("accept-language", "en")]),
            Reader(vec![]),
            Reader(vec![("accept-language", "de"), ("cookie", "doorward_language=en")]),
            Reader(vec![("accept-language", "de"), ("cookie", "doorward_theme=dark")]),
        ];
        for path in ["/", "/nowhere"] {
            let page = german.gets(&visitor, path).await;
            assert!(page.may_be_given_to(&german), "the page of everybody can be kept: {path}");
            for stranger in &strangers {
                assert!(!page.may_be_given_to(stranger), "{path} to {:?}", stranger.0);
                assert!(!stranger.gets(&visitor, path).await.may_be_given_to(&german), "{path}");
            }
            for chosen in &strangers[2..] {
                assert!(!chosen.gets(&visitor, path).await.may_be_given_to(chosen), "one visitor's: {path}");
            }
        }
        assert!(!german.gets(&visitor, "/login").await.may_be_given_to(&german), "it sets a cookie");
    }
}

#[tokio::test]
async fn whatever_a_reader_wants_a_page_without_a_form_gives_no_cookie() {
    let app = TestApp::one().await;
    let visitor = app.visitor();
    for reader in [
        Reader(vec![("accept-language", "de")]),
        Reader(vec![("cookie", "doorward_language=de; doorward_theme=dark")]),
        Reader(vec![("cookie", "doorward_language=nothing; doorward_theme=nothing")]),
    ] {
        for path in ["/", "/nowhere", "/auth/confirm", "/logout"] {
            let kept = reader.gets(&visitor, path).await;
            assert!(kept.answer.set_cookies().is_empty(), "{path} for {:?}", reader.0);
        }
    }
}
