//! The ways in which an auth server is not there for a site.

use super::database::TestDatabase;
use super::fault_proxy::{Fault, FaultProxy};
use super::http_wire::Answer;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outage {
    /// Nobody takes the connection.
    Away,
    /// Connections break before an answer.
    HangsUp,
    /// It fails.
    Fails,
    /// What stands before it fails.
    GatewayFails,
    /// What stands before it has a page of its own to show.
    GatewayChats,
    /// Its answer breaks off.
    HalfAnAnswer,
    /// It does what it is asked, and its answer is lost.
    LostAnswer,
}

impl Outage {
    /// All that show at once; silence takes until the site's patience ends.
    const ALL: [Self; 7] = [
        Self::Away,
        Self::HangsUp,
        Self::Fails,
        Self::GatewayFails,
        Self::GatewayChats,
        Self::HalfAnAnswer,
        Self::LostAnswer,
    ];

    /// All of them on the first kind of database, and on another the two that leave most and least
    /// behind: how an auth server fails and where our rows are have little to do with each other.
    pub fn on(databases: Vec<TestDatabase>) -> impl Iterator<Item = (TestDatabase, &'static [Self])> {
        const FEW: &[Outage] = &[Outage::Fails, Outage::LostAnswer];
        let outages = [&Self::ALL[..]].into_iter().chain(std::iter::repeat(FEW));
        databases.into_iter().zip(outages)
    }

    /// Begins it, for requests that begin like this.
    pub async fn begins(self, proxy: &FaultProxy, beginning: &str) {
        let fault = match self {
            Self::Away => return proxy.goes_away().await,
            Self::HangsUp => Fault::HangUp,
            Self::Fails => Fault::Instead(Answer::json(500, "unexpected_failure")),
            Self::GatewayFails => Fault::Instead(Answer::html(520)),
            Self::GatewayChats => Fault::Instead(Answer::html(200)),
            Self::HalfAnAnswer => Fault::HalfAnswer,
            Self::LostAnswer => Fault::LostAnswer,
        };
        proxy.on(beginning, fault);
    }

    /// Whether the auth server may have done what it was asked.
    pub fn may_have_worked(self) -> bool {
        matches!(self, Self::HalfAnAnswer | Self::LostAnswer)
    }
}
