--liquibase formatted sql

--changeset mcsync:history-limits
--comment What a decision depended on besides the fact and the clock, so that it can be repeated.
alter table agent_events add column if not exists limits text;
alter table tasks
    add column if not exists ack_timeout integer,
    add column if not exists running_timeout integer,
    add column if not exists max_attempts integer not null default 1;
alter table agents_status
    add column if not exists boot_id text,
    add column if not exists boot_since timestamptz,
    add column if not exists boot_running text[],
    add column if not exists prior_boot_ids text[];
create index if not exists agents_status_boot_since_idx on agents_status (boot_since) where boot_since is not null;

--changeset mcsync:agent-checkpoints
create table if not exists agent_checkpoints (
    agent_id text,
    kind text,
    through_id bigint not null,
    snapshot jsonb not null,
    updated_at timestamptz not null default now(),
    primary key (agent_id, kind)
);

--changeset mcsync:history-comments runOnChange:true
comment on column agent_events.limits is 'The limits in force when it was decided: offline after, ack time-out, running time-out, resends, retry back-off, its maximum; null: a row from before they were kept';
comment on column tasks.ack_timeout is 'Seconds, agreed on for this task alone; null: as for every task';
comment on column tasks.running_timeout is 'Seconds, agreed on for this task alone; null: as for every task';
comment on column tasks.max_attempts is 'How often the task is tried before it stays failed or timed out';
comment on column agents_status.boot_id is 'The run of its process that the agent is in, as its heartbeats say';
comment on column agents_status.boot_since is 'When the log took the first heartbeat of this run';
comment on column agents_status.boot_running is 'The attempts that this run goes on with, as its first heartbeat said';
comment on column agents_status.prior_boot_ids is 'The runs before it, newest first; a heartbeat of one of them comes late';
comment on table agent_checkpoints is 'An agent as the ledger left it up to a row, so that heartbeats can be purged and need not be folded again and again';
comment on column agent_checkpoints.kind is 'purged: the rows up to it are gone; checked: they were folded by a reconcile run';
comment on column agent_checkpoints.through_id is 'The last row of agent_events that is in the snapshot';
