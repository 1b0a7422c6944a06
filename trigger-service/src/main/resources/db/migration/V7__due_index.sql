-- What is claimed and decided leaves dead rows: they are taken away long before they are a fifth of many million rows.
alter table enrolment set (
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_threshold = 50000,
    autovacuum_vacuum_cost_delay = 0);

-- Short-lived rows: without this the relay would read over all that it has taken away since the last vacuum.
alter table outbox set (
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0,
    autovacuum_vacuum_insert_threshold = -1);
