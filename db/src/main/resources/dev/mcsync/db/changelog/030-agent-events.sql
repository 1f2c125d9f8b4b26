--liquibase formatted sql

--changeset mcsync:agent-events-columns
--comment A serial and not an identity, so that a table that was there before ends up just the same.
create table if not exists agent_events (id bigserial primary key);
alter table agent_events
    add column if not exists event_id text,
    add column if not exists task_id text,
    add column if not exists agent_id text,
    add column if not exists command_id text,
    add column if not exists attempt integer,
    add column if not exists type text,
    add column if not exists status text,
    add column if not exists stage text,
    add column if not exists message text,
    add column if not exists meta jsonb,
    add column if not exists progress integer,
    add column if not exists error_code text,
    add column if not exists occurred_at timestamptz,
    add column if not exists received_at timestamptz,
    add column if not exists applied_at timestamptz,
    add column if not exists outcome text,
    add column if not exists reason text,
    add column if not exists from_status text,
    add column if not exists to_status text,
    add column if not exists from_stage text,
    add column if not exists to_stage text,
    add column if not exists version bigint,
    add column if not exists implied text[],
    add column if not exists body jsonb,
    add column if not exists source_topic text,
    add column if not exists source_partition integer,
    add column if not exists source_offset bigint;
-- Set apart from adding the column: rows from before must not seem applied at the time of the migration.
alter table agent_events alter column applied_at set default now();

--changeset mcsync:agent-events-legacy-ids
update agent_events set event_id = 'legacy_' || id where event_id is null;
alter table agent_events alter column event_id set not null;
-- For a writer that does not know the column: its row is still told apart from every other.
alter table agent_events alter column event_id set default 'legacy_' || gen_random_uuid();

--changeset mcsync:agent-events-event-id-unique
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:0 select count(*) from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = 'agent_events'::regclass and i.indisunique and i.indnkeyatts = 1 and i.indpred is null and a.attname = 'event_id'
alter table agent_events add constraint agent_events_event_id_key unique (event_id);

--changeset mcsync:agent-events-indexes
create index if not exists agent_events_task_id_id_idx on agent_events (task_id, id);
create index if not exists agent_events_agent_id_id_idx on agent_events (agent_id, id);

--changeset mcsync:agent-events-append-only runOnChange:true splitStatements:false
create or replace function agent_events_append_only() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_setting('mc.purge', true) = 'on' then
        return old;
    end if;
    raise exception 'agent_events is append-only: % refused', tg_op
        using errcode = 'restrict_violation',
              hint = case tg_op when 'DELETE' then
                  'A purge of old rows says so in its own transaction: set local mc.purge = ''on'''
                  else 'Write a new event instead' end;
end
$$;
create or replace trigger agent_events_append_only before update or delete on agent_events
    for each row execute function agent_events_append_only();
create or replace trigger agent_events_no_truncate before truncate on agent_events
    for each statement execute function agent_events_append_only();

--changeset mcsync:agent-events-comments runOnChange:true
comment on table agent_events is 'The ledger: every fact that came in and what it did, late and refused ones too. Append-only by trigger';
comment on column agent_events.id is 'The order in which facts were written; gaps are normal';
comment on column agent_events.event_id is 'Given by the producer; legacy_ in front: a row from before mc-sync, or from a writer that does not know the column';
comment on column agent_events.attempt is 'The attempt that command_id belongs to';
comment on column agent_events.progress is 'Per cent, 0 to 100';
comment on column agent_events.occurred_at is 'By the producer''s own clock; shown, never reckoned with';
comment on column agent_events.received_at is 'When the broker appended the record; liveness and deadlines count from here';
comment on column agent_events.applied_at is 'When the transaction that wrote this row began, by the database''s clock';
comment on column agent_events.outcome is 'applied, late or refused; null: a row from before mc-sync';
comment on column agent_events.reason is 'Why it was late or refused';
comment on column agent_events.version is 'The version of the task or agent after this fact';
comment on column agent_events.implied is 'The statuses that were jumped over, in order';
comment on column agent_events.body is 'The whole fact as received';
comment on column agent_events.source_offset is 'With source_topic and source_partition: the record on the log';
