--liquibase formatted sql

--changeset mcsync:agent-events-refused-reports
--comment Counted by the hour, so that nobody fills the ledger with what is not his business; no other row is in them.
create index if not exists agent_events_wrong_agent_idx on agent_events (task_id, received_at)
    where reason = 'wrong_agent';
create index if not exists agent_events_unknown_task_idx on agent_events (source_partition, received_at)
    where reason = 'unknown_task';
