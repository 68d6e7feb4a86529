//! Mails that the operator's program sends in our place (gotrue-contract §4.6).

use serde::Serialize;
use serde_json::{Map, json};

use super::ask::{Question, ask};
use super::hook::Hook;
use super::people;
use crate::auth_server::AuthServer;
use crate::auth_server::error::ApiError;
use crate::auth_server::replay;
use crate::auth_server::store::UserRow;
use crate::database::Tx;

/// What a mail is made of. What it has not is an empty text. It holds codes, so it does not print.
#[derive(Clone, Default, Serialize)]
pub(crate) struct EmailData {
    /// What it is for, `signup` for instance.
    pub(crate) email_action_type: &'static str,
    /// Where its link leads back to.
    pub(crate) redirect_to: String,
    /// The code for the address that the account has.
    pub(crate) token: String,
    /// What stands in the link; of a change of address in that to the new one.
    pub(crate) token_hash: String,
    /// The code for the new address of the account, where both ends must agree.
    pub(crate) token_new: String,
    /// What stands in the link to the address that the account has, where both ends must agree.
    pub(crate) token_hash_new: String,
    /// The address before a change.
    pub(crate) old_email: String,
    /// The telephone number before a change.
    pub(crate) old_phone: String,
    /// The provider that was linked, or is no more.
    pub(crate) provider: String,
    /// Of what type the second factor is that somebody has now, or has no more.
    pub(crate) factor_type: String,
}

/// Has a mail sent by the hook; tells whether there is one. The person is as they were before the mail.
pub(crate) async fn send_email(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    mail: EmailData,
) -> Result<bool, ApiError> {
    if server.settings().hooks.get(Hook::SendEmail).is_none() {
        return Ok(false);
    }
    ask(server, question(server, tx, user, mail).await?).await?;
    Ok(true)
}

/// Has the hook tell an owner what was changed, once that lasts; what it answers changes nothing.
pub(crate) async fn tell_change(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    mut change: EmailData,
) -> Result<(), ApiError> {
    change.redirect_to = replay::redirect_to();
    let question = question(server, tx, user, change).await?;
    replay::ask_afterwards(question);
    Ok(())
}

async fn question(
    server: &AuthServer,
    tx: &mut Tx,
    user: &UserRow,
    mail: EmailData,
) -> Result<Question, ApiError> {
    let mut mail = json!(mail);
    // It is called the site, but is where this server is.
    mail["site_url"] = json!(server.settings().base());
    let user = people::known(tx, user).await?;
    let input = Map::from_iter([("user".to_owned(), user), ("email_data".to_owned(), mail)]);
    Ok(Question { hook: Hook::SendEmail, input })
}
