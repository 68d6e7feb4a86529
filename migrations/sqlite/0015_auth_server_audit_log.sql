-- What happened to accounts of the embedded auth server, for administrators.
create table auth_audit_log_entries (
    id blob not null primary key,
    created_at integer not null,
    action text not null,
    log_type text not null,
    -- How whoever did it is named, in lower case, for searching.
    author text not null,
    -- Empty where it is not known.
    ip_address text not null,
    -- As administrators are shown it.
    payload text not null
) strict;

create index auth_audit_log_entries_created_at on auth_audit_log_entries (created_at, id);
