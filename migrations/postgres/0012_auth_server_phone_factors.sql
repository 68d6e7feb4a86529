-- Second factors by telephone: the number, and the code that was sent to it, sealed.
alter table auth_mfa_factors add column phone text;
alter table auth_mfa_challenges add column sealed_code bytea;

create unique index auth_mfa_factors_phone on auth_mfa_factors (user_id, phone) where phone is not null;
