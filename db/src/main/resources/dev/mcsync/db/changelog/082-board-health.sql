--liquibase formatted sql

--changeset mcsync:agent-events-flow-index
--comment The ledger grows in the order of applied_at, so a few bytes for each 256 KB of it find the last minutes.
create index if not exists agent_events_applied_at_brin on agent_events using brin (applied_at) with (pages_per_range = 32, autosummarize = on);

--changeset mcsync:agent-events-deadlines-index
create index if not exists agent_events_deadlines_idx on agent_events (applied_at) where type = 'deadline_passed';

--changeset mcsync:agent-events-flow-index-of-its-own
--comment What was written since the last vacuum is in no summary, so in a burst the one above meant reading all of the table.
create index if not exists agent_events_flow_idx on agent_events (applied_at) include (outcome) where task_id is not null;
drop index if exists agent_events_applied_at_brin;
