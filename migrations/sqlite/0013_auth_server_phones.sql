-- Accounts by telephone.

-- The number that waits for its proof.
alter table auth_users add column phone_change text;
alter table auth_users add column phone_change_sent_at integer;

create index auth_users_phone_change on auth_users (phone_change) where phone_change is not null;

-- The same table with two slots more; what was sent goes on working.
create table auth_one_time_tokens_new (
    user_id blob not null references auth_users (id) on delete cascade,
    slot text not null check (
        slot in (
            'confirmation', 'recovery', 'email_change_new', 'email_change_current', 'reauthentication',
            'phone_confirmation', 'phone_change'
        )
    ),
    -- A keyed hash of the token hash in the link: who reads this table can follow none.
    token_hash blob not null,
    -- The address or the number it was sent to.
    relates_to text not null,
    sent_at integer not null,
    -- Codes typed for it, and since when they are counted. A new code does not start over at once.
    tries integer not null,
    tries_since integer not null,
    primary key (user_id, slot)
) strict;

insert into auth_one_time_tokens_new (user_id, slot, token_hash, relates_to, sent_at, tries, tries_since)
select user_id, slot, token_hash, relates_to, sent_at, tries, tries_since
from auth_one_time_tokens;

drop table auth_one_time_tokens;
alter table auth_one_time_tokens_new rename to auth_one_time_tokens;

create index auth_one_time_tokens_token_hash on auth_one_time_tokens (token_hash);
create index auth_one_time_tokens_relates_to on auth_one_time_tokens (relates_to);
