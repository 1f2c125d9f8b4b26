package dev.mcsync.infra.local.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.processor.audit.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Accounts for the outcomes: each stands on the log once, and the notifier has noted each one that
 * it is done with.
 */
final class OutcomeAccount {

    private static final byte EXPECTED = 1;
    private static final byte TOLD = 2;
    private static final byte NOTED = 4;

    private final Tables tables;
    private final Log log;
    private final Map<TopicPartition, Long> noted;
    private final Mismatches outcomes;
    private final Mismatches notices;
    private final EventMarks marks = new EventMarks();
    private final Positions rejected = new Positions();
    private final List<String> unexpected = new ArrayList<>();
    private long oldestNotedMillis = Long.MAX_VALUE;
    private long oldestToldMillis = Long.MAX_VALUE;
    private long due;

    /**
     * @param noted how far the notifier is, from before the snapshot of the database
     * @param outcomes hears of what is not on the log as it should be
     * @param notices hears of what the notifier has missed
     */
    OutcomeAccount(
            Tables tables,
            Log log,
            Map<TopicPartition, Long> noted,
            Mismatches outcomes,
            Mismatches notices) {
        this.tables = tables;
        this.log = log;
        this.noted = noted;
        this.outcomes = outcomes;
        this.notices = notices;
    }

    /** What was looked at: outcomes on the log, and those that were due to be noted. */
    record Looked(long outcomes, long due) {}

    Looked run(Progress progress) throws SQLException {
        tables.rows(
                "select event_id, (extract(epoch from created_at) * 1000)::bigint from discord_deliveries",
                row -> {
                    marks.add(EventMarks.keyOf(row.getString(1)), NOTED);
                    oldestNotedMillis = Math.min(oldestNotedMillis, row.getLong(2));
                });
        tables.rows(
                "select event_id from processed_events where outcome is not null",
                row -> marks.add(EventMarks.keyOf(row.getString(1)), EXPECTED));
        log.read(Topic.REJECTED_EVENTS, null, this::noteRejected, progress);
        long read = log.read(Topic.TASK_OUTCOMES, null, this::take, progress);
        if (marks.count(EXPECTED, TOLD) > 0) {
            tellMissing(log.hasLostItsBeginning(Topic.TASK_OUTCOMES));
        }
        return new Looked(read, due);
    }

    /** Events whose outcome was met on the log and which the snapshot of the database lacks. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    private void noteRejected(ConsumerRecord<byte[], byte[]> record) {
        Header topic = record.headers().lastHeader(Headers.REJECTED_TOPIC);
        Header partition = record.headers().lastHeader(Headers.REJECTED_PARTITION);
        Header offset = record.headers().lastHeader(Headers.REJECTED_OFFSET);
        if (topic != null
                && partition != null
                && offset != null
                && new String(topic.value(), UTF_8).equals(Topic.TASK_OUTCOMES.topicName())) {
            rejected.add(
                    new TopicPartition(
                            Topic.TASK_OUTCOMES.topicName(),
                            Integer.parseInt(new String(partition.value(), UTF_8))),
                    Long.parseLong(new String(offset.value(), UTF_8)));
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        oldestToldMillis = Math.min(oldestToldMillis, record.timestamp());
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        String position = partition + "@" + record.offset();
        if (!(WireCodec.decodeOutcome(record.value())
                instanceof Decoded.Valid<Outcome>(var outcome))) {
            outcomes.add(Mismatch.of("outcome_unreadable", position, "cannot be read"));
            return;
        }
        String eventId = outcome.eventId().value();
        long key = EventMarks.keyOf(eventId);
        if (marks.has(key, TOLD)) {
            outcomes.add(
                    Mismatch.of(
                            "outcome_repeated",
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
                    Mismatch.of(
                            "notice_missing",
                            partition + "@" + record.offset(),
                            "event " + eventId + " is not among the deliveries"));
        }
    }

    private void tellMissing(boolean beginningIsGone) throws SQLException {
        tables.rows(
                "select event_id, (extract(epoch from processed_at) * 1000)::bigint from processed_events"
                        + " where outcome is not null",
                row -> {
                    boolean isPurged =
                            beginningIsGone && row.getLong(2) <= oldestToldMillis + 60_000;
                    if (!marks.has(EventMarks.keyOf(row.getString(1)), TOLD) && !isPurged) {
                        outcomes.add(
                                Mismatch.of(
                                        "outcome_missing",
                                        "event " + row.getString(1),
                                        "its outcome is in the database and not on the log"));
                    }
                });
    }

    /** Of the events given, those that the database has come to know since. */
    static Set<String> known(Tables fresh, List<String> eventIds) throws SQLException {
        Set<String> known = new HashSet<>();
        for (int from = 0; from < eventIds.size(); from += 1_000) {
            fresh.rows(
                    "select event_id from processed_events where event_id = any(?)",
                    row -> known.add(row.getString(1)),
                    (Object)
                            eventIds.subList(from, Math.min(eventIds.size(), from + 1_000))
                                    .toArray());
        }
        return known;
    }
}
