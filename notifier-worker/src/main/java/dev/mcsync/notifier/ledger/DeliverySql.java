package dev.mcsync.notifier.ledger;

/**
 * The statements of {@link R2dbcDeliveryLedger} and its {@link Taking}. Every one names its
 * channel, and every settling one the {@code next_try_at} of the taking that it settles.
 */
final class DeliverySql {

    /** Sets this lock apart from other uses of advisory locks; arbitrary, must never change. */
    static final int CLAIM_LOCK = 0x6D63_6463;

    static final String RECORD =
            """
            insert into discord_deliveries
                (event_id, channel, state, reason, task_id, agent_id, content, ambiguous,
                source_partition, source_offset, traceparent)
            select event_id, $1, state, reason, task_id, agent_id, content, ambiguous,
                source_partition, source_offset, traceparent
            from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[],
                $8::int[], $9::int[], $10::bigint[], $11::text[])
                with ordinality
                as given (event_id, state, reason, task_id, agent_id, content, ambiguous,
                source_partition, source_offset, traceparent, place)
            order by place
            on conflict (event_id, channel) do nothing
            returning state
            """;

    static final String POSITIONS =
            "select partition, next_offset from delivery_offsets where channel = $1";

    static final String UNTOLD =
            """
            select source_partition as partition, min(source_offset) as next_offset
            from discord_deliveries
            where channel = $1 and state in ('waiting', 'sending') and source_offset is not null
            group by source_partition
            """;

    static final String WERE_TOLD =
            """
            update discord_deliveries
            set state = 'sent', reason = $4, next_try_at = null, updated_at = now()
            where channel = $1 and state in ('waiting', 'sending')
                and source_partition = $2 and source_offset < $3
            """;

    static final String ADVANCE =
            """
            with given as (
                select * from unnest($2::int[], $3::bigint[], $4::bigint[])
                    as g (partition, from_offset, to_offset)),
            moved as (
                update delivery_offsets d set next_offset = g.to_offset, updated_at = now()
                from given g
                where d.channel = $1 and d.partition = g.partition
                    and d.next_offset = g.from_offset
                returning 1),
            begun as (
                insert into delivery_offsets (channel, partition, next_offset)
                select $1, partition, to_offset from given where from_offset is null
                on conflict (channel, partition) do nothing returning 1)
            select (select count(*) from moved) + (select count(*) from begun) as steps
            """;

    static final String LOCK = "select pg_try_advisory_xact_lock($1, hashtext($2)) as locked";

    static final String TAKEN =
            """
            select event_id, content, refusals, traceparent,
                (extract(epoch from (next_try_at - now())) * 1000)::bigint as wait_millis
            from discord_deliveries where channel = $1 and state = 'sending' order by id
            """;

    static final String WAITING =
            """
            select event_id, content, refusals, traceparent,
                (extract(epoch from (next_try_at - now())) * 1000)::bigint as wait_millis
            from discord_deliveries where channel = $1 and state = 'waiting' order by id limit $2
            """;

    /** The first of each task or agent, so that the order within one is kept. */
    static final String TRIAL =
            """
            select event_id, content, refusals, traceparent,
                (extract(epoch from (next_try_at - now())) * 1000)::bigint as wait_millis
            from (
                select distinct on (coalesce(task_id, agent_id)) * from (
                    select * from discord_deliveries
                    where channel = $1 and state = 'waiting' order by id limit 1000) oldest
                order by coalesce(task_id, agent_id), id) first_of_each
            order by refusals, id limit 1
            """;

    /** The first of the events carries the others, which note it as their reason. */
    static final String TAKE =
            """
            update discord_deliveries set
                ambiguous = ambiguous + case when state = 'sending' then 1 else 0 end,
                state = 'sending',
                reason = nullif($3, event_id),
                attempts = attempts + 1,
                next_try_at = now() + $4 * interval '1 millisecond',
                updated_at = now()
            where channel = $1 and event_id = any($2) and state in ('waiting', 'sending')
            returning next_try_at
            """;

    static final String SETTLE_SENT =
            """
            update discord_deliveries set
                state = case when reason is null then 'sent' else 'coalesced' end,
                discord_message_id = $3,
                sent_at = now(), updated_at = now(), next_try_at = null
            where channel = $1 and state = 'sending' and next_try_at = $2
            """;

    static final String SETTLE_RETURNED =
            """
            update discord_deliveries set
                state = 'waiting', reason = null,
                next_try_at = now() + $3 * interval '1 millisecond', updated_at = now()
            where channel = $1 and state = 'sending' and next_try_at = $2
            """;

    static final String SETTLE_SUSPECTED =
            """
            update discord_deliveries set
                state = 'waiting', reason = null, refusals = refusals + 1, refusal = $4,
                next_try_at = now() + $3 * interval '1 millisecond', updated_at = now()
            where channel = $1 and state = 'sending' and next_try_at = $2
            """;

    static final String SETTLE_IN_DOUBT =
            """
            update discord_deliveries set
                next_try_at = now() + $3 * interval '1 millisecond', updated_at = now()
            where channel = $1 and state = 'sending' and next_try_at = $2
            """;

    static final String SETTLE_DEAD =
            """
            update discord_deliveries set
                state = 'dead', reason = $3, refusals = refusals + 1, refusal = $4,
                next_try_at = null, updated_at = now()
            where channel = $1 and state = 'sending' and next_try_at = $2
            """;

    /**
     * Those that died since something was last sent, unless they are few. Who has had a second
     * chance says no more of the channel.
     */
    static final String GIVE_BACK =
            """
            with run as (
                select event_id from discord_deliveries
                where channel = $1 and state = 'dead' and not second_chance
                    and updated_at > coalesce(
                        (select sent_at from discord_deliveries
                         where channel = $1 and state = 'sent' order by id desc limit 1),
                        '-infinity'))
            update discord_deliveries set
                state = 'waiting', reason = null, second_chance = true,
                next_try_at = now() + $3 * interval '1 millisecond', updated_at = now()
            where channel = $1 and event_id in (select event_id from run)
                and (select count(*) from run) > $2
            """;

    /** By itself, and not as a sign of what ails the channel. */
    static final String SEND_AGAIN =
            """
            update discord_deliveries set
                state = 'waiting', reason = null, refusals = 1, second_chance = true,
                next_try_at = null, updated_at = now()
            where channel = $1 and event_id = $2 and state = 'dead'
            """;

    static final String EXISTS =
            """
            select count(*) as found from discord_deliveries where channel = $1 and event_id = $2
            """;

    static final String BACKLOG =
            """
            select count(*) as waiting,
                coalesce((extract(epoch from (now() - min(created_at))) * 1000)::bigint, 0)
                    as oldest_millis
            from discord_deliveries where channel = $1 and state in ('waiting', 'sending')
            """;

    private DeliverySql() {}
}
