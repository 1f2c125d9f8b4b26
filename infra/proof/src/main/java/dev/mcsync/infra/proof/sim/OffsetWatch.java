package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * I13 at every commit: no offset is committed of a fact that the database lacks, unless it lost it.
 */
final class OffsetWatch implements GroupTwin.CommitListener {

    private static final Duration HEALS_WITHIN = Duration.ofMinutes(2);

    private final World world;
    private final LogTwin log;
    private final DatabaseTwin database;
    private @Nullable Instant restoredAt;
    private @Nullable String violation;

    OffsetWatch(World world, LogTwin log, DatabaseTwin database) {
        this.world = world;
        this.log = log;
        this.database = database;
    }

    /** The database has just lost something. */
    void wasRestored() {
        restoredAt = world.instant();
    }

    /** Whether it has again what it lost, or had time enough to. */
    boolean haveHealed() {
        return restoredAt == null
                || new OffsetInvariant(log, database).holds()
                || world.instant().isAfter(restoredAt.plus(HEALS_WITHIN));
    }

    /** The first one. */
    Optional<String> violation() {
        return Optional.ofNullable(violation);
    }

    @Override
    public void committed(Topic topic, int partition, long offset) {
        long applied = database.nextOffset(topic.topicName(), partition);
        if (restoredAt == null
                && violation == null
                && lacksAFact(topic, partition, applied, offset)) {
            violation =
                    "I13 %s-%d: committed %d, but the database has applied up to %d"
                            .formatted(topic.topicName(), partition, offset, applied);
            world.note(violation);
        }
    }

    private boolean lacksAFact(Topic topic, int partition, long applied, long committed) {
        LogTwin.Partition all = log.partitions(topic).get(partition);
        return all.entries().stream()
                .skip(applied)
                .limit(Math.max(0, committed - applied))
                .anyMatch(entry -> all.isVisible(entry) && !Touches.isOne(topic, entry));
    }
}
