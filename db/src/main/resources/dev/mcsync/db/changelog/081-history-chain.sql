--liquibase formatted sql

--changeset mcsync:history-chain-columns
alter table agent_events
    add column if not exists limits text,
    add column if not exists chain bytea;

--changeset mcsync:history-agent-version
alter table agent_events add column if not exists agent_version bigint;

--changeset mcsync:history-chain runOnChange:true splitStatements:false
-- What a row says, all of it but the chain. The text of a record quotes and tells null from empty, so two rows that
-- differ have different texts; times go in as eight bytes, since their text depends on the session's time zone. A
-- column that came later adds nothing where it is null, so that older rows keep their digests.
create or replace function agent_events_digest(e agent_events) returns bytea
    language sql stable parallel safe as $$
    select sha256(convert_to(row(
        e.id, e.event_id, e.task_id, e.agent_id, e.command_id, e.attempt, e.type, e.status, e.stage, e.message, e.meta,
        e.progress, e.error_code, encode(timestamptz_send(e.occurred_at), 'hex'),
        encode(timestamptz_send(e.received_at), 'hex'), encode(timestamptz_send(e.applied_at), 'hex'),
        e.outcome, e.reason, e.from_status, e.to_status, e.from_stage, e.to_stage, e.version, e.implied, e.body,
        e.source_topic, e.source_partition, e.source_offset, e.limits)::text || coalesce(',' || e.agent_version, ''),
        'UTF8'))
$$;
-- Each row of a task seals those before it. Transactions about one task come one after the other: they lock its row,
-- and where there is none, the claim of the event in processed_events comes first. A writer of another program that
-- keeps to neither may fork the chain, which is then rightly found broken.
create or replace function agent_events_chain() returns trigger language plpgsql as $$
declare
    last bytea;
begin
    select chain into last from agent_events where task_id = new.task_id order by id desc limit 1;
    if found and last is null then
        -- Rows from before the chain: the first one after them seals them too.
        select sha256(string_agg(agent_events_digest(e), ''::bytea order by id)) into last
        from agent_events e where task_id = new.task_id;
    end if;
    new.chain = sha256(coalesce(last, ''::bytea) || agent_events_digest(new));
    return new;
end
$$;
create or replace trigger agent_events_chain before insert on agent_events
    for each row when (new.task_id is not null) execute function agent_events_chain();

--changeset mcsync:history-chain-comments runOnChange:true
comment on column agent_events.chain is 'SHA-256 over the chain of the task''s row before and this row''s digest; null: about no task, or from before there was a chain';

--changeset mcsync:history-of-agents
--comment Facts about agents are few among those about tasks; folded in this order, they are found without the others.
create index if not exists agent_events_of_agents_idx on agent_events (agent_id, id) where task_id is null;
