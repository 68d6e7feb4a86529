//! Everything that can be wrong with a request to the API, in the words of HTTP and of programs.

use actix_web::http::StatusCode;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

use crate::web::ErrorKind;

/// One kind of problem. Programs branch on its code; it says what happened and the next step, never
/// what is inside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// The request cannot be read.
    BadRequest,
    /// The body is no JSON.
    MalformedJson,
    /// The body is no UTF-8.
    NotUtf8,
    /// A name stands twice in an object of the body.
    RepeatedMember,
    /// Arrays and objects of the body stand in one another too often.
    TooDeep,
    /// No token, or one that proves nothing (any more).
    Unauthorized,
    /// The account has a second factor that was not used.
    InsufficientAal,
    /// There are no new accounts.
    SignUpsClosed,
    /// The session is too old for what is asked.
    ReauthenticationNeeded,
    /// Nothing is there, or nothing of whoever asks.
    NotFound,
    /// The path is there, but not for this method.
    MethodNotAllowed,
    /// The body did not arrive in time.
    RequestTimeout,
    /// Somebody else has it.
    Taken,
    /// The body is larger than anything that is asked for.
    PayloadTooLarge,
    /// The body is of another type, or compressed.
    UnsupportedMediaType,
    /// Members of the body are wrong: `errors` names them.
    Invalid,
    /// The body is JSON, but no object.
    NotAnObject,
    /// A limit is reached.
    TooManyRequests,
    /// A fault of ours.
    Internal,
    /// The auth server was given no key that can delete accounts.
    DeletionNotOffered,
    /// Something that we need is away: the auth server, the database, time.
    Unavailable,
}

impl ProblemKind {
    /// All kinds.
    pub const ALL: [Self; 21] = [
        Self::BadRequest,
        Self::MalformedJson,
        Self::NotUtf8,
        Self::RepeatedMember,
        Self::TooDeep,
        Self::Unauthorized,
        Self::InsufficientAal,
        Self::SignUpsClosed,
        Self::ReauthenticationNeeded,
        Self::NotFound,
        Self::MethodNotAllowed,
        Self::RequestTimeout,
        Self::Taken,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::Invalid,
        Self::NotAnObject,
        Self::TooManyRequests,
        Self::Internal,
        Self::DeletionNotOffered,
        Self::Unavailable,
    ];

    /// The status of the answer (RFC 9110 §15).
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest | Self::MalformedJson | Self::NotUtf8 | Self::RepeatedMember | Self::TooDeep => {
                StatusCode::BAD_REQUEST
            }
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::InsufficientAal | Self::SignUpsClosed | Self::ReauthenticationNeeded => {
                StatusCode::FORBIDDEN
            }
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::Taken => StatusCode::CONFLICT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid | Self::NotAnObject => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooManyRequests => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::DeletionNotOffered => StatusCode::NOT_IMPLEMENTED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The word that programs branch on. It stays.
    pub const fn code(self) -> &'static str {
        match self {
            Self::BadRequest => "bad_request",
            Self::MalformedJson => "malformed_json",
            Self::NotUtf8 => "not_utf8",
            Self::RepeatedMember => "repeated_member",
            Self::TooDeep => "too_deep",
            Self::Unauthorized => "unauthorized",
            Self::InsufficientAal => "insufficient_aal",
            Self::SignUpsClosed => "sign_ups_closed",
            Self::ReauthenticationNeeded => "reauthentication_needed",
            Self::NotFound => "not_found",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::RequestTimeout => "request_timeout",
            Self::Taken => "taken",
            Self::PayloadTooLarge => "payload_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::Invalid => "invalid",
            Self::NotAnObject => "not_an_object",
            Self::TooManyRequests => "too_many_requests",
            Self::Internal => "internal",
            Self::DeletionNotOffered => "deletion_not_offered",
            Self::Unavailable => "unavailable",
        }
    }

    /// What happened and what to do next, for people who read it.
    pub const fn detail(self) -> &'static str {
        match self {
            Self::BadRequest => "The request is damaged or incomplete",
            Self::MalformedJson => "The body is no JSON",
            Self::NotUtf8 => "The body is no UTF-8",
            Self::RepeatedMember => "A name stands twice in an object of the body",
            Self::TooDeep => "Arrays and objects of the body stand in one another too often",
            Self::Unauthorized => {
                "A valid access token is needed, in the header Authorization: Bearer …; ask for one at /api/token"
            }
            Self::InsufficientAal => "This account has a second factor: ask for a token with its code",
            Self::SignUpsClosed => "There are no new accounts at the moment",
            Self::ReauthenticationNeeded => "This session is too old for that: ask for a new token first",
            Self::NotFound => "There is nothing at this address, or nothing of yours",
            Self::MethodNotAllowed => "This address does not answer that method; Allow names those it does",
            Self::RequestTimeout => "The body took too long to arrive. Nothing was changed",
            Self::Taken => "Somebody else has this already",
            Self::PayloadTooLarge => "The body is larger than 16 KiB. Nothing was changed",
            Self::UnsupportedMediaType => {
                "The body must be of the type that the documentation names, in UTF-8 and not compressed"
            }
            Self::Invalid => "Something in the body is not right; errors names it. Nothing was changed",
            Self::NotAnObject => "The body must be a JSON object",
            Self::TooManyRequests => "Too many tries. Wait as long as Retry-After says",
            Self::Internal => "Something went wrong on our side. Tell us the request_id if it happens again",
            Self::DeletionNotOffered => {
                "This site can’t delete accounts: it has no secret key of the auth server. Ask its operator"
            }
            Self::Unavailable => "A part of the site does not answer. Try again in a moment",
        }
    }

    /// The codes, for the document.
    pub(super) fn schema() -> Object {
        let codes = Self::ALL.map(Self::code);
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("The word that programs branch on"))
            .enum_values(Some(codes))
            .build()
    }

    /// The kind for an answer that came without a problem. Nothing for answers that are no errors.
    pub(super) fn from_status(status: StatusCode) -> Option<Self> {
        ErrorKind::from_status(status).map(Self::from)
    }
}

impl From<ErrorKind> for ProblemKind {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::BadRequest | ErrorKind::Forbidden => Self::BadRequest,
            ErrorKind::NotFound => Self::NotFound,
            ErrorKind::MethodNotAllowed => Self::MethodNotAllowed,
            ErrorKind::RequestTimeout => Self::RequestTimeout,
            ErrorKind::PayloadTooLarge => Self::PayloadTooLarge,
            ErrorKind::UnsupportedMediaType => Self::UnsupportedMediaType,
            ErrorKind::Unprocessable => Self::Invalid,
            ErrorKind::TooManyRequests => Self::TooManyRequests,
            ErrorKind::Internal => Self::Internal,
            ErrorKind::Unavailable => Self::Unavailable,
        }
    }
}
