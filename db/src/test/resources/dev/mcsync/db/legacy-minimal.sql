-- The eight tables in the least form an earlier system may have had, with rows in each.
create table tasks (
    task_id text primary key,
    title text,
    status text,
    created_at timestamptz
);
create table agent_events (
    id bigserial primary key,
    agent_id text,
    task_id text,
    type text,
    created_at timestamptz
);
create table agents_status (
    agent_id varchar(64) primary key,
    status varchar(20),
    last_heartbeat timestamptz
);
create table health_checks (
    id serial primary key,
    name text,
    created_at timestamp
);
create table incidents (
    incident_id serial primary key,
    kind varchar(40) not null,
    opened_at timestamp
);
create table agent_stats (
    agent_id text primary key,
    tasks_done integer default 0
);
create table cron_jobs (
    job varchar(64) primary key,
    schedule text
);
create table memory_events (
    id bigserial primary key,
    agent_id text,
    note text
);

insert into tasks values
    ('T-1', 'Write the report', 'pending', '2026-01-02 03:04:05+00'),
    ('T-2', null, 'in_progress', null),
    ('T-3', 'Ship it', null, '2026-01-02 03:04:06+00');
insert into agent_events (agent_id, task_id, type, created_at) values
    ('ada', 'T-1', 'started', '2026-01-02 03:04:05+00'),
    ('ada', 'T-9', 'finished', '2026-01-02 03:05:05+00'),
    (null, null, 'boot', null);
insert into agents_status values ('ada', 'ONLINE', '2026-01-02 03:04:05+00'), ('bob', null, null);
insert into health_checks (name, created_at) values ('database', '2026-01-02 03:04:05');
insert into incidents (kind, opened_at) values ('timeout', '2026-01-02 03:04:05'), ('timeout', null);
insert into agent_stats values ('ada', 7);
insert into cron_jobs values ('reconcile', '*/5 * * * *');
insert into memory_events (agent_id, note) values ('ada', 'remember the milk');
