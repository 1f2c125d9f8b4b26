--liquibase formatted sql

--changeset mcsync:processed-events
--comment Never partitioned by time: uniqueness of event_id would hold within a partition only.
create table if not exists processed_events (
    event_id text primary key,
    payload_hash text not null,
    topic text,
    partition integer,
    record_offset bigint,
    subject text,
    outcome jsonb,
    processed_at timestamptz default now()
);

--changeset mcsync:source-offsets
create table if not exists source_offsets (
    topic text,
    partition integer,
    next_offset bigint not null,
    updated_at timestamptz default now(),
    primary key (topic, partition)
);

--changeset mcsync:intake-comments runOnChange:true
comment on table processed_events is 'One row for every event_id that ever took effect; what makes a repeated event harmless';
comment on column processed_events.payload_hash is 'SHA-256 of the value; the same event_id with another one is a conflict, not a duplicate';
comment on column processed_events.record_offset is 'With topic and partition: the record that claimed the event. Met again there it is a redelivery, elsewhere a duplicate';
comment on column processed_events.subject is 'The task_id or agent_id that the event is about';
comment on column processed_events.outcome is 'The outcome to publish again on redelivery; null: nothing was published';
comment on table source_offsets is 'How far each input partition is in the database, written in the same transaction as its effects';
comment on column source_offsets.next_offset is 'The first offset that is not in the database yet';
