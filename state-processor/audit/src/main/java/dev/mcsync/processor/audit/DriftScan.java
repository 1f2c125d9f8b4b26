package dev.mcsync.processor.audit;

import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Looks for whatever is not as the ledger says: every task and every agent is folded from its
 * entries and compared with its row, and its row with what was published of it last.
 *
 * <p>Reads one snapshot of the database as a stream, and keeps of each published key 32 bytes,
 * which is some 70 MB for a million tasks, and the agents that a checkpoint tells of. Facts may be
 * applied meanwhile: a row and its ledger are of one moment, and what was published counts as
 * different only when it still is after all that was applied has been published. Blocks; for one
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
        try (DatabaseSnapshot snapshot = snapshot();
                PublishedUpTo publishedUpTo = new PublishedUpTo(clients)) {
            boolean isPublished = scope.published() && publishedUpTo.await(snapshot.nextOffsets());
            Scope sensible = isPublished ? scope : scope.whilePublishingIsBehind();
            return new Look(snapshot, publishedUpTo, sensible, findings, progress).at(checkpoints);
        } catch (SQLException e) {
            throw new AuditFailedException("The database cannot be read: " + e.getMessage(), e);
        } catch (KafkaException e) {
            throw new AuditFailedException("The log cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("Interrupted", e);
        }
    }

    private record SideCounts(long subjects, long entries, long sealed, long records) {
        static final SideCounts NONE = new SideCounts(0, 0, 0, 0);
    }

    /** One look, at one moment of the database. */
    private final class Look {

        private final DatabaseSnapshot snapshot;
        private final PublishedUpTo publishedUpTo;
        private final Scope scope;
        private final Consumer<Discrepancy> findings;
        private final Progress progress;

        Look(
                DatabaseSnapshot snapshot,
                PublishedUpTo publishedUpTo,
                Scope scope,
                Consumer<Discrepancy> findings,
                Progress progress) {
            this.snapshot = snapshot;
            this.publishedUpTo = publishedUpTo;
            this.scope = scope;
            this.findings = findings;
            this.progress = progress;
        }

        Counts at(Consumer<Checkpoint> checkpoints) throws SQLException, InterruptedException {
            SideCounts ofTasks = look(new TaskSide(limitsOfOld), 0, _ -> {});
            SideCounts ofAgents = SideCounts.NONE;
            if (scope.onlyTask() == null) {
                long boundary = scope.fromChecked() ? boundary() : 0;
                ofAgents =
                        look(
                                new AgentSide(limitsOfOld, scope.fromChecked()),
                                boundary,
                                agents -> checkpoints.accept(new Checkpoint(boundary, agents)));
            }
            return new Counts(
                    ofTasks.subjects(),
                    ofTasks.entries(),
                    ofTasks.sealed(),
                    ofAgents.subjects(),
                    ofAgents.entries(),
                    ofTasks.records(),
                    ofAgents.records());
        }

        /**
         * The last entry that nothing can come before any more: a transaction takes its place in
         * the ledger before it commits, and none takes half a minute.
         */
        private long boundary() throws SQLException {
            return snapshot.number(
                    "select coalesce(max(id), 0) from agent_events where applied_at < now() - interval '2 minutes'",
                    DatabaseSnapshot.Binding.NOTHING);
        }

        private <S> SideCounts look(
                Side<S> side, long boundary, Consumer<Map<String, S>> atBoundary)
                throws SQLException, InterruptedException {
            LedgerLook<S> ledger =
                    new LedgerLook<>(
                            side,
                            snapshot,
                            scope.chain(),
                            scope.onlyTask(),
                            boundary,
                            findings,
                            progress);
            if (!scope.published()) {
                ledger.run(new NotCompared<>());
                ledger.atBoundary().ifPresent(atBoundary);
                return new SideCounts(ledger.subjects(), ledger.entries(), ledger.sealed(), 0);
            }
            try (PublishedTopic<S> topic = new PublishedTopic<>(side, clients)) {
                TopicLook<S> published =
                        new TopicLook<>(
                                side,
                                topic,
                                publishedUpTo,
                                scope.fromChecked(),
                                DriftScan.this::snapshot,
                                findings,
                                progress);
                topic.readToEnd(progress);
                ledger.run(published);
                if (scope.onlyTask() == null) {
                    published.compareRest();
                }
                published.settle();
                ledger.atBoundary().ifPresent(atBoundary);
                return new SideCounts(
                        ledger.subjects(), ledger.entries(), ledger.sealed(), topic.records());
            }
        }
    }

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
