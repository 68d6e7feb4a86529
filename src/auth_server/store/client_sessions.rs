//! Sessions that programs of others hold for people.

use uuid::Uuid;

use crate::database::{Executor, execute};

const GIVE: &str = "
    update auth_sessions
    set oauth_client_id = $2, scopes = $3
    where id = $1";

/// Gives a session that was just begun to a program. The person and the program must be locked.
pub(crate) async fn give(
    executor: Executor<'_>,
    session: Uuid,
    client: Uuid,
    scopes: &str,
) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(GIVE).bind(session).bind(client).bind(scopes)).map(drop)
}

const END: &str = "delete from auth_sessions where user_id = $1 and oauth_client_id = $2";

/// Ends all sessions of a person that a program holds. Both must be locked.
pub(crate) async fn end(executor: Executor<'_>, user: Uuid, client: Uuid) -> sqlx::Result<()> {
    execute!(executor, sqlx::query(END).bind(user).bind(client)).map(drop)
}
