--liquibase formatted sql

--changeset mcsync:delivery-offsets
--comment The notifier knows by these that the database went back, and reads again what it has noted no more.
create table if not exists delivery_offsets (
    channel text,
    partition integer,
    next_offset bigint not null,
    updated_at timestamptz default now(),
    primary key (channel, partition)
);
alter table discord_deliveries
    add column if not exists source_partition integer,
    add column if not exists source_offset bigint;

--changeset mcsync:delivery-offsets-comments runOnChange:true
comment on table delivery_offsets is 'How far the outcomes are noted for each channel, written in the same transaction as the deliveries';
comment on column delivery_offsets.next_offset is 'The first offset of mc.task-outcomes that is not noted yet';
comment on column discord_deliveries.source_partition is 'With source_offset: the outcome on mc.task-outcomes. Null: noted before this was kept';
