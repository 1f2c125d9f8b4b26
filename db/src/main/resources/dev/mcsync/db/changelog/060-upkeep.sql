--liquibase formatted sql

--changeset mcsync:health-checks-columns
create table if not exists health_checks (id bigserial primary key);
alter table health_checks
    add column if not exists kind text,
    add column if not exists checked_at timestamptz,
    add column if not exists ok boolean,
    add column if not exists finding jsonb;

--changeset mcsync:cron-jobs-columns
create table if not exists cron_jobs (job text primary key);
alter table cron_jobs
    add column if not exists schedule text,
    add column if not exists last_started_at timestamptz,
    add column if not exists last_finished_at timestamptz,
    add column if not exists last_result jsonb,
    add column if not exists running boolean;

--changeset mcsync:agent-stats-columns
create table if not exists agent_stats (agent_id text primary key);
alter table agent_stats
    add column if not exists tasks_done bigint default 0,
    add column if not exists tasks_failed bigint default 0,
    add column if not exists tasks_timeout bigint default 0,
    add column if not exists updated_at timestamptz;

--changeset mcsync:memory-events-columns
--comment Written by others; it is here because a view or program of the old system may expect it.
create table if not exists memory_events (id bigserial primary key);
alter table memory_events
    add column if not exists agent_id text,
    add column if not exists body jsonb,
    add column if not exists created_at timestamptz;

--changeset mcsync:upkeep-comments runOnChange:true
comment on table health_checks is 'One row for each check of each reconcile run';
comment on column health_checks.kind is 'Which check it was, such as overdue_tasks or drift';
comment on column health_checks.finding is 'Counts and ids found; what they mean depends on kind';
comment on table cron_jobs is 'The last run of each periodic job';
comment on column cron_jobs.job is 'The name of the job';
comment on column cron_jobs.schedule is 'Cron expression or interval, for people; the running program decides';
comment on column cron_jobs.running is 'True from start to finish; when the process died between them, until claimed_until';
comment on table agent_stats is 'Counts of finished attempts by agent, since the agent was first seen';
comment on table memory_events is 'Kept for the programs that use it; mc-sync neither reads nor writes it';
