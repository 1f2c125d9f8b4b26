--liquibase formatted sql

--changeset mcsync:reconcile-marks
--comment Where a reconcile run ended, so that the next one need not look at what has not changed since.
create table if not exists reconcile_marks (
    subject_kind text primary key,
    through_id bigint not null,
    row_xid bigint not null,
    published bigint[] not null,
    looked_at timestamptz not null
);

--changeset mcsync:tasks-taken-away
--comment What is not there any more says nothing of when it changed. Nothing of ours takes a row away.
create table if not exists tasks_taken_away (
    task_id text primary key,
    taken_at timestamptz not null default now()
);

--changeset mcsync:tasks-taken-away-triggers runOnChange:true splitStatements:false
create or replace function note_tasks_taken_away() returns trigger language plpgsql as $$
begin
    if tg_op = 'TRUNCATE' then
        delete from reconcile_marks where subject_kind = 'task';
    else
        insert into tasks_taken_away (task_id) select task_id from gone where task_id is not null
        on conflict (task_id) do update set taken_at = excluded.taken_at;
    end if;
    return null;
end
$$;
create or replace trigger tasks_taken_away after delete on tasks
    referencing old table as gone for each statement execute function note_tasks_taken_away();
create or replace trigger tasks_all_taken_away after truncate on tasks
    for each statement execute function note_tasks_taken_away();

--changeset mcsync:reconcile-marks-comments runOnChange:true
comment on table reconcile_marks is 'Up to where everything was found well or told of by a reconcile run; without a row the next one looks at everything';
comment on column reconcile_marks.through_id is 'The last row of agent_events that the run saw for certain';
comment on column reconcile_marks.row_xid is 'Rows written by an earlier transaction than this are as the run saw them';
comment on column reconcile_marks.published is 'The first offset of each partition of mc.task-state, from partition 0 on, that may say what came after';
comment on table tasks_taken_away is 'Rows of tasks that somebody deleted, for the next reconcile run to look at';
