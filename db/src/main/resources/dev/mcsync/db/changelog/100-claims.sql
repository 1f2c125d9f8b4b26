--liquibase formatted sql

--changeset mcsync:processed-events-of-heartbeats runInTransaction:false
--comment Claims of heartbeats go with their topic, those of task events later: each claim is in one of two indexes.
drop index concurrently if exists processed_events_of_heartbeats_idx;
create index concurrently if not exists processed_events_of_heartbeats_idx on processed_events (processed_at)
    where topic = 'mc.agent-heartbeats';

--changeset mcsync:processed-events-of-tasks runInTransaction:false
drop index concurrently if exists processed_events_of_tasks_idx;
create index concurrently if not exists processed_events_of_tasks_idx on processed_events (processed_at)
    where topic is distinct from 'mc.agent-heartbeats';

--changeset mcsync:processed-events-of-all runInTransaction:false
--comment In place of the two. The version before finds what to purge without it, too, only slower.
drop index concurrently if exists processed_events_processed_at_idx;
