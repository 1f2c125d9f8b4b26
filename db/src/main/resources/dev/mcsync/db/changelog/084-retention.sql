--liquibase formatted sql

--changeset mcsync:retention-indexes
--comment What is purged is found from its old end. Deliveries are found by the index that their sending needs.
create index if not exists agent_events_signs_of_life_idx on agent_events (id) where task_id is null;
create index if not exists processed_events_processed_at_idx on processed_events (processed_at);
create index if not exists incidents_resolved_at_idx on incidents (resolved_at) where resolved_at is not null;
