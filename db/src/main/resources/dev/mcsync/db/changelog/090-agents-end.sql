--liquibase formatted sql

--changeset mcsync:agents-end
--comment Agents say goodbye, are retired, and may be run more than once at a time.
alter table agents_status
    add column if not exists departure text,
    add column if not exists boot_runs jsonb;

--changeset mcsync:agents-end-comments runOnChange:true
comment on column agents_status.departure is 'Why nobody misses the agent while it is offline: goodbye, it said so; retired, it is on no list. null: it is online, or fell silent';
comment on column agents_status.boot_runs is 'The runs of its process that may be alive at once: boot_id, alive_until, and the attempts that its newest heartbeat listed. null: none';
