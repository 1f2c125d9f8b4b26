--liquibase formatted sql

--changeset mcsync:tasks-prior-attempts-index
--comment A new attempt is not given a name that an earlier attempt at another task has.
create index if not exists tasks_prior_attempts_idx on tasks using gin (prior_attempts jsonb_path_ops);
