package dev.mcsync.realtime.view;

import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogSpans;
import dev.mcsync.service.trace.OpenSpan;
import dev.mcsync.service.trace.SpanTags;
import dev.mcsync.service.trace.Spans;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Tells of the records that come to the board. A span is of what is news: a change that its record
 * gives a trace, once the board has caught up with the log. It ends when the change is handed to
 * the open panels.
 */
final class BoardIntake {

    private final BoardView board;
    private final Currency currency;
    private final Spans spans;
    private final Counter unreadable;

    BoardIntake(BoardView board, Currency currency, Spans spans, MeterRegistry registry) {
        this.board = board;
        this.currency = currency;
        this.spans = spans;
        this.unreadable =
                Counter.builder("mc.realtime.unreadable")
                        .description("Records of the state topics that could not be read")
                        .register(registry);
    }

    void unreadable() {
        unreadable.increment();
    }

    OpenSpan begin(Record<byte[], byte[]> record, RecordMetadata place) {
        Optional<TraceParent> cause =
                spans.areKept() && currency.isCaughtUp()
                        ? TraceParent.of(record.headers())
                        : Optional.empty();
        return cause.map(parent -> begin(parent, place)).orElseGet(OpenSpan::none);
    }

    private OpenSpan begin(TraceParent parent, RecordMetadata place) {
        return LogSpans.placed(
                        LogSpans.process(spans, place.topic(), parent),
                        place.partition(),
                        place.offset())
                .tag(SpanTags.PANELS, board.panels());
    }
}
