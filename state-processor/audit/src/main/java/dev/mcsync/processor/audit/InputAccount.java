package dev.mcsync.processor.audit;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.processor.audit.DatabaseSnapshot.Binding;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for every record of the inputs that the processors are done with: it was processed, or
 * says what another one said that was, or was rejected, or sent on to where it belongs.
 */
final class InputAccount {

    /** A place on a former log says nothing of the record that lies there now. */
    private static final String PROCESSED_OF_THIS_LOG =
            "select p.topic, p.partition, p.record_offset from processed_events p"
                    + " left join known_topics k on k.topic = p.topic"
                    + " where p.topic is not null and (k.accepted_at is null or p.processed_at > k.accepted_at)";

    private static final int LOOKED_UP_AT_ONCE = 1_000;
    private static final int MAX_NAMED = 10_000;

    private final DatabaseSnapshot snapshot;
    private final Log log;
    private final int maxNamed;
    private final Positions rejected;
    private final Positions processed = new Positions();
    private final Positions sentOn = new Positions();
    private final List<Open> open = new ArrayList<>();
    private final Positions unexplained = new Positions();
    private final Map<Subject, Open> named = new HashMap<>();
    private long duplicates;
    private long touched;

    /**
     * A record that is no processed one itself.
     *
     * @param eventId null when it cannot be read
     */
    private record Open(
            TopicPartition partition, long offset, @Nullable String eventId, String hash) {}

    InputAccount(DatabaseSnapshot snapshot, Log log, Positions rejected) {
        this(snapshot, log, rejected, MAX_NAMED);
    }

    /**
     * @param maxNamed records of which the event is told, too; the others are told by their place
     */
    InputAccount(DatabaseSnapshot snapshot, Log log, Positions rejected, int maxNamed) {
        this.maxNamed = maxNamed;
        this.snapshot = snapshot;
        this.log = log;
        this.rejected = rejected;
    }

    /**
     * @param committed how far the processors are, from before the snapshot of the database
     * @return what was looked at, in words
     */
    String run(Map<TopicPartition, Long> committed, Discrepancies found, Progress progress)
            throws SQLException, InterruptedException {
        snapshot.forEach(
                PROCESSED_OF_THIS_LOG,
                Binding.NOTHING,
                row ->
                        processed.add(
                                new TopicPartition(row.getString(1), row.getInt(2)),
                                row.getLong(3)));
        long records = 0;
        for (Topic topic : List.of(Topic.TASK_EVENTS, Topic.AGENT_HEARTBEATS)) {
            records += log.read(topic, committed, this::take, snapshot.keptBy(progress));
        }
        lookUp();
        unexplained.forEach((partition, offset) -> {
            if (!isSetAside(partition, offset)) {
                found.add(unaccounted(Subject.record(partition, offset)));
            }
        });
        return "%,d records: %,d processed, %,d touches, %,d duplicates, %,d rejected or sent on"
                        .formatted(
                                records,
                                records - touched - duplicates - unexplained.size(),
                                touched,
                                duplicates,
                                unexplained.size() - found.count())
                + (rejected.size() == 0 ? "" : " (%,d rejected in all)".formatted(rejected.size()));
    }

    private boolean isSetAside(TopicPartition partition, long offset) {
        return rejected.contains(partition, offset) || sentOn.contains(partition, offset);
    }

    private Discrepancy unaccounted(Subject record) {
        Open read = named.get(record);
        String what =
                read == null
                        ? "has no outcome and was not rejected"
                        : read.eventId() == null
                                ? "cannot be read, and was not rejected"
                                : "event "
                                        + read.eventId()
                                        + " has no outcome and was not rejected";
        return Discrepancy.of(Discrepancy.Kind.UNACCOUNTED, record, what);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        sentOn.addOriginOf(record);
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        if (processed.contains(partition, record.offset())) {
            return;
        }
        if (isTouch(record)) {
            touched++;
            return;
        }
        open.add(opened(partition, record));
        if (open.size() >= LOOKED_UP_AT_ONCE) {
            try {
                lookUp();
            } catch (SQLException e) {
                throw new LookUpFailedException(e);
            }
        }
    }

    private static boolean isTouch(ConsumerRecord<byte[], byte[]> record) {
        return record.topic().equals(Topic.AGENT_HEARTBEATS.topicName())
                && WireCodec.decodeAgentFact(record.value())
                        instanceof Decoded.Valid<AgentFact>(AgentTouched _);
    }

    /** Carries the failure out of the reading of the log. */
    static final class LookUpFailedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LookUpFailedException(SQLException cause) {
            super(cause);
        }
    }

    private static Open opened(TopicPartition partition, ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topic.TASK_EVENTS.topicName())) {
            if (WireCodec.decodeTaskFact(record.value())
                    instanceof Decoded.Valid<TaskFact>(var fact)) {
                return read(partition, record, fact.eventId(), WireCodec.encode(fact));
            }
        } else if (WireCodec.decodeAgentFact(record.value())
                instanceof Decoded.Valid<AgentFact>(var fact)) {
            return read(partition, record, fact.eventId(), WireCodec.encode(fact));
        }
        return new Open(partition, record.offset(), null, "");
    }

    private static Open read(
            TopicPartition partition,
            ConsumerRecord<byte[], byte[]> record,
            EventId eventId,
            byte[] canonical) {
        return new Open(partition, record.offset(), eventId.value(), WireCodec.hash(canonical));
    }

    private void lookUp() throws SQLException {
        Map<String, String> hashes = new HashMap<>();
        snapshot.forEach(
                "select event_id, payload_hash from processed_events where event_id = any(?)",
                snapshot.anyOf(open.stream().map(Open::eventId).filter(Objects::nonNull).toList()),
                row -> hashes.put(row.getString(1), row.getString(2)));
        for (Open record : open) {
            if (record.eventId() != null && record.hash().equals(hashes.get(record.eventId()))) {
                duplicates++;
            } else {
                noteUnexplained(record);
            }
        }
        open.clear();
    }

    /** Each is noted, at a bit; a record that was sent on explains one that came before it. */
    private void noteUnexplained(Open record) {
        unexplained.add(record.partition(), record.offset());
        if (named.size() < maxNamed) {
            named.put(Subject.record(record.partition(), record.offset()), record);
        }
    }
}
