--liquibase formatted sql

-- Makes room in tables that were there before mc-sync, so that the files after this one only have
-- to add what is missing. Does nothing on an empty database, nor where mc-sync's tables are. No row,
-- column, key or check is dropped: what would need dropping is refused, all of it in one message and
-- before any change. See docs/adr/0006-schema-adds-never-drops.md.

--changeset mcsync:legacy-shape splitStatements:false
--comment Refuses what stands in the way, widens types, and lets columns be null that mc-sync may leave empty.
create temporary table known_column on commit drop as
select table_name,
       unnest(string_to_array(column_names, ' ')) as column_name,
       column_type::regtype as column_type,
       always_filled
from (values
    ('tasks', 'task_id', 'text', true),
    ('tasks', 'version', 'bigint', true),
    ('tasks', 'title agent_id command_id status stage message error_code last_event_id creation_hash', 'text', false),
    ('tasks', 'attempt progress deliveries', 'integer', false),
    ('tasks', 'payload prior_attempts', 'jsonb', false),
    ('tasks', 'created_at updated_at stage_since status_since deadline_at', 'timestamptz', false),
    ('agents_status', 'agent_id', 'text', true),
    ('agents_status', 'version', 'bigint', true),
    ('agents_status', 'presence', 'text', false),
    ('agents_status', 'last_seen_at last_heartbeat_at presence_since deadline_at updated_at', 'timestamptz', false),
    ('agents_status', 'meta', 'jsonb', false),
    ('agent_events', 'id', 'bigint', true),
    ('agent_events', 'event_id', 'text', true),
    ('agent_events', 'task_id agent_id command_id type status stage message error_code outcome reason', 'text', false),
    ('agent_events', 'from_status to_status from_stage to_stage source_topic', 'text', false),
    ('agent_events', 'attempt progress source_partition', 'integer', false),
    ('agent_events', 'version source_offset', 'bigint', false),
    ('agent_events', 'occurred_at received_at applied_at', 'timestamptz', false),
    ('agent_events', 'meta body', 'jsonb', false),
    ('agent_events', 'implied', 'text[]', false),
    ('incidents', 'incident_id', 'bigint', true),
    ('incidents', 'cause', 'text', true),
    ('incidents', 'kind subject task_id agent_id resolved_by', 'text', false),
    ('incidents', 'detail', 'jsonb', false),
    ('incidents', 'opened_at resolved_at', 'timestamptz', false),
    ('health_checks', 'kind', 'text', false),
    ('health_checks', 'checked_at', 'timestamptz', false),
    ('health_checks', 'ok', 'boolean', false),
    ('health_checks', 'finding', 'jsonb', false),
    ('cron_jobs', 'job', 'text', true),
    ('cron_jobs', 'schedule', 'text', false),
    ('cron_jobs', 'last_started_at last_finished_at', 'timestamptz', false),
    ('cron_jobs', 'last_result', 'jsonb', false),
    ('cron_jobs', 'running', 'boolean', false),
    ('agent_stats', 'agent_id', 'text', true),
    ('agent_stats', 'tasks_done tasks_failed tasks_timeout', 'bigint', false),
    ('agent_stats', 'updated_at', 'timestamptz', false)
) as known (table_name, column_names, column_type, always_filled);

-- What is there, known or not, in the tables that mc-sync inserts into.
create temporary table legacy_column on commit drop as
select t.table_name,
       t.table_id,
       a.attname::text as column_name,
       a.attnum as column_number,
       a.atttypid::regtype as found_type,
       k.column_type as wanted_type,
       k.column_name is not null as known,
       coalesce(k.always_filled, false) as always_filled,
       a.attnotnull as not_null,
       a.atthasdef or a.attidentity <> '' as has_default,
       coalesce(a.attnum = any (p.indkey), false) as in_primary_key,
       coalesce(p.indnkeyatts, 0) = 1 as one_column_key
from (select distinct table_name, to_regclass(table_name) as table_id from known_column) t
join pg_attribute a on a.attrelid = t.table_id and a.attnum > 0 and not a.attisdropped
left join pg_index p on p.indrelid = t.table_id and p.indisprimary
left join known_column k on k.table_name = t.table_name and k.column_name = a.attname;

-- How a column gets the type it needs without losing anything.
create temporary table widening on commit drop as
select l.*, format(w.expression, l.column_name) as expression
from legacy_column l
join (values
    ('character varying', 'text', '%I::text'),
    ('character', 'text', '%I::text'),
    ('character varying[]', 'text[]', '%I::text[]'),
    ('smallint', 'integer', '%I'),
    ('smallint', 'bigint', '%I'),
    ('integer', 'bigint', '%I'),
    ('json', 'jsonb', '%I::jsonb'),
    ('timestamp without time zone', 'timestamptz', '%I at time zone ''UTC''')
) as w (found_type, wanted_type, expression)
    on w.found_type::regtype = l.found_type and w.wanted_type::regtype = l.wanted_type;

-- What a key that only the old system knows is given when mc-sync inserts a row.
create temporary table missing_key_default on commit drop as
select l.*, d.expression
from legacy_column l
join (values
    ('uuid', 'gen_random_uuid()'),
    ('text', '''legacy_'' || gen_random_uuid()'),
    ('character varying', '''legacy_'' || gen_random_uuid()')
) as d (found_type, expression) on d.found_type::regtype = l.found_type
where l.in_primary_key and not l.known and not l.has_default;

create temporary table obstacle (table_name text, column_name text, explanation text, remedy text) on commit drop;

insert into obstacle
select table_name, column_name,
       format('is %s where %s is needed', found_type, wanted_type),
       format('alter table %s rename column %I to %I', table_name, column_name, 'legacy_' || column_name)
from legacy_column l
where wanted_type <> found_type
    and not (wanted_type = 'integer'::regtype and found_type = 'bigint'::regtype) -- wide enough as it is
    and not exists (select from widening w where (w.table_name, w.column_name) = (l.table_name, l.column_name));

insert into obstacle
select table_name, column_name,
       'is part of the primary key, and mc-sync cannot always fill it',
       format('put another primary key in place of the one of %s', table_name)
from legacy_column l
where in_primary_key and not always_filled and (known or not has_default)
    and not (not known and one_column_key and found_type in ('integer'::regtype, 'bigint'::regtype)) -- see legacy-numbers
    and not exists (select from missing_key_default d where (d.table_name, d.column_name) = (l.table_name, l.column_name));

insert into obstacle
select l.table_name, l.column_name,
       format('has the foreign key %I, which refuses facts about tasks and agents that are not known yet', c.conname),
       format('alter table %s drop constraint %I', l.table_name, c.conname)
from legacy_column l
join pg_constraint c on c.conrelid = l.table_id and c.contype = 'f' and l.column_number = any (c.conkey)
where l.known
    and to_jsonb(c) ->> 'conenforced' is distinct from 'false'; -- a column of PostgreSQL 18 and later

insert into obstacle
select l.table_name, string_agg(l.column_name, ', '),
       format('has the unique index %s, which refuses a second row that mc-sync may need to write', i.indexrelid::regclass),
       format('put an index that is not unique in place of %s', i.indexrelid::regclass)
from pg_index i
join legacy_column l on l.table_id = i.indrelid and l.column_number = any (i.indkey)
where i.indisunique and not i.indisprimary
group by l.table_name, i.indexrelid, i.indpred
having bool_and(l.known)
    and not bool_or(l.always_filled and l.column_name <> 'cause')
    and not (min(l.column_name) = 'command_id' and l.table_name = 'tasks')
    and not (min(l.column_name) = 'cause' and i.indpred is not null);

do $$
declare
    checked record;
    refuses_a_word boolean;
begin
    for checked in
        select l.table_name, l.column_name, v.words, c.conname,
               pg_get_expr(c.conbin, c.conrelid) as condition
        from legacy_column l
        join (values
            ('tasks', 'status', 'queued ack running done failed timeout'),
            ('tasks', 'stage', 'backlog todo doing review done blocked'),
            ('agents_status', 'presence', 'online offline'),
            ('agent_events', 'status', 'queued ack running done failed timeout'),
            ('agent_events', 'stage', 'backlog todo doing review done blocked'),
            ('agent_events', 'type', 'heartbeat ack running progress done failed created moved retried cancelled deadline_passed adopted seen silence_passed')
        ) as v (table_name, column_name, words) using (table_name, column_name)
        join pg_constraint c on c.conrelid = l.table_id and c.contype = 'c' and c.conkey = array[l.column_number]
        where not exists (select from obstacle o where (o.table_name, o.column_name) = (l.table_name, l.column_name))
    loop
        execute format('select not bool_and(coalesce(%s, true)) from unnest(string_to_array($1, '' '')) words (%I)',
            checked.condition, checked.column_name)
            into refuses_a_word using checked.words;
        insert into obstacle
        select checked.table_name, checked.column_name,
               format('has the check %I, which refuses one of: %s', checked.conname, checked.words),
               format('alter table %s drop constraint %I', checked.table_name, checked.conname)
        where refuses_a_word;
    end loop;

    if exists (select from obstacle) then
        raise exception E'tables from before mc-sync cannot be used as they are; nothing was changed. Mend this, then migrate again:\n%',
            (select string_agg(format('- %s.%s %s. For example: %s', table_name, column_name, explanation, remedy), E'\n'
                               order by table_name, column_name, remedy) from obstacle);
    end if;
end
$$;

do $$
declare
    statement text;
begin
    for statement in
        select format('alter table %s %s', table_name, string_agg(
            format('alter column %I type %s using %s', column_name, wanted_type, expression), ', '))
        from widening group by table_name
        union all
        select format('alter table %s alter column %I set default %s', table_name, column_name, expression)
        from missing_key_default
        union all
        select format('alter table %s alter column %I drop not null', table_name, column_name)
        from legacy_column
        where not_null and not in_primary_key and not always_filled and (known or not has_default)
    loop
        execute statement;
    end loop;
end
$$;

--changeset mcsync:legacy-keys splitStatements:false
--comment Gives each table that is there the key mc-sync knows its rows by, if it has none.
do $$
declare
    key record;
    has_column boolean;
begin
    for key in
        select *, to_regclass(table_name) as table_id
        from (values
            ('tasks', 'task_id', 'text'),
            ('agents_status', 'agent_id', 'text'),
            ('agent_events', 'id', 'bigserial'),
            ('incidents', 'incident_id', 'bigserial'),
            ('health_checks', 'id', 'bigserial'),
            ('cron_jobs', 'job', 'text'),
            ('agent_stats', 'agent_id', 'text'),
            ('memory_events', 'id', 'bigserial')
        ) as known (table_name, column_name, column_type)
        where to_regclass(table_name) is not null
    loop
        has_column := exists (select from pg_attribute
            where attrelid = key.table_id and attname = key.column_name and not attisdropped);
        if not has_column then
            execute format('alter table %s add column %I %s', key.table_name, key.column_name, key.column_type);
        end if;

        if key.column_type = 'text' then
            if not has_column then
                -- A program that does not know the column goes on inserting rows.
                execute format('alter table %s alter column %I set default ''legacy_'' || gen_random_uuid()', key.table_name, key.column_name);
            end if;
            execute format('update %1$s t set %2$I = coalesce(to_jsonb(t) ->> ''id'', ''legacy_'' || gen_random_uuid()) where %2$I is null',
                key.table_name, key.column_name);
        end if;
        execute format('alter table %s alter column %I set not null', key.table_name, key.column_name);

        if not exists (select from pg_index where indrelid = key.table_id and indisprimary) then
            execute format('alter table %s add primary key (%I)', key.table_name, key.column_name);
        elsif not exists (
            select from pg_index i
            join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
            where i.indrelid = key.table_id and i.indisunique and i.indnkeyatts = 1 and i.indpred is null
                and a.attname = key.column_name)
        then
            execute format('alter table %s add unique (%I)', key.table_name, key.column_name);
        end if;
    end loop;
end
$$;

--changeset mcsync:legacy-numbers splitStatements:false
--comment Makes the numbers that mc-sync leaves to the database come from a sequence, and its own as wide as bigint.
do $$
declare
    numbered record;
    sequence text;
begin
    for numbered in
        select t.table_name, a.attname as column_name,
               a.attname = t.own_key as own,
               a.atthasdef or a.attidentity <> '' as has_default
        from (values
            ('tasks', null),
            ('agents_status', null),
            ('agent_events', 'id'),
            ('incidents', 'incident_id'),
            ('health_checks', 'id'),
            ('cron_jobs', null),
            ('agent_stats', null),
            ('memory_events', 'id')
        ) as t (table_name, own_key)
        join pg_index i on i.indrelid = to_regclass(t.table_name) and i.indisprimary and i.indnkeyatts = 1
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
        where a.atttypid in ('integer'::regtype, 'bigint'::regtype)
    loop
        if numbered.own then
            execute format('alter table %s alter column %I type bigint', numbered.table_name, numbered.column_name);
        end if;
        sequence := pg_get_serial_sequence(numbered.table_name, numbered.column_name);
        if numbered.own and sequence is not null then
            execute format('alter sequence %s as bigint', sequence);
        elsif not numbered.has_default then
            sequence := format('%I', numbered.table_name || '_' || numbered.column_name || '_seq');
            execute format('create sequence %s owned by %s.%I', sequence, numbered.table_name, numbered.column_name);
            execute format('select setval(%L, coalesce(max(%I), 0) + 1, false) from %s',
                sequence, numbered.column_name, numbered.table_name);
            execute format('alter table %s alter column %I set default nextval(%L)',
                numbered.table_name, numbered.column_name, sequence);
        end if;
    end loop;
end
$$;

--changeset mcsync:legacy-values splitStatements:false
--comment Values that mean something else in mc-sync, or that stand there twice, move to a column beside: legacy_version, legacy_event_id and so on.
do $$
declare
    moved record;
begin
    for moved in
        select t.table_name, format_type(a.atttypid, a.atttypmod) as column_type
        from (values ('tasks'), ('agents_status')) as t (table_name)
        join pg_attribute a on a.attrelid = to_regclass(t.table_name) and a.attname = 'version' and not a.attisdropped
        -- deadline_at is there: the version is mc-sync's own.
        where not exists (select from pg_attribute d where d.attrelid = a.attrelid and d.attname = 'deadline_at' and not d.attisdropped)
    loop
        execute format('alter table %s add column legacy_version %s', moved.table_name, moved.column_type);
        execute format('update %s set legacy_version = version, version = 0', moved.table_name);
        execute format('alter table %s alter column version set default 0, alter column version set not null', moved.table_name);
    end loop;

    for moved in
        select t.*, format_type(a.atttypid, a.atttypmod) as column_type
        from (values
            ('tasks', 'command_id', 'task_id', 'true'),
            ('agent_events', 'event_id', 'id', 'true'),
            -- Only an incident that is still open stands in the way of another with the same cause.
            ('incidents', 'cause', 'incident_id', 'to_jsonb(t) ->> ''resolved_at'' is null')
        ) as t (table_name, column_name, key_name, condition)
        join pg_attribute a on a.attrelid = to_regclass(t.table_name) and a.attname = t.column_name and not a.attisdropped
    loop
        execute format(
            'create temporary table repeated on commit drop as
             select key from (
                 select %1$I as key, row_number() over (partition by %2$I order by %1$I) as nth
                 from %3$s t where %2$I is not null and %4$s) numbered
             where nth > 1',
            moved.key_name, moved.column_name, moved.table_name, moved.condition);
        if exists (select from repeated) then
            execute format('alter table %s alter column %I drop not null, add column %I %s',
                moved.table_name, moved.column_name, 'legacy_' || moved.column_name, moved.column_type);
            execute format('update %1$s set %2$I = %3$I, %3$I = null from repeated where %4$I = key',
                moved.table_name, 'legacy_' || moved.column_name, moved.column_name, moved.key_name);
        end if;
        drop table repeated;
    end loop;
end
$$;
