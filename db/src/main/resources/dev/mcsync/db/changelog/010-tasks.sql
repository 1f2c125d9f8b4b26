--liquibase formatted sql

--changeset mcsync:tasks-columns
--comment The whole task as it stands now; written by the state-processor alone.
create table if not exists tasks (task_id text primary key);
alter table tasks
    add column if not exists version bigint not null default 0,
    add column if not exists title text,
    add column if not exists agent_id text,
    add column if not exists command_id text,
    add column if not exists attempt integer default 1,
    add column if not exists status text,
    add column if not exists stage text,
    add column if not exists progress integer,
    add column if not exists message text,
    add column if not exists error_code text,
    add column if not exists payload jsonb,
    add column if not exists deliveries integer default 0,
    add column if not exists created_at timestamptz,
    add column if not exists updated_at timestamptz,
    add column if not exists stage_since timestamptz,
    add column if not exists status_since timestamptz,
    add column if not exists deadline_at timestamptz,
    add column if not exists prior_attempts jsonb default '[]',
    add column if not exists last_event_id text,
    add column if not exists creation_hash text;

--changeset mcsync:tasks-command-id-unique
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = 'tasks'::regclass and i.indisunique and i.indnkeyatts = 1 and i.indpred is null and a.attname = 'command_id'
alter table tasks add constraint tasks_command_id_key unique (command_id);

--changeset mcsync:tasks-indexes
create index if not exists tasks_deadline_at_idx on tasks (deadline_at) where deadline_at is not null;
create index if not exists tasks_agent_id_status_idx on tasks (agent_id, status);
create index if not exists tasks_stage_idx on tasks (stage);
create index if not exists tasks_not_adopted_idx on tasks (task_id) where version = 0;

--changeset mcsync:tasks-comments runOnChange:true
comment on table tasks is 'The whole task as it stands now. Only the state-processor writes it, and only because a fact came in on the log';
comment on column tasks.version is 'Adds one with every decision that changed the task; 0: a row from before mc-sync or from an old API, not adopted yet';
comment on column tasks.command_id is 'The current attempt. Sending the same attempt again keeps it, a new attempt gets a new one';
comment on column tasks.attempt is 'Counts attempts from 1; prior ones are kept in prior_attempts';
comment on column tasks.status is 'queued, ack, running, done, failed or timeout; a row not adopted yet may hold another word';
comment on column tasks.stage is 'The column on the board: backlog, todo, doing, review, done or blocked';
comment on column tasks.progress is 'Per cent, 0 to 100, as last reported by the agent';
comment on column tasks.deliveries is 'How often the current attempt was sent to its agent';
comment on column tasks.stage_since is 'When the task entered its present stage';
comment on column tasks.status_since is 'When the task entered its present status';
comment on column tasks.deadline_at is 'When silence becomes a fact of its own (sent again or timeout); null: no clock is running';
comment on column tasks.prior_attempts is 'Array of {command_id, attempt, status, error_code, message, ended_at}, oldest first';
comment on column tasks.last_event_id is 'The fact that led to this version';
comment on column tasks.creation_hash is 'SHA-256 of the creating request; the same command_id with another body is a conflict';
