package dev.mcsync.notifier.ledger;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.db.WatchedTransactions;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The ledger in PostgreSQL. A message that is on its way is itself the lease of its channel: its
 * deliveries are {@code sending} and {@code next_try_at} says until when, so a killed owner needs
 * nobody to release anything. Taking is serialised by an advisory lock that ends with the
 * transaction, which also holds behind a connection pooler.
 */
public final class R2dbcDeliveryLedger implements DeliveryLedger {

    private final WatchedTransactions transactions;

    public R2dbcDeliveryLedger(ConnectionFactory connections) {
        this.transactions = new WatchedTransactions(connections);
    }

    @Override
    public Mono<Recorded> record(String channel, List<Delivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Mono.just(new Recorded(0, 0, 0));
        }
        return transactions.onConnection(connection ->
                rows(
                                connection
                                        .createStatement(DeliverySql.RECORD)
                                        .bind("$1", channel)
                                        .bind("$2", column(deliveries, d -> d.eventId().value()))
                                        .bind("$3", column(deliveries, d -> state(d).word()))
                                        .bind("$4", column(deliveries, R2dbcDeliveryLedger::reason))
                                        .bind("$5", column(deliveries, R2dbcDeliveryLedger::task))
                                        .bind("$6", column(deliveries, R2dbcDeliveryLedger::agent))
                                        .bind(
                                                "$7",
                                                column(deliveries, R2dbcDeliveryLedger::content)),
                                row -> text(row, "state"))
                        .collectList()
                        .map(states -> recorded(deliveries.size(), states)));
    }

    @Override
    public Mono<Claim> claim(String channel, ClaimRule rule) {
        return transactions.inTransaction(connection ->
                lock(connection, channel)
                        .flatMap(locked ->
                                locked
                                        ? claimLocked(connection, channel, rule)
                                        : Mono.just(new Claim.Nothing())));
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
                updated(
                                connection
                                        .createStatement(DeliverySql.SEND_AGAIN)
                                        .bind("$1", channel)
                                        .bind("$2", eventId.value()))
                        .flatMap(updated ->
                                updated > 0
                                        ? Mono.just(Resent.WAITING)
                                        : notDead(connection, channel, eventId)));
    }

    @Override
    public Mono<Backlog> backlog(String channel) {
        return transactions.onConnection(connection ->
                rows(
                                connection.createStatement(DeliverySql.BACKLOG).bind("$1", channel),
                                row ->
                                        new Backlog(
                                                number(row, "waiting"),
                                                Duration.ofMillis(
                                                        Math.max(0, number(row, "oldest_millis")))))
                        .single());
    }

    private static Mono<Settled> note(
            Connection connection, ClaimedMessage message, Settlement settlement) {
        return updated(
                        settling(connection, settlement)
                                .bind("$1", message.channel())
                                .bind("$2", message.heldUntil()))
                .map(updated -> updated > 0 ? Settled.NOTED : Settled.OVERTAKEN);
    }

    private static Mono<Settled> giveBack(
            Connection connection, ClaimedMessage message, Settlement.Dead dead) {
        return updated(
                        connection
                                .createStatement(DeliverySql.GIVE_BACK)
                                .bind("$1", message.channel())
                                .bind("$2", (long) dead.mostInARow())
                                .bind("$3", dead.delay().toMillis()))
                .map(updated -> updated > 0 ? Settled.GIVEN_BACK : Settled.NOTED);
    }

    private static Mono<Resent> notDead(Connection connection, String channel, EventId eventId) {
        return rows(
                        connection
                                .createStatement(DeliverySql.EXISTS)
                                .bind("$1", channel)
                                .bind("$2", eventId.value()),
                        row -> number(row, "found") > 0 ? Resent.NOT_DEAD : Resent.UNKNOWN)
                .single();
    }

    private static Mono<Long> updated(Statement statement) {
        return Mono.from(statement.execute())
                .flatMap((Result result) -> Mono.from(result.getRowsUpdated()));
    }

    /** Its own statement: only what comes after it sees what the holder before committed. */
    private static Mono<Boolean> lock(Connection connection, String channel) {
        return rows(
                        connection
                                .createStatement(DeliverySql.LOCK)
                                .bind("$1", DeliverySql.CLAIM_LOCK)
                                .bind("$2", channel),
                        row -> requireNonNull(row.get("locked", Boolean.class)))
                .single();
    }

    private static Mono<Claim> claimLocked(Connection connection, String channel, ClaimRule rule) {
        return rows(
                        connection.createStatement(DeliverySql.TAKEN).bind("$1", channel),
                        R2dbcDeliveryLedger::line)
                .collectList()
                .flatMap(taken ->
                        taken.isEmpty()
                                ? claimWaiting(connection, channel, rule)
                                : ifDue(taken, () -> take(connection, channel, rule, taken, true)));
    }

    private static Mono<Claim> claimWaiting(Connection connection, String channel, ClaimRule rule) {
        return rows(waiting(connection, channel, rule), R2dbcDeliveryLedger::line)
                .collectList()
                .flatMap(waiting ->
                        waiting.isEmpty()
                                ? Mono.just(new Claim.Nothing())
                                : ifDue(
                                        waiting,
                                        () ->
                                                take(
                                                        connection,
                                                        channel,
                                                        rule,
                                                        together(waiting, rule),
                                                        false)));
    }

    private static Statement waiting(Connection connection, String channel, ClaimRule rule) {
        return rule.isTrial()
                ? connection.createStatement(DeliverySql.TRIAL).bind("$1", channel)
                : connection
                        .createStatement(DeliverySql.WAITING)
                        .bind("$1", channel)
                        .bind("$2", Coalescing.page(rule));
    }

    private static Mono<Claim> ifDue(List<WaitingLine> lines, Supplier<Mono<Claim>> take) {
        long waitMillis = lines.stream().mapToLong(WaitingLine::waitMillis).max().orElse(0);
        return waitMillis > 0
                ? Mono.just(new Claim.Held(Duration.ofMillis(waitMillis)))
                : take.get();
    }

    private static List<WaitingLine> together(List<WaitingLine> waiting, ClaimRule rule) {
        return waiting.subList(0, Coalescing.linesTogether(waiting, rule));
    }

    private static Mono<Claim> take(
            Connection connection,
            String channel,
            ClaimRule rule,
            List<WaitingLine> lines,
            boolean inDoubt) {
        return rows(
                        connection
                                .createStatement(DeliverySql.TAKE)
                                .bind("$1", channel)
                                .bind(
                                        "$2",
                                        lines.stream()
                                                .map(WaitingLine::eventId)
                                                .toArray(String[]::new))
                                .bind("$3", lines.getFirst().eventId())
                                .bind("$4", rule.holdFor().toMillis()),
                        row -> requireNonNull(row.get("next_try_at", Instant.class)))
                .collectList()
                .map(held ->
                        new Claim.Taken(
                                new ClaimedMessage(
                                        channel,
                                        String.join(
                                                Coalescing.LINE_BREAK,
                                                lines.stream().map(WaitingLine::content).toList()),
                                        lines.size(),
                                        lines.stream()
                                                .mapToInt(WaitingLine::refusals)
                                                .max()
                                                .orElse(0),
                                        inDoubt,
                                        held.getFirst())));
    }

    private static Statement settling(Connection connection, Settlement settlement) {
        return switch (settlement) {
            case Settlement.Sent(String messageId) -> {
                Statement sent = connection.createStatement(DeliverySql.SETTLE_SENT);
                yield messageId == null
                        ? sent.bindNull("$3", String.class)
                        : sent.bind("$3", messageId);
            }
            case Settlement.Returned(Duration delay) ->
                    connection
                            .createStatement(DeliverySql.SETTLE_RETURNED)
                            .bind("$3", delay.toMillis());
            case Settlement.InDoubt(Duration delay) ->
                    connection
                            .createStatement(DeliverySql.SETTLE_IN_DOUBT)
                            .bind("$3", delay.toMillis());
            case Settlement.Suspected(Refusal refusal, Duration delay) ->
                    connection
                            .createStatement(DeliverySql.SETTLE_SUSPECTED)
                            .bind("$3", delay.toMillis())
                            .bind("$4", refusal.toString());
            case Settlement.Dead(Refusal refusal, int _, Duration _) ->
                    connection
                            .createStatement(DeliverySql.SETTLE_DEAD)
                            .bind("$3", refusal.word())
                            .bind("$4", refusal.toString());
        };
    }

    private static Recorded recorded(int given, List<String> states) {
        int waiting = (int) states.stream().filter(DeliveryState.WAITING.word()::equals).count();
        return new Recorded(waiting, states.size() - waiting, given - states.size());
    }

    private static DeliveryState state(Delivery delivery) {
        return switch (delivery.notice()) {
            case Tell _ -> DeliveryState.WAITING;
            case Silent _ -> DeliveryState.SUPPRESSED;
        };
    }

    private static @Nullable String reason(Delivery delivery) {
        return delivery.notice() instanceof Silent(var reason) ? reason.word() : null;
    }

    private static @Nullable String content(Delivery delivery) {
        return delivery.notice() instanceof Tell(String line) ? line : null;
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

    private static <T> Flux<T> rows(Statement statement, Function<Readable, T> mapper) {
        return Flux.from(statement.execute())
                .concatMap((Result result) -> result.map((Readable row) -> mapper.apply(row)));
    }

    private static String text(Readable row, String column) {
        return requireNonNull(row.get(column, String.class));
    }

    private static long number(Readable row, String column) {
        return requireNonNull(row.get(column, Long.class));
    }

    private static WaitingLine line(Readable row) {
        Long wait = row.get("wait_millis", Long.class);
        return new WaitingLine(
                text(row, "event_id"),
                text(row, "content"),
                requireNonNull(row.get("refusals", Integer.class)),
                wait == null ? 0 : wait);
    }
}
