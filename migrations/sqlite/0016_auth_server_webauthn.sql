-- Keys that authenticators keep, as second factors and as passkeys.

-- The public half of a key, and what is known of it; only factors of the type webauthn have one.
alter table auth_mfa_factors add column credential text;
-- What an authenticator was asked for.
alter table auth_mfa_challenges add column ceremony text;

-- Keys that sign in by themselves.
create table auth_passkeys (
    id blob not null primary key,
    user_id blob not null references auth_users (id) on delete cascade,
    -- The authenticator's name for the key.
    credential_id blob not null unique,
    -- In COSE.
    public_key blob not null,
    attestation_format text not null,
    aaguid blob not null,
    sign_count integer not null,
    transports text not null,
    is_backup_eligible integer not null,
    is_backed_up integer not null,
    friendly_name text not null,
    created_at integer not null,
    updated_at integer not null,
    last_used_at integer
) strict;

create index auth_passkeys_user_id on auth_passkeys (user_id, created_at);

-- What an authenticator was asked for: from the question until its answer, or until the time is over.
create table auth_passkey_challenges (
    id blob not null primary key,
    -- Whose new key it is for; a sign-in is not yet anybody's.
    user_id blob references auth_users (id) on delete cascade,
    challenge text not null,
    expires_at integer not null
) strict;

create index auth_passkey_challenges_user_id on auth_passkey_challenges (user_id) where user_id is not null;
create index auth_passkey_challenges_expires_at on auth_passkey_challenges (expires_at);
