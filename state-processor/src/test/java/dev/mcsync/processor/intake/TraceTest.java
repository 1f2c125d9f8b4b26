package dev.mcsync.processor.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.testbed.SpansTwin;
import dev.mcsync.infra.testbed.SpansTwin.Kept;
import dev.mcsync.processor.core.Limits;
import dev.mcsync.processor.core.TaskDecider;
import dev.mcsync.processor.ledger.Keys;
import dev.mcsync.processor.ledger.Ledger;
import dev.mcsync.processor.ledger.LedgerPlace;
import dev.mcsync.processor.ledger.Loaded;
import dev.mcsync.processor.ledger.Presences;
import dev.mcsync.processor.ledger.Processed;
import dev.mcsync.processor.ledger.StoredTask;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.service.kafka.TraceParent;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What follows from a fact carries on the trace that the fact came with. */
class TraceTest {

    private static final String CREATED =
            "{\"event_id\":\"evt_1\",\"type\":\"created\",\"task_id\":\"tsk_1\",\"agent_id\":\"agt_1\","
                    + "\"command_id\":\"cmd_1\",\"title\":\"Follow me\",\"stage\":\"todo\"}";

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Places places = new Places();
    private final Remembering ledger = new Remembering();
    private final SpansTwin spans = new SpansTwin();
    private final BatchApplier applier =
            OfTasks.applier(
                    ledger, places, new TaskDecider(Limits.DEFAULT), InstantSource.system());

    @BeforeEach
    void ask() {
        places.found(0, 0);
    }

    @Test
    void anOutcomeAndItsCommandCarryTheTraceOfTheFact() {
        assertThat(traces(apply(created(TRACE))))
                .containsEntry(Topic.TASK_OUTCOMES, TRACE)
                .containsEntry(Topic.AGENT_COMMANDS, TRACE);
    }

    @Test
    void aRecordThatIsReadAgainIsToldWithItsTraceAgain() {
        apply(created(TRACE));

        assertThat(traces(apply(created(TRACE))))
                .containsEntry(Topic.TASK_OUTCOMES, TRACE)
                .containsEntry(Topic.AGENT_COMMANDS, TRACE);
    }

    @Test
    void whatIsNoTraceIsNotPassedOn() {
        assertThat(traces(apply(created("not a trace"))))
                .containsEntry(Topic.TASK_OUTCOMES, "")
                .containsEntry(Topic.AGENT_COMMANDS, "");
    }

    @Test
    void withSpansEachRecordHasOneAndWhatFollowsGoesOnFromIt() {
        BatchResult result =
                applier.tracedBy(spans)
                        .apply(List.of(created(TRACE), record(8, "no fact", "not a trace")), 1);

        assertThat(spans.kept())
                .extracting(Kept::name)
                .containsExactly(
                        "process mc.task-events",
                        "process mc.task-events",
                        "transaction of mc.task-events");
        Kept good = spans.kept().get(0);
        Kept bad = spans.kept().get(1);
        Kept transaction = spans.kept().get(2);
        assertThat(good.parent()).extracting(TraceParent::value).isEqualTo(TRACE);
        assertThat(good.tags())
                .containsEntry("mc.task_id", "tsk_1")
                .containsEntry("mc.agent_id", "agt_1")
                .containsEntry("mc.event_id", "evt_1")
                .containsEntry("mc.event_type", "created")
                .containsEntry("mc.outcome", "applied")
                .containsEntry("messaging.destination.partition.id", "0")
                .containsEntry("messaging.kafka.offset", 7L);
        assertThat(bad.parent()).isNull();
        assertThat(bad.tags()).containsEntry("mc.outcome", "rejected");
        assertThat(transaction.parent()).isNull();
        assertThat(transaction.links()).containsExactly(good.here(), bad.here());
        assertThat(spans.kept()).allMatch(span -> span.ends() == 1);
        String place = good.here().value();
        assertThat(traces(result))
                .containsEntry(Topic.TASK_OUTCOMES, place)
                .containsEntry(Topic.AGENT_COMMANDS, place)
                .containsEntry(Topic.TASK_STATE, place)
                .containsEntry(Topic.REJECTED_EVENTS, "not a trace");
        assertThat(result.changes().entries())
                .extracting(entry -> entry.content().traceId())
                .containsExactly(good.here().traceId());
    }

    @Test
    void aRepeatAndATransactionThatFailsSaySo() {
        apply(created(TRACE));
        applier.tracedBy(spans).apply(List.of(record(9, CREATED, TRACE)), 1);
        assertThat(spans.kept().getFirst().tags())
                .containsEntry("mc.outcome", "duplicate")
                .containsEntry("mc.event_id", "evt_1");

        ledger.failure = new IllegalStateException("gone");
        assertThatThrownBy(
                        () -> applier.tracedBy(spans).apply(List.of(record(10, CREATED, TRACE)), 1))
                .isSameAs(ledger.failure);
        assertThat(spans.kept().subList(2, 4))
                .allMatch(
                        span -> span.ends() == 1 && span.failure().equals("IllegalStateException"));
    }

    @Test
    void whatIsLoggedWhileAFactIsDecidedNamesItsTrace() {
        Logger logger = (Logger) LoggerFactory.getLogger(FactBatchApplier.class);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Level before = logger.getLevel();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.DEBUG);
        try {
            applier.apply(List.of(created(TRACE), record(8, "no fact", "not a trace")), 1);
        } finally {
            logger.setLevel(before);
            logger.detachAppender(lines);
        }
        assertThat(lines.list)
                .extracting(line -> line.getMDCPropertyMap().get("trace.id"))
                .containsExactly("0af7651916cd43dd8448eb211c80319c", null);
    }

    @Test
    void theLedgerKeepsTheTraceOfAFactAlsoWithoutSpans() {
        assertThat(apply(created(TRACE)).changes().entries())
                .extracting(entry -> entry.content().traceId())
                .containsExactly("0af7651916cd43dd8448eb211c80319c");
        assertThat(traces(apply(created(TRACE)))).containsEntry(Topic.TASK_STATE, "");
    }

    private BatchResult apply(ConsumerRecord<byte[], byte[]> record) {
        return applier.apply(List.of(record), 1);
    }

    private static Map<Topic, String> traces(BatchResult result) {
        return result.outgoing().stream()
                .collect(Collectors.toMap(Outgoing::topic, TraceTest::traceOf));
    }

    private static String traceOf(Outgoing record) {
        return record.headers().stream()
                .filter(header -> header.key().equals("traceparent"))
                .map(Header::value)
                .map(value -> new String(value, UTF_8))
                .collect(Collectors.joining());
    }

    private static ConsumerRecord<byte[], byte[]> created(String trace) {
        return record(7, CREATED, trace);
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, String json, String trace) {
        byte[] value = json.getBytes(UTF_8);
        return new ConsumerRecord<>(
                Topic.TASK_EVENTS.topicName(),
                0,
                offset,
                System.currentTimeMillis(),
                TimestampType.LOG_APPEND_TIME,
                5,
                value.length,
                "tsk_1".getBytes(UTF_8),
                value,
                new RecordHeaders().add("traceparent", trace.getBytes(UTF_8)),
                Optional.empty());
    }

    /** Keeps tasks and claims. */
    private static final class Remembering implements Ledger {

        private final Map<TaskId, StoredTask> tasks = new HashMap<>();
        private final Map<EventId, Processed> claims = new HashMap<>();
        private @Nullable RuntimeException failure;

        @Override
        public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
            if (failure != null) {
                throw failure;
            }
            T decided =
                    decide.apply(
                            new Loaded(
                                    tasks,
                                    Map.of(),
                                    claims,
                                    Map.of(),
                                    Map.of(),
                                    Map.of(),
                                    Presences.NONE,
                                    Map.of(),
                                    0));
            decided.changes()
                    .tasks()
                    .forEach(task -> tasks.put(task.taskId(), new StoredTask.Known(task)));
            decided.changes().processed().forEach(claim -> claims.put(claim.eventId(), claim));
            return decided;
        }

        @Override
        public Map<Integer, LedgerPlace> places(String topic) {
            return Map.of();
        }
    }
}
