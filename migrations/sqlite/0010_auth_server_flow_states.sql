-- Ways to sign in that are under way: begun by one request, ended by another.
create table auth_flow_states (
    -- Also the state that a provider brings back.
    id blob not null primary key,
    -- How the session that comes of it is proved.
    method text not null,
    -- What whoever exchanges the code must know. Null where tokens are handed out without one.
    code_challenge text,
    challenge_method text check (challenge_method in ('s256', 'plain')),
    -- Whom it is for; null until a provider has said so.
    user_id blob references auth_users (id) on delete cascade,
    -- A keyed hash of the code, once it was handed out.
    auth_code_hash blob unique,
    auth_code_issued_at integer,
    -- Of those that lead through a provider: which one, and where they end.
    provider text,
    redirect_to text,
    -- The token of the invitation that is being taken, sealed.
    sealed_invitation blob,
    -- Who adds a provider to their account. No key: whoever is gone meanwhile is told so.
    linking_user_id blob,
    -- The provider's own tokens, sealed, until the code is exchanged.
    sealed_provider_tokens blob,
    created_at integer not null,
    check ((code_challenge is null) = (challenge_method is null)),
    check ((auth_code_hash is null) = (auth_code_issued_at is null))
) strict;

create index auth_flow_states_user_id on auth_flow_states (user_id);
create index auth_flow_states_created_at on auth_flow_states (created_at);
-- Of each kind a person has one that waits for its link: the newest.
create unique index auth_flow_states_waiting on auth_flow_states (user_id, method)
    where user_id is not null and auth_code_hash is null;

-- For finding whose address a provider names.
create index auth_identities_email on auth_identities (email);
