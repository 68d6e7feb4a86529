-- When somebody was deleted. Their row stays a while without name and address, so that tokens they
-- still hold find it and are refused.
alter table users add column deleted_at timestamptz;

create index users_deleted_at on users (deleted_at) where deleted_at is not null;

-- For finding people by their address.
create index users_email on users (email);
