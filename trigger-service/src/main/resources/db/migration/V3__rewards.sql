-- Names under which rules and campaigns know codes. A pool is low while fewer codes than that are left in it.
create table coupon_pool (
    id         text primary key,
    low_below  integer     not null,
    created_at timestamptz not null
);

-- Codes: uploaded ones are free until somebody gets them, and made-up ones are issued from the start. The key is the code in
-- upper case; it is in one pool only, for an order does not say which. A code whose owner was erased stays, without the owner, so that nobody gets it a second time.
create table coupon (
    key            text        primary key,
    pool           text        not null references coupon_pool (id),
    code           text        not null,
    state          text        not null check (state in ('free', 'issued', 'redeemed', 'expired')),
    customer       text,
    enrolment      text,
    step           text,
    issued_at      timestamptz,
    expires_at     timestamptz,
    minimum_order  numeric,
    currency       text,
    channel        text,
    redeemed_at    timestamptz,
    redeemed_order text,
    added_at       timestamptz not null
);
create unique index coupon_once on coupon (enrolment, step) where enrolment is not null;
create index coupon_free on coupon (pool) where state = 'free';
create index coupon_by_customer on coupon (customer, issued_at desc) where customer is not null;
create index coupon_expiring on coupon (expires_at) where state = 'issued';

create table points_account (
    customer   text primary key,
    balance    bigint      not null check (balance >= 0),
    updated_at timestamptz not null
);

-- Why the balance is what it is. The id is that of who moved it, so that nothing moves it twice.
create table points_entry (
    id       text primary key,
    seq      bigint generated always as identity,
    customer text        not null,
    amount   bigint      not null,
    balance  bigint      not null,
    reason   text        not null,
    at       timestamptz not null
);
create index points_entry_by_customer on points_entry (customer, seq desc);

-- Personal codes for friends, with what was promised for them.
create table referral_code (
    key        text primary key,
    code       text        not null,
    customer   text        not null,
    campaign   text        not null,
    terms      text        not null,
    created_at timestamptz not null
);
create index referral_code_by_customer on referral_code (customer, campaign);

-- By whose link somebody came last.
create table referral_visit (
    customer text primary key,
    key      text        not null,
    at       timestamptz not null
);

-- Friends' first orders, whose rewards are given when they can no longer be cancelled.
create table referral (
    id         text primary key,
    key        text        not null,
    referrer   text        not null,
    friend     text        not null,
    order_id   text,
    order_at   timestamptz not null,
    due_at     timestamptz not null,
    state      text        not null check (state in ('held', 'given', 'refused')),
    reason     text,
    decided_at timestamptz
);
create unique index referral_once on referral (friend) where state in ('held', 'given');
create index referral_due on referral (due_at) where state = 'held';
create index referral_by_friend on referral (friend);
create index referral_by_referrer on referral (referrer);
