-- Second factors of the embedded auth server.
create table auth_mfa_factors (
    id uuid not null primary key,
    user_id uuid not null references auth_users (id) on delete cascade,
    factor_type text not null check (factor_type in ('totp', 'phone', 'webauthn')),
    friendly_name text not null,
    -- What its codes are made of, sealed; only factors of the type totp have one.
    sealed_secret bytea,
    -- When it was proved for the first time.
    verified_at timestamptz,
    last_challenged_at timestamptz,
    -- The step of time whose code was taken last: no code is taken twice.
    last_step bigint,
    -- Wrong codes, and since when they are counted.
    wrong_codes bigint not null,
    wrong_codes_since timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);

create index auth_mfa_factors_user_id on auth_mfa_factors (user_id, created_at);
create unique index auth_mfa_factors_friendly_name on auth_mfa_factors (user_id, friendly_name)
    where trim(friendly_name) <> '';
create index auth_mfa_factors_unverified on auth_mfa_factors (created_at) where verified_at is null;

-- Requests to prove a factor.
create table auth_mfa_challenges (
    id uuid not null primary key,
    factor_id uuid not null references auth_mfa_factors (id) on delete cascade,
    -- The client that asked for it: no other one may answer.
    ip text,
    created_at timestamptz not null,
    verified_at timestamptz,
    -- Wrong codes that were shown for it.
    tries bigint not null
);

create index auth_mfa_challenges_factor_id on auth_mfa_challenges (factor_id);
create index auth_mfa_challenges_created_at on auth_mfa_challenges (created_at);

-- The second factor by which a session was proved.
alter table auth_sessions add column factor_id uuid;

create index auth_sessions_factor_id on auth_sessions (factor_id) where factor_id is not null;
