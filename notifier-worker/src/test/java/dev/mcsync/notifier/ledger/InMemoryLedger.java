package dev.mcsync.notifier.ledger;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.notifier.discord.Refusal;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The twin of the ledger in PostgreSQL: the same contract, by the same rules, in a list. */
public final class InMemoryLedger implements DeliveryLedger {

    /** One delivery as it stands; mutable, for the eyes of tests. */
    public static final class Row {
        private final String channel;
        private final Delivery delivery;
        private final Instant createdAt;
        private DeliveryState state;
        private @Nullable String reason;
        private @Nullable String messageId;
        private @Nullable Instant nextTryAt;
        private int attempts;
        private int ambiguous;
        private int refusals;
        private boolean secondChance;

        /** The place in the order of all that was ever settled; 0 before. */
        private long settledAs;

        private Row(String channel, Delivery delivery, Instant createdAt) {
            this.channel = channel;
            this.delivery = delivery;
            this.createdAt = createdAt;
            switch (delivery.notice()) {
                case Tell _ when delivery.wasTold() -> {
                    state = DeliveryState.SENT;
                    reason = "told_before";
                }
                case Tell _ -> {
                    state = DeliveryState.WAITING;
                    ambiguous = delivery.isInDoubt() ? 1 : 0;
                }
                case Silent(var why) -> {
                    state = DeliveryState.SUPPRESSED;
                    reason = why.word();
                }
            }
        }

        private boolean isUntold() {
            return state == DeliveryState.WAITING || state == DeliveryState.SENDING;
        }

        private String eventId() {
            return delivery.eventId().value();
        }

        private String line() {
            return ((Tell) delivery.notice()).line();
        }

        private WaitingLine waiting() {
            return new WaitingLine(eventId(), line(), refusals, delivery.place(), 0);
        }

        /** Whose order is kept: the task's, or the agent's. */
        private @Nullable String subject() {
            if (delivery.taskId() != null) {
                return delivery.taskId().value();
            }
            return delivery.agentId() == null ? null : delivery.agentId().value();
        }

        @Override
        public String toString() {
            return "%s %s %s %s tried %d in doubt %d"
                    .formatted(eventId(), state.word(), reason, messageId, attempts, ambiguous);
        }
    }

    private final InstantSource clock;
    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Map<Integer, Long>> positions = new HashMap<>();
    private @Nullable RuntimeException fault;
    private long settlements;

    public InMemoryLedger(InstantSource clock) {
        this.clock = clock;
    }

    /** Every call fails until told otherwise. */
    public synchronized void failWith(@Nullable RuntimeException failure) {
        fault = failure;
    }

    public synchronized List<String> rows() {
        return rows.stream().map(Row::toString).toList();
    }

    public synchronized List<String> states() {
        return rows.stream().map(row -> row.state.word()).toList();
    }

    @Override
    public Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps) {
        return Mono.fromSupplier(() -> recordNow(channel, deliveries, steps));
    }

    @Override
    public Mono<Long> wereTold(String channel, int partition, long before) {
        return Mono.fromSupplier(() -> wereToldNow(channel, partition, before));
    }

    private synchronized long wereToldNow(String channel, int partition, long before) {
        check();
        List<Row> told =
                rowsOf(
                        channel,
                        row -> {
                            Origin origin = row.delivery.origin();
                            return row.isUntold()
                                    && origin != null
                                    && origin.partition() == partition
                                    && origin.offset() < before;
                        });
        for (Row row : told) {
            row.state = DeliveryState.SENT;
            row.reason = "told_before";
            row.nextTryAt = null;
        }
        return told.size();
    }

    @Override
    public Mono<Map<Integer, Long>> positions(String channel) {
        return Mono.fromSupplier(() -> Map.copyOf(positionsOf(channel)));
    }

    private Map<Integer, Long> positionsOf(String channel) {
        return positions.computeIfAbsent(channel, _ -> new HashMap<>());
    }

    @Override
    public Mono<Claim> claim(String channel, ClaimRule rule) {
        return Mono.fromSupplier(() -> claimNow(channel, rule));
    }

    @Override
    public Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
        return Mono.fromSupplier(() -> settleNow(message, settlement));
    }

    @Override
    public Mono<Resent> sendAgain(String channel, EventId eventId) {
        return Mono.fromSupplier(() -> sendAgainNow(channel, eventId));
    }

    @Override
    public Mono<Backlog> backlog(String channel) {
        return Mono.fromSupplier(() -> backlogNow(channel));
    }

    private synchronized Recorded recordNow(
            String channel, List<Delivery> deliveries, List<Step> steps) {
        check();
        Map<Integer, Long> noted = positionsOf(channel);
        if (steps.stream()
                .anyMatch(step -> !Objects.equals(step.from(), noted.get(step.partition())))) {
            throw new OtherPlaceException(steps);
        }
        Map<Integer, Long> untold = new HashMap<>();
        for (Row row : rowsOf(channel, row -> row.isUntold())) {
            Origin origin = row.delivery.origin();
            if (origin != null) {
                untold.merge(origin.partition(), origin.offset(), Math::min);
            }
        }
        steps.forEach(step -> noted.put(step.partition(), step.to()));
        int waiting = 0;
        int suppressed = 0;
        for (Delivery delivery : deliveries) {
            if (rowsOf(channel, row -> row.eventId().equals(delivery.eventId().value()))
                    .isEmpty()) {
                Row row = new Row(channel, delivery, clock.instant());
                rows.add(row);
                waiting += row.state == DeliveryState.WAITING ? 1 : 0;
                suppressed += row.state == DeliveryState.WAITING ? 0 : 1;
            }
        }
        return new Recorded(waiting, suppressed, deliveries.size() - waiting - suppressed, untold);
    }

    private synchronized Claim claimNow(String channel, ClaimRule rule) {
        check();
        List<Row> taken = rowsOf(channel, row -> row.state == DeliveryState.SENDING);
        if (!taken.isEmpty()) {
            return claim(taken, taken, rule, true);
        }
        List<Row> waiting = waiting(channel, rule);
        if (waiting.isEmpty()) {
            return new Claim.Nothing();
        }
        int together = Coalescing.linesTogether(waiting.stream().map(Row::waiting).toList(), rule);
        return claim(waiting, waiting.subList(0, together), rule, false);
    }

    private List<Row> waiting(String channel, ClaimRule rule) {
        List<Row> waiting = rowsOf(channel, row -> row.state == DeliveryState.WAITING);
        if (!rule.isTrial()) {
            return waiting.stream().limit(Coalescing.page(rule)).toList();
        }
        Map<@Nullable String, Row> firstOfEach = new LinkedHashMap<>();
        waiting.forEach(row -> firstOfEach.putIfAbsent(row.subject(), row));
        return firstOfEach.values().stream()
                .sorted(Comparator.comparingInt(row -> row.refusals))
                .limit(1)
                .toList();
    }

    private Claim claim(List<Row> seen, List<Row> wanted, ClaimRule rule, boolean inDoubt) {
        Instant now = clock.instant();
        Instant due =
                seen.stream()
                        .map(row -> row.nextTryAt == null ? now : row.nextTryAt)
                        .max(Comparator.naturalOrder())
                        .orElse(now);
        if (due.isAfter(now)) {
            return new Claim.Held(Duration.between(now, due));
        }
        Instant heldUntil = now.plus(rule.holdFor());
        for (Row row : wanted) {
            row.state = DeliveryState.SENDING;
            row.reason = row == wanted.getFirst() ? null : wanted.getFirst().eventId();
            row.attempts++;
            row.ambiguous += inDoubt ? 1 : 0;
            row.nextTryAt = heldUntil;
        }
        return new Claim.Taken(
                new ClaimedMessage(
                        wanted.getFirst().channel,
                        String.join(Coalescing.LINE_BREAK, wanted.stream().map(Row::line).toList()),
                        wanted.size(),
                        wanted.stream().mapToInt(row -> row.refusals).max().orElse(0),
                        inDoubt,
                        heldUntil,
                        wanted.stream()
                                .map(row -> row.delivery.place())
                                .filter(Objects::nonNull)
                                .toList()));
    }

    private synchronized Settled settleNow(ClaimedMessage message, Settlement settlement) {
        check();
        List<Row> taken =
                rowsOf(
                        message.channel(),
                        row ->
                                row.state == DeliveryState.SENDING
                                        && message.heldUntil().equals(row.nextTryAt));
        taken.forEach(row -> settle(row, settlement));
        if (taken.isEmpty()) {
            return Settled.OVERTAKEN;
        }
        return settlement instanceof Settlement.Dead dead && giveBack(message.channel(), dead)
                ? Settled.GIVEN_BACK
                : Settled.NOTED;
    }

    private boolean giveBack(String channel, Settlement.Dead dead) {
        long lastSent =
                rowsOf(channel, row -> row.state == DeliveryState.SENT).stream()
                        .mapToLong(row -> row.settledAs)
                        .max()
                        .orElse(0);
        List<Row> run =
                rowsOf(
                        channel,
                        row ->
                                row.state == DeliveryState.DEAD
                                        && !row.secondChance
                                        && row.settledAs > lastSent);
        if (run.size() <= dead.mostInARow()) {
            return false;
        }
        run.forEach(row -> {
            row.state = DeliveryState.WAITING;
            row.reason = null;
            row.secondChance = true;
            row.nextTryAt = clock.instant().plus(dead.delay());
        });
        return true;
    }

    private synchronized Resent sendAgainNow(String channel, EventId eventId) {
        check();
        List<Row> found = rowsOf(channel, row -> row.eventId().equals(eventId.value()));
        if (found.isEmpty()) {
            return Resent.UNKNOWN;
        }
        Row row = found.getFirst();
        if (row.state != DeliveryState.DEAD) {
            return Resent.NOT_DEAD;
        }
        row.state = DeliveryState.WAITING;
        row.reason = null;
        row.refusals = 1;
        row.secondChance = true;
        row.nextTryAt = null;
        return Resent.WAITING;
    }

    private void settle(Row row, Settlement settlement) {
        row.settledAs = ++settlements;
        switch (settlement) {
            case Settlement.Sent(String messageId) -> {
                row.state = row.reason == null ? DeliveryState.SENT : DeliveryState.COALESCED;
                row.messageId = messageId;
                row.nextTryAt = null;
            }
            case Settlement.Returned(Duration delay) -> {
                row.state = DeliveryState.WAITING;
                row.reason = null;
                row.nextTryAt = clock.instant().plus(delay);
            }
            case Settlement.InDoubt(Duration delay) -> row.nextTryAt = clock.instant().plus(delay);
            case Settlement.Suspected(Refusal _, Duration delay) -> {
                row.state = DeliveryState.WAITING;
                row.reason = null;
                row.refusals++;
                row.nextTryAt = clock.instant().plus(delay);
            }
            case Settlement.Dead(Refusal refusal, int _, Duration _) -> {
                row.state = DeliveryState.DEAD;
                row.reason = refusal.word();
                row.refusals++;
                row.nextTryAt = null;
            }
        }
    }

    private synchronized Backlog backlogNow(String channel) {
        check();
        List<Row> due =
                rowsOf(
                        channel,
                        row ->
                                row.state == DeliveryState.WAITING
                                        || row.state == DeliveryState.SENDING);
        return new Backlog(
                due.size(),
                due.isEmpty()
                        ? Duration.ZERO
                        : Duration.between(due.getFirst().createdAt, clock.instant()));
    }

    private List<Row> rowsOf(String channel, Predicate<Row> wanted) {
        return rows.stream().filter(row -> row.channel.equals(channel)).filter(wanted).toList();
    }

    private void check() {
        if (fault != null) {
            throw fault;
        }
    }
}
