package dev.mcsync.infra.local.audit;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.infra.local.audit.OutcomeAccount.Looked;
import dev.mcsync.processor.audit.AuditFailedException;
import dev.mcsync.processor.audit.DriftScan;
import dev.mcsync.processor.audit.Finding;
import dev.mcsync.processor.audit.Progress;
import dev.mcsync.processor.audit.Subject;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** All checks, one after the other, on a running system or on one that stands still. Blocks. */
public final class Audit {

    private static final Set<Finding.Kind> OF_ROWS =
            EnumSet.of(
                    Finding.Kind.ROW_EDITED,
                    Finding.Kind.ROW_MISSING,
                    Finding.Kind.ROW_UNREADABLE,
                    Finding.Kind.ROW_ORPHAN,
                    Finding.Kind.HISTORY_DIVERGED);

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
            Mismatches both = new Mismatches();
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

    private enum Area {
        TASK_ROWS,
        AGENT_ROWS,
        TASK_TOPIC,
        AGENT_TOPIC,
        CHAIN;

        static Area of(Finding finding) {
            boolean isTask = finding.subject().kind() == Subject.Kind.TASK;
            if (finding.kind() == Finding.Kind.CHAIN_BROKEN) {
                return CHAIN;
            }
            if (OF_ROWS.contains(finding.kind())) {
                return isTask ? TASK_ROWS : AGENT_ROWS;
            }
            return isTask ? TASK_TOPIC : AGENT_TOPIC;
        }
    }

    /** What was found, by where it belongs. */
    private static final class Found {

        private final Map<Area, Mismatches> areas = new EnumMap<>(Area.class);

        Mismatches in(Area area) {
            return areas.computeIfAbsent(area, _ -> new Mismatches());
        }
    }

    private DriftScan.Counts scan(DriftScan.Scope scope, Found found) {
        return new DriftScan(database, clients, Limits.DEFAULT)
                .run(
                        scope,
                        finding -> found.in(Area.of(finding)).add(Mismatch.of(finding)),
                        progress);
    }

    private List<Check> state(DriftScan.Scope scope) {
        long began = System.nanoTime();
        Found found = new Found();
        DriftScan.Counts counts = scan(scope, found);
        List<Check> checks = new ArrayList<>();
        checks.add(
                check(
                        "tasks",
                        "every task is what its ledger comes to",
                        "%,d tasks, %,d entries".formatted(counts.tasks(), counts.taskEntries()),
                        found.in(Area.TASK_ROWS),
                        began));
        if (scope.onlyTask() == null) {
            checks.add(
                    check(
                            "agents",
                            "every agent is what its ledger comes to",
                            "%,d agents, %,d entries"
                                    .formatted(counts.agents(), counts.agentEntries()),
                            found.in(Area.AGENT_ROWS),
                            began));
        }
        checks.add(
                check(
                        "task_state",
                        "the last snapshot of every task is its row",
                        "%,d records".formatted(counts.taskRecords()),
                        found.in(Area.TASK_TOPIC),
                        began));
        if (scope.onlyTask() == null) {
            checks.add(
                    check(
                            "agent_state",
                            "the last snapshot of every agent is its row",
                            "%,d records".formatted(counts.agentRecords()),
                            found.in(Area.AGENT_TOPIC),
                            began));
        }
        checks.add(
                check(
                        "chain",
                        "no entry was changed after it was written",
                        "%,d sealed entries".formatted(counts.sealedEntries()),
                        found.in(Area.CHAIN),
                        began));
        return checks;
    }

    /** Where the groups stand is asked first: what they are done with is then in the database. */
    private List<Check> accounts() throws SQLException {
        long began = System.nanoTime();
        try (Log log = new Log(clients)) {
            Map<TopicPartition, Long> applied = new HashMap<>();
            for (Topic input : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
                applied.putAll(log.committed("state-processor." + input.topicName()));
            }
            Map<TopicPartition, Long> noted = log.committed(notifierGroup);
            List<Check> checks = new ArrayList<>();
            Mismatches outcomes = new Mismatches();
            Mismatches notices = new Mismatches();
            try (Tables tables = Tables.open(database)) {
                Mismatches unaccounted = new Mismatches();
                String looked = new InputAccount(tables, log).run(applied, unaccounted, progress);
                checks.add(
                        check(
                                "inputs",
                                "every record taken in has an outcome or was rejected",
                                looked,
                                unaccounted,
                                began));
                began = System.nanoTime();
                OutcomeAccount account = new OutcomeAccount(tables, log, noted, outcomes, notices);
                Looked told = account.run(progress);
                tellUnknown(account.unexpected(), outcomes);
                checks.add(
                        check(
                                "outcomes",
                                "every outcome stands on the log, once",
                                "%,d outcomes".formatted(told.outcomes()),
                                outcomes,
                                began));
                checks.add(
                        check(
                                "notices",
                                "every outcome has its row among the deliveries",
                                "%,d due".formatted(told.due()),
                                notices,
                                began));
            }
            return checks;
        }
    }

    /** What was told while this looked is known by now; a snapshot of before cannot know it. */
    private void tellUnknown(List<String> unexpected, Mismatches outcomes) throws SQLException {
        if (unexpected.isEmpty()) {
            return;
        }
        try (Tables fresh = Tables.open(database)) {
            Set<String> known = OutcomeAccount.known(fresh, unexpected);
            for (String eventId : unexpected) {
                if (!known.contains(eventId)) {
                    outcomes.add(
                            Mismatch.of(
                                    "outcome_unknown",
                                    "event " + eventId,
                                    "its outcome is on the log and not in the database"));
                }
            }
        }
    }

    private static Check check(
            String name, String claim, String looked, Mismatches found, long beganNanos) {
        return new Check(
                name,
                claim,
                looked,
                found.kept(),
                found.found(),
                Duration.ofNanos(System.nanoTime() - beganNanos));
    }

    private interface Reading<T> {
        T read() throws SQLException;
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
        }
    }

    private static AuditFailedException unreachable(String what, @Nullable Throwable cause) {
        return new AuditFailedException(
                "The " + what + " cannot be read: " + (cause == null ? "" : cause.getMessage()),
                cause == null ? new IllegalStateException() : cause);
    }
}
