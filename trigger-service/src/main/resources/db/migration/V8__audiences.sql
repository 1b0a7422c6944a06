-- Segments that are known elsewhere as lists of hashes.
create table audience (
    id           text primary key,
    document     text        not null,
    ended        boolean     not null,
    updated_at   timestamptz not null,
    -- where the first filling goes on; filled is null until it is over
    fill_after   text,
    filled_at    timestamptz,
    -- telling of changes: how often it failed in a row, and when it is tried again
    failures     integer     not null default 0,
    push_at      timestamptz not null,
    failure      text,
    -- the last of the batch that is being told
    telling_to   bigint
);

-- Who is on which list, under which hashes.
create table audience_member (
    audience   text        not null references audience (id),
    customer   text        not null,
    email      text,
    phone      text,
    since      timestamptz not null,
    checked_at timestamptz not null,
    primary key (audience, customer),
    check (email is not null or phone is not null)
);
create index audience_member_of on audience_member (customer);
create index audience_member_email on audience_member (audience, email);
create index audience_member_phone on audience_member (audience, phone);
create index audience_member_oldest on audience_member (checked_at);

-- Who is to be looked at: on an answer that knows of all until then. What is noted meanwhile makes it a later round.
create table audience_due (
    customer text primary key,
    known_to timestamptz not null,
    round    bigint      not null,
    wake_at  timestamptz not null
);
create index audience_due_oldest on audience_due (wake_at);

-- Hashes that came onto a list or left it and have not been told yet, in this order.
create table audience_change (
    seq      bigint generated always as identity primary key,
    audience text    not null references audience (id),
    added    boolean not null,
    kind     text    not null check (kind in ('email', 'phone')),
    hash     text    not null
);
create index audience_change_of on audience_change (audience, seq);
-- Short-lived rows, read from their oldest.
alter table audience_due set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
alter table audience_change set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
