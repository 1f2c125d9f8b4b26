package dev.mcsync.notifier.ledger;

import static dev.mcsync.db.Statements.bind;
import static dev.mcsync.db.Statements.rows;
import static dev.mcsync.db.Statements.rowsUpdated;
import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.db.WatchedTransactions;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The ledger in PostgreSQL. A message that is on its way is itself the lease of its channel: its
 * deliveries are {@code sending} and {@code next_try_at} says until when, so a killed owner needs
 * nobody to release anything. Taking is serialised by an advisory lock that ends with the
 * transaction, which also holds behind a connection pooler.
 */
final class R2dbcDeliveryLedger implements DeliveryLedger {

    /** The reason of what the channel was told before the database lost its note of it. */
    private static final String TOLD_BEFORE = "told_before";

    private final WatchedTransactions transactions;

    R2dbcDeliveryLedger(ConnectionFactory connections) {
        this.transactions = new WatchedTransactions(connections);
    }

    @Override
    public Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps) {
        if (deliveries.isEmpty() && steps.isEmpty()) {
            return Mono.just(new Recorded(0, 0, 0));
        }
        return transactions.inTransaction(connection ->
                offsets(connection, DeliverySql.UNTOLD, channel)
                        .flatMap(untold ->
                                insert(connection, channel, deliveries)
                                        .map(states -> recorded(deliveries.size(), states, untold)))
                        .flatMap(recorded ->
                                advance(connection, channel, steps).thenReturn(recorded)));
    }

    @Override
    public Mono<Long> wereTold(String channel, int partition, long before) {
        return transactions.onConnection(connection ->
                rowsUpdated(
                        statement(
                                connection,
                                DeliverySql.WERE_TOLD,
                                channel,
                                partition,
                                before,
                                TOLD_BEFORE)));
    }

    @Override
    public Mono<Map<Integer, Long>> positions(String channel) {
        return transactions.onConnection(
                connection -> offsets(connection, DeliverySql.POSITIONS, channel));
    }

    private static Mono<Map<Integer, Long>> offsets(
            Connection connection, String sql, String channel) {
        return rows(
                        statement(connection, sql, channel),
                        row ->
                                Map.entry(
                                        requireNonNull(row.get("partition", Integer.class)),
                                        number(row, "next_offset")))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static Mono<List<String>> insert(
            Connection connection, String channel, List<Delivery> deliveries) {
        return deliveries.isEmpty()
                ? Mono.just(List.of())
                : rows(
                                statement(
                                        connection,
                                        DeliverySql.RECORD,
                                        channel,
                                        column(deliveries, d -> d.eventId().value()),
                                        column(deliveries, d -> state(d).word()),
                                        column(deliveries, R2dbcDeliveryLedger::reason),
                                        column(deliveries, R2dbcDeliveryLedger::task),
                                        column(deliveries, R2dbcDeliveryLedger::agent),
                                        column(deliveries, R2dbcDeliveryLedger::content),
                                        deliveries.stream()
                                                .map(d -> d.isInDoubt() ? 1 : 0)
                                                .toArray(Integer[]::new),
                                        deliveries.stream()
                                                .map(Delivery::origin)
                                                .map(from -> from == null ? null : from.partition())
                                                .toArray(Integer[]::new),
                                        deliveries.stream()
                                                .map(Delivery::origin)
                                                .map(from -> from == null ? null : from.offset())
                                                .toArray(Long[]::new),
                                        column(deliveries, R2dbcDeliveryLedger::traceparent)),
                                row -> requireNonNull(row.get("state", String.class)))
                        .collectList();
    }

    private static Mono<Void> advance(Connection connection, String channel, List<Step> steps) {
        return steps.isEmpty()
                ? Mono.empty()
                : rows(
                                statement(
                                        connection,
                                        DeliverySql.ADVANCE,
                                        channel,
                                        steps.stream().map(Step::partition).toArray(Integer[]::new),
                                        steps.stream().map(Step::from).toArray(Long[]::new),
                                        steps.stream().map(Step::to).toArray(Long[]::new)),
                                row -> number(row, "steps"))
                        .single()
                        .flatMap(taken ->
                                taken == steps.size()
                                        ? Mono.empty()
                                        : Mono.error(new OtherPlaceException(steps)));
    }

    @Override
    public Mono<Claim> claim(String channel, ClaimRule rule) {
        return transactions.inTransaction(
                connection -> new Taking(connection, channel, rule).claim());
    }

    @Override
    public Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
        return switch (settlement) {
            case Settlement.Dead dead ->
                    transactions.inTransaction(connection ->
                            note(connection, message, dead)
                                    .flatMap(settled ->
                                            settled == Settled.NOTED
                                                    ? giveBack(connection, message, dead)
                                                    : Mono.just(settled)));
            case Settlement.Sent _,
                    Settlement.Returned _,
                    Settlement.Suspected _,
                    Settlement.InDoubt _ ->
                    transactions.onConnection(connection -> note(connection, message, settlement));
        };
    }

    @Override
    public Mono<Resent> sendAgain(String channel, EventId eventId) {
        return transactions.inTransaction(connection ->
                rowsUpdated(statement(connection, DeliverySql.SEND_AGAIN, channel, eventId.value()))
                        .flatMap(updated ->
                                updated > 0
                                        ? Mono.just(Resent.WAITING)
                                        : notDead(connection, channel, eventId)));
    }

    @Override
    public Mono<Backlog> backlog(String channel) {
        return transactions.onConnection(connection ->
                rows(
                                statement(connection, DeliverySql.BACKLOG, channel),
                                row ->
                                        new Backlog(
                                                number(row, "waiting"),
                                                Duration.ofMillis(
                                                        Math.max(0, number(row, "oldest_millis")))))
                        .single());
    }

    private static Mono<Settled> note(
            Connection connection, ClaimedMessage message, Settlement settlement) {
        return rowsUpdated(settling(connection, message, settlement))
                .map(updated -> updated > 0 ? Settled.NOTED : Settled.OVERTAKEN);
    }

    private static Mono<Settled> giveBack(
            Connection connection, ClaimedMessage message, Settlement.Dead dead) {
        return rowsUpdated(
                        statement(
                                connection,
                                DeliverySql.GIVE_BACK,
                                message.channel(),
                                (long) dead.mostInARow(),
                                dead.delay().toMillis()))
                .map(updated -> updated > 0 ? Settled.GIVEN_BACK : Settled.NOTED);
    }

    private static Mono<Resent> notDead(Connection connection, String channel, EventId eventId) {
        return rows(
                        statement(connection, DeliverySql.EXISTS, channel, eventId.value()),
                        row -> number(row, "found") > 0 ? Resent.NOT_DEAD : Resent.UNKNOWN)
                .single();
    }

    private static Statement settling(
            Connection connection, ClaimedMessage message, Settlement settlement) {
        String channel = message.channel();
        Instant held = message.heldUntil();
        return switch (settlement) {
            case Settlement.Sent(String messageId) ->
                    statement(connection, DeliverySql.SETTLE_SENT, channel, held, messageId);
            case Settlement.Returned(Duration delay) ->
                    statement(
                            connection,
                            DeliverySql.SETTLE_RETURNED,
                            channel,
                            held,
                            delay.toMillis());
            case Settlement.InDoubt(Duration delay) ->
                    statement(
                            connection,
                            DeliverySql.SETTLE_IN_DOUBT,
                            channel,
                            held,
                            delay.toMillis());
            case Settlement.Suspected(Refusal refusal, Duration delay) ->
                    statement(
                            connection,
                            DeliverySql.SETTLE_SUSPECTED,
                            channel,
                            held,
                            delay.toMillis(),
                            refusal.toString());
            case Settlement.Dead(Refusal refusal, int _, Duration _) ->
                    statement(
                            connection,
                            DeliverySql.SETTLE_DEAD,
                            channel,
                            held,
                            refusal.word(),
                            refusal.toString());
        };
    }

    private static Statement statement(
            Connection connection, String sql, @Nullable Object... parameters) {
        return bind(connection.createStatement(sql), parameters);
    }

    private static Recorded recorded(int given, List<String> states, Map<Integer, Long> untold) {
        int waiting = (int) states.stream().filter(DeliveryState.WAITING.word()::equals).count();
        return new Recorded(waiting, states.size() - waiting, given - states.size(), untold);
    }

    private static DeliveryState state(Delivery delivery) {
        return switch (delivery.notice()) {
            case Tell _ -> delivery.wasTold() ? DeliveryState.SENT : DeliveryState.WAITING;
            case Silent _ -> DeliveryState.SUPPRESSED;
        };
    }

    private static @Nullable String reason(Delivery delivery) {
        if (delivery.wasTold()) {
            return TOLD_BEFORE;
        }
        return delivery.notice() instanceof Silent(var reason) ? reason.word() : null;
    }

    private static @Nullable String content(Delivery delivery) {
        return delivery.notice() instanceof Tell(String line) ? line : null;
    }

    private static @Nullable String traceparent(Delivery delivery) {
        return delivery.place() == null ? null : delivery.place().value();
    }

    private static @Nullable String task(Delivery delivery) {
        return delivery.taskId() == null ? null : delivery.taskId().value();
    }

    private static @Nullable String agent(Delivery delivery) {
        return delivery.agentId() == null ? null : delivery.agentId().value();
    }

    private static @Nullable String[] column(
            List<Delivery> deliveries, Function<Delivery, @Nullable String> value) {
        return deliveries.stream().map(value).toArray(String[]::new);
    }

    private static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }
}
