-- Whether an opening could be seen, and when a person last opened the message or followed a link in it.
alter table message add column tracks_opens boolean not null default false;
alter table message add column answered_at timestamptz;

-- A campaign's message to the members of a segment at a time: how far they have been read.
create table broadcast (
    id          text primary key,
    campaign    text        not null references campaign (id),
    segment     text        not null,
    begins_at   timestamptz not null,
    state       text        not null check (state in ('planned', 'reading', 'done', 'cancelled', 'missed')),
    cursor      text,
    expected    bigint,
    members     bigint      not null,
    started     bigint      not null,
    refused     text        not null,
    failure     text,
    wake_at     timestamptz not null,
    paused_at   timestamptz,
    first_at    timestamptz,
    finished_at timestamptz,
    version     bigint      not null
);
create index broadcast_due on broadcast (wake_at) where state in ('planned', 'reading');
create index broadcast_by_campaign on broadcast (campaign, begins_at desc);

-- Those for whom it is time at the same instant: when the first of them has their turn, and how many turns are taken.
create table broadcast_wave (
    broadcast text        not null references broadcast (id) on delete cascade,
    at        timestamptz not null,
    base      timestamptz not null,
    taken     bigint      not null,
    primary key (broadcast, at)
);

-- Segments that tell which customers' days draw near, and whether segment-service has been told of them as they are now.
create table date_segment (
    id         text primary key,
    expression text        not null,
    wanted     boolean     not null,
    told       boolean     not null,
    updated_at timestamptz not null
);
create index date_segment_untold on date_segment (id) where not told;
