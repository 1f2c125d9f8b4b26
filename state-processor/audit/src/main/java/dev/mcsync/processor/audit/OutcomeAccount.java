package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Accounts for the outcomes: each stands on the log once, and the notifier has noted each one that
 * it is done with.
 */
final class OutcomeAccount {

    /** What was told on a former log is not on this one. */
    private static final String TOLD_ON_THIS_LOG =
            "select event_id, (extract(epoch from at) * 1000)::bigint from"
                    + " (select event_id, processed_at as at from processed_events where outcome is not null"
                    + " union all select event_id, created_at from presence_changes) told where at is null or at > coalesce("
                    + "(select accepted_at from known_topics where topic = 'mc.task-outcomes'), '-infinity')";

    private static final int LOOKED_UP_AT_ONCE = 1_000;
    private static final byte EXPECTED = 1;
    private static final byte TOLD = 2;
    private static final byte NOTED = 4;

    private final DatabaseSnapshot snapshot;
    private final Log log;
    private final Map<TopicPartition, Long> noted;
    private final Discrepancies outcomes = new Discrepancies();
    private final Discrepancies notices = new Discrepancies();
    private final EventMarks marks = new EventMarks();
    private final Positions rejected;
    private final List<String> unexpected = new ArrayList<>();
    private long oldestNotedMillis = Long.MAX_VALUE;
    private long oldestToldMillis = Long.MAX_VALUE;
    private long due;

    /**
     * @param noted how far the notifier is, from before the snapshot of the database
     */
    OutcomeAccount(
            DatabaseSnapshot snapshot,
            Log log,
            Positions rejected,
            Map<TopicPartition, Long> noted) {
        this.snapshot = snapshot;
        this.log = log;
        this.rejected = rejected;
        this.noted = noted;
    }

    /** What was looked at: outcomes on the log, and those that were due to be noted. */
    record Looked(long outcomes, long due) {}

    Looked run(Progress progress) throws SQLException, InterruptedException {
        snapshot.forEach(
                "select event_id, (extract(epoch from created_at) * 1000)::bigint from discord_deliveries",
                Binding.NOTHING,
                row -> {
                    marks.add(EventMarks.keyOf(row.getString(1)), NOTED);
                    oldestNotedMillis = Math.min(oldestNotedMillis, row.getLong(2));
                });
        snapshot.forEach(
                "select event_id from processed_events where outcome is not null"
                        + " union all select event_id from presence_changes",
                Binding.NOTHING,
                row -> marks.add(EventMarks.keyOf(row.getString(1)), EXPECTED));
        long read = log.read(Topic.TASK_OUTCOMES, null, this::take, snapshot.keptBy(progress));
        if (marks.count(EXPECTED, TOLD) > 0) {
            tellMissing(log.hasLostItsBeginning(Topic.TASK_OUTCOMES));
        }
        return new Looked(read, due);
    }

    /** What is not on the log as it should be. */
    Discrepancies outcomes() {
        return outcomes;
    }

    /** What the notifier has missed. */
    Discrepancies notices() {
        return notices;
    }

    /** Whether an outcome was met on the log which the snapshot of the database lacks. */
    boolean hasUnknown() {
        return !unexpected.isEmpty();
    }

    /**
     * @param fresh what was told while this looked is known by now
     */
    void tellUnknown(DatabaseSnapshot fresh) throws SQLException {
        Set<String> known = known(fresh, unexpected);
        for (String eventId : unexpected) {
            if (!known.contains(eventId)) {
                outcomes.add(
                        Discrepancy.of(
                                Discrepancy.Kind.OUTCOME_UNKNOWN,
                                Subject.event(eventId),
                                "its outcome is on the log and not in the database"));
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        oldestToldMillis = Math.min(oldestToldMillis, record.timestamp());
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        Subject position = Subject.record(partition, record.offset());
        if (!(OwnCodec.decodeOutcome(record.value())
                instanceof Decoded.Valid<Outcome>(var outcome))) {
            outcomes.add(
                    Discrepancy.of(
                            Discrepancy.Kind.OUTCOME_UNREADABLE, position, "cannot be read"));
            return;
        }
        String eventId = outcome.eventId().value();
        long key = EventMarks.keyOf(eventId);
        if (marks.has(key, TOLD)) {
            outcomes.add(
                    Discrepancy.of(
                            Discrepancy.Kind.OUTCOME_REPEATED,
                            position,
                            "event " + eventId + " is told a second time"));
        }
        if (!marks.has(key, EXPECTED)) {
            unexpected.add(eventId);
        }
        marks.add(key, TOLD);
        noteDue(record, partition, eventId, key);
    }

    /** What is older than the oldest note was purged with its like. */
    private void noteDue(
            ConsumerRecord<byte[], byte[]> record,
            TopicPartition partition,
            String eventId,
            long key) {
        if (record.offset() >= noted.getOrDefault(partition, 0L)
                || rejected.contains(partition, record.offset())) {
            return;
        }
        due++;
        boolean isPurged =
                oldestNotedMillis != Long.MAX_VALUE
                        && record.timestamp() < oldestNotedMillis - 60_000;
        if (!marks.has(key, NOTED) && !isPurged) {
            notices.add(
                    Discrepancy.of(
                            Discrepancy.Kind.NOTICE_MISSING,
                            Subject.record(partition, record.offset()),
                            "event " + eventId + " is not among the deliveries"));
        }
    }

    private void tellMissing(boolean beginningIsGone) throws SQLException {
        snapshot.forEach(
                TOLD_ON_THIS_LOG,
                Binding.NOTHING,
                row -> {
                    boolean isPurged =
                            beginningIsGone && row.getLong(2) <= oldestToldMillis + 60_000;
                    if (!marks.has(EventMarks.keyOf(row.getString(1)), TOLD) && !isPurged) {
                        outcomes.add(
                                Discrepancy.of(
                                        Discrepancy.Kind.OUTCOME_MISSING,
                                        Subject.event(row.getString(1)),
                                        "its outcome is in the database and not on the log"));
                    }
                });
    }

    /** Of the events given, those that the database has come to know since. */
    private static Set<String> known(DatabaseSnapshot fresh, List<String> eventIds)
            throws SQLException {
        Set<String> known = new HashSet<>();
        for (int from = 0; from < eventIds.size(); from += LOOKED_UP_AT_ONCE) {
            int to = Math.min(eventIds.size(), from + LOOKED_UP_AT_ONCE);
            fresh.forEach(
                    "select event_id from (select event_id from processed_events"
                            + " union all select event_id from presence_changes) known where event_id = any(?)",
                    fresh.anyOf(eventIds.subList(from, to)),
                    row -> known.add(row.getString(1)));
        }
        return known;
    }
}
