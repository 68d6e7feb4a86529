-- Our rows about people. No key leads to the auth server's tables: beside Supabase they are not here.
create table users (
    id uuid not null primary key,
    super_id uuid not null unique,
    -- As its owner writes it; the row in usernames decides who owns it.
    username text unique,
    email text not null,
    has_second_factor boolean not null,
    is_admin boolean not null,
    -- When the newest claims seen were issued, in seconds: older ones change nothing here.
    claims_iat bigint not null,
    username_asked_at timestamptz,
    -- Sessions that began before this and have no row are over.
    sessions_ended_at timestamptz,
    created_at timestamptz not null
);

create table usernames (
    -- In lower case.
    name text not null primary key,
    shown_as text not null,
    user_id uuid references users (id) on delete cascade,
    -- A keyed hash of the address that reserved the name, and the address itself, sealed.
    reserved_by bytea,
    reserved_email bytea,
    reserved_until timestamptz,
    check (
        (user_id is not null and reserved_by is null and reserved_email is null and reserved_until is null)
        or (user_id is null and reserved_by is not null and reserved_email is not null and reserved_until is not null)
    )
);

create index usernames_user_id on usernames (user_id);
create index usernames_reserved_until on usernames (reserved_until) where user_id is null;

create table sessions (
    session_id uuid not null primary key,
    -- Null where a session was ended here before it was ever seen, or its user is gone.
    user_id uuid references users (id) on delete set null,
    purpose text not null check (purpose in ('ordinary', 'recovery')),
    created_at timestamptz not null,
    proved_at timestamptz not null,
    last_seen_at timestamptz not null,
    user_agent text,
    address text,
    ended_at timestamptz,
    end_reason text,
    check ((ended_at is null) = (end_reason is null))
);

create index sessions_user_id on sessions (user_id);

-- After a restored backup: sessions that began before this and have no row are over, whoever's they are.
create table session_floor (
    only_row integer not null primary key check (only_row = 1),
    began_before timestamptz not null
);

-- The last good keys of an auth server, so that a start does not depend on it.
create table known_keys (
    base_url text not null primary key,
    jwks text not null,
    seen_at timestamptz not null
);
