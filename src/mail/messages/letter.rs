//! From a struct of facts to a [`Message`](crate::mail::Message).

/// Gives a struct of facts its `compose`, which renders its three templates; in each of them the
/// facts are called `mail`. A macro, because a template's path must be a literal.
macro_rules! letter {
    ($facts:ident, $subject:literal, $text:literal, $html:literal) => {
        impl $facts {
            /// Writes the mail to one person.
            pub fn compose(&self, to: &EmailAddress) -> Result<Message, askama::Error> {
                #[derive(Template)]
                #[template(path = $subject)]
                struct Subject<'a> {
                    mail: &'a $facts,
                }
                #[derive(Template)]
                #[template(path = $text)]
                struct Text<'a> {
                    mail: &'a $facts,
                }
                #[derive(Template)]
                #[template(path = $html)]
                struct Html<'a> {
                    mail: &'a $facts,
                }
                let subject = Subject { mail: self }.render()?;
                let text = Text { mail: self }.render()?;
                let html = Html { mail: self }.render()?;
                Ok(Message::new(to, &subject, &text, &html))
            }
        }
    };
}

pub(super) use letter;
