package dev.mcsync.processor.audit;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks for whatever is not as the ledger says: every task and every agent is folded from its
 * entries and compared with its row, and its row with what was published of it last.
 *
 * <p>Reads a snapshot of the database for either as a stream, and keeps of each published key 32
 * bytes, which is some 70 MB for a million tasks, and the agents that a checkpoint tells of. Facts
 * may be applied meanwhile: a row and its ledger are of one moment, and what was published counts
 * as different only when it still is after all that was applied has been published. Blocks; for one
 * thread.
 */
public final class DriftScan {

    private final PostgresAddress database;
    private final KafkaClients clients;
    private final Limits limitsOfOld;

    /**
     * @param limitsOfOld for entries from before the limits were kept beside them
     */
    public DriftScan(PostgresAddress database, KafkaClients clients, Limits limitsOfOld) {
        this.database = database;
        this.clients = clients;
        this.limitsOfOld = limitsOfOld;
    }

    /**
     * What to look at.
     *
     * @param chain whether the entries are still as they were sealed
     * @param published whether the compacted topics agree
     * @param fromChecked whether agents are folded from where an earlier look found them well
     * @param onlyTask looks at this task and nothing else; null for everything
     */
    public record Scope(
            boolean chain, boolean published, boolean fromChecked, @Nullable String onlyTask) {

        /** As an audit does. */
        public static final Scope EVERYTHING = new Scope(true, true, false, null);

        /**
         * As a reconcile run does. With the seals: a ledger that was itself tampered with is no
         * ground to mend anything on.
         */
        public static final Scope SINCE_THE_LAST_LOOK = new Scope(true, true, true, null);

        /**
         * A processor that died before it had published comes back and does so: that is no drift to
         * be mended. Who audits is told of it all the same.
         */
        Scope whilePublishingIsBehind() {
            return new Scope(chain, published && !fromChecked, fromChecked, onlyTask);
        }

        public static Scope ofTask(String taskId) {
            return new Scope(true, true, false, taskId);
        }
    }

    /** What was looked at, for the report. */
    public record Counts(
            long tasks,
            long taskEntries,
            long sealedEntries,
            long agents,
            long agentEntries,
            long taskRecords,
            long agentRecords) {}

    /**
     * Looks, and tells each finding as it comes.
     *
     * @throws AuditFailedException when the database or the log cannot be read to the end
     */
    public Counts run(Scope scope, Consumer<Discrepancy> findings, Progress progress) {
        return run(scope, findings, progress, _ -> {});
    }

    /**
     * The same.
     *
     * @param checkpoints hears of all agents when they were found well and the look started from
     *     where an earlier one had ended
     */
    public Counts run(
            Scope scope,
            Consumer<Discrepancy> findings,
            Progress progress,
            Consumer<Checkpoint> checkpoints) {
        try (LogOffsets offsets = new LogOffsets(clients);
                PublishedUpTo publishedUpTo = new PublishedUpTo(clients, offsets)) {
            Map<TopicPartition, Long> committed = offsets.ofIntakes();
            Applied applied = applied();
            boolean isPublished =
                    scope.published()
                            && applied.isWhole(committed)
                            && publishedUpTo.await(applied.next());
            Scope sensible = isPublished ? scope : scope.whilePublishingIsBehind();
            return new Look(offsets, publishedUpTo, sensible, findings, progress).at(checkpoints);
        } catch (SQLException e) {
            throw new AuditFailedException("The database cannot be read: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new AuditFailedException("The log cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("Interrupted", e);
        }
    }

    /** How far the inputs are in the database. */
    private Applied applied() throws SQLException {
        try (DatabaseSnapshot snapshot = snapshot()) {
            return snapshot.applied();
        }
    }

    /** One look: at the tasks of one moment of the database, then at the agents of another. */
    private final class Look {

        private final LogOffsets offsets;
        private final PublishedUpTo publishedUpTo;
        private final Scope scope;
        private final Consumer<Discrepancy> findings;
        private final Progress progress;

        Look(
                LogOffsets offsets,
                PublishedUpTo publishedUpTo,
                Scope scope,
                Consumer<Discrepancy> findings,
                Progress progress) {
            this.offsets = offsets;
            this.publishedUpTo = publishedUpTo;
            this.scope = scope;
            this.findings = findings;
            this.progress = progress;
        }

        Counts at(Consumer<Checkpoint> checkpoints) throws SQLException, InterruptedException {
            Looked<TaskSnapshot> tasks = look(new TaskSide(limitsOfOld), false);
            if (scope.onlyTask() != null) {
                return counts(tasks, 0, 0, 0);
            }
            Looked<AgentSnapshot> agents =
                    look(new AgentSide(limitsOfOld, scope.fromChecked()), scope.fromChecked());
            LedgerLook<AgentSnapshot> ledger = agents.ledger();
            ledger.atBoundary()
                    .ifPresent(well -> checkpoints.accept(new Checkpoint(ledger.boundary(), well)));
            return counts(tasks, ledger.subjects(), ledger.entries(), agents.records());
        }

        private static Counts counts(
                Looked<TaskSnapshot> tasks, long agents, long agentEntries, long agentRecords) {
            LedgerLook<TaskSnapshot> ledger = tasks.ledger();
            return new Counts(
                    ledger.subjects(),
                    ledger.entries(),
                    ledger.sealed(),
                    agents,
                    agentEntries,
                    tasks.records(),
                    agentRecords);
        }

        /**
         * @param toBoundary whether the states at the boundary are of use
         */
        private <S> Looked<S> look(Side<S> side, boolean toBoundary)
                throws SQLException, InterruptedException {
            if (!scope.published()) {
                try (DatabaseSnapshot snapshot = snapshot()) {
                    LedgerLook<S> ledger = ledger(side, snapshot, toBoundary);
                    ledger.run(new NotCompared<>());
                    return new Looked<>(ledger, 0);
                }
            }
            try (PublishedTopic<S> topic = new PublishedTopic<>(side, clients, offsets)) {
                topic.readToEnd(progress);
                DatabaseSnapshot snapshot = snapshot();
                TopicLook<S> published =
                        new TopicLook<>(
                                side,
                                topic,
                                publishedUpTo,
                                scope.fromChecked(),
                                DriftScan.this::snapshot,
                                findings,
                                snapshot.keptBy(progress));
                LedgerLook<S> ledger;
                try (snapshot) {
                    ledger = ledger(side, snapshot, toBoundary);
                    ledger.run(published);
                }
                if (scope.onlyTask() == null) {
                    published.compareRest();
                }
                published.settle();
                return new Looked<>(ledger, topic.records());
            }
        }

        private <S> LedgerLook<S> ledger(
                Side<S> side, DatabaseSnapshot snapshot, boolean toBoundary) throws SQLException {
            return new LedgerLook<>(
                    side,
                    snapshot,
                    scope.chain(),
                    scope.onlyTask(),
                    toBoundary ? boundary(snapshot) : 0,
                    findings,
                    progress);
        }

        /**
         * The last entry that nothing can come before any more: a transaction takes its place in
         * the ledger before it commits, and none takes half a minute.
         */
        private static long boundary(DatabaseSnapshot snapshot) throws SQLException {
            return snapshot.number(
                    "select coalesce(max(id), 0) from agent_events where applied_at < now() - interval '2 minutes'",
                    DatabaseSnapshot.Binding.NOTHING);
        }
    }

    /**
     * @param records how many the topic held; 0 where it was not read
     */
    private record Looked<S>(LedgerLook<S> ledger, long records) {}

    private record NotCompared<S>() implements Verdicts<S> {
        @Override
        public void sound(String id, @Nullable S state) {}

        @Override
        public void unsound(String id) {}
    }

    private DatabaseSnapshot snapshot() throws SQLException {
        return DatabaseSnapshot.open(database, Duration.ZERO);
    }
}
