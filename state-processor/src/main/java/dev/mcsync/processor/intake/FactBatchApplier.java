package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.processor.core.Received;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.publish.Records;
import dev.mcsync.service.trace.LogTrace;
import dev.mcsync.service.trace.Spans;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Applies the records of one input topic: reads them, passes over what is no good, and lets each
 * fact that is new take effect, in the order of the log and within one transaction of the ledger.
 */
final class FactBatchApplier<F> implements BatchApplier {

    private static final Logger log = LoggerFactory.getLogger(FactBatchApplier.class);

    private static final String IN_SPITE = "in_spite";

    private final BatchPass.Kind<F> kind;
    private final Ledger ledger;
    private final InstantSource clock;
    private final Places places;
    private final Spans spans;

    FactBatchApplier(BatchPass.Kind<F> kind, Ledger ledger, Places places, InstantSource clock) {
        this(kind, ledger, places, clock, Spans.none());
    }

    private FactBatchApplier(
            BatchPass.Kind<F> kind,
            Ledger ledger,
            Places places,
            InstantSource clock,
            Spans spans) {
        this.kind = kind;
        this.ledger = ledger;
        this.places = places;
        this.clock = clock;
        this.spans = spans;
    }

    @Override
    public BatchApplier tracedBy(Spans kept) {
        return new FactBatchApplier<>(kind, ledger, places, clock, kept);
    }

    @Override
    public BatchResult apply(List<ConsumerRecord<byte[], byte[]>> records, int partitions) {
        return apply(
                records.stream().map(record -> kind.reader().read(record, partitions)).toList());
    }

    @Override
    public BatchResult reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        return apply(List.of(new Intake.Rejected<F>(record, reason, detail)));
    }

    private BatchResult apply(List<Intake<F>> batch) {
        List<Received<F>> received = batch.stream().flatMap(this::receivedOf).toList();
        RecordSpans of = RecordSpans.begin(spans, batch);
        BatchResult result =
                of.within(() ->
                        ledger.transact(kind.keysOf(received), loaded -> pass(batch, loaded, of)));
        places.reached(result.changes().consumed());
        places.mishaps().told(result.changes().incidents());
        return result;
    }

    private BatchResult pass(List<Intake<F>> batch, Loaded loaded, RecordSpans of) {
        BatchDraft draft = new BatchDraft(loaded.events(), places, of);
        BatchPass<F> pass =
                kind.begin(loaded, clock.instant().truncatedTo(ChronoUnit.MICROS), draft);
        for (Intake<F> intake : batch) {
            draft.consume(
                    intake.record(), places.isNoteDue(intake.record(), !isPassedOver(intake)));
            try (var _ = LogTrace.of(draft.trace())) {
                take(intake, draft, pass);
            }
        }
        return pass.finish();
    }

    private void take(Intake<F> intake, BatchDraft draft, BatchPass<F> pass) {
        switch (intake) {
            case Intake.Accepted<F>(var received, _) when isPassedOver(intake) ->
                    pass.passed(received);
            case Intake.Accepted<F>(var received, var record) ->
                    accept(received, record, draft, pass);
            case Intake.Rejected<F>(var record, var reason, var detail) -> {
                log.debug("{} is set aside: {}, {}", placeOf(record), reason, detail);
                draft.reject(record, reason, detail);
            }
            case Intake.Misrouted<F>(var record) -> {
                log.debug("{} goes to the partition of its key", placeOf(record));
                draft.forward(Records.forwarded(kind.topic(), record));
            }
        }
    }

    private static String placeOf(ConsumerRecord<?, ?> record) {
        return new SourcePosition(record.topic(), record.partition(), record.offset()).toString();
    }

    private boolean isPassedOver(Intake<F> intake) {
        return intake instanceof Intake.Accepted<F>(var received, _)
                && !kind.takesEffect(received.fact());
    }

    private void accept(
            Received<F> received,
            ConsumerRecord<byte[], byte[]> record,
            BatchDraft draft,
            BatchPass<F> pass) {
        boolean settled =
                settle(received, record, draft, pass)
                        || inSpiteOf(received)
                                .filter(own -> settle(own, record, draft, pass))
                                .isPresent();
        if (!settled) {
            draft.rejectConflict(record);
        }
    }

    /** False when the fact's id is taken by another one. */
    private boolean settle(
            Received<F> received,
            ConsumerRecord<byte[], byte[]> record,
            BatchDraft draft,
            BatchPass<F> pass) {
        EventId eventId = kind.eventIdOf(received.fact());
        log.debug("{} from {}", eventId, received.source());
        return switch (draft.noveltyOf(eventId, received)) {
            case BatchDraft.Novelty.New _ -> {
                pass.decide(received, record);
                yield true;
            }
            case BatchDraft.Novelty.Redelivered(var processed) -> {
                processed
                        .published()
                        .ifPresent(outcome -> draft.tell(outcome, processed.payloadHash()));
                pass.redelivered(received, processed);
                yield true;
            }
            case BatchDraft.Novelty.Duplicate _ -> true;
            case BatchDraft.Novelty.Conflict _ -> {
                draft.conflict(eventId, received);
                yield false;
            }
        };
    }

    /**
     * Whoever took the id of an own fact stops no clock: the fact takes effect under an id that
     * comes of its place on the log too, so that a redelivered one is known again.
     */
    private Optional<Received<F>> inSpiteOf(Received<F> received) {
        String taken = kind.eventIdOf(received.fact()).value();
        EventId other = EventId.derived(IN_SPITE, taken, received.source().toString());
        return kind.ownUnder(received.fact(), other).map(own -> kind.reader().as(own, received));
    }

    private Stream<Received<F>> receivedOf(Intake<F> intake) {
        return intake instanceof Intake.Accepted<F>(var received, _)
                ? Stream.concat(Stream.of(received), inSpiteOf(received).stream())
                : Stream.empty();
    }
}
