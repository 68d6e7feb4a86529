-- Programs of others that people let use their account here (OAuth 2.1).
create table auth_oauth_clients (
    id uuid not null primary key,
    -- Whether an administrator made it, or it registered itself.
    registration_type text not null check (registration_type in ('manual', 'dynamic')),
    -- How it shows that it is itself; one that anybody could read keeps no secret and shows nothing.
    auth_method text not null check (auth_method in ('none', 'client_secret_basic', 'client_secret_post')),
    -- A hash of its secret.
    secret_hash bytea,
    redirect_uris jsonb not null,
    grant_types jsonb not null,
    name text not null,
    uri text not null,
    logo_uri text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    check ((auth_method = 'none') = (secret_hash is null))
);

create index auth_oauth_clients_created_at on auth_oauth_clients (created_at);

-- What a program asks a person for: from the way out until its code is exchanged, or the time is over.
create table auth_oauth_authorizations (
    id text not null primary key,
    client_id uuid not null references auth_oauth_clients (id) on delete cascade,
    -- Whoever looked at it first; null until then.
    user_id uuid references auth_users (id) on delete cascade,
    redirect_uri text not null,
    scope text not null,
    state text not null,
    resource text not null,
    nonce text not null,
    -- What whoever exchanges the code must know.
    code_challenge text not null,
    challenge_method text not null check (challenge_method in ('s256', 'plain')),
    status text not null check (status in ('pending', 'approved', 'denied')),
    -- A keyed hash of the code, once it was handed out.
    code_hash bytea unique,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    check ((status = 'approved') = (code_hash is not null)),
    check (status <> 'approved' or user_id is not null)
);

create index auth_oauth_authorizations_client_id on auth_oauth_authorizations (client_id);
create index auth_oauth_authorizations_user_id on auth_oauth_authorizations (user_id);
create index auth_oauth_authorizations_expires_at on auth_oauth_authorizations (expires_at);

-- What a person has let a program do. One that is taken back stays, as it was once given.
create table auth_oauth_consents (
    user_id uuid not null references auth_users (id) on delete cascade,
    client_id uuid not null references auth_oauth_clients (id) on delete cascade,
    scopes text not null,
    granted_at timestamptz not null,
    revoked_at timestamptz,
    primary key (user_id, client_id)
);

create index auth_oauth_consents_client_id on auth_oauth_consents (client_id);

-- Sessions that a program holds for a person, and what it may do with them.
alter table auth_sessions add column oauth_client_id uuid references auth_oauth_clients (id) on delete cascade;
alter table auth_sessions add column scopes text;

create index auth_sessions_oauth_client_id on auth_sessions (oauth_client_id) where oauth_client_id is not null;
