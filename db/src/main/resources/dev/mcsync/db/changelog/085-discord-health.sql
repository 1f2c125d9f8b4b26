--liquibase formatted sql

--changeset mcsync:discord-deliveries-created-at-index
--comment The newest deliveries are found from their new end, so that counting them stays cheap however many there are.
create index if not exists discord_deliveries_created_at_idx on discord_deliveries (created_at);
