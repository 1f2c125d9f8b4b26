package dev.mcsync.service.trace;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.service.kafka.TraceParent;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Spans of records, worded as OpenTelemetry's conventions for messaging have it. */
public final class LogSpans {

    private static final String KAFKA = "kafka";
    private static final String SEND = "send";
    private static final String PROCESS = "process";

    private LogSpans() {}

    /** Of putting a record on the log. */
    public static OpenSpan send(Spans spans, Topic topic, @Nullable TraceParent parent) {
        return begin(spans, SpanKind.PRODUCER, SEND, topic.topicName(), parent);
    }

    /** Of what a record asks for; a new trace where it carries none. */
    public static OpenSpan process(Spans spans, ConsumerRecord<?, ?> record) {
        return placed(
                process(spans, record.topic(), TraceParent.of(record).orElse(null)),
                record.partition(),
                record.offset());
    }

    /**
     * The same, whose place is not known.
     *
     * @param parent what the record carries
     */
    public static OpenSpan process(Spans spans, String topic, @Nullable TraceParent parent) {
        return begin(spans, SpanKind.CONSUMER, PROCESS, topic, parent);
    }

    /** Says where the record is. */
    public static OpenSpan placed(OpenSpan span, int partition, long offset) {
        return span.tag(SpanTags.PARTITION, Integer.toString(partition))
                .tag(SpanTags.OFFSET, offset);
    }

    private static OpenSpan begin(
            Spans spans,
            SpanKind kind,
            String operation,
            String topic,
            @Nullable TraceParent parent) {
        if (!spans.areKept()) {
            return OpenSpan.none();
        }
        return spans.begin(kind, operation + " " + topic, parent)
                .tag(SpanTags.MESSAGING_SYSTEM, KAFKA)
                .tag(SpanTags.OPERATION, operation)
                .tag(SpanTags.OPERATION_TYPE, operation)
                .tag(SpanTags.DESTINATION, topic);
    }
}
