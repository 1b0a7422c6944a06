-- Calls were kept but never delivered until now.
drop table webhook;

-- Services that campaigns call.
create table webhook_target (
    id         text primary key,
    url        text        not null,
    state      text        not null check (state in ('active', 'paused')),
    updated_at timestamptz not null
);

-- What calls to a target are signed with, sealed. While keys change, there are several.
create table webhook_key (
    target     text        not null references webhook_target (id),
    id         text        not null,
    sealed     bytea       not null,
    created_at timestamptz not null,
    primary key (target, id)
);

-- Calls on their way. The body goes when it has been delivered.
create table webhook_call (
    id         text primary key,
    target     text        not null,
    enrolment  text        not null,
    customer   text        not null,
    campaign   text        not null,
    step       text        not null,
    body       text,
    created_at timestamptz not null,
    state      text        not null check (state in ('waiting', 'delivered', 'failed')),
    attempts   integer     not null,
    due_at     timestamptz not null,
    error      text,
    ended_at   timestamptz
);
create index webhook_call_due on webhook_call (target, due_at) where state = 'waiting';
create index webhook_call_failed on webhook_call (target, ended_at) where state = 'failed';
create index webhook_call_ended on webhook_call (ended_at) where state <> 'waiting';
create index webhook_call_by_customer on webhook_call (customer);
