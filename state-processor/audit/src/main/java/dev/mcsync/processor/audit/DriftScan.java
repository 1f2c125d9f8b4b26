package dev.mcsync.processor.audit;

import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.db.PostgresAddress;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.service.kafka.KafkaClients;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Looks for whatever is not as the ledger says: every task and every agent is folded from its
 * entries and compared with its row, and its row with what was published of it last. A look since
 * the last one is at the tasks that have changed, and costs what they do.
 *
 * <p>Reads the database in pieces, each of a moment of its own, and keeps of each published key 32
 * bytes, which is some 70 MB for a million tasks, and the agents that a checkpoint tells of. Facts
 * may be applied meanwhile: a row and its ledger are of one moment, and what was published counts
 * as different only when it still is after all that was applied has been published. Blocks; for one
 * thread.
 */
public final class DriftScan {

    /** No transaction takes that long: the server ends what idles, and every statement. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(2);

    /** With more, everything is read in its own order. */
    private static final int MAX_CHANGED = 200_000;

    private final PostgresAddress database;
    private final KafkaClients clients;
    private final Limits limitsOfOld;
    private final Duration longestTransaction;

    /**
     * @param limitsOfOld for entries from before the limits were kept beside them
     */
    public DriftScan(PostgresAddress database, KafkaClients clients, Limits limitsOfOld) {
        this(database, clients, limitsOfOld, LONGEST_TRANSACTION);
    }

    /**
     * The same.
     *
     * @param longestTransaction whatever began before has ended, and soon after is published
     */
    public DriftScan(
            PostgresAddress database,
            KafkaClients clients,
            Limits limitsOfOld,
            Duration longestTransaction) {
        this.database = database;
        this.clients = clients;
        this.limitsOfOld = limitsOfOld;
        this.longestTransaction = longestTransaction;
    }

    /**
     * What to look at.
     *
     * @param chain whether the entries are still as they were sealed
     * @param published whether the compacted topics agree
     * @param sinceLast whether to start from where an earlier look found everything well
     * @param waits whether nothing is told of what is published while processors are behind with
     *     it: one that died before it had published comes back and does so, and that is no drift to
     *     be mended. Who audits is told of it all the same
     * @param onlyTask looks at this task and nothing else; null for everything
     */
    public record Scope(
            boolean chain,
            boolean published,
            boolean sinceLast,
            boolean waits,
            @Nullable String onlyTask) {

        /** As an audit does. */
        public static final Scope EVERYTHING = new Scope(true, true, false, false, null);

        /** As a reconcile run does that goes over everything. */
        public static final Scope EVERYTHING_AT_WORK = new Scope(true, true, false, true, null);

        /**
         * As a reconcile run does. With the seals: a ledger that was itself tampered with is no
         * ground to mend anything on.
         */
        public static final Scope SINCE_THE_LAST_LOOK = new Scope(true, true, true, true, null);

        Scope whilePublishingIsBehind() {
            return new Scope(chain, published && !waits, sinceLast, waits, onlyTask);
        }

        public static Scope ofTask(String taskId) {
            return new Scope(true, true, false, false, taskId);
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
        return run(scope, findings, progress, Logbook.NONE);
    }

    /**
     * The same.
     *
     * @param logbook hears where a look since the last one ended
     */
    public Counts run(
            Scope scope, Consumer<Discrepancy> findings, Progress progress, Logbook logbook) {
        try (LogOffsets offsets = new LogOffsets(clients);
                PublishedUpTo publishedUpTo = new PublishedUpTo(clients, offsets)) {
            Sources sources = new Sources(database, clients, offsets, publishedUpTo);
            Map<TopicPartition, Long> committed = offsets.ofIntakes();
            Applied applied = applied(sources);
            boolean isPublished =
                    scope.published()
                            && applied.isWhole(committed)
                            && publishedUpTo.await(applied.next());
            Scope sensible = isPublished ? scope : scope.whilePublishingIsBehind();
            return new Run(sources, sensible, new Listener(findings, progress), logbook).counts();
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
    private static Applied applied(Sources sources) throws SQLException {
        try (DatabaseSnapshot snapshot = sources.snapshot()) {
            return snapshot.applied();
        }
    }

    /** At the tasks, then at the agents. */
    private final class Run {

        private final Sources sources;
        private final Scope scope;
        private final Listener listener;
        private final Logbook logbook;

        Run(Sources sources, Scope scope, Listener listener, Logbook logbook) {
            this.sources = sources;
            this.scope = scope;
            this.listener = listener;
            this.logbook = logbook;
        }

        Counts counts() throws SQLException, InterruptedException {
            if (scope.onlyTask() != null) {
                Look<TaskSnapshot> look = tasks(0);
                look.named(Set.of(scope.onlyTask()));
                return counts(look, 0, 0, 0);
            }
            Look<TaskSnapshot> tasks = scope.sinceLast() ? changedTasks() : allTasks();
            Look<AgentSnapshot> agents = agents();
            return counts(
                    tasks, agents.ledger().subjects(), agents.ledger().entries(), agents.records());
        }

        private static Counts counts(
                Look<TaskSnapshot> tasks, long agents, long agentEntries, long agentRecords) {
            return new Counts(
                    tasks.ledger().subjects(),
                    tasks.ledger().entries(),
                    tasks.ledger().sealed(),
                    agents,
                    agentEntries,
                    tasks.records(),
                    agentRecords);
        }

        private Look<TaskSnapshot> tasks(long boundary) {
            return new Look<>(new TaskSide(limitsOfOld), sources, scope, boundary, listener);
        }

        private Look<TaskSnapshot> allTasks() throws SQLException, InterruptedException {
            Look<TaskSnapshot> look = tasks(0);
            look.everything(Verdicts.nobody());
            return look;
        }

        private Look<TaskSnapshot> changedTasks() throws SQLException, InterruptedException {
            TaskMarks marks = new TaskMarks(sources.offsets(), longestTransaction);
            TaskMark end;
            TaskMark last;
            Set<String> changed;
            try (DatabaseSnapshot snapshot = sources.snapshot()) {
                end = marks.next(snapshot);
                last = marks.last(snapshot).orElse(null);
                changed =
                        last == null
                                ? Set.of()
                                : ChangedTasks.since(last, snapshot, listener.progress());
            }
            Look<TaskSnapshot> look;
            if (last == null || changed.size() > MAX_CHANGED) {
                look = allTasks();
            } else {
                look = tasks(last.throughId());
                look.changed(changed, TaskMarks.places(last));
            }
            if (scope.published() && !look.isBroken()) {
                logbook.allTasks(end);
            }
            return look;
        }

        private Look<AgentSnapshot> agents() throws SQLException, InterruptedException {
            long boundary = scope.sinceLast() ? boundary() : 0;
            Look<AgentSnapshot> look =
                    new Look<>(
                            new AgentSide(limitsOfOld, scope.sinceLast()),
                            sources,
                            scope,
                            boundary,
                            listener);
            AtBoundary kept = new AtBoundary(new HashMap<>());
            look.everything(boundary > 0 ? kept : Verdicts.nobody());
            if (boundary > 0 && look.ledger().isWell()) {
                logbook.allAgents(new Checkpoint(boundary, kept.agents()));
            }
            return look;
        }

        /** The last entry that nothing can come before any more. */
        private long boundary() throws SQLException, InterruptedException {
            try (DatabaseSnapshot snapshot = sources.snapshot()) {
                return new TaskMarks(sources.offsets(), longestTransaction)
                        .next(snapshot)
                        .throughId();
            }
        }
    }

    /** All that have a sound ledger, as it left them at the boundary. */
    private record AtBoundary(Map<String, AgentSnapshot> agents)
            implements Verdicts<AgentSnapshot> {

        @Override
        public void sound(
                String id, @Nullable AgentSnapshot state, @Nullable AgentSnapshot before) {
            if (before != null) {
                agents.put(id, before);
            }
        }

        @Override
        public void unsound(String id) {}
    }
}
