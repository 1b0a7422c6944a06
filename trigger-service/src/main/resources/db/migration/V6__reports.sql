-- The day on which a message's enrolment started, in UTC, and what it was made from.
alter table message add column template text not null default '';
alter table message add column cohort date;
update message m set cohort = (select (e.started_at at time zone 'UTC')::date from enrolment e where e.id = m.enrolment);
alter table message alter column cohort set not null;
create index message_by_customer on message (customer);

-- What became of messages: each fact once, however often it is told.
create table engagement (
    message      text        not null references message (id) on delete cascade,
    event        text        not null,
    kind         text        not null,
    machine      boolean     not null,
    at           timestamptz not null,
    open_tracked boolean,
    detail       text,
    cohort       date        not null,
    primary key (message, event)
);
create index engagement_oldest on engagement using brin (cohort);

-- What counts as a goal for somebody, and what takes away from one.
create table goal_event (
    customer text        not null,
    watch    text        not null,
    event    text        not null,
    key      text        not null,
    at       timestamptz not null,
    amount   numeric,
    currency text,
    -- in the shop's currency, once a rate was known; it does not change any more then
    worth    numeric,
    primary key (customer, watch, event)
);
create index goal_event_oldest on goal_event using brin (at);
create index goal_event_unpriced on goal_event (customer) where amount is not null and worth is null;

-- Customers whose goals are to be looked at again.
create table goal_due (
    customer text primary key
);

-- Which message a goal is credited to.
create table goal_credit (
    customer text    not null,
    key      text    not null,
    message  text    not null references message (id) on delete cascade,
    at       timestamptz not null,
    worth    numeric,
    unpriced boolean not null,
    primary key (customer, key)
);
create index goal_credit_by_message on goal_credit (message);

-- What an enrolment reached while its window was open, whether or not it got any message.
create table goal_share (
    enrolment text primary key references enrolment (id) on delete cascade,
    version   integer not null,
    goals     integer not null,
    revenue   numeric not null
);

-- The figures of reports, and the changes of them that have not been added up yet.
create table report_figure (
    campaign   text        not null,
    day        date        not null,
    version    integer     not null,
    held_out   boolean     not null,
    step       text        not null,
    variant    text        not null,
    figure     text        not null,
    value      numeric     not null,
    changed_at timestamptz not null,
    primary key (campaign, day, version, held_out, step, variant, figure)
) with (fillfactor = 70);
create table report_delta (
    seq      bigint generated always as identity primary key,
    campaign text    not null,
    version  integer not null,
    day      date    not null,
    held_out boolean not null,
    step     text    not null,
    variant  text    not null,
    figure   text    not null,
    value    numeric not null
);
create index report_delta_by_campaign on report_delta (campaign);
-- Short-lived rows: without this, adding up would read over all that was added up since the last vacuum.
alter table report_delta set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);
alter table goal_due set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Days before it are closed: what they were counted from may be gone.
create table report_horizon (
    single boolean primary key default true check (single),
    day  date not null
);
insert into report_horizon (day) values ('2000-01-01');

-- What the figures are counted from, a row for each thing that counts. The figures are sums of these rows.
create view report_row (customer, campaign, version, day, held_out, step, variant, figure, value) as
select e.customer, e.campaign, e.campaign_version, (e.started_at at time zone 'UTC')::date, e.held_out,
       '', '', 'entered', 1::numeric
  from enrolment e
union all
select e.customer, e.campaign, e.campaign_version, (e.started_at at time zone 'UTC')::date, e.held_out,
       case e.state when 'live' then '#' || e.position else '' end, '',
       case e.state when 'live' then 'waiting' when 'completed' then 'completed'
                    else 'exited:' || replace(lower(e.end_reason), '_', '-') end, 1
  from enrolment e
union all
select e.customer, e.campaign, (d.inputs::json ->> 'campaignVersion')::integer,
       (e.started_at at time zone 'UTC')::date, e.held_out, d.step, '',
       case d.outcome when 'expired' then 'expired' else d.outcome || ':' || d.reason end, 1
  from decision d join enrolment e on e.id = d.enrolment and e.customer = d.customer
 where d.outcome in ('held', 'deferred', 'expired', 'branched')
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'requested', 1
  from message m
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'revoked', 1
  from message m where m.cancelled_at is not null
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template,
       g.kind || coalesce(':' || g.detail, '') || case when g.machine then ':machine' else '' end, 1
  from message m
 cross join lateral (select distinct kind, machine, detail from engagement where message = m.id) g
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'untracked', 1
  from message m
 where exists (select 1 from engagement where message = m.id and kind = 'sent' and open_tracked = false)
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'goals', 1
  from goal_credit c join message m on m.id = c.message
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'converted', 1
  from message m where exists (select 1 from goal_credit c where c.message = m.id)
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'revenue', c.worth
  from goal_credit c join message m on m.id = c.message where c.worth is not null
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'unpriced', 1
  from goal_credit c join message m on m.id = c.message where c.unpriced
union all
select e.customer, e.campaign, s.version, (e.started_at at time zone 'UTC')::date, e.held_out, '', '', 'reached', 1
  from goal_share s join enrolment e on e.id = s.enrolment
union all
select e.customer, e.campaign, s.version, (e.started_at at time zone 'UTC')::date, e.held_out, '', '',
       'reached-revenue', s.revenue
  from goal_share s join enrolment e on e.id = s.enrolment
union all
select e.customer, e.campaign, s.version, (e.started_at at time zone 'UTC')::date, e.held_out, '', '',
       'reached-squares', s.revenue * s.revenue
  from goal_share s join enrolment e on e.id = s.enrolment;
