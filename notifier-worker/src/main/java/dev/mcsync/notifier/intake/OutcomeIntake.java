package dev.mcsync.notifier.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.notifier.ledger.Delivery;
import dev.mcsync.notifier.ledger.DeliveryLedger;
import dev.mcsync.notifier.ledger.DeliveryLedger.Recorded;
import dev.mcsync.notifier.ledger.Origin;
import dev.mcsync.notifier.ledger.Step;
import dev.mcsync.notifier.message.Notice;
import dev.mcsync.service.batch.DataFaultException;
import dev.mcsync.service.batch.Halving;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogTrace;
import io.r2dbc.spi.R2dbcException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Notes each outcome of a batch in the ledger and waits for it, on the listener's thread and
 * without a time-out: the server has one, and a wait that is given up would say nothing of the
 * transaction. Returns only when every record is in the ledger or among the rejected; else it
 * fails, and the whole batch comes again.
 */
final class OutcomeIntake implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(OutcomeIntake.class);

    private final DeliveryLedger ledger;
    private final RejectedRecords rejected;
    private final NoticeRule rule;
    private final String channel;
    private final OutcomeCounts metrics;
    private final NotedPlaces places = new NotedPlaces();
    private final Runnable somethingWaits;

    /**
     * @param rule the last word on what is told
     * @param somethingWaits called after new deliveries have been noted
     */
    OutcomeIntake(
            DeliveryLedger ledger,
            RejectedRecords rejected,
            NoticeRule rule,
            String channel,
            OutcomeCounts metrics,
            Runnable somethingWaits) {
        this.ledger = ledger;
        this.rejected = rejected;
        this.rule = rule;
        this.channel = channel;
        this.metrics = metrics;
        this.somethingWaits = somethingWaits;
    }

    /** How far it has noted the outcomes. */
    NotedPlaces places() {
        return places;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        note(records);
    }

    /**
     * @return the first offset of each partition that was not told before this batch
     */
    Map<Integer, Long> note(List<ConsumerRecord<byte[], byte[]>> records) {
        List<Entry> entries = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            switch (read(record)) {
                case Entry entry -> entries.add(entry);
                case Unreadable(String reason, String detail) -> reject(record, reason, detail);
            }
        }
        Map<Integer, Long> untold = new HashMap<>();
        Halving.apply(
                entries,
                part -> {
                    Recorded recorded =
                            record(
                                    part.stream().map(Entry::delivery).toList(),
                                    places.steps(part.stream().map(Entry::record).toList()));
                    recorded.untold()
                            .forEach((partition, first) ->
                                    untold.merge(partition, first, Math::min));
                    noted(recorded);
                },
                this::refused);
        if (entries.size() < records.size() || !isNoted(records)) {
            record(List.of(), places.steps(records));
        }
        return untold;
    }

    /** What was refused one by one, or could not be read, is behind as well. */
    private boolean isNoted(List<ConsumerRecord<byte[], byte[]>> records) {
        return places.steps(records).stream()
                .allMatch(step -> step.from() != null && step.from() >= step.to());
    }

    private sealed interface Reading {}

    private record Entry(ConsumerRecord<byte[], byte[]> record, Delivery delivery)
            implements Reading {}

    private record Unreadable(String reason, String detail) implements Reading {}

    private Reading read(ConsumerRecord<byte[], byte[]> record) {
        return switch (OwnCodec.decodeOutcome(record.value())) {
            case Decoded.Invalid<Outcome>(var errors) ->
                    new Unreadable("undecodable", errors.toString());
            case Decoded.Valid<Outcome>(Outcome outcome) ->
                    hasKey(record, outcome)
                            ? new Entry(record, delivery(outcome, places.originOf(record)))
                            : new Unreadable(
                                    "key_mismatch", "expected the id in the value as the key");
        };
    }

    private static boolean hasKey(ConsumerRecord<byte[], byte[]> record, Outcome outcome) {
        return Arrays.equals(record.key(), outcome.key().getBytes(UTF_8));
    }

    private Delivery delivery(Outcome outcome, Origin origin) {
        Notice notice = rule.of(outcome);
        return switch (outcome) {
            case TaskOutcome task ->
                    new Delivery(
                            task.eventId(), task.taskId(), task.actor().agentId(), notice, origin);
            case AgentOutcome agent ->
                    new Delivery(agent.eventId(), null, agent.agentId(), notice, origin);
        };
    }

    private void refused(Entry entry, DataFaultException fault) {
        reject(entry.record(), "unstorable", "SQLSTATE " + fault.sqlState());
    }

    private Recorded record(List<Delivery> deliveries, List<Step> steps) {
        try {
            Recorded recorded = ledger.record(channel, deliveries, steps).block();
            if (recorded == null) {
                throw new IllegalStateException("Expected the ledger to answer, found nothing");
            }
            places.reached(steps);
            return recorded;
        } catch (R2dbcException e) {
            throw DataFaultException.orSame(e.getSqlState(), e);
        }
    }

    private void noted(Recorded recorded) {
        metrics.noted(recorded);
        if (recorded.waiting() > 0) {
            somethingWaits.run();
        }
    }

    private void reject(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
        try (var _ = LogTrace.of(TraceParent.of(record))) {
            log.warn(
                    "Rejected {}-{}@{}: {}, {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    reason,
                    detail);
        }
        rejected.reject(record, reason, detail);
        metrics.rejected();
    }
}
