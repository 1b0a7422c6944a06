create table campaign (
    id         text primary key,
    version    integer     not null,
    state      text        not null check (state in ('draft', 'active', 'paused', 'archived')),
    updated_at timestamptz not null
);

create table campaign_version (
    campaign   text        not null references campaign (id),
    version    integer     not null,
    document   text        not null,
    created_at timestamptz not null,
    primary key (campaign, version)
);

-- One row per customer we ever heard of: its lock serialises everything that is done about the customer.
create table customer (
    id text primary key
);

-- Who was merged into whom, as far as it is known here: links are read in any order.
create table customer_link (
    customer    text primary key,
    merged_into text        not null,
    at          timestamptz not null
);

-- Who was erased, and up to when what happened to them does not count.
create table customer_erasure (
    customer text primary key,
    at       timestamptz not null
);

-- Which transitions have been applied. Kept longer than the topic keeps them.
create table inbox (
    transition  text primary key,
    customer    text        not null,
    segment     text        not null,
    kind        text        not null,
    cause       text        not null,
    at          timestamptz not null,
    received_at timestamptz not null
);
create index inbox_newest on inbox (received_at desc);
create index inbox_by_customer on inbox (customer);

create table enrolment (
    id               text primary key,
    customer         text        not null references customer (id),
    user_id          text,
    campaign         text        not null,
    campaign_version integer     not null,
    priority         smallint    not null,
    kind             text        not null,
    source           text        not null,
    triggered_at     timestamptz not null,
    occurrence       text,
    started_at       timestamptz not null,
    held_out         boolean     not null,
    state            text        not null check (state in ('live', 'completed', 'exited')),
    position         integer     not null,
    begun            boolean     not null,
    heard            text,
    due_at           timestamptz,
    wake_at          timestamptz,
    asked            integer     not null,
    waits_for        text,
    ended_at         timestamptz,
    end_reason       text,
    version          bigint      not null,
    foreign key (campaign, campaign_version) references campaign_version (campaign, version),
    check ((state = 'live') = (due_at is not null and wake_at is not null and ended_at is null))
);
-- At most one live one for a customer and campaign, and any number that have ended: one index for that and for finding them.
create unique index one_live_enrolment on enrolment (customer, campaign, (case when state = 'live' then '' else id end));
-- One range for each of the few priorities, so that what is due at a high one is found without reading what is not due.
create index enrolment_due on enrolment (priority, wake_at) where state = 'live';
create index enrolment_figures on enrolment (campaign, state);

create table message (
    id               text primary key,
    enrolment        text        not null references enrolment (id),
    customer         text        not null,
    addressed_to     text        not null,
    campaign         text        not null,
    campaign_version integer     not null,
    step             text        not null,
    class            text        not null check (class in ('marketing', 'transactional')),
    requested_at     timestamptz not null,
    valid_until      timestamptz not null,
    cancelled_at     timestamptz
);
create index message_revocable on message (customer, campaign, valid_until) where cancelled_at is null;
create index message_figures on message (campaign);
create index message_by_enrolment on message (enrolment);

create table decision (
    id        bigint generated always as identity primary key,
    at        timestamptz not null,
    customer  text        not null,
    campaign  text        not null,
    enrolment text        not null,
    step      text        not null,
    outcome   text        not null,
    reason    text,
    message   text,
    inputs    text        not null
);
create index decision_by_customer on decision (customer, id desc);

-- The events that campaigns listen for, and whether segment-service has been told as it is now.
create table event_watch (
    id         text primary key,
    event      text        not null,
    filter     text,
    properties text        not null,
    wanted     boolean     not null,
    told       boolean     not null,
    updated_at timestamptz not null
);
create index event_watch_untold on event_watch (id) where not told;

-- Calls of other services that are to be delivered.
create table webhook (
    id         text primary key,
    enrolment  text        not null references enrolment (id),
    customer   text        not null,
    campaign   text        not null,
    step       text        not null,
    url        text        not null,
    body       text        not null,
    created_at timestamptz not null
);
create index webhook_by_enrolment on webhook (enrolment);

-- Commands on their way to Kafka. A customer's commands are numbered under the customer's lock, so in order.
create table outbox (
    seq        bigint generated always as identity primary key,
    topic      text        not null,
    key        text        not null,
    value      bytea       not null,
    created_at timestamptz not null
);
