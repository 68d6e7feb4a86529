//! Making an account for somebody, with their name kept first as at sign-up.

use anyhow::{Context as _, anyhow};
use clap::Args;
use serde_json::{Map, Value};

use super::super::command::Failure;
use super::super::output::say;
use super::office::{Office, unasked};
use super::{mails, new_password};
use crate::accounts::{NAME_RESERVED_FOR, NewPassword, Newcomer, PasswordContext, Reservation, Username};
use crate::config::Config;
use crate::gotrue::{EmailAddress, ErrorCode, GoTrueError, User, UserFields};

#[derive(Args)]
pub(crate) struct Arguments {
    /// Their e-mail address.
    #[arg(long, value_parser = EmailAddress::parse)]
    email: EmailAddress,
    /// Their username.
    #[arg(long, value_parser = Username::parse)]
    username: Username,
    #[command(flatten)]
    entry: Entry,
    /// Take the address as proved.
    #[arg(long, conflicts_with = "invite")]
    confirmed: bool,
}

/// How they come in for the first time: one of these.
#[derive(Args)]
#[group(required = true, multiple = false)]
struct Entry {
    /// Take the first line of standard input as their password.
    #[arg(long)]
    password_stdin: bool,
    /// Make a random password and print it.
    #[arg(long)]
    generate_password: bool,
    /// Send them a mail that invites them; they have no password until they choose one.
    #[arg(long)]
    invite: bool,
}

pub(super) async fn run(config: &Config, arguments: &Arguments) -> Result<(), Failure> {
    let Arguments { email, username, entry, .. } = arguments;
    let office = Office::open(config).await?;
    let about = PasswordContext { email: Some(email), username: Some(username), product: &config.product };
    let password = match entry {
        Entry { password_stdin: true, .. } => Some(new_password::from_stdin(&about)?),
        Entry { generate_password: true, .. } => Some(new_password::made_up(&about)?),
        Entry { .. } => None,
    };
    let until = office.now().plus(NAME_RESERVED_FOR);
    let reserved = office.accounts().reserve_username(username, email, until).await;
    if reserved.context("the name could not be kept for them; nothing was made")? == Reservation::Taken {
        return Err(anyhow!("the name {username} is somebody else's: choose another").into());
    }
    let user = match make(&office, arguments, password.as_ref()).await {
        Ok(user) => user,
        Err(error) => return Err(not_made(&office, arguments, error).await),
    };
    let newcomer = Newcomer {
        super_id: user.id,
        email: Some(email.clone()),
        username: Some(username.clone()),
        has_second_factor: false,
        created_at: office.now(),
    };
    let taken_in = office.accounts().take_in(&[newcomer]).await;
    taken_in.context("the account is made, but its row here will be only when they sign in")?;
    mails::deliver(&office).await;
    say(&format!("{username} has an account: {}", user.id));
    if let Some(password) = password.filter(|_| entry.generate_password) {
        say(password.password().expose());
    }
    Ok(())
}

async fn make(
    office: &Office<'_>,
    arguments: &Arguments,
    password: Option<&NewPassword>,
) -> Result<User, GoTrueError> {
    let username = Value::from(arguments.username.as_str());
    let metadata = Map::from_iter([("username".to_owned(), username)]);
    let Some(password) = password else {
        return office.admin().invite(&arguments.email, &metadata, office.landing()).await;
    };
    let password = password.clone().password();
    let fields = UserFields {
        email: Some(&arguments.email),
        password: Some(&password),
        email_confirm: Some(arguments.confirmed),
        user_metadata: Some(&metadata),
        ..UserFields::default()
    };
    office.admin().create_user(&fields).await
}

/// The name is given up after a definite no, unless it may be that of the account which is there.
async fn not_made(office: &Office<'_>, arguments: &Arguments, error: GoTrueError) -> Failure {
    match error.code() {
        Some(code) if [ErrorCode::EMAIL_EXISTS, ErrorCode::USER_ALREADY_EXISTS].contains(code) => {
            return anyhow!("{} has an account already: `doorward users show`", arguments.email).into();
        }
        Some(_) if matches!(error, GoTrueError::Rejected(_)) => {
            let released = office.accounts().release_username(&arguments.username, &arguments.email).await;
            if released.is_err() {
                return anyhow!("{error}; the name stays kept for a day").into();
            }
        }
        _ => {}
    }
    unasked(error)
}
