-- Mails on their way. The content is sealed, and null once the mail has left.
create table outbox (
    id uuid not null primary key,
    content bytea,
    attempts bigint not null,
    created_at timestamptz not null,
    -- When to try next. A claim moves it forward, so that a worker that dies gives the mail back.
    due_at timestamptz not null,
    finished_at timestamptz,
    outcome text check (outcome in ('delivered', 'given_up')),
    last_failure text
);

create index outbox_due on outbox (due_at, id) where finished_at is null;
create index outbox_finished on outbox (finished_at);
