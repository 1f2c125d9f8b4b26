package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.processor.core.IncidentChange;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Advance;
import dev.mcsync.processor.ledger.Changes;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.processor.ledger.PresenceChange;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.Records;
import dev.mcsync.processor.stats.StatsChange;
import dev.mcsync.processor.stats.StatsSums;
import dev.mcsync.service.kafka.Submitter;
import dev.mcsync.service.kafka.TraceParent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A batch while it is decided: what is claimed, written and published so far. It tells first
 * deliveries from redeliveries, duplicates and conflicts. For one thread.
 */
final class BatchDraft {

    /** What an event is, compared with those processed before it. */
    sealed interface Novelty {

        record New() implements Novelty {}

        /** The same record again, because a crash came before its offset was committed. */
        record Redelivered(Processed processed) implements Novelty {}

        /** The same fact in another record. */
        record Duplicate() implements Novelty {}

        /** Another fact under an id already taken. */
        record Conflict(Processed processed) implements Novelty {}
    }

    private final Map<EventId, Processed> known;
    private final Places places;
    private final RecordSpans spans;
    private final List<Processed> claims = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final List<IncidentChange> incidents = new ArrayList<>();
    private final Conflicts conflicts = new Conflicts();
    private final List<Outgoing> outgoing = new ArrayList<>();
    private final List<PresenceChange> presences = new ArrayList<>();
    private final List<StatsChange> stats = new ArrayList<>();
    private final Map<Integer, SourcePosition> consumed = new HashMap<>();

    /** Of the record that is being decided. */
    private Optional<TraceParent> trace = Optional.empty();

    private Optional<Submitter> submitter = Optional.empty();

    /** By the fact that an outcome is about. */
    private final Map<EventId, TraceParent> traces = new HashMap<>();

    private boolean notesPlaces;
    private int applied;
    private int withoutEffect;
    private int duplicates;
    private int redelivered;
    private int rejected;
    private int forwarded;

    /**
     * @param spans of the records that are consumed
     */
    BatchDraft(Map<EventId, Processed> processedBefore, Places places, RecordSpans spans) {
        this.known = new HashMap<>(processedBefore);
        this.places = places;
        this.spans = spans;
    }

    /**
     * @param isNoted whether the place is to be written; where none is, the batch may write nothing
     */
    void consume(ConsumerRecord<byte[], byte[]> record, boolean isNoted) {
        notesPlaces |= isNoted;
        consumed.put(
                record.partition(),
                new SourcePosition(record.topic(), record.partition(), record.offset()));
        trace = spans.reached(record);
        submitter = Submitter.of(record);
    }

    /** Of the record that is being decided. */
    Optional<TraceParent> trace() {
        return trace;
    }

    Novelty noveltyOf(EventId eventId, Received<?> received) {
        spans.isOf(eventId);
        Processed before = known.get(eventId);
        if (before == null) {
            return new Novelty.New();
        }
        if (!before.payloadHash().equals(received.hash())) {
            return new Novelty.Conflict(before);
        }
        if (before.source().equals(received.source())) {
            redelivered++;
            spans.became("redelivered");
            return new Novelty.Redelivered(before);
        }
        duplicates++;
        spans.became("duplicate");
        return new Novelty.Duplicate();
    }

    /**
     * @param published what others hear of it; null when there is nothing to tell
     * @param hadEffect whether it was applied, for the tally
     */
    void claim(
            EventId eventId,
            Received<?> received,
            String subject,
            @Nullable Outcome published,
            LedgerEntry entry,
            boolean hadEffect) {
        Processed claim =
                new Processed(eventId, received.hash(), received.source(), subject, published);
        known.put(eventId, claim);
        claims.add(claim);
        entries.add(cameBy(entry));
        spans.entered(entry);
        if (published != null) {
            tell(published, received.hash());
        }
        if (hadEffect) {
            applied++;
        } else {
            withoutEffect++;
        }
    }

    private LedgerEntry cameBy(LedgerEntry entry) {
        return submitter.isEmpty() && trace.isEmpty()
                ? entry
                : entry.by(submitter.orElse(null), trace.map(TraceParent::traceId).orElse(null));
    }

    /** What the fact did that is being decided, or had done when its record was read before. */
    void tell(Outcome outcome, String payloadHash) {
        trace.ifPresent(of -> traces.put(outcome.eventId(), of));
        publishAfter(outcome.eventId(), Records.outcome(outcome, payloadHash));
    }

    /** Carries on the trace of the fact that it follows from. */
    void publishAfter(EventId cause, Outgoing record) {
        TraceParent of = traces.get(cause);
        publish(of == null ? record : record.with(of.headers()));
    }

    /** Of a state that the last of several facts has made; in its trace if that is recorded. */
    void publishState(EventId last, Outgoing record) {
        if (spans.areKept()) {
            publishAfter(last, record);
        } else {
            publish(record);
        }
    }

    void incidents(List<? extends IncidentChange> changes) {
        incidents.addAll(changes);
    }

    /**
     * One that is new, or was told. The place of the record that told it is noted with it: read
     * once more, it would tell it once more.
     */
    void presence(PresenceChange change) {
        presences.add(change);
        notesPlaces = true;
    }

    void stats(StatsChange change) {
        stats.add(change);
    }

    void publish(Outgoing record) {
        outgoing.add(record);
    }

    void reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        rejected++;
        spans.became("rejected");
        publish(Records.rejected(record, reason, detail));
    }

    /**
     * Rather than holding up every other task on the partition, the fact waits for a mended row.
     */
    void rejectUnreadable(ConsumerRecord<byte[], byte[]> record) {
        reject(
                record,
                "unreadable_row",
                "expected a row that facts have written, found one edited by hand");
    }

    void rejectConflict(ConsumerRecord<byte[], byte[]> record) {
        reject(
                record,
                "event_id_conflict",
                "expected another event_id: this one names another fact");
    }

    /** An id was used for two facts: somebody should look into it. */
    void conflict(EventId eventId, Received<?> received) {
        conflicts.add(eventId, received);
    }

    void forward(Outgoing record) {
        forwarded++;
        spans.became("forwarded");
        publish(record);
    }

    BatchResult finish(
            Collection<TaskSnapshot> tasks, Collection<AgentSnapshot> agents, Instant decidedAt) {
        incidents.addAll(conflicts.incidents());
        List<Advance> steps =
                notesPlaces ? consumed.values().stream().map(places::to).toList() : List.of();
        incidents.addAll(places.mishaps().by(steps, decidedAt));
        return new BatchResult(
                new Changes(
                        claims,
                        entries,
                        tasks,
                        agents,
                        presences,
                        incidents,
                        steps,
                        StatsSums.of(stats)),
                List.copyOf(outgoing),
                new BatchResult.Tally(
                        applied, withoutEffect, duplicates, redelivered, rejected, forwarded));
    }
}
