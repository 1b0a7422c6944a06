-- Whose subject a message had when this became of it, where its template tries several.
alter table engagement add column variant text;

-- The figures by which subjects are compared are counted once more under the variant's name.
alter view report_row rename to report_row_of_templates;
create view report_row (customer, campaign, version, day, held_out, step, variant, figure, value) as
select * from report_row_of_templates
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, g.kind || '@' || g.variant, 1
  from message m
 cross join lateral (select distinct kind, variant from engagement
                      where message = m.id and variant is not null and not machine
                        and kind in ('sent', 'opened', 'clicked', 'unsubscribed')) g
union all
select m.customer, m.campaign, m.campaign_version, m.cohort, false, m.step, m.template, 'untracked@' || g.variant, 1
  from message m
 cross join lateral (select distinct variant from engagement
                      where message = m.id and variant is not null and kind = 'sent' and open_tracked = false) g;
