--liquibase formatted sql

--changeset mcsync:trace-ids
--comment In which trace a fact came, and where its delivery goes on. An old system hardly has columns of these names.
alter table agent_events
    add column if not exists trace_id text;
alter table discord_deliveries
    add column if not exists traceparent text;

--changeset mcsync:trace-ids-legacy splitStatements:false
--comment Where it has one all the same, it becomes as wide as ours, and may be null.
do $$
declare
    expected record;
    old_type regtype;
begin
    for expected in select * from (values ('agent_events', 'trace_id'), ('discord_deliveries', 'traceparent'))
        as columns (tab, name)
    loop
        select atttypid::regtype into old_type from pg_attribute
            where attrelid = expected.tab::regclass and attname = expected.name;
        if old_type <> all (array['text'::regtype, 'varchar'::regtype, 'bpchar'::regtype]) then
            raise exception '%.% is % where text is needed; nothing was changed. For example: alter table % rename column % to legacy_%', expected.tab, expected.name, old_type, expected.tab, expected.name, expected.name;
        end if;
        if old_type <> 'text'::regtype then
            execute format('alter table %I alter column %I type text using %I::text', expected.tab, expected.name, expected.name);
        end if;
        execute format('alter table %I alter column %I drop not null', expected.tab, expected.name);
    end loop;
end
$$;

--changeset mcsync:trace-ids-comments runOnChange:true
comment on column agent_events.trace_id is 'W3C trace id under which the fact came; null: in none, or before this was kept. No part of the chain of digests: it says how to look on, not what happened';
comment on column discord_deliveries.traceparent is 'Where the notice stands in the trace of its fact; null: in none, or before this was kept';
