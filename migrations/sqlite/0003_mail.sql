-- Mails on their way. The content is sealed, and null once the mail has left.
create table outbox (
    id blob not null primary key,
    content blob,
    attempts integer not null,
    created_at integer not null,
    -- When to try next. A claim moves it forward, so that a worker that dies gives the mail back.
    due_at integer not null,
    finished_at integer,
    outcome text check (outcome in ('delivered', 'given_up')),
    last_failure text
) strict;

create index outbox_due on outbox (due_at, id) where finished_at is null;
create index outbox_finished on outbox (finished_at);
