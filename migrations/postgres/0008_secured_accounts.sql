-- When an owner last said that something done to the account was not theirs: what came before is dealt with.
alter table users add column secured_at timestamptz;
