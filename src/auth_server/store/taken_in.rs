//! Rows that are taken in from another server, with their own ids and times. A row whose owner is not here
//! is not made, and neither is one that is here: whether it was made is always the answer.

use uuid::Uuid;

use super::refresh_tokens::CurrentToken;
use super::{FactorRow, IdentityRow};
use crate::clock::Timestamp;
use crate::database::{Executor, each, execute};

const IDENTITY: &str = "
    insert into auth_identities
        (id, user_id, provider, provider_id, identity_data, email, last_sign_in_at, created_at, updated_at)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9
    from auth_users where id = $2
    on conflict do nothing";

pub(crate) async fn identity(executor: Executor<'_>, identity: &IdentityRow) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(IDENTITY)
            .bind(identity.id)
            .bind(identity.user_id)
            .bind(&identity.provider)
            .bind(&identity.provider_id)
            .bind(&identity.identity_data)
            .bind(&identity.email)
            .bind(identity.last_sign_in_at)
            .bind(identity.created_at)
            .bind(identity.updated_at)
    )?;
    Ok(made > 0)
}

const HAS_IDENTITY: &str = "
    select count(*) from auth_identities
    where user_id = $1 and provider = $2 and provider_id = $3";

/// Whether the person has it.
pub(crate) async fn has_identity(executor: Executor<'_>, identity: &IdentityRow) -> sqlx::Result<bool> {
    let known: i64 = each!(executor, c => {
        sqlx::query_scalar(HAS_IDENTITY)
            .bind(identity.user_id)
            .bind(&identity.provider)
            .bind(&identity.provider_id)
            .fetch_one(c)
            .await
    })?;
    Ok(known > 0)
}

const FACTOR: &str = "
    insert into auth_mfa_factors
        (id, user_id, factor_type, friendly_name, sealed_secret, verified_at, last_challenged_at,
        wrong_codes, wrong_codes_since, created_at, updated_at, phone, credential)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13
    from auth_users where id = $2
    on conflict do nothing";

pub(crate) async fn factor(executor: Executor<'_>, factor: &FactorRow) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(FACTOR)
            .bind(factor.id)
            .bind(factor.user_id)
            .bind(&factor.factor_type)
            .bind(&factor.friendly_name)
            .bind(&factor.sealed_secret)
            .bind(factor.verified_at)
            .bind(factor.last_challenged_at)
            .bind(factor.wrong_codes)
            .bind(factor.wrong_codes_since)
            .bind(factor.created_at)
            .bind(factor.updated_at)
            .bind(&factor.phone)
            .bind(&factor.credential)
    )?;
    Ok(made > 0)
}

/// A session as another server had it.
pub(crate) struct ForeignSession {
    pub(crate) id: Uuid,
    pub(crate) user_id: Uuid,
    pub(crate) aal: String,
    pub(crate) factor_id: Option<Uuid>,
    pub(crate) created_at: Timestamp,
    pub(crate) refreshed_at: Option<Timestamp>,
    pub(crate) user_agent: Option<String>,
    pub(crate) ip: Option<String>,
    pub(crate) sealed_refresh_key: Option<Vec<u8>>,
    pub(crate) refresh_counter: Option<i64>,
}

const SESSION: &str = "
    insert into auth_sessions
        (id, user_id, aal, factor_id, created_at, refreshed_at, user_agent, ip, sealed_refresh_key,
        refresh_counter)
    select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10
    from auth_users where id = $2
    on conflict do nothing";

pub(crate) async fn session(executor: Executor<'_>, session: &ForeignSession) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(SESSION)
            .bind(session.id)
            .bind(session.user_id)
            .bind(&session.aal)
            .bind(session.factor_id)
            .bind(session.created_at)
            .bind(session.refreshed_at)
            .bind(&session.user_agent)
            .bind(&session.ip)
            .bind(&session.sealed_refresh_key)
            .bind(session.refresh_counter)
    )?;
    Ok(made > 0)
}

const PROOF: &str = "
    insert into auth_amr_claims (session_id, method, proved_at)
    select $1, $2, $3
    from auth_sessions where id = $1
    on conflict do nothing";

pub(crate) async fn proof(
    executor: Executor<'_>,
    session: Uuid,
    method: &str,
    at: Timestamp,
) -> sqlx::Result<bool> {
    Ok(execute!(executor, sqlx::query(PROOF).bind(session).bind(method).bind(at))? > 0)
}

const REFRESH_TOKEN: &str = "
    insert into auth_refresh_tokens (token_hash, session_id, parent_hash, sealed_token, created_at)
    select $1, $2, $3, $4, $5
    from auth_sessions where id = $2
    on conflict do nothing";

/// Makes a session's current token; a session that has one keeps it.
pub(crate) async fn refresh_token(
    executor: Executor<'_>,
    session: Uuid,
    token: &CurrentToken,
    at: Timestamp,
) -> sqlx::Result<bool> {
    let made = execute!(
        executor,
        sqlx::query(REFRESH_TOKEN)
            .bind(&token.token_hash)
            .bind(session)
            .bind(&token.parent_hash)
            .bind(&token.sealed_token)
            .bind(at)
    )?;
    Ok(made > 0)
}
