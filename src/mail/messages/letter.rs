//! From a struct of facts to a [`Message`](crate::mail::Message).

/// Gives a struct of facts its `compose`, which asks the words for the subject and renders the two
/// templates; in each of them the facts are called `mail`. A macro, because a template's path must be a
/// literal.
macro_rules! letter {
    ($facts:ident, $text:literal, $html:literal) => {
        impl $facts {
            /// Writes the mail to one person.
            pub fn compose(&self, to: &EmailAddress) -> Result<Message, askama::Error> {
                #[derive(Template)]
                #[template(path = $text)]
                struct Text<'a> {
                    mail: &'a $facts,
                    words: Words,
                    product: &'a str,
                    support: Option<&'a crate::mail::Support>,
                }
                #[derive(Template)]
                #[template(path = $html)]
                struct Html<'a> {
                    mail: &'a $facts,
                    words: Words,
                    product: &'a str,
                    support: Option<&'a crate::mail::Support>,
                }
                let words = self.head.words;
                let (product, support) = (self.head.product.as_str(), self.head.support.as_ref());
                let text = Text { mail: self, words, product, support }.render()?;
                let html = Html { mail: self, words, product, support }.render()?;
                Ok(Message::new(to, words.language(), &self.subject(), &text, &html))
            }
        }
    };
}

pub(super) use letter;
