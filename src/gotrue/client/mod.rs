//! The client's end of the wire: one HTTP client, asked by the web side and never by the embedded
//! server. It cannot be changed once made; what it learns, it tells its callers.

mod admin;
mod answer;
mod bodies;
mod error;
mod error_body;
mod examination;
mod gotrue_client;
mod observed;
mod settings;
mod transport;

pub use admin::{GoTrueAdmin, UserFields};
pub use bodies::{ExternalSettings, Settings, SignUp, SignUpReply, UserUpdate, Verified};
pub use error::{GoTrueError, Rejection, Unreachable};
pub use examination::Manners;
pub use gotrue_client::GoTrueClient;
pub use observed::{CallEnd, CallKind, CallObserver, EndedCall};
pub use settings::{Caller, ClientError, GoTrueSettings};
