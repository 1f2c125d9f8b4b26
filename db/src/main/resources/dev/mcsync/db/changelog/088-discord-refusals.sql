--liquibase formatted sql

--changeset mcsync:discord-refusals
alter table discord_deliveries
    add column if not exists refusals integer not null default 0,
    add column if not exists refusal text,
    add column if not exists second_chance boolean not null default false;

--changeset mcsync:discord-refusals-comments runOnChange:true
comment on column discord_deliveries.refusals is 'How often Discord refused it, by itself or as a part of a group; above 0 it is sent by itself';
comment on column discord_deliveries.refusal is 'What Discord said when it last refused it: status, code and its own words';
comment on column discord_deliveries.second_chance is 'It was dead and was made to wait again, by a person or since too many died in a row; it no longer counts among those';
