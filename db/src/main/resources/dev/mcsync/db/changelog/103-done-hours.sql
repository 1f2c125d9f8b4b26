--liquibase formatted sql

--changeset mcsync:agent-events-done-index runInTransaction:false
--comment What each agent did in the last hours, without a look at the rows. Only the last report of a task enters it.
drop index concurrently if exists agent_events_done_idx;
create index concurrently if not exists agent_events_done_idx on agent_events (applied_at) include (agent_id)
    where type = 'done' and outcome = 'applied';
