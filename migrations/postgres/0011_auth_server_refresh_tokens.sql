-- Refresh tokens of the newer form have no rows: they hold their session, a number and a signature. These
-- are the key that signs them, sealed, and the number of the current one.
alter table auth_sessions add column sealed_refresh_key bytea;
alter table auth_sessions add column refresh_counter bigint;
