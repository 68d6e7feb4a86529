-- How far ahead of its allowance each key is: the theoretical arrival time of GCRA, in microseconds
-- since 1970. A number and not a moment, because it is computed with.
create table limits (
    key bytea not null primary key,
    tat bigint not null
);

create index limits_tat on limits (tat);
