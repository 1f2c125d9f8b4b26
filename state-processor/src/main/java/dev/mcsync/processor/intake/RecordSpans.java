package dev.mcsync.processor.intake;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.processor.ledger.LedgerEntry;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogSpans;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanKind;
import dev.mcsync.service.trace.SpanTags;
import dev.mcsync.service.trace.Spans;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one transaction and of the records that take effect in it. A record's span is in the
 * trace that the record carries, and what follows from it goes on there; the transaction belongs to
 * all of them alike, so that it is a trace of its own, with a link to each. For one thread at a
 * time.
 */
final class RecordSpans {

    private static final RecordSpans NONE = new RecordSpans(Spans.none(), "");

    private final Spans spans;
    private final String topic;
    private final Map<ConsumerRecord<?, ?>, Told> told = new LinkedHashMap<>();
    private @Nullable Told reached;

    private RecordSpans(Spans spans, String topic) {
        this.spans = spans;
        this.topic = topic;
    }

    /** What is told at the end: a transaction that is tried again decides again. */
    private static final class Told {

        private final OpenSpan span;
        private String outcome = "passed";
        private @Nullable EventId eventId;
        private @Nullable LedgerEntry entry;

        Told(OpenSpan span) {
            this.span = span;
        }
    }

    static RecordSpans begin(Spans spans, List<? extends Intake<?>> batch) {
        if (!spans.areKept() || batch.isEmpty()) {
            return NONE;
        }
        RecordSpans begun = new RecordSpans(spans, batch.getFirst().record().topic());
        for (Intake<?> intake : batch) {
            begun.told.put(intake.record(), new Told(LogSpans.process(spans, intake.record())));
        }
        return begun;
    }

    boolean areKept() {
        return spans.areKept();
    }

    /** All that follows is about this record. What comes of it carries the place on. */
    Optional<TraceParent> reached(ConsumerRecord<?, ?> record) {
        if (!spans.areKept()) {
            return TraceParent.of(record);
        }
        reached = told.get(record);
        return reached == null ? Optional.empty() : reached.span.place();
    }

    /** The record's fact, which may have come before. */
    void isOf(EventId eventId) {
        if (reached != null) {
            reached.eventId = eventId;
        }
    }

    /**
     * @param outcome a word
     */
    void became(String outcome) {
        if (reached != null) {
            reached.outcome = outcome;
        }
    }

    void entered(LedgerEntry entry) {
        if (reached != null) {
            reached.outcome = entry.change().effect().wireName();
            reached.entry = entry;
        }
    }

    /** Runs it as the transaction, and ends all spans, however it ends. */
    <T> T within(Supplier<T> transaction) {
        if (!spans.areKept()) {
            return transaction.get();
        }
        OpenSpan whole =
                spans.begin(
                                SpanKind.CLIENT,
                                "transaction of " + topic,
                                null,
                                told.values().stream()
                                        .flatMap(each -> each.span.place().stream())
                                        .toList())
                        .tag(SpanTags.DATABASE, "postgresql")
                        .tag(SpanTags.DESTINATION, topic)
                        .tag(SpanTags.MESSAGES, told.size());
        try {
            T result = transaction.get();
            end(whole, null);
            return result;
        } catch (RuntimeException | Error e) {
            end(whole, e);
            throw e;
        }
    }

    private void end(OpenSpan whole, @Nullable Throwable failure) {
        String traceId = whole.place().map(TraceParent::traceId).orElse("");
        for (Told each : told.values()) {
            tell(each);
            each.span.tag(SpanTags.TRANSACTION, traceId);
            endOf(each.span, failure);
        }
        endOf(whole, failure);
    }

    private static void endOf(OpenSpan span, @Nullable Throwable failure) {
        if (failure != null) {
            span.failed(failure.getClass().getSimpleName());
        }
        span.end();
    }

    private static void tell(Told each) {
        each.span.tag(SpanTags.OUTCOME, each.outcome);
        if (each.eventId != null) {
            each.span.tag(SpanTags.EVENT_ID, each.eventId.value());
        }
        LedgerEntry entry = each.entry;
        if (entry == null) {
            return;
        }
        each.span.tag(SpanTags.EVENT_TYPE, entry.type());
        if (entry.taskId() != null) {
            each.span.tag(SpanTags.TASK_ID, entry.taskId().value());
        }
        if (entry.actor().agentId() != null) {
            each.span.tag(SpanTags.AGENT_ID, entry.actor().agentId().value());
        }
    }
}
