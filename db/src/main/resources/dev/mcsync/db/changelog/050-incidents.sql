--liquibase formatted sql

--changeset mcsync:incidents-columns
create table if not exists incidents (incident_id bigserial primary key);
alter table incidents
    add column if not exists cause text,
    add column if not exists kind text,
    add column if not exists subject text,
    add column if not exists task_id text,
    add column if not exists agent_id text,
    add column if not exists detail jsonb,
    add column if not exists opened_at timestamptz,
    add column if not exists resolved_at timestamptz,
    add column if not exists resolved_by text;

--changeset mcsync:incidents-cause
update incidents set cause = 'legacy_' || incident_id where cause is null;
alter table incidents alter column cause set not null;
-- For a writer that does not know the column.
alter table incidents alter column cause set default 'legacy_' || gen_random_uuid();
create unique index if not exists incidents_open_cause_idx on incidents (cause) where resolved_at is null;

--changeset mcsync:incidents-comments runOnChange:true
comment on table incidents is 'Things that went wrong and want a person''s eye; at most one open for each cause';
comment on column incidents.cause is 'What makes two incidents the same one while it is open, such as timeout:cmd_1; legacy_ in front: from before mc-sync';
comment on column incidents.kind is 'The family of the cause, such as timeout or agent_offline';
comment on column incidents.subject is 'What it is about, in words for a person';
comment on column incidents.resolved_by is 'The event_id, or the person, that ended it';
