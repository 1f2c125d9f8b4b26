--liquibase formatted sql

--changeset mcsync:tasks-dialogue
--comment What is asked in words, what agent and people say to each other, and what came of it. An old system hardly has columns of these names.
alter table tasks
    add column if not exists answer_timeout int,
    add column if not exists agent_instructions text,
    add column if not exists agent_dialogue jsonb,
    add column if not exists agent_result jsonb;

--changeset mcsync:tasks-dialogue-legacy splitStatements:false
--comment Where it has one all the same, it becomes as wide as ours, and may be null.
do $$
declare
    expected record;
    old_type regtype;
begin
    for expected in
        select * from (values
            ('answer_timeout', 'int'::regtype, array['smallint'::regtype]),
            ('agent_instructions', 'text'::regtype, array['varchar'::regtype, 'bpchar'::regtype]),
            ('agent_dialogue', 'jsonb'::regtype, array['json'::regtype]),
            ('agent_result', 'jsonb'::regtype, array['json'::regtype])) as columns (name, type, narrower)
    loop
        select atttypid::regtype into old_type from pg_attribute
            where attrelid = 'tasks'::regclass and attname = expected.name;
        if old_type <> expected.type and old_type <> all (expected.narrower) then
            raise exception 'tasks.% is % where % is needed; nothing was changed. For example: alter table tasks rename column % to legacy_%', expected.name, old_type, expected.type, expected.name, expected.name;
        end if;
        if old_type <> expected.type then
            execute format('alter table tasks alter column %I type %s using %I::%s', expected.name, expected.type, expected.name, expected.type);
        end if;
        execute format('alter table tasks alter column %I drop not null', expected.name);
    end loop;
end
$$;

--changeset mcsync:tasks-dialogue-comments runOnChange:true
comment on column tasks.answer_timeout is 'Seconds that an attempt waits for a person whom its agent has asked; null: as for every task';
comment on column tasks.agent_instructions is 'What is asked of the agent, in Markdown';
comment on column tasks.agent_dialogue is 'The open question of the current attempt, and what people have said that its agent has not acknowledged; null: nothing';
comment on column tasks.agent_result is 'What came of the finished task, as its agent told: text in Markdown and links';
