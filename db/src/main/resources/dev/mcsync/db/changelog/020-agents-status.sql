--liquibase formatted sql

--changeset mcsync:agents-status-columns
create table if not exists agents_status (agent_id text primary key);
alter table agents_status
    add column if not exists version bigint not null default 0,
    add column if not exists presence text,
    add column if not exists last_seen_at timestamptz,
    add column if not exists last_heartbeat_at timestamptz,
    add column if not exists presence_since timestamptz,
    add column if not exists deadline_at timestamptz,
    add column if not exists meta jsonb,
    add column if not exists updated_at timestamptz;

--changeset mcsync:agents-status-indexes
create index if not exists agents_status_deadline_at_idx on agents_status (deadline_at) where deadline_at is not null;

--changeset mcsync:agents-status-comments runOnChange:true
comment on table agents_status is 'What is known of each agent. Only the state-processor writes it';
comment on column agents_status.version is 'Adds one with every change that is published; 0: a row from before mc-sync, not adopted yet';
comment on column agents_status.presence is 'online or offline';
comment on column agents_status.last_seen_at is 'Last sign of life of any kind, by the clock of the broker, never the agent''s own';
comment on column agents_status.last_heartbeat_at is 'Last heartbeat, by the clock of the broker';
comment on column agents_status.presence_since is 'When the present presence began';
comment on column agents_status.deadline_at is 'When continued silence makes the agent offline; null: no clock is running';
comment on column agents_status.meta is 'Whatever the agent said of itself in its last heartbeat that carried meta';
