//! The people who look at the exhibits.

use std::rc::Rc;
use std::sync::Arc;

use serde_json::Map;
use uuid::Uuid;

use crate::accounts::{Session, SessionPurpose, SignedIn, User, Username};
use crate::clock::Timestamp;
use crate::gotrue::{AccessToken, AccessTokenClaims, AssuranceLevel};
use crate::people::{SessionHolder, VerifiedToken};
use crate::web::page::Page;
use crate::web::viewer::Viewer;

/// The usual address.
pub(super) const ADDRESS: &str = "ada@example.com";

/// The longest name: 30 characters.
pub(super) const LONGEST_NAME: &str = "Wolfeschlegelsteinhausenberger";

/// The longest address that mail knows: 254 bytes, in the longest parts that there may be.
pub(super) const LONGEST_ADDRESS: &str = "the-longest-name-that-an-address-may-have-has-four-and-sixty-bts\
    @a-label-of-a-host-name-may-have-sixty-three-bytes-like-this-no1\
    .a-label-of-a-host-name-may-have-sixty-three-bytes-like-this-no2\
    .and-this-last-one-of-them-is-a-bit-shorter-than-those.example";

const _: () = assert!(LONGEST_ADDRESS.len() == 254 && LONGEST_NAME.len() == 30);

/// An address as people write it from right to left.
pub(super) const ADDRESS_FROM_RIGHT: &str = "שלום@דוגמה.ישראל";

/// A moment for everything that has one: `2026-11-24T10:54:00Z`.
pub(super) const MOMENT: Timestamp = Timestamp::from_seconds(1_795_517_640);

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Person {
    /// Somebody who is not signed in.
    Nobody,
    /// Somebody who cannot be known right now.
    Unknown,
    /// Somebody who is signed in.
    Ada,
    /// The same before a username was chosen.
    Newcomer,
    /// Somebody whose name and address are as long as they may be.
    Longest,
    /// Somebody without a username whose address is written from right to left.
    FromRight,
    /// Somebody who proved an address and has still to choose a password.
    Recovering,
    /// The same with the longest address.
    LongestRecovering,
    /// The same with an address that is written from right to left.
    RecoveringFromRight,
    /// Somebody whose second factor is still to come.
    Halfway,
}

impl Person {
    pub(super) const fn is_signed_in(self) -> bool {
        matches!(self, Self::Ada | Self::Newcomer | Self::Longest | Self::FromRight)
    }

    pub(super) fn viewer(self) -> Viewer {
        match self {
            Self::Nobody => Viewer::Anonymous,
            Self::Unknown => Viewer::Unknown,
            Self::Recovering | Self::LongestRecovering | Self::RecoveringFromRight | Self::Halfway => {
                Viewer::HalfSignedIn(Rc::new(self.holder()))
            }
            Self::Ada | Self::Newcomer | Self::Longest | Self::FromRight => {
                Viewer::SignedIn(Rc::new(self.holder()))
            }
        }
    }

    /// The address of the account.
    pub(super) const fn email(self) -> &'static str {
        match self {
            Self::Longest | Self::LongestRecovering => LONGEST_ADDRESS,
            Self::FromRight | Self::RecoveringFromRight => ADDRESS_FROM_RIGHT,
            _ => ADDRESS,
        }
    }

    fn username(self) -> Option<Username> {
        match self {
            Self::Newcomer | Self::FromRight | Self::RecoveringFromRight => None,
            Self::Longest | Self::LongestRecovering => Username::parse(LONGEST_NAME).ok(),
            _ => Username::parse("Ada").ok(),
        }
    }

    const fn purpose(self) -> SessionPurpose {
        match self {
            Self::Recovering | Self::LongestRecovering | Self::RecoveringFromRight => {
                SessionPurpose::Recovery
            }
            _ => SessionPurpose::Ordinary,
        }
    }

    /// The account and a session that nobody has: its id is in no table, and its token opens nothing.
    pub(super) fn holder(self) -> SessionHolder {
        let user = User {
            id: Uuid::nil(),
            super_id: Uuid::nil(),
            username: self.username(),
            email: self.email().to_owned(),
            is_admin: false,
            has_second_factor: self == Self::Halfway,
            was_asked_for_username: true,
            language: None,
        };
        let session = Session {
            id: Uuid::nil(),
            purpose: self.purpose(),
            created_at: MOMENT,
            proved_at: MOMENT,
            last_seen_at: MOMENT,
        };
        let claims = AccessTokenClaims {
            iss: None,
            sub: user.super_id,
            aud: String::new(),
            exp: MOMENT.as_seconds(),
            iat: MOMENT.as_seconds(),
            email: user.email.clone(),
            phone: String::new(),
            app_metadata: Map::new(),
            user_metadata: Map::new(),
            role: String::new(),
            aal: AssuranceLevel::Aal1,
            amr: Vec::new(),
            session_id: session.id,
            is_anonymous: false,
            client_id: None,
            scope: None,
        };
        let access = VerifiedToken { claims: Arc::new(claims), token: AccessToken::from(String::new()) };
        SessionHolder::new(SignedIn { user, session }, access)
    }
}

/// The address of whoever looks; empty for whoever has no account.
pub(super) fn address_of(page: &Page) -> &str {
    match &page.viewer {
        Viewer::SignedIn(holder) | Viewer::HalfSignedIn(holder) => &holder.user.email,
        Viewer::Anonymous | Viewer::Unknown => "",
    }
}
