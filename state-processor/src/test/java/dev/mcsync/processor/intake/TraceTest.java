package dev.mcsync.processor.intake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What follows from a fact carries on the trace that the fact came with. */
class TraceTest {

    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final Places places = new Places();
    private final BatchApplier applier =
            OfTasks.applier(
                    new Remembering(),
                    places,
                    new TaskDecider(Limits.DEFAULT),
                    InstantSource.system());

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
        byte[] value =
                ("{\"event_id\":\"evt_1\",\"type\":\"created\",\"task_id\":\"tsk_1\",\"agent_id\":\"agt_1\","
                                + "\"command_id\":\"cmd_1\",\"title\":\"Follow me\",\"stage\":\"todo\"}")
                        .getBytes(UTF_8);
        return new ConsumerRecord<>(
                Topic.TASK_EVENTS.topicName(),
                0,
                7,
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

        @Override
        public <T extends HasChanges> T transact(Keys keys, Function<Loaded, T> decide) {
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
