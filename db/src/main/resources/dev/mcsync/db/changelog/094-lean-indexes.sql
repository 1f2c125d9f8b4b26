--liquibase formatted sql

--changeset mcsync:tasks-lean-indexes
--comment Each report writes each index of its task's row: one that nothing asks is dropped, and the names of earlier attempts are indexed where there are any.
drop index if exists tasks_stage_idx;
create index if not exists tasks_earlier_attempts_idx on tasks using gin (prior_attempts jsonb_path_ops)
    where prior_attempts <> '[]'::jsonb;
drop index if exists tasks_prior_attempts_idx;
