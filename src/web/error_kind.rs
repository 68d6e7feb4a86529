//! What can go wrong with a request, in the words of HTTP and of people.

use std::time::Duration;

use actix_web::http::StatusCode;

/// One kind of error page. It says what happened and the next step, never what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// The request cannot be read.
    BadRequest,
    /// This visitor may not do this, or it did not come from our pages.
    Forbidden,
    /// Nothing is there, or nothing that this visitor may know of.
    NotFound,
    /// The page is there, but not for this method.
    MethodNotAllowed,
    /// The body did not arrive in time.
    RequestTimeout,
    /// The body is larger than any form of ours.
    PayloadTooLarge,
    /// The body is no HTML form.
    UnsupportedMediaType,
    /// The request is read, but its values make no sense together.
    Unprocessable,
    /// A limit is reached.
    TooManyRequests,
    /// A fault of ours.
    Internal,
    /// Something that we need is away: the auth server, the database, time.
    Unavailable,
}

impl ErrorKind {
    /// All kinds, for tests of what each one says.
    pub const ALL: [Self; 11] = [
        Self::BadRequest,
        Self::Forbidden,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::Unprocessable,
        Self::TooManyRequests,
        Self::Internal,
        Self::Unavailable,
    ];

    /// The status of the answer (RFC 9110 §15).
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how long another try makes sense when nobody knows better: as the page says.
    pub const fn usual_wait(self) -> Option<Duration> {
        match self {
            Self::Unavailable => Some(Duration::from_mins(1)),
            _ => None,
        }
    }

    /// The kind of page for an answer that came without one. Nothing for answers that are no errors.
    pub fn from_status(status: StatusCode) -> Option<Self> {
        let same = Self::ALL.into_iter().find(|kind| kind.status() == status);
        same.or(match status {
            StatusCode::UNAUTHORIZED => Some(Self::Forbidden),
            StatusCode::GONE => Some(Self::NotFound),
            StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT => Some(Self::Unavailable),
            _ if status.is_client_error() => Some(Self::BadRequest),
            _ if status.is_server_error() => Some(Self::Internal),
            _ => None,
        })
    }

    /// What happened: the title and the heading of the page.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::BadRequest => "We can’t read this request",
            Self::Forbidden => "This isn’t open to you",
            Self::NotFound => "Page not found",
            Self::MethodNotAllowed => "This page can’t be used like that",
            Self::RequestTimeout => "That took too long to reach us",
            Self::PayloadTooLarge => "That is more than we can take",
            Self::UnsupportedMediaType => "We can’t read what was sent",
            Self::Unprocessable => "Something doesn’t fit together",
            Self::TooManyRequests => "Too many tries",
            Self::Internal => "Something went wrong on our side",
            Self::Unavailable => "We can’t do this right now",
        }
    }

    /// Why, as far as it helps, and what to do next.
    pub const fn explanation(self) -> &'static str {
        match self {
            Self::BadRequest => {
                "Part of it is damaged or incomplete. Go back, reload the page and try again. If a link \
                 brought you here, open it from the original message once more."
            }
            Self::Forbidden => {
                "Either your account may not do this, or the request did not come from a page of this \
                 site. Go to the start page and begin from there, or sign in with another account."
            }
            Self::NotFound => {
                "If you typed the address, check that it is right. If you followed a link, the page may \
                 have moved: look for it from the start page."
            }
            Self::MethodNotAllowed => {
                "Go back to the page before and use its buttons and links. Reloading this address does \
                 not help."
            }
            Self::RequestTimeout => {
                "Your connection broke off or was very slow, and nothing was changed. Check your \
                 connection, go back and send it again."
            }
            Self::PayloadTooLarge => {
                "What you sent is larger than this page accepts, and nothing was changed. Go back, \
                 shorten it and send it again."
            }
            Self::UnsupportedMediaType => {
                "This page understands only its own form. Go back, fill in the form and send it from \
                 there."
            }
            Self::Unprocessable => "Nothing was changed. Go back, check what you typed and send it again.",
            Self::TooManyRequests => {
                "To keep accounts safe we stop after many tries in a short time. Wait a few minutes, then \
                 try again."
            }
            Self::Internal => {
                "What you typed may not have been saved. Try again in a few minutes. If it goes wrong \
                 again, tell us the reference below."
            }
            Self::Unavailable => {
                "A part of the site doesn’t answer. You have not been signed out. Wait a minute, then \
                 reload this page or send the form again."
            }
        }
    }
}
