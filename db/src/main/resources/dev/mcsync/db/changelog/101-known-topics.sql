--liquibase formatted sql

--changeset mcsync:known-topics
--comment Positions on the log mean something only together with the log that they are of.
create table if not exists known_topics (
    topic text primary key,
    topic_id text not null,
    cluster_id text not null,
    noted_at timestamptz not null default now(),
    accepted_at timestamptz,
    accepted_by text
);

--changeset mcsync:known-topics-comments runOnChange:true
comment on table known_topics is 'Which log the database was read from: the topics by the ids that Kafka gave them';
comment on column known_topics.topic_id is 'A topic that was deleted and created anew has another one';
comment on column known_topics.accepted_at is 'Null: the first one. Else since when positions are of this one; what was processed before came from another';
