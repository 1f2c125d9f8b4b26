--liquibase formatted sql

--changeset mcsync:agents-work
--comment The transaction that applies a report writes its agent's row, too.
alter table agents_status
    add column if not exists last_event_id text,
    add column if not exists current_task_id text;
-- An agent is folded from all its rows; those about its tasks are many, and found with the others.
drop index if exists agent_events_of_agents_idx;

--changeset mcsync:agents-work-legacy splitStatements:false
--comment The old system may well have had such columns of its own: they become as wide as ours, and may be null.
do $$
declare
    old record;
begin
    for old in
        select attname as name, atttypid::regtype as type from pg_attribute
        where attrelid = 'agents_status'::regclass and attname in ('last_event_id', 'current_task_id')
    loop
        if old.type not in ('text'::regtype, 'varchar'::regtype) then
            raise exception 'agents_status.% is % where text is needed; nothing was changed. For example: alter table agents_status rename column % to legacy_%',
                old.name, old.type, old.name, old.name;
        end if;
        if old.type = 'varchar'::regtype then
            execute format('alter table agents_status alter column %I type text', old.name);
        end if;
        execute format('alter table agents_status alter column %I drop not null', old.name);
    end loop;
end
$$;

--changeset mcsync:presence-changes
--comment Told in the order of the agent's versions, on the one partition that may; kept apart, so that telling leaves the agent's row as it was written.
create table if not exists presence_changes (
    event_id text primary key,
    agent_id text not null,
    outcome jsonb not null,
    told_at text,
    created_at timestamptz not null default now()
);
create index if not exists presence_changes_untold_idx on presence_changes (agent_id) where told_at is null;
create index if not exists presence_changes_created_at_idx on presence_changes (created_at) where told_at is not null;

--changeset mcsync:agents-work-comments runOnChange:true
comment on column agent_events.agent_version is 'The version of the agent after this fact, be it about the agent or about a task of its own; null: it left the agent alone, or a row from before it was kept';
comment on column agents_status.last_event_id is 'The fact that made the row so; written in the transaction that applied it. null: a row from before it was kept';
comment on column agents_status.current_task_id is 'The task of the agent''s newest report that took effect, until that task is over';
comment on table presence_changes is 'Agents that a report brought online: an outcome of each is told on the agent''s own partition';
comment on column presence_changes.event_id is 'Of the outcome';
comment on column presence_changes.told_at is 'The record of mc.agent-heartbeats with which it was told; met again there it is told again, elsewhere never';
