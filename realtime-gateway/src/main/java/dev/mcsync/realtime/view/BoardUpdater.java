package dev.mcsync.realtime.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mcsync.contracts.codec.OwnCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.realtime.view.BoardChange.AgentChanged;
import dev.mcsync.realtime.view.BoardChange.Removed;
import dev.mcsync.realtime.view.BoardChange.TaskChanged;
import dev.mcsync.realtime.view.BoardKey.Kind;
import dev.mcsync.service.kafka.TraceParent;
import dev.mcsync.service.trace.LogTrace;
import dev.mcsync.service.trace.OpenSpan;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.NullUnmarked;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decodes the records of one topic and puts them on the board. On the global store's thread. */
final class BoardUpdater implements Processor<byte[], byte[], Void, Void> {

    private static final Logger log = LoggerFactory.getLogger(BoardUpdater.class);

    private final Kind kind;
    private final BoardView board;
    private final BoardIntake intake;
    private ProcessorContext<Void, Void> context;

    @NullUnmarked // The context comes with init, before the first record.
    BoardUpdater(Kind kind, BoardView board, BoardIntake intake) {
        this.kind = kind;
        this.board = board;
        this.intake = intake;
    }

    @Override
    public void init(ProcessorContext<Void, Void> newContext) {
        this.context = newContext;
    }

    /** A value may be null, which is a tombstone; Kafka's own types do not say so. */
    @Override
    @NullUnmarked
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata place =
                context.recordMetadata()
                        .orElseThrow(() ->
                                new IllegalStateException("Expected every record to have a place"));
        switch (decode(record.key(), record.value())) {
            case Decoded.Valid<BoardChange>(BoardChange change) -> {
                OpenSpan span = intake.begin(record, place);
                board.apply(
                        change,
                        place.partition(),
                        place.offset(),
                        Instant.ofEpochMilli(record.timestamp()));
                span.end();
            }
            case Decoded.Invalid<BoardChange>(List<FieldError> errors) -> {
                intake.unreadable();
                try (var _ = LogTrace.of(TraceParent.of(record.headers()))) {
                    log.error(
                            "Passed an unreadable record at {}-{}@{}: {}",
                            place.topic(),
                            place.partition(),
                            place.offset(),
                            errors);
                }
                board.skip(kind, place.partition(), place.offset());
            }
        }
    }

    @NullUnmarked
    private Decoded<BoardChange> decode(byte[] key, byte[] value) {
        if (key == null) {
            return Decoded.invalid("", "expected a key");
        }
        BoardKey subject = new BoardKey(kind, new String(key, UTF_8));
        if (value == null) {
            return new Decoded.Valid<>(new Removed(subject, 0));
        }
        Decoded<BoardChange> change =
                switch (kind) {
                    case TASK -> OwnCodec.decodeTaskSnapshot(value).map(TaskChanged::new);
                    case AGENT -> OwnCodec.decodeAgentSnapshot(value).map(AgentChanged::new);
                };
        return change.then(valid ->
                valid.subject().equals(subject)
                        ? change
                        : Decoded.invalid("", "expected the key to be the id in the value"));
    }
}
