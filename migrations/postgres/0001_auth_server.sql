-- The embedded auth server's rows. No other table refers to them: beside Supabase they stay empty.
create table auth_users (
    id uuid not null primary key,
    aud text not null,
    role text not null,
    -- In lower case.
    email text unique,
    phone text unique,
    -- An argon2id hash, or what was imported.
    password_hash text,
    email_confirmed_at timestamptz,
    phone_confirmed_at timestamptz,
    invited_at timestamptz,
    confirmation_sent_at timestamptz,
    recovery_sent_at timestamptz,
    -- The address that waits for its proof, and whether one of its two ends has given it.
    email_change text,
    email_change_sent_at timestamptz,
    email_change_is_half_confirmed boolean not null,
    reauthentication_sent_at timestamptz,
    -- When the owner was last told that somebody tried to sign up with this address.
    owner_told_at timestamptz,
    last_sign_in_at timestamptz,
    app_metadata jsonb not null,
    user_metadata jsonb not null,
    -- From the metadata, in lower case, for finding people by it.
    full_name text not null,
    banned_until timestamptz,
    deleted_at timestamptz,
    is_anonymous boolean not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index auth_users_created_at on auth_users (created_at, id);

create table auth_identities (
    id uuid not null primary key,
    user_id uuid not null references auth_users (id) on delete cascade,
    provider text not null,
    -- The provider's name for the person; the user's own id for addresses.
    provider_id text not null,
    identity_data jsonb not null,
    email text,
    last_sign_in_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    unique (provider, provider_id)
);

create index auth_identities_user_id on auth_identities (user_id);

create table auth_sessions (
    id uuid not null primary key,
    user_id uuid not null references auth_users (id) on delete cascade,
    aal text not null check (aal in ('aal1', 'aal2')),
    created_at timestamptz not null,
    refreshed_at timestamptz,
    user_agent text,
    ip text
);

create index auth_sessions_user_id on auth_sessions (user_id);

-- In which ways a session was proved.
create table auth_amr_claims (
    session_id uuid not null references auth_sessions (id) on delete cascade,
    method text not null,
    proved_at timestamptz not null,
    primary key (session_id, method)
);

create table auth_refresh_tokens (
    token_hash bytea not null primary key,
    session_id uuid not null references auth_sessions (id) on delete cascade,
    parent_hash bytea,
    -- The token itself while it is the session's current one, for a client that lost the answer.
    sealed_token bytea,
    created_at timestamptz not null,
    rotated_at timestamptz,
    -- The whole family was revoked because an old token came back.
    revoked_at timestamptz
);

create index auth_refresh_tokens_session_id on auth_refresh_tokens (session_id);
create unique index auth_refresh_tokens_current on auth_refresh_tokens (session_id)
    where rotated_at is null and revoked_at is null;

create table auth_one_time_tokens (
    user_id uuid not null references auth_users (id) on delete cascade,
    slot text not null check (
        slot in ('confirmation', 'recovery', 'email_change_new', 'email_change_current', 'reauthentication')
    ),
    -- A keyed hash of the token hash in the link: who reads this table can follow none.
    token_hash bytea not null,
    -- The address it was sent to.
    relates_to text not null,
    sent_at timestamptz not null,
    -- Codes typed for it, and since when they are counted. A new code does not start over at once.
    tries bigint not null,
    tries_since timestamptz not null,
    primary key (user_id, slot)
);

create index auth_one_time_tokens_token_hash on auth_one_time_tokens (token_hash);
create index auth_one_time_tokens_relates_to on auth_one_time_tokens (relates_to);

create table auth_signing_keys (
    kid text not null primary key,
    -- The private key, sealed; the public one as in a JWK.
    sealed_private bytea not null,
    x text not null,
    y text not null,
    is_current boolean not null,
    created_at timestamptz not null,
    retired_at timestamptz
);

create unique index auth_signing_keys_current on auth_signing_keys (is_current) where is_current;
