-- Work that one machine at a time does for all: whoever moves the moment may do it.
create table leases (
    name text not null primary key,
    free_at timestamptz not null
);

-- Rows of sessions that began before this may have been deleted, tombstones among them: a session as
-- old as that which has no row is over.
alter table session_floor add column forgotten_before timestamptz;

-- What housekeeping looks for.
create index sessions_created_at on sessions (created_at);
create index auth_sessions_created_at on auth_sessions (created_at);
create index auth_users_unconfirmed on auth_users (confirmation_sent_at)
    where email_confirmed_at is null and last_sign_in_at is null;
