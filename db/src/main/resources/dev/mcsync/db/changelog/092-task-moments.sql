--liquibase formatted sql

--changeset mcsync:task-moments
alter table tasks
    add column if not exists acked_at timestamptz,
    add column if not exists started_at timestamptz,
    add column if not exists finished_at timestamptz;

--changeset mcsync:task-moments-legacy splitStatements:false
--comment The old system may well have had such columns of its own: they become as wide as ours, and may be null.
do $$
declare
    old record;
begin
    for old in
        select attname as name, atttypid::regtype as type from pg_attribute
        where attrelid = 'tasks'::regclass and attname in ('acked_at', 'started_at', 'finished_at')
    loop
        if old.type not in ('timestamptz'::regtype, 'timestamp'::regtype) then
            raise exception 'tasks.% is % where timestamptz is needed; nothing was changed. For example: alter table tasks rename column % to legacy_%',
                old.name, old.type, old.name, old.name;
        end if;
        if old.type = 'timestamp'::regtype then
            execute format('alter table tasks alter column %1$I type timestamptz using %1$I at time zone ''UTC''', old.name);
        end if;
        execute format('alter table tasks alter column %I drop not null', old.name);
    end loop;
end
$$;

--changeset mcsync:task-moments-of-the-ledger
--comment What the fold of each task comes to, as MomentRule has it. Some 90 s for a million tasks with four entries each, on two busy cores. Writers wait meanwhile, readers do not.
lock table tasks in share row exclusive mode;
with told as (
    select e.task_id, e.id, e.received_at, e.type, e.to_status, e.command_id is distinct from t.command_id as is_of_other,
        lag(e.to_status) over (partition by e.task_id order by e.id) as from_status
    from agent_events e
    join tasks t using (task_id)
    where e.version is not null and e.body is not null and t.version > 0
), step as (
    select *, type in ('ack', 'running', 'progress', 'done', 'failed') as is_report,
        id > coalesce(max(id) filter (where is_of_other) over whole, 0)
            -- A row edited by hand may have begun the same attempt once more.
            and id >= coalesce(max(id) filter (where type in ('deadline_passed', 'moved')
                and from_status in ('failed', 'timeout') and to_status = 'queued') over whole, 0) as is_current
    from told
    window whole as (partition by task_id)
), change as (
    select task_id, id, received_at, is_report, from_status, to_status,
        min(id) filter (where is_report and from_status in ('queued', 'timeout')) over (partition by task_id) as acked_by
    from step where is_current and to_status <> from_status
), moments as (
    select task_id,
        (array_agg(received_at order by id) filter (where id = acked_by))[1] as acked_at,
        (array_agg(received_at order by id) filter (
            where is_report and (to_status in ('running', 'done') and from_status <> 'running'
                or to_status = 'failed' and id = acked_by)))[1] as started_at,
        (array_agg(case when to_status in ('done', 'failed', 'timeout') then received_at end order by id desc))[1] as finished_at
    from change group by task_id
)
update tasks t set acked_at = m.acked_at, started_at = m.started_at, finished_at = m.finished_at
from moments m
where m.task_id = t.task_id
    and (t.acked_at, t.started_at, t.finished_at) is distinct from (m.acked_at, m.started_at, m.finished_at);

--changeset mcsync:task-moments-comments runOnChange:true
comment on column tasks.acked_at is 'When the agent of the current attempt was first known to have it; null: not yet, or before the row was adopted';
comment on column tasks.started_at is 'When the agent of the current attempt was first known to work at it; null likewise';
comment on column tasks.finished_at is 'When the current attempt was done, failed or timed out; null: it is not, or was before the row was adopted';
