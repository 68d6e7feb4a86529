//! Finding somebody, at the auth server and here.

use anyhow::Context as _;
use uuid::Uuid;

use super::super::command::Failure;
use super::office::{Office, unasked};
use super::who::Who;
use crate::accounts::{Newcomer, Profile};
use crate::clock::Timestamp;
use crate::gotrue::{EmailAddress, ErrorCode, GoTrueError, User};

/// People looked through at once for an address.
const PER_PAGE: u32 = 50;

/// Somebody who is known, on at least one side.
pub(super) struct Found {
    /// Their account at the auth server.
    pub(super) account: Option<User>,
    /// Our row.
    pub(super) profile: Option<Profile>,
}

impl Found {
    /// Looks for somebody; nobody is a failure.
    pub(super) async fn find(office: &Office<'_>, who: &Who) -> Result<Self, Failure> {
        let found = match who {
            Who::Id(id) => by_id(office, *id).await?,
            Who::Email(email) => by_email(office, email).await?,
            Who::Name(name) => {
                let asked = office.accounts().profile_by_username(name).await;
                match asked.context(UNREACHABLE)? {
                    Some(profile) => of_profile(office, profile).await?,
                    // Perhaps they have not confirmed yet, and the name waits for them.
                    None => match office.accounts().email_for_username(name).await.context(UNREACHABLE)? {
                        Some(email) => by_email(office, &email).await?,
                        None => Self { account: None, profile: None },
                    },
                }
            }
        };
        if found.account.is_none() && found.profile.is_none() {
            return Err(Failure::nobody(&format!(
                "nobody is known by {who}, neither here nor at the auth server"
            )));
        }
        Ok(found)
    }

    /// Their account; somebody who has none any more is a failure.
    pub(super) fn account(&self) -> Result<&User, Failure> {
        let gone = || {
            Failure::nobody(
                "they have no account at the auth server any more: \
                `doorward users delete` removes what is left here",
            )
        };
        self.account.as_ref().ok_or_else(gone)
    }

    /// What to call them: their address, their telephone number or their id.
    pub(super) fn name(&self) -> String {
        let name = self.account.as_ref().map(name_of);
        let name = name.or_else(|| self.profile.as_ref().map(|profile| profile.email.clone()));
        name.filter(|name| !name.is_empty()).unwrap_or_else(|| self.super_id().to_string())
    }

    /// The auth server's id.
    pub(super) fn super_id(&self) -> Uuid {
        let profile = self.profile.as_ref().map(|profile| profile.super_id);
        self.account.as_ref().map(|account| account.id).or(profile).unwrap_or_default()
    }

    /// The id of their row here. Whoever was never here gets one, so that it can say that their
    /// sessions are over.
    pub(super) async fn row(&self, office: &Office<'_>) -> Result<Uuid, Failure> {
        if let Some(profile) = &self.profile {
            return Ok(profile.id);
        }
        let account = self.account()?;
        let newcomer = Newcomer {
            super_id: account.id,
            email: EmailAddress::parse(&account.email).ok(),
            username: None,
            has_second_factor: account.has_verified_factor(),
            created_at: account.created_at.unwrap_or_else(|| office.now()),
        };
        let ids = office.accounts().take_in(&[newcomer]).await.context("their row could not be made")?;
        Ok(ids.first().copied().unwrap_or_default())
    }
}

/// What an account goes by: its address, or its telephone number; empty where it has neither.
pub(super) fn name_of(account: &User) -> String {
    match (account.email.as_str(), account.phone.as_str()) {
        ("", "") => String::new(),
        ("", phone) => format!("+{phone}"),
        (email, _) => email.to_owned(),
    }
}

/// When that was proved.
pub(super) fn proved_at(account: &User) -> Option<Timestamp> {
    if account.email.is_empty() { account.phone_confirmed_at } else { account.email_confirmed_at }
}

const UNREACHABLE: &str = "the accounts could not be asked";

async fn by_id(office: &Office<'_>, id: Uuid) -> Result<Found, Failure> {
    match office.accounts().profile(id).await.context(UNREACHABLE)? {
        Some(profile) => of_profile(office, profile).await,
        None => Ok(Found { account: account(office, id).await?, profile: None }),
    }
}

/// An address counts as the auth server has it: ours is what was last heard.
async fn by_email(office: &Office<'_>, email: &EmailAddress) -> Result<Found, Failure> {
    let mut gone = None;
    for profile in office.accounts().profiles_by_email(email.as_str()).await.context(UNREACHABLE)? {
        let found = of_profile(office, profile).await?;
        match &found.account {
            Some(account) if account.email == email.as_str() => return Ok(found),
            Some(_) => {}
            None => gone = Some(found),
        }
    }
    let Some(account) = account_by_email(office, email).await? else {
        return Ok(gone.unwrap_or(Found { account: None, profile: None }));
    };
    let profile = office.accounts().profile(account.id).await.context(UNREACHABLE)?;
    Ok(Found { account: Some(account), profile })
}

async fn of_profile(office: &Office<'_>, profile: Profile) -> Result<Found, Failure> {
    Ok(Found { account: account(office, profile.super_id).await?, profile: Some(profile) })
}

/// The account by its id, if it is still there: only a definite word says that it is not.
pub(super) async fn account(office: &Office<'_>, id: Uuid) -> Result<Option<User>, Failure> {
    match office.admin().user(id).await {
        Ok(user) => Ok(Some(user).filter(|user| user.deleted_at.is_none())),
        Err(GoTrueError::Rejected(no)) if no.code == ErrorCode::USER_NOT_FOUND => Ok(None),
        Err(error) => Err(unasked(error)),
    }
}

/// Lists say less of people than their own page does.
async fn account_by_email(office: &Office<'_>, email: &EmailAddress) -> Result<Option<User>, Failure> {
    for page in 1.. {
        let users = office.admin().find_users(email.as_str(), page, PER_PAGE).await.map_err(unasked)?;
        if let Some(user) = users.iter().find(|user| user.email == email.as_str()) {
            return account(office, user.id).await;
        }
        if users.len() < PER_PAGE as usize {
            break;
        }
    }
    Ok(None)
}
