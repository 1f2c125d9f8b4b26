--liquibase formatted sql

--changeset mcsync:agent-stats-results
alter table agent_stats
    add column if not exists tasks_cancelled bigint not null default 0,
    add column if not exists tasks_restarted bigint not null default 0,
    add column if not exists last_result_at timestamptz;

--changeset mcsync:agent-stats-earlier
--comment What was counted before mc-sync stands in no ledger; set apart, the rest can be compared with it.
alter table agent_stats
    add column if not exists earlier_done bigint not null default 0,
    add column if not exists earlier_failed bigint not null default 0,
    add column if not exists earlier_timeout bigint not null default 0;
update agent_stats set
    earlier_done = coalesce(tasks_done, 0),
    earlier_failed = coalesce(tasks_failed, 0),
    earlier_timeout = coalesce(tasks_timeout, 0);

--changeset mcsync:agent-timings
create table if not exists agent_timings (
    agent_id text not null,
    measure text not null,
    bucket integer not null,
    n bigint not null,
    primary key (agent_id, measure, bucket)
);

--changeset mcsync:agent-stats-comments runOnChange:true
comment on table agent_stats is 'How the attempts of each agent ended, each counted once under its present result. Only the state-processor writes it, in the transaction of the facts';
comment on column agent_stats.tasks_failed is 'Without the cancelled and the restarted ones';
comment on column agent_stats.tasks_timeout is 'A report that resolves a timeout takes one off';
comment on column agent_stats.tasks_restarted is 'Attempts that a restart of the agent ended';
comment on column agent_stats.last_result_at is 'When the log took the last result';
comment on column agent_stats.earlier_done is 'What stood in tasks_done before mc-sync, and is still part of it; likewise the other two';
comment on table agent_timings is 'How long the attempts of each agent took, on a logarithmic scale';
comment on column agent_timings.measure is 'ack: from handing an attempt out to the first report about it; run: from the first report of work to the result';
comment on column agent_timings.bucket is 'Bucket i holds the durations above 1.09^(i-1) ms up to 1.09^i ms; bucket 0 all up to 1 ms';
