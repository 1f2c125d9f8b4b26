package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.notifier.ledger.Claim;
import dev.mcsync.notifier.ledger.ClaimedMessage;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.Resent;
import dev.mcsync.notifier.ledger.Settled;
import dev.mcsync.notifier.ledger.Settlement;
import dev.mcsync.notifier.ledger.Step;
import dev.mcsync.notifier.message.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** The table of deliveries, and the notifier's view of it. */
final class DeliveryTwin {

    private static final String ADVISORY_LOCK = "discord";

    private final World world;
    private final DatabaseTwin database;
    private final Set<Planted> planted;
    private final Map<EventId, Row> rows = new LinkedHashMap<>();

    enum State {
        WAITING,
        SENDING,
        SENT,
        SUPPRESSED
    }

    /**
     * @param nextTryAt also tells one taking from another
     */
    record Row(EventId eventId, State state, String line, @Nullable Instant nextTryAt) {
        Row to(State next, @Nullable Instant at) {
            return new Row(eventId, next, line, at);
        }
    }

    DeliveryTwin(World world, DatabaseTwin database, Set<Planted> planted) {
        this.world = world;
        this.database = database;
        this.planted = planted;
    }

    Map<EventId, Row> rows() {
        return rows;
    }

    boolean isDone() {
        return rows.values().stream()
                .noneMatch(row -> row.state() == State.WAITING || row.state() == State.SENDING);
    }

    boolean isTaken() {
        return rows.values().stream().anyMatch(row -> row.state() == State.SENDING);
    }

    /**
     * @param scheduler runs the calls; null where they run on the caller's thread
     */
    DeliveryLedger forProcess(Node node, @Nullable SchedulerTwin scheduler) {
        return new View(node, scheduler);
    }

    private final class View implements DeliveryLedger {

        private final Node node;
        private final @Nullable SchedulerTwin scheduler;

        View(Node node, @Nullable SchedulerTwin scheduler) {
            this.node = node;
            this.scheduler = scheduler;
        }

        @Override
        public Mono<Recorded> record(String channel, List<Delivery> deliveries, List<Step> steps) {
            return call(() ->
                    world.step(
                            "deliveries.record",
                            () -> DeliveryTwin.this.record(deliveries),
                            DatabaseTwin::away));
        }

        @Override
        public Mono<Long> wereTold(String channel, int partition, long before) {
            return Mono.just(0L);
        }

        /** This table loses nothing. */
        @Override
        public Mono<Map<Integer, Long>> positions(String channel) {
            return Mono.just(Map.of());
        }

        @Override
        public Mono<Claim> claim(String channel, ClaimRule rule) {
            return call(() -> claim(rule));
        }

        @Override
        public Mono<Settled> settle(ClaimedMessage message, Settlement settlement) {
            return call(() ->
                    world.step(
                            "deliveries.settle",
                            () -> DeliveryTwin.this.settle(message, settlement),
                            DatabaseTwin::away));
        }

        /** Nobody asks for it here, where no message dies. */
        @Override
        public Mono<Resent> sendAgain(String channel, EventId eventId) {
            return Mono.just(Resent.UNKNOWN);
        }

        @Override
        public Mono<Backlog> backlog(String channel) {
            return Mono.just(new Backlog(0, Duration.ZERO));
        }

        private <T> Mono<T> call(Callable<T> work) {
            Mono<T> call = Mono.fromCallable(work);
            return scheduler == null ? call : call.subscribeOn(scheduler);
        }

        private Claim claim(ClaimRule rule) {
            DatabaseTwin.Tx tx =
                    world.step("deliveries.begin", () -> database.begin(node), DatabaseTwin::away);
            try {
                boolean locked =
                        world.step(
                                "deliveries.lock",
                                () -> database.tryLock(tx, ADVISORY_LOCK),
                                DatabaseTwin::away);
                if (!locked) {
                    return new Claim.Nothing();
                }
                List<Row> next =
                        world.step("deliveries.look", () -> next(tx, rule), DatabaseTwin::away);
                if (next.isEmpty()) {
                    return new Claim.Nothing();
                }
                Duration wait = untilDue(next);
                if (wait.isPositive()) {
                    return new Claim.Held(wait);
                }
                return world.step(
                        "deliveries.take", () -> take(tx, next, rule), DatabaseTwin::away);
            } finally {
                database.end(tx);
            }
        }
    }

    private DeliveryLedger.Recorded record(List<Delivery> deliveries) {
        int waiting = 0;
        int suppressed = 0;
        for (Delivery delivery : deliveries) {
            if (rows.containsKey(delivery.eventId())) {
                continue;
            }
            boolean told = delivery.notice() instanceof Notice.Tell;
            waiting += told ? 1 : 0;
            suppressed += told ? 0 : 1;
            rows.put(
                    delivery.eventId(),
                    new Row(
                            delivery.eventId(),
                            told ? State.WAITING : State.SUPPRESSED,
                            delivery.notice() instanceof Notice.Tell(String line) ? line : "",
                            null));
        }
        return new DeliveryLedger.Recorded(
                waiting, suppressed, deliveries.size() - waiting - suppressed);
    }

    private List<Row> next(DatabaseTwin.Tx tx, DeliveryLedger.ClaimRule rule) {
        database.check(tx);
        List<Row> taken = inState(State.SENDING);
        if (!taken.isEmpty()) {
            return taken;
        }
        List<Row> waiting = inState(State.WAITING);
        return waiting.size() <= rule.coalesceAbove()
                ? waiting.stream().limit(1).toList()
                : waiting.stream().limit(rule.maxLines()).toList();
    }

    private List<Row> inState(State state) {
        return rows.values().stream().filter(row -> row.state() == state).toList();
    }

    private Duration untilDue(List<Row> next) {
        Instant due = Instant.MIN;
        for (Row row : next) {
            Instant at = row.nextTryAt();
            due = at != null && at.isAfter(due) ? at : due;
        }
        Instant now = world.instant();
        return due.isAfter(now)
                ? Duration.ofMillis(Duration.between(now, due).toMillis() + 1)
                : Duration.ZERO;
    }

    private Claim take(DatabaseTwin.Tx tx, List<Row> next, DeliveryLedger.ClaimRule rule) {
        database.check(tx);
        boolean inDoubt = next.getFirst().state() == State.SENDING;
        Instant heldUntil = world.instant().plus(rule.holdFor());
        next.forEach(row -> rows.put(row.eventId(), row.to(State.SENDING, heldUntil)));
        return new Claim.Taken(
                new ClaimedMessage(
                        "team",
                        next.stream().map(Row::line).collect(Collectors.joining("\n")),
                        next.size(),
                        0,
                        inDoubt,
                        heldUntil,
                        List.of()));
    }

    private Settled settle(ClaimedMessage message, Settlement settlement) {
        return noted(message, settlement) ? Settled.NOTED : Settled.OVERTAKEN;
    }

    /** No answer here finds fault with a message, so none is suspected or dies. */
    private boolean noted(ClaimedMessage message, Settlement settlement) {
        return switch (settlement) {
            case Settlement.Sent _ ->
                    planted.contains(Planted.DELIVERY_NOT_NOTED)
                            || change(message, row -> row.to(State.SENT, null));
            case Settlement.Returned(Duration delay) ->
                    change(message, row -> row.to(State.WAITING, after(delay)));
            case Settlement.InDoubt(Duration delay) ->
                    change(message, row -> row.to(State.SENDING, after(delay)));
            case Settlement.Suspected _, Settlement.Dead _ ->
                    throw new IllegalStateException(
                            "Expected no fault in a message: " + settlement);
        };
    }

    private Instant after(Duration delay) {
        return world.instant().plus(delay);
    }

    private boolean change(ClaimedMessage message, UnaryOperator<Row> change) {
        boolean[] changed = new boolean[1];
        rows.replaceAll((_, row) -> {
            if (row.state() != State.SENDING || !message.heldUntil().equals(row.nextTryAt())) {
                return row;
            }
            changed[0] = true;
            return change.apply(row);
        });
        return changed[0];
    }
}
