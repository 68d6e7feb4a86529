//! Choosing another username.

use serde_json::{Map, Value};

use super::{People, PeopleError, SessionHolder};
use crate::accounts::{Choice, Username};
use crate::gotrue::{Caller, UserUpdate};

impl People {
    /// Gives somebody another name, and tells the auth server, so that other programs there see it
    /// too. What counts is our own row.
    pub(crate) async fn choose_username(
        &self,
        caller: &Caller,
        holder: &SessionHolder,
        name: &Username,
    ) -> Result<Choice, PeopleError> {
        let choice = self.accounts.choose_username(holder.user.id, name).await?;
        if choice == Choice::Chosen {
            let mut data = Map::new();
            data.insert("username".to_owned(), Value::from(name.as_str()));
            let update = UserUpdate { data: Some(&data), ..UserUpdate::default() };
            if let Err(error) = self.gotrue().update_user(caller, holder.access_token(), &update).await {
                tracing::warn!(%error, "the auth server was not told of a new username");
            }
        }
        Ok(choice)
    }
}
