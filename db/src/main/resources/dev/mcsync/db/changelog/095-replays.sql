--liquibase formatted sql

--changeset mcsync:source-offsets-replays
--comment A database that went back reads again what had been published. Where that began and ends must outlive the processor.
alter table source_offsets
    add column if not exists replay_from bigint,
    add column if not exists replay_to bigint;

--changeset mcsync:source-offsets-replays-comments runOnChange:true
comment on column source_offsets.replay_from is 'Null but while records are read again that were published before the database went back: the first of them';
comment on column source_offsets.replay_to is 'Behind the last of them: what comes then is new and is published';
