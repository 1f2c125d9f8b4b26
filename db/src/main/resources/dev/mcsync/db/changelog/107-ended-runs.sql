--liquibase formatted sql

--changeset mcsync:ended-runs
--comment Which runs of an agent have said goodbye, so that a heartbeat that was overtaken by its goodbye brings nobody back.
alter table agents_status
    add column if not exists ended_boot_ids text[];

--changeset mcsync:ended-runs-comments runOnChange:true
comment on column agents_status.ended_boot_ids is 'The runs that have said goodbye, newest first; a heartbeat of one of them comes late. null: no run was named, or a row from before they were kept';
