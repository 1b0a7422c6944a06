-- What the shop says about when and to whom mail goes. The newest version is in force.
create table policies (
    version    integer primary key,
    document   text        not null,
    created_at timestamptz not null
);

-- Messages by the instant at which they were decided, for the caps: a reservation that is given back if the mailer reports
-- that the message was not sent. The address stands here as a keyed hash, to know which one a report is about.
create table counted_send (
    message       text primary key,
    customer      text        not null,
    address       text        not null,
    class         text        not null check (class in ('marketing', 'transactional')),
    campaign      text        not null,
    at            timestamptz not null,
    given_back_at timestamptz,
    given_back_for text
);
create index counted_send_newest on counted_send (customer, at desc) where class = 'marketing' and given_back_at is null;
create index counted_send_oldest on counted_send (at);

-- Everything that was said about being written to. Lines are only ever added; only an erasure takes them away.
create table consent_entry (
    id          bigint generated always as identity primary key,
    customer    text        not null,
    address     text,
    channel     text        not null,
    purpose     text        not null,
    status      text        not null,
    said_at     timestamptz not null,
    wording     text,
    source      text,
    basis       text,
    expires_at  timestamptz,
    origin      text        not null check (origin in ('event', 'answer')),
    recorded_at timestamptz not null
);
create unique index consent_entry_once on consent_entry
    (customer, channel, purpose, status, said_at, coalesce(address, ''), origin);
create index consent_entry_by_customer on consent_entry (customer, said_at desc);
create index consent_entry_by_address on consent_entry (address, said_at desc) where status = 'unsubscribed';

create function only_add_to_consent_entry() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('millrace.erasure', true) = 'on' then
        return old;
    end if;
    raise exception 'the consent ledger is only ever added to';
end $$;
create trigger consent_entry_stays before update or delete on consent_entry
    for each row execute function only_add_to_consent_entry();

-- Addresses, by their keyed hash, that must not be written to: not at all, or not with marketing.
create table suppression (
    address text        not null,
    scope   text        not null check (scope in ('all', 'marketing')),
    reason  text        not null,
    message text        not null,
    since   timestamptz not null,
    primary key (address, scope)
);
