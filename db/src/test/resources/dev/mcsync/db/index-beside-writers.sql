--liquibase formatted sql

--changeset test:another-migration-is-there splitStatements:false
--comment Waits until another migration has asked for the lock, so that the index is always built beside it.
do $$
declare
    patience timestamptz := clock_timestamp() + interval '30 seconds';
begin
    while not exists (
        select from pg_stat_activity
        where datname = current_database() and application_name = 'mc-sync-migration'
            and pid <> pg_backend_pid() and query like '%advisory_lock%')
    loop
        if clock_timestamp() > patience then
            raise exception 'expected another migration, found none';
        end if;
        perform pg_sleep(0.01), pg_stat_clear_snapshot();
    end loop;
end
$$;

--changeset test:notes-subject runInTransaction:false
drop index concurrently if exists notes_subject_idx;
create index concurrently if not exists notes_subject_idx on notes (subject);
