//! A new password for somebody who has lost theirs, or whose password is no secret any more.

use anyhow::Context as _;
use clap::Args;

use super::super::command::Failure;
use super::super::output::say;
use super::found::Found;
use super::office::{Office, unasked};
use super::plain_text::plain;
use super::who::Who;
use super::{mails, new_password};
use crate::accounts::{EndReason, NewPassword, PasswordContext, Username};
use crate::config::Config;
use crate::gotrue::{Caller, EmailAddress, ErrorCode, GoTrueError, UserFields};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Their e-mail address, username or id.
    who: Who,
    /// Set the password that stands on the first line of standard input.
    #[arg(long, conflicts_with = "generate_password")]
    password_stdin: bool,
    /// Set a random password and print it.
    #[arg(long)]
    generate_password: bool,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let office = Office::open(config).await?;
    let found = Found::find(&office, &arguments.who).await?;
    let email = EmailAddress::parse(&found.account()?.email).context("they have no e-mail address")?;
    let username = found.profile.as_ref().and_then(|profile| profile.username.as_deref());
    let username = username.and_then(|name| Username::parse(name).ok());
    let about =
        PasswordContext { email: Some(&email), username: username.as_ref(), product: &config.product };
    if arguments.password_stdin {
        set(&office, &found, &email, new_password::from_stdin(&about)?).await
    } else if arguments.generate_password {
        let password = new_password::made_up(&about)?;
        set(&office, &found, &email, password.clone()).await?;
        say(password.password().expose());
        Ok(())
    } else {
        send_mail(&office, &found, &email).await
    }
}

/// Whoever knows the old password is out before the new one counts.
async fn set(
    office: &Office<'_>,
    found: &Found,
    email: &EmailAddress,
    password: NewPassword,
) -> Result<(), Failure> {
    office.end_sessions(found, EndReason::PasswordChanged).await?;
    let password = password.password();
    let fields = UserFields { password: Some(&password), ..UserFields::default() };
    office.admin().update_user(found.account()?.id, &fields).await.map_err(unasked)?;
    office.end_sessions(found, EndReason::PasswordChanged).await?;
    mails::tell_of_new_password(office, found.row(office).await?, email).await;
    say(&format!("{} has a new password. Their sessions are over.", plain(&found.name())));
    Ok(())
}

async fn send_mail(office: &Office<'_>, found: &Found, email: &EmailAddress) -> Result<(), Failure> {
    let language =
        office.accounts().language_of(email.as_str()).await.context("the accounts could not be asked")?;
    let accept_language = language.map(|language| language.tag().to_owned());
    let owner = Caller { accept_language, ..Caller::default() };
    match office.client().recover(&owner, email, Some(office.landing())).await {
        Ok(()) => {}
        Err(GoTrueError::RateLimited { code, .. }) if code == ErrorCode::OVER_EMAIL_SEND_RATE_LIMIT => {
            return Err(anyhow::anyhow!("a mail went to them a moment ago: try again in a minute").into());
        }
        Err(error) => return Err(unasked(error)),
    }
    mails::deliver(office).await;
    say(&format!("A mail to choose a new password is on its way to {}.", plain(&found.name())));
    Ok(())
}
