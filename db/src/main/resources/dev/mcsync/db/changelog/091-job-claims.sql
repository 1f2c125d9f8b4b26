--liquibase formatted sql

--changeset mcsync:job-claims
alter table cron_jobs
    add column if not exists owner text,
    add column if not exists claimed_until timestamptz;

--changeset mcsync:job-claims-comments runOnChange:true
comment on column cron_jobs.owner is 'Of the run under way: who alone may end it. null: none is';
comment on column cron_jobs.claimed_until is 'Until then nobody else starts a run; moved on while the owner lives. null: no run is under way';
