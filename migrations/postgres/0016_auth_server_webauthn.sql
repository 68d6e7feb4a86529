-- Keys that authenticators keep, as second factors and as passkeys.

-- The public half of a key, and what is known of it; only factors of the type webauthn have one.
alter table auth_mfa_factors add column credential jsonb;
-- What an authenticator was asked for.
alter table auth_mfa_challenges add column ceremony jsonb;

-- Keys that sign in by themselves.
create table auth_passkeys (
    id uuid not null primary key,
    user_id uuid not null references auth_users (id) on delete cascade,
    -- The authenticator's name for the key.
    credential_id bytea not null unique,
    -- In COSE.
    public_key bytea not null,
    attestation_format text not null,
    aaguid uuid not null,
    sign_count bigint not null,
    transports jsonb not null,
    is_backup_eligible boolean not null,
    is_backed_up boolean not null,
    friendly_name text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    last_used_at timestamptz
);

create index auth_passkeys_user_id on auth_passkeys (user_id, created_at);

-- What an authenticator was asked for: from the question until its answer, or until the time is over.
create table auth_passkey_challenges (
    id uuid not null primary key,
    -- Whose new key it is for; a sign-in is not yet anybody's.
    user_id uuid references auth_users (id) on delete cascade,
    challenge text not null,
    expires_at timestamptz not null
);

create index auth_passkey_challenges_user_id on auth_passkey_challenges (user_id) where user_id is not null;
create index auth_passkey_challenges_expires_at on auth_passkey_challenges (expires_at);
