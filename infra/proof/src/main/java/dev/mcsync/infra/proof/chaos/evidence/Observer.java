package dev.mcsync.infra.proof.chaos.evidence;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.reference.LogRecord;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at the running system twice a second: how far log and database have come, and whether a
 * transaction stands idle. It says nothing while broker or database is away.
 */
public final class Observer implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private static final String IDLE =
            "select pid || ' of ' || application_name || ' since ' || state_change as session"
                    + " from pg_stat_activity where datname = current_database()"
                    + " and state like 'idle in transaction%'";

    /** The product's own limit is 10 s. */
    private static final Duration IDLE_TOO_LONG = Duration.ofSeconds(12);

    private static final Duration NOBODY_LOOKED = Duration.ofSeconds(3);

    /** Counts what Discord has still to be told. */
    public static final String WAITING =
            "select count(*) from discord_deliveries where state in ('waiting', 'sending')";

    private final Backlog backlog;
    private final Database database;
    private final LongSupplier sent;
    private final ConcurrentLinkedQueue<Sample> samples = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Gap> aheadOfDatabase = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> idle = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private final IdleSessions sessions = new IdleSessions(IDLE_TOO_LONG, NOBODY_LOOKED);
    private volatile boolean over;
    private final AtomicInteger comparisons = new AtomicInteger();

    /**
     * What one look showed.
     *
     * @param sent events with a definite answer so far
     * @param applied next offsets of all partitions of the inputs, added up
     * @param waiting messages for Discord
     */
    public record Sample(Instant at, long sent, long applied, long waiting) {}

    /**
     * What of a partition was committed and not in the database.
     *
     * @param applied the database's next offset
     * @param committed that of the log
     */
    public record Gap(TopicPartition partition, long applied, long committed) {

        public boolean holds(LogRecord record) {
            return record.topic().equals(partition.topic())
                    && record.partition() == partition.partition()
                    && record.offset() >= applied
                    && record.offset() < committed;
        }

        @Override
        public String toString() {
            return "%s: committed %d, the database had applied up to %d"
                    .formatted(partition, committed, applied);
        }
    }

    private Observer(Backlog backlog, Database database, LongSupplier sent) {
        this.backlog = backlog;
        this.database = database;
        this.sent = sent;
        this.thread = Thread.ofPlatform().name("observer").daemon().unstarted(this::watch);
    }

    public static Observer start(Backlog backlog, Database database, LongSupplier sent) {
        Observer observer = new Observer(backlog, database, sent);
        observer.thread.start();
        return observer;
    }

    public List<Sample> samples() {
        return new ArrayList<>(samples);
    }

    /** Moments at which Kafka's committed offset was beyond what the database had applied. */
    public List<Gap> aheadOfDatabase() {
        return new ArrayList<>(aheadOfDatabase);
    }

    /** How often the two were compared, for each partition. */
    public int comparisons() {
        return comparisons.get();
    }

    public List<String> idleTransactions() {
        return new ArrayList<>(idle);
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }

    private void watch() {
        while (!over) {
            try {
                look();
                Thread.sleep(BETWEEN_LOOKS);
            } catch (SQLException _) {
                // The database is away, which is what the nemesis is for; look again.
                pause();
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException _) {
            over = true;
        }
    }

    private void look() throws SQLException, InterruptedException {
        long applied = 0;
        for (Topic topic : Backlog.inputs()) {
            Map<TopicPartition, Long> committed = backlog.committed(topic);
            Map<TopicPartition, Long> inDatabase = backlog.applied(topic);
            committed.forEach((partition, offset) -> {
                long next = inDatabase.getOrDefault(partition, 0L);
                if (offset > next) {
                    aheadOfDatabase.add(new Gap(partition, next, offset));
                }
            });
            comparisons.addAndGet(committed.size());
            applied += inDatabase.values().stream().mapToLong(Long::longValue).sum();
        }
        lookForIdleSessions();
        samples.add(new Sample(Instant.now(), sent.getAsLong(), applied, database.number(WAITING)));
    }

    private void lookForIdleSessions() throws SQLException {
        Set<String> now =
                database.rows(IDLE).stream()
                        .map(row -> row.text("session"))
                        .collect(Collectors.toSet());
        for (String session : sessions.look(now, System.nanoTime())) {
            idle.add("a transaction stands idle for more than 12 s: " + session);
        }
    }
}
