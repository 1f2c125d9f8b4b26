package dev.mcsync.infra.proof.outage;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.local.run.RunFailedException;
import dev.mcsync.infra.operator.api.McApi;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** One outage after the other under one load, and at the end a look at what became of it all. */
final class OutageRun {

    private static final int LIVES_PER_SECOND = 12;
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final long MAX_HEAP_GROWTH_BYTES = 100L << 20;
    private static final String TOLD =
            "select event_id as id from discord_deliveries where state in ('sent', 'coalesced')";

    private final OutageBed bed;
    private final PrintStream out;
    private final Duration length;
    private final boolean isStrict;
    private final List<String> violations = new ArrayList<>();

    /**
     * @param length of each outage
     * @param isStrict holds it to the targets; otherwise time is only measured
     */
    OutageRun(OutageBed bed, PrintStream out, Duration length, boolean isStrict) {
        this.bed = bed;
        this.out = out;
        this.length = length;
        this.isStrict = isStrict;
    }

    /** Gives everything that should not have been, in words. */
    List<String> run(List<Outage> outages) throws InterruptedException {
        try (McApi api = bed.api();
                Load load = new Load(api, LIVES_PER_SECOND)) {
            load.enter("before");
            load.start();
            awaitFlow("select count(*) as n from processed_events where 0 < %s", Instant.now());
            LockSupport.parkNanos(CALM.toNanos());
            long heapBefore = heapAfterCollection();
            out.printf("Heap before: %d MB%n%s%n", heapBefore >> 20, Measured.header());
            for (Outage outage : outages) {
                judge(measure(outage, load), heapBefore);
            }
            Load.Answers last = load.enter("after");
            if (!load.finish(PATIENCE)) {
                violations.add("clients were still without an answer after " + PATIENCE);
            }
            violations.addAll(last.wrong());
            check(load);
        }
        return List.copyOf(violations);
    }

    private Measured measure(Outage outage, Load load) throws InterruptedException {
        // What does not flow before cannot be seen to be cut off.
        awaitFlow(outage.flowSince(), Instant.now());
        Load.Answers answers = load.enter(outage.label());
        long start = System.nanoTime();
        outage.begin(bed);
        LockSupport.parkNanos(length.toNanos());
        if (!outage.wasFelt(bed)) {
            violations.add(outage.label() + ": no sign of the fault, so this proves nothing");
        }
        long heap = heapAfterCollection();
        Duration lasted = Duration.ofNanos(System.nanoTime() - start);
        Instant givenBack = Instant.now();
        outage.end(bed);
        awaitFlow(outage.flowSince(), givenBack);
        Duration flowAfter = Duration.between(givenBack, Instant.now());
        load.enter("after " + outage.label());
        awaitReady(outage);
        return new Measured(outage, lasted, answers, flowAfter, heap);
    }

    private void awaitReady(Outage outage) {
        try {
            bed.awaitReady();
        } catch (RunFailedException e) {
            violations.add("after " + outage.label() + ": " + e.getMessage());
        }
    }

    private void judge(Measured measured, long heapBefore) {
        out.println(measured.line());
        Outage outage = measured.outage();
        measured.answers()
                .wrong()
                .forEach(wrong -> violations.add(outage.label() + " answered " + wrong));
        if (measured.heapBytes() > heapBefore + MAX_HEAP_GROWTH_BYTES) {
            violations.add(outage.label() + ": the heap grew to " + measured.heapBytes());
        }
        if (isStrict && measured.answers().slowest().compareTo(outage.answerTarget()) > 0) {
            violations.add(
                    "%s: an answer took %s, more than %s"
                            .formatted(
                                    outage.label(),
                                    measured.answers().slowest(),
                                    outage.answerTarget()));
        }
        if (isStrict && measured.flowAfter().compareTo(outage.flowTarget()) > 0) {
            violations.add(
                    "%s: work went on after %s, later than %s"
                            .formatted(outage.label(), measured.flowAfter(), outage.flowTarget()));
        }
    }

    private void awaitFlow(String question, Instant since) {
        String sql = question.formatted(since.toEpochMilli() / 1_000.0);
        if (!await(() -> number(sql) > 0)) {
            violations.add("no work was done within " + PATIENCE);
        }
    }

    private void check(Load load) {
        Set<String> events = load.events();
        Set<String> tasks = load.tasks();
        await(() -> missing(events, "select event_id as id from agent_events").isEmpty());
        await(() -> missing(events, TOLD).isEmpty());
        out.printf("%,d events and %,d tasks were accepted%n", events.size(), tasks.size());

        expectNone("accepted and lost", missing(events, "select event_id as id from agent_events"));
        expectNone(
                "created and not done",
                missing(tasks, "select task_id as id from tasks where status = 'done'"));
        expectNone(
                "accepted and without effect",
                overlap(
                        events,
                        "select event_id as id from agent_events where outcome is distinct from 'applied'"));
        expectZero(
                "tasks whose version is not the number of their applied events",
                number(
                        "select count(*) as n from tasks t where version <> (select count(*) from agent_events e where e.task_id = t.task_id and e.outcome = 'applied')"));
        expectZero(
                "events of one task with the same version",
                number(
                        "select count(*) as n from (select 1 from agent_events where version is not null and task_id is not null group by task_id, version having count(*) > 1) twice"));
        expectZero(
                "effects without a dedup row of the same transaction",
                number(
                        "select count(*) as n from agent_events e left join processed_events p using (event_id) where p.event_id is null or p.xmin <> e.xmin"));
        expectZero(
                "agents written by another transaction than their last event",
                number(
                        "select count(*) as n from agents_status a left join agent_events e on e.event_id = a.last_event_id where e.event_id is null or e.xmin <> a.xmin"));
        expectNone("accepted and not told to Discord", missing(events, TOLD));
        expectZero("records among the rejected", rejected());
        expectZero(
                "messages to Discord given up",
                number("select count(*) as n from discord_deliveries where state = 'dead'"));
        expectToldOnce();
    }

    private void expectToldOnce() {
        Map<String, Integer> lines = new HashMap<>();
        bed.discord()
                .contents()
                .forEach(content ->
                        content.lines().forEach(line -> lines.merge(line, 1, Integer::sum)));
        int twice = lines.values().stream().mapToInt(times -> times - 1).sum();
        long ambiguous = number("select coalesce(sum(ambiguous), 0) as n from discord_deliveries");
        out.printf(
                "%,d lines told to Discord, %d of them twice, %d in doubt%n",
                lines.size(), twice, ambiguous);
        if (twice > ambiguous) {
            violations.add(
                    "%d lines told twice, with only %d in doubt".formatted(twice, ambiguous));
        }
    }

    private void expectNone(String what, Set<String> found) {
        if (!found.isEmpty()) {
            violations.add(
                    "%d %s, such as %s"
                            .formatted(found.size(), what, found.stream().limit(3).toList()));
        }
    }

    private void expectZero(String what, long found) {
        if (found != 0) {
            violations.add("%d %s".formatted(found, what));
        }
    }

    private Set<String> missing(Set<String> expected, String sql) {
        Set<String> missing = new HashSet<>(expected);
        missing.removeAll(ids(sql));
        return missing;
    }

    private Set<String> overlap(Set<String> expected, String sql) {
        Set<String> overlap = new HashSet<>(expected);
        overlap.retainAll(ids(sql));
        return overlap;
    }

    private Set<String> ids(String sql) {
        try {
            return bed.ledger().rows(sql).stream()
                    .map(row -> row.text("id"))
                    .collect(Collectors.toSet());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot ask the database: " + sql, e);
        }
    }

    /** Below zero while the database does not answer. */
    private long number(String sql) {
        try {
            return bed.ledger().rows(sql).getFirst().number("n");
        } catch (SQLException _) {
            return -1;
        }
    }

    private long rejected() {
        String topic = Topic.REJECTED_EVENTS.topicName();
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", bed.broker().bootstrapServers()))) {
            int partitions =
                    admin.describeTopics(Set.of(topic))
                            .allTopicNames()
                            .get()
                            .values()
                            .iterator()
                            .next()
                            .partitions()
                            .size();
            Map<TopicPartition, OffsetSpec> ends =
                    IntStream.range(0, partitions)
                            .boxed()
                            .collect(
                                    Collectors.toMap(
                                            i -> new TopicPartition(topic, i),
                                            _ -> OffsetSpec.latest()));
            return admin.listOffsets(ends).all().get().values().stream()
                    .mapToLong(end -> end.offset())
                    .sum();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Cannot ask the log for " + topic, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking the log", e);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static boolean await(Condition condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
        return true;
    }

    private static long heapAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
