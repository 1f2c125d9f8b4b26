--liquibase formatted sql

--changeset mcsync:agent-events-tokens
--comment By which token a fact came. An old system hardly has columns of these names.
alter table agent_events
    add column if not exists token_id text,
    add column if not exists token_name text;

--changeset mcsync:agent-events-tokens-legacy splitStatements:false
--comment Where it has one all the same, it becomes as wide as ours, and may be null.
do $$
declare
    expected record;
    old_type regtype;
begin
    for expected in select * from (values ('token_id'), ('token_name')) as columns (name)
    loop
        select atttypid::regtype into old_type from pg_attribute
            where attrelid = 'agent_events'::regclass and attname = expected.name;
        if old_type <> all (array['text'::regtype, 'varchar'::regtype, 'bpchar'::regtype]) then
            raise exception 'agent_events.% is % where text is needed; nothing was changed. For example: alter table agent_events rename column % to legacy_%', expected.name, old_type, expected.name, expected.name;
        end if;
        if old_type <> 'text'::regtype then
            execute format('alter table agent_events alter column %I type text using %I::text', expected.name, expected.name);
        end if;
        execute format('alter table agent_events alter column %I drop not null', expected.name);
    end loop;
end
$$;

--changeset mcsync:agent-events-tokens-digest runOnChange:true splitStatements:false
-- As in 081-history-chain.sql, with the token where there is one: older rows keep their digests.
create or replace function agent_events_digest(e agent_events) returns bytea
    language sql stable parallel safe as $$
    select sha256(convert_to(row(
        e.id, e.event_id, e.task_id, e.agent_id, e.command_id, e.attempt, e.type, e.status, e.stage, e.message, e.meta,
        e.progress, e.error_code, encode(timestamptz_send(e.occurred_at), 'hex'),
        encode(timestamptz_send(e.received_at), 'hex'), encode(timestamptz_send(e.applied_at), 'hex'),
        e.outcome, e.reason, e.from_status, e.to_status, e.from_stage, e.to_stage, e.version, e.implied, e.body,
        e.source_topic, e.source_partition, e.source_offset, e.limits)::text || coalesce(',' || e.agent_version, '')
        || case when e.token_id is null and e.token_name is null then ''
            else ',' || row(e.token_id, e.token_name)::text end,
        'UTF8'))
$$;

--changeset mcsync:agent-events-created-index runInTransaction:false
--comment Whose the unfinished tasks are, task by task, for tokens that may have only so many.
drop index concurrently if exists agent_events_created_idx;
create index concurrently if not exists agent_events_created_idx on agent_events (task_id) include (token_id)
    where type = 'created' and token_id is not null;

--changeset mcsync:agent-events-tokens-comments runOnChange:true
comment on column agent_events.token_id is 'Of the token by which the fact came to the gateway; null: by Kafka, from within, or from before this was kept';
comment on column agent_events.token_name is 'The name that the token had then';
