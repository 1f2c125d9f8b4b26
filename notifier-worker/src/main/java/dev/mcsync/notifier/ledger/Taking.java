package dev.mcsync.notifier.ledger;

import static dev.mcsync.db.Statements.bind;
import static dev.mcsync.db.Statements.rows;
import static java.util.Objects.requireNonNull;

import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import dev.mcsync.service.kafka.TraceParent;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Takes the next message of one channel, within a transaction of its own. */
final class Taking {

    private final Connection connection;
    private final String channel;
    private final ClaimRule rule;

    Taking(Connection connection, String channel, ClaimRule rule) {
        this.connection = connection;
        this.channel = channel;
        this.rule = rule;
    }

    /** Nothing also while another one takes. */
    Mono<Claim> claim() {
        return lock().flatMap(locked -> locked ? claimLocked() : Mono.just(new Claim.Nothing()));
    }

    /** Its own statement: only what comes after it sees what the holder before committed. */
    private Mono<Boolean> lock() {
        return rows(
                        statement(DeliverySql.LOCK, DeliverySql.CLAIM_LOCK, channel),
                        row -> requireNonNull(row.get("locked", Boolean.class)))
                .single();
    }

    private Mono<Claim> claimLocked() {
        return rows(statement(DeliverySql.TAKEN, channel), Taking::line)
                .collectList()
                .flatMap(taken ->
                        taken.isEmpty() ? claimWaiting() : ifDue(taken, () -> take(taken, true)));
    }

    private Mono<Claim> claimWaiting() {
        return rows(waiting(), Taking::line)
                .collectList()
                .flatMap(waiting ->
                        waiting.isEmpty()
                                ? Mono.just(new Claim.Nothing())
                                : ifDue(waiting, () -> take(together(waiting), false)));
    }

    private Statement waiting() {
        return rule.isTrial()
                ? statement(DeliverySql.TRIAL, channel)
                : statement(DeliverySql.WAITING, channel, Coalescing.page(rule));
    }

    private static Mono<Claim> ifDue(List<WaitingLine> lines, Supplier<Mono<Claim>> take) {
        long waitMillis = lines.stream().mapToLong(WaitingLine::waitMillis).max().orElse(0);
        return waitMillis > 0
                ? Mono.just(new Claim.Held(Duration.ofMillis(waitMillis)))
                : take.get();
    }

    private List<WaitingLine> together(List<WaitingLine> waiting) {
        return waiting.subList(0, Coalescing.linesTogether(waiting, rule));
    }

    private Mono<Claim> take(List<WaitingLine> lines, boolean inDoubt) {
        Statement take =
                statement(
                        DeliverySql.TAKE,
                        channel,
                        lines.stream().map(WaitingLine::eventId).toArray(String[]::new),
                        lines.getFirst().eventId(),
                        rule.holdFor().toMillis());
        return rows(take, row -> requireNonNull(row.get("next_try_at", Instant.class)))
                .collectList()
                .map(held -> new Claim.Taken(message(lines, inDoubt, held.getFirst())));
    }

    private ClaimedMessage message(List<WaitingLine> lines, boolean inDoubt, Instant heldUntil) {
        return new ClaimedMessage(
                channel,
                String.join(
                        Coalescing.LINE_BREAK, lines.stream().map(WaitingLine::content).toList()),
                lines.size(),
                lines.stream().mapToInt(WaitingLine::refusals).max().orElse(0),
                inDoubt,
                heldUntil,
                lines.stream().map(WaitingLine::place).filter(Objects::nonNull).toList());
    }

    private Statement statement(String sql, Object... parameters) {
        return bind(connection.createStatement(sql), parameters);
    }

    private static WaitingLine line(Readable row) {
        Long wait = row.get("wait_millis", Long.class);
        return new WaitingLine(
                requireNonNull(row.get("event_id", String.class)),
                requireNonNull(row.get("content", String.class)),
                requireNonNull(row.get("refusals", Integer.class)),
                TraceParent.parse(row.get("traceparent", String.class), null).orElse(null),
                wait == null ? 0 : wait);
    }
}
