package dev.mcsync.processor.retention;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.database.Transactions;
import dev.mcsync.processor.jobs.CronJobs;
import dev.mcsync.processor.ledger.FinishedTasks;
import dev.mcsync.processor.ledger.SignsOfLife;
import dev.mcsync.processor.ledger.UnseenAgents;
import dev.mcsync.processor.publish.FactPublisher;
import dev.mcsync.processor.publish.Records;
import dev.mcsync.processor.retention.PurgeReport.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One run of the purge, over all processors one at a time. Batch by batch, each a short transaction
 * of its own, with a pause for others after it; it can be interrupted between any two. Blocks.
 */
public final class Retention {

    public static final String JOB = "retention";

    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    private static final int BATCH = 1_000;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_RUN = Duration.ofMinutes(30);

    private static final String PURGE_CLAIMS =
            "delete from processed_events where event_id in (select event_id from processed_events"
                    + " where topic %s '"
                    + Topic.AGENT_HEARTBEATS.topicName()
                    + "' and processed_at < $1::timestamptz order by processed_at limit $2)";

    /** Each has an index of its own; nine in ten claims of a busy system are of heartbeats. */
    private static final String PURGE_CLAIMS_OF_TASKS = PURGE_CLAIMS.formatted("is distinct from");

    private static final String PURGE_CLAIMS_OF_HEARTBEATS = PURGE_CLAIMS.formatted("=");

    private static final String PURGE_PRESENCES =
            "delete from presence_changes where event_id in (select event_id from presence_changes"
                    + " where told_at is not null and created_at < $1::timestamptz"
                    + " order by created_at limit $2)";

    /** The oldest of each state, by the index that the sending needs. */
    private static final String PURGE_DELIVERIES =
            "delete from discord_deliveries where (event_id, channel) in (select event_id, channel from"
                    + " (select event_id, channel, updated_at from discord_deliveries"
                    + " where channel = $1 and state = $2 order by id limit $4) oldest"
                    + " where updated_at < $3::timestamptz)";

    private static final String PURGE_CHECKS =
            "delete from health_checks where id in (select id from"
                    + " (select id, checked_at from health_checks where checked_at is not null"
                    + " order by id limit $2) oldest where checked_at < $1::timestamptz)";

    private static final String PURGE_INCIDENTS =
            "delete from incidents where incident_id in (select incident_id from incidents"
                    + " where resolved_at < $1::timestamptz order by resolved_at limit $2)";

    /** Settled ones; the others are still to be told. */
    private static final List<String> SETTLED = List.of("sent", "suppressed", "coalesced", "dead");

    private final Transactions transactions;
    private final CronJobs jobs;
    private final SignsOfLife signsOfLife;
    private final UnseenAgents unseenAgents;
    private final Archiving archiving;
    private final FactPublisher publisher;
    private final RetentionSettings settings;
    private final InstantSource clock;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    /**
     * @param limits for rows from before the limits were kept beside them
     */
    public Retention(
            Transactions transactions,
            CronJobs jobs,
            FactPublisher publisher,
            Limits limits,
            RetentionSettings settings,
            InstantSource clock) {
        this.transactions = transactions;
        this.jobs = jobs;
        this.signsOfLife = new SignsOfLife(transactions, limits);
        this.unseenAgents = new UnseenAgents(transactions);
        this.archiving = new Archiving(new FinishedTasks(transactions), publisher);
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
    }

    /** Ends the run under way after its batch, and every later one at once. From any thread. */
    void interrupt() {
        interrupted.countDown();
    }

    /** Nothing when another run is under way. */
    public Optional<PurgeReport> run() {
        Optional<PurgeReport> report =
                jobs.runAlone(JOB, () -> new Run(clock.instant()).purge(), PurgeReport::text);
        report.ifPresentOrElse(
                purged -> log.info("Retention has purged {}", purged.text()),
                () -> log.debug("Another retention run is under way"));
        return report;
    }

    private final class Run {

        private final Instant now;
        private final long endNanos = System.nanoTime() + LONGEST_RUN.toNanos();
        private final Map<Kind, Long> purged = new EnumMap<>(Kind.class);
        private boolean complete = true;

        Run(Instant now) {
            this.now = now;
        }

        PurgeReport purge() {
            SignsOfLife.Purge signs = signsOfLife.purgeBefore(now.minus(settings.signsOfLife()));
            repeat(Kind.SIGNS_OF_LIFE, signs::next);
            repeat(
                    Kind.PROCESSED_EVENTS,
                    batch -> delete(PURGE_CLAIMS_OF_TASKS, settings.dedup(), batch));
            repeat(
                    Kind.PROCESSED_EVENTS,
                    batch -> delete(PURGE_CLAIMS_OF_HEARTBEATS, settings.heartbeatDedup(), batch));
            repeat(
                    Kind.PRESENCE_CHANGES,
                    batch -> delete(PURGE_PRESENCES, settings.dedup(), batch));
            for (String channel : channels()) {
                for (String state : SETTLED) {
                    repeat(Kind.DELIVERIES, batch -> deliveries(channel, state, batch));
                }
            }
            repeat(Kind.HEALTH_CHECKS, batch -> delete(PURGE_CHECKS, settings.checks(), batch));
            repeat(Kind.INCIDENTS, batch -> delete(PURGE_INCIDENTS, settings.incidents(), batch));
            purged.put(Kind.TASKS, archiveFinished());
            purged.put(Kind.AGENTS, retireUnseen());
            return new PurgeReport(purged, complete);
        }

        private long archiveFinished() {
            if (!complete) {
                return 0;
            }
            Archiving.Report report =
                    archiving.run(now.minus(settings.finishedTasks()), this::isToStop);
            complete = report.complete();
            return report.tasks();
        }

        /**
         * Says it on the log: an agent that was heard of meanwhile stays. What is beyond one batch,
         * or was lost, is found by the next run.
         */
        private long retireUnseen() {
            List<AgentRetired> unseen =
                    complete
                            ? unseenAgents.before(now.minus(settings.unseenAgents()), BATCH)
                            : List.of();
            if (!unseen.isEmpty()) {
                publisher.publish(unseen.stream().map(Records::fact).toList());
            }
            return unseen.size();
        }

        private void repeat(Kind kind, IntFunction<Long> purge) {
            long rows = BATCH;
            while (rows > 0 && complete) {
                rows = purge.apply(BATCH);
                purged.merge(kind, rows, Long::sum);
                complete = !isToStop();
            }
        }

        private List<String> channels() {
            return transactions.query(
                    "select distinct channel from discord_deliveries order by 1",
                    row -> String.valueOf(row.get("channel", String.class)));
        }

        private long deliveries(String channel, String state, int batch) {
            return transactions.update(
                    PURGE_DELIVERIES,
                    channel,
                    state,
                    now.minus(settings.deliveries()).toString(),
                    batch);
        }

        private long delete(String sql, Duration horizon, int batch) {
            return transactions.update(sql, now.minus(horizon).toString(), batch);
        }

        private boolean isToStop() {
            try {
                return interrupted.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)
                        || System.nanoTime() > endNanos;
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return true;
            }
        }
    }
}
