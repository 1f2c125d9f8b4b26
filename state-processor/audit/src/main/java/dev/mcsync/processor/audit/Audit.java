package dev.mcsync.processor.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All checks, one after the other, on a running system or on one that stands still. Blocks. */
public final class Audit {

    private static final Set<Discrepancy.Kind> OF_ROWS =
            EnumSet.of(
                    Discrepancy.Kind.ROW_EDITED,
                    Discrepancy.Kind.ROW_MISSING,
                    Discrepancy.Kind.ROW_UNREADABLE,
                    Discrepancy.Kind.ROW_ORPHAN,
                    Discrepancy.Kind.HISTORY_DIVERGED);

    private final PostgresAddress database;
    private final KafkaClients clients;
    private final String notifierGroup;
    private final Progress progress;

    /**
     * @param notifierGroup the consumer group of the notifier
     */
    public Audit(
            PostgresAddress database,
            KafkaClients clients,
            String notifierGroup,
            Progress progress) {
        this.database = database;
        this.clients = clients;
        this.notifierGroup = notifierGroup;
        this.progress = progress;
    }

    /**
     * @throws AuditFailedException when the database or the log cannot be read to the end
     */
    public List<Check> everything() {
        return reaching(() -> {
            List<Check> checks = new ArrayList<>(state(DriftScan.Scope.EVERYTHING));
            checks.addAll(accounts());
            return checks;
        });
    }

    /** What concerns one task: its row, its snapshot and its chain. */
    public List<Check> task(String taskId) {
        return reaching(() -> state(DriftScan.Scope.ofTask(taskId)));
    }

    /** Makes the broker compact the topics now and compares what is left with the database. */
    public List<Check> afterCompaction() {
        return reaching(() -> {
            long began = System.nanoTime();
            try (Compaction compaction = new Compaction(clients)) {
                compaction.run(List.of(Topic.TASK_STATE, Topic.AGENT_STATE), progress);
            }
            Found found = new Found();
            DriftScan.Counts counts = scan(DriftScan.Scope.EVERYTHING, found);
            Discrepancies both = new Discrepancies();
            found.in(Area.TASK_TOPIC).kept().forEach(both::add);
            found.in(Area.AGENT_TOPIC).kept().forEach(both::add);
            return List.of(
                    check(
                            "compacted",
                            "after compaction too, the last snapshot is the row",
                            "%,d records left"
                                    .formatted(counts.taskRecords() + counts.agentRecords()),
                            both,
                            began));
        });
    }

    /** Where something may differ, as one check each. */
    private enum Area {
        TASK_ROWS("tasks", "every task is what its ledger comes to"),
        AGENT_ROWS("agents", "every agent is what its ledger comes to"),
        TASK_TOPIC("task_state", "the last snapshot of every task is its row"),
        AGENT_TOPIC("agent_state", "the last snapshot of every agent is its row"),
        CHAIN("chain", "no entry was changed after it was written");

        private final String check;
        private final String claim;

        Area(String check, String claim) {
            this.check = check;
            this.claim = claim;
        }

        static Area of(Discrepancy found) {
            boolean isTask = found.subject().kind() == Subject.Kind.TASK;
            if (found.kind() == Discrepancy.Kind.CHAIN_BROKEN) {
                return CHAIN;
            }
            if (OF_ROWS.contains(found.kind())) {
                return isTask ? TASK_ROWS : AGENT_ROWS;
            }
            return isTask ? TASK_TOPIC : AGENT_TOPIC;
        }
    }

    /** What was found, by where it belongs. */
    private static final class Found {

        private final Map<Area, Discrepancies> areas = new EnumMap<>(Area.class);

        Discrepancies in(Area area) {
            return areas.computeIfAbsent(area, _ -> new Discrepancies());
        }
    }

    private DriftScan.Counts scan(DriftScan.Scope scope, Found found) {
        return new DriftScan(database, clients, Limits.DEFAULT)
                .run(scope, each -> found.in(Area.of(each)).add(each), progress);
    }

    private List<Check> state(DriftScan.Scope scope) {
        long began = System.nanoTime();
        Found found = new Found();
        DriftScan.Counts counts = scan(scope, found);
        Map<Area, String> looked = new EnumMap<>(Area.class);
        looked.put(
                Area.TASK_ROWS,
                "%,d tasks, %,d entries".formatted(counts.tasks(), counts.taskEntries()));
        looked.put(Area.TASK_TOPIC, "%,d records".formatted(counts.taskRecords()));
        if (scope.onlyTask() == null) {
            looked.put(
                    Area.AGENT_ROWS,
                    "%,d agents, %,d entries".formatted(counts.agents(), counts.agentEntries()));
            looked.put(Area.AGENT_TOPIC, "%,d records".formatted(counts.agentRecords()));
        }
        looked.put(Area.CHAIN, "%,d sealed entries".formatted(counts.sealedEntries()));
        return looked.entrySet().stream()
                .map(area ->
                        check(
                                area.getKey().check,
                                area.getKey().claim,
                                area.getValue(),
                                found.in(area.getKey()),
                                began))
                .toList();
    }

    /** Where the groups stand is asked first: what they are done with is then in the database. */
    private List<Check> accounts() throws SQLException, InterruptedException {
        try (LogOffsets offsets = new LogOffsets(clients);
                PublishedUpTo publishedUpTo = new PublishedUpTo(clients, offsets);
                Log log = new Log(clients, offsets)) {
            Map<TopicPartition, Long> applied = offsets.ofIntakes();
            Map<TopicPartition, Long> noted = offsets.of(notifierGroup);
            Positions rejected = Positions.ofRejected(log, progress);
            try (DatabaseSnapshot snapshot = snapshot()) {
                publishedUpTo.await(snapshot.applied().next());
                List<Check> checks = new ArrayList<>();
                checks.add(inputs(new InputAccount(snapshot, log, rejected), applied));
                checks.addAll(outcomes(new OutcomeAccount(snapshot, log, rejected, noted)));
                return checks;
            }
        }
    }

    private Check inputs(InputAccount account, Map<TopicPartition, Long> applied)
            throws SQLException, InterruptedException {
        long began = System.nanoTime();
        Discrepancies unaccounted = new Discrepancies();
        return check(
                "inputs",
                "every record taken in has an outcome or was rejected",
                account.run(applied, unaccounted, progress),
                unaccounted,
                began);
    }

    private List<Check> outcomes(OutcomeAccount account) throws SQLException, InterruptedException {
        long began = System.nanoTime();
        OutcomeAccount.Looked told = account.run(progress);
        tellUnknown(account);
        return List.of(
                check(
                        "outcomes",
                        "every outcome stands on the log, once",
                        "%,d outcomes".formatted(told.outcomes()),
                        account.outcomes(),
                        began),
                check(
                        "notices",
                        "every outcome has its row among the deliveries",
                        "%,d due".formatted(told.due()),
                        account.notices(),
                        began));
    }

    /** What was told while this looked is known by now; a snapshot of before cannot know it. */
    private void tellUnknown(OutcomeAccount account) throws SQLException {
        if (account.hasUnknown()) {
            try (DatabaseSnapshot fresh = snapshot()) {
                account.tellUnknown(fresh);
            }
        }
    }

    private DatabaseSnapshot snapshot() throws SQLException {
        return DatabaseSnapshot.open(database, Duration.ZERO);
    }

    private static Check check(
            String name, String claim, String looked, Discrepancies found, long beganNanos) {
        return new Check(
                name, claim, looked, found, Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    private interface Reading<T> {
        T read() throws SQLException, InterruptedException;
    }

    private static <T> T reaching(Reading<T> reading) {
        try {
            return reading.read();
        } catch (SQLException e) {
            throw unreachable("database", e);
        } catch (InputAccount.LookUpFailedException e) {
            throw unreachable("database", e.getCause());
        } catch (KafkaException e) {
            throw unreachable("log", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("Interrupted", e);
        }
    }

    private static AuditFailedException unreachable(String what, @Nullable Throwable cause) {
        return new AuditFailedException(
                "The " + what + " cannot be read: " + (cause == null ? "" : cause.getMessage()),
                cause == null ? new IllegalStateException() : cause);
    }
}
