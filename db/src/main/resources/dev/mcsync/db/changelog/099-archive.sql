--liquibase formatted sql

--changeset mcsync:tasks-archive
--comment An old system may well have an archived_at of its own, with a meaning of its own; this name it hardly has.
alter table tasks add column if not exists left_board_at timestamptz;

--changeset mcsync:tasks-archive-legacy splitStatements:false
--comment Where it has one all the same, it becomes as wide as ours, and may be null.
do $$
declare
    old_type regtype;
begin
    select atttypid::regtype into old_type from pg_attribute
        where attrelid = 'tasks'::regclass and attname = 'left_board_at';
    if old_type not in ('timestamptz'::regtype, 'timestamp'::regtype) then
        raise exception 'tasks.left_board_at is % where timestamptz is needed; nothing was changed. For example: alter table tasks rename column left_board_at to legacy_left_board_at', old_type;
    end if;
    if old_type = 'timestamp'::regtype then
        alter table tasks alter column left_board_at type timestamptz using left_board_at at time zone 'UTC';
    end if;
    alter table tasks alter column left_board_at drop not null;
end
$$;

--changeset mcsync:tasks-archive-due-index runInTransaction:false
--comment Those that may leave the board, the longest untouched first. Only the last report of a task enters it.
drop index concurrently if exists tasks_over_idx;
create index concurrently if not exists tasks_over_idx on tasks (updated_at, task_id)
    where left_board_at is null and deadline_at is null and stage <> 'backlog' and status in ('done', 'failed', 'timeout');

--changeset mcsync:tasks-archive-index runInTransaction:false
--comment The pages of a column's archive, the last finished first.
drop index concurrently if exists tasks_archive_idx;
create index concurrently if not exists tasks_archive_idx on tasks (stage, status_since desc, task_id desc)
    where left_board_at is not null;

--changeset mcsync:tasks-archive-comments runOnChange:true
comment on column tasks.left_board_at is 'When the finished task left the board for the archive; null: it is on the board. Nothing is published of one that has left';
