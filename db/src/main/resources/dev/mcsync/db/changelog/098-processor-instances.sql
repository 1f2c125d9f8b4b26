--liquibase formatted sql

--changeset mcsync:processor-instances
--comment Two processes under one name would take each other's partitions and transactions away.
create table if not exists processor_instances (
    instance_id text primary key,
    holder text not null,
    process text not null,
    claimed_until timestamptz not null
);

--changeset mcsync:processor-instances-comments runOnChange:true
comment on table processor_instances is 'Which process is the processor of a name: one at a time';
comment on column processor_instances.holder is 'Of this run of the process alone';
comment on column processor_instances.process is 'Host and process id, for people';
comment on column processor_instances.claimed_until is 'Until then no other process takes the name; moved on while the holder lives';
