--liquibase formatted sql

--changeset mcsync:purge-signs-of-life runOnChange:true splitStatements:false
-- The only rows that leave the ledger, and the only way for the services, whose role may delete none: facts about an
-- agent that a checkpoint stands for already, or that made none. It runs with the rights of its owner, who owns the table.
create or replace function purge_signs_of_life(ids bigint[]) returns bigint language plpgsql security definer as $$
declare
    purged bigint;
begin
    perform set_config('mc.purge', 'on', true);
    delete from agent_events e where e.id = any(ids) and e.task_id is null
        and (exists (select from agent_checkpoints c
                where c.agent_id = e.agent_id and c.kind = 'purged' and c.through_id >= e.id)
            or not exists (select from agents_status a where a.agent_id = e.agent_id));
    get diagnostics purged = row_count;
    perform set_config('mc.purge', '', true);
    return purged;
end
$$;
revoke execute on function purge_signs_of_life(bigint[]) from public;
do $$
begin
    -- Or a temporary table of the caller's would stand in for one of these.
    execute format('alter function purge_signs_of_life(bigint[]) set search_path = %I, pg_temp', current_schema());
end
$$;

--changeset mcsync:roles runAlways:true splitStatements:false
-- What the four services, and whoever only reads, may do, where an administrator has made these roles; every time, so
-- that they may be made later, and all of it, so that what an older version gave, or a hand, does not stay. To the schema
-- nobody but its owner changes anything, and to the ledger the services add.
do $$
declare
    place text = quote_ident(current_schema());
    role text;
begin
    for role in select rolname from pg_roles where rolname in ('mcsync_app', 'mcsync_reader') loop
        execute format('revoke all on schema %s from %s', place, role);
        execute format('revoke all on all tables in schema %s from %s', place, role);
        execute format('revoke all on all sequences in schema %s from %s', place, role);
        execute format('alter default privileges in schema %s revoke all on tables from %s', place, role);
        execute format('alter default privileges in schema %s revoke all on sequences from %s', place, role);
    end loop;
    if exists (select from pg_roles where rolname = 'mcsync_app') then
        execute format('grant usage on schema %s to mcsync_app', place);
        execute format('grant select, insert, update on all tables in schema %s to mcsync_app', place);
        execute format('alter default privileges in schema %s grant select, insert, update on tables to mcsync_app', place);
        execute format('grant usage, select on all sequences in schema %s to mcsync_app', place);
        execute format('alter default privileges in schema %s grant usage, select on sequences to mcsync_app', place);
        revoke update on agent_events from mcsync_app;
        revoke all on databasechangelog, databasechangeloglock from mcsync_app;
        grant delete on processed_events, presence_changes, discord_deliveries, health_checks, incidents,
            processor_instances, reconcile_marks, tasks_taken_away to mcsync_app;
        grant execute on function purge_signs_of_life(bigint[]) to mcsync_app;
    end if;
    if exists (select from pg_roles where rolname = 'mcsync_reader') then
        execute format('grant usage on schema %s to mcsync_reader', place);
        execute format('grant select on all tables in schema %s to mcsync_reader', place);
        execute format('alter default privileges in schema %s grant select on tables to mcsync_reader', place);
    end if;
end
$$;
