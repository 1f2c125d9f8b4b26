--liquibase formatted sql

--changeset mcsync:tasks-archive
--comment An old system may well have an archived_at of its own, with a meaning of its own; this name it hardly has.
alter table tasks add column if not exists left_board_at timestamptz;

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
