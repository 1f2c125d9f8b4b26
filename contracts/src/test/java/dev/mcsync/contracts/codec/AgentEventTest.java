package dev.mcsync.contracts.codec;

import static dev.mcsync.contracts.json.Verdicts.errorsOf;
import static dev.mcsync.contracts.json.Verdicts.isValid;
import static dev.mcsync.contracts.json.Verdicts.pointersOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.Verdicts;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent may say, and what has to agree. */
final class AgentEventTest {

    private static final String ABSENT = "null";

    private record Agreement(String status, Set<String> stages) {}

    /** DESIGN.md, section 3: by type, the one status and the stages that may be named. */
    private static final Map<String, Agreement> AGREEMENTS =
            Map.of(
                    "ack", new Agreement("ack", Set.of("todo")),
                    "running", new Agreement("running", Set.of("doing")),
                    "progress",
                            new Agreement("running", Set.of("todo", "doing", "review", "blocked")),
                    "done", new Agreement("done", Set.of("done")),
                    "failed", new Agreement("failed", Set.of("blocked")));

    static Stream<Triple> everyCombination() {
        return AGREEMENTS.keySet().stream()
                .sorted()
                .flatMap(type ->
                        orAbsent(WireNames.all(TaskStatus.class))
                                .flatMap(status ->
                                        orAbsent(WireNames.all(Stage.class))
                                                .map(stage -> new Triple(type, status, stage))));
    }

    record Triple(String type, String status, String stage) {}

    @ParameterizedTest
    @MethodSource("everyCombination")
    void statusAndStageAgreeWithTheTypeOrAreRefused(Triple triple) {
        Agreement agreement = requireNonNull(AGREEMENTS.get(triple.type()));
        List<String> expected = new ArrayList<>();
        if (!triple.status().equals(ABSENT) && !triple.status().equals(agreement.status())) {
            expected.add("/status");
        }
        if (!triple.stage().equals(ABSENT) && !agreement.stages().contains(triple.stage())) {
            expected.add("/stage");
        }
        Document event =
                Document.golden("agent-report.least")
                        .with("/type", quote(triple.type()))
                        .with("/status", quote(triple.status()))
                        .with("/stage", quote(triple.stage()));

        assertThat(pointersOf(WireCodec.decodeAgentEvent(event.bytes()))).isEqualTo(expected);
    }

    /** Else whoever guesses the id of a clock's next fact could stop the clock. */
    @ParameterizedTest
    @ValueSource(strings = {"agent-report.least", "heartbeat.least"})
    void anAgentCannotSayAnythingUnderAnIdOfTheProducts(String golden) {
        Document event =
                Document.golden(golden).with("/event_id", quote(EventId.derived("a", "b").value()));

        assertThat(pointersOf(WireCodec.decodeAgentEvent(event.bytes())))
                .containsExactly("/event_id");
        assertThat(
                        golden.startsWith("heartbeat")
                                ? pointersOf(WireCodec.decodeAgentFact(event.bytes()))
                                : pointersOf(WireCodec.decodeTaskFact(event.bytes())))
                .containsExactly("/event_id");
    }

    @Test
    void aHeartbeatMayRepeatWhereTheTaskStands() {
        for (String status : WireNames.all(TaskStatus.class)) {
            for (String stage : WireNames.all(Stage.class)) {
                Document event =
                        Document.golden("heartbeat.full")
                                .with("/status", quote(status))
                                .with("/stage", quote(stage))
                                .with("/progress", "7")
                                .with("/error_code", "\"E1\"");

                assertThat(WireCodec.decodeAgentEvent(event.bytes()).orThrow("heartbeat"))
                        .isEqualTo(
                                WireCodec.decodeAgentEvent(Golden.bytes("heartbeat.full"))
                                        .orThrow("heartbeat"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "task-created.full",
                "task-moved.full",
                "task-retried.full",
                "task-cancelled.full",
                "deadline-passed.full",
                "task-adopted.full",
                "agent-seen.full",
                "silence-passed.full"
            })
    void anAgentMayNotSayWhatOnlyPeopleAndTheServerCan(String golden) {
        assertThat(errorsOf(WireCodec.decodeAgentEvent(Golden.bytes(golden))))
                .containsExactly(
                        new FieldError(
                                "/type",
                                "expected one of [heartbeat, ack, running, progress, done, failed]"));
    }

    @ParameterizedTest
    @CsvSource({
        "heartbeat.full,TASK_FACT",
        "agent-seen.full,TASK_FACT",
        "agent-report.full,AGENT_FACT",
        "task-created.full,AGENT_FACT",
        "agent-command.full,TASK_FACT",
        "task-snapshot.full,TASK_FACT"
    })
    void eachTopicHasItsOwnFacts(String golden, WireRecord other) {
        assertThat(pointersOf(other.decode(Golden.bytes(golden)))).containsExactly("/type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"ACK\"",
                "\"Ack\"",
                "\" ack\"",
                "\"\"",
                "0",
                "1",
                "true",
                "[\"ack\"]",
                "{}"
            })
    void aTypeIsSpeltExactly(String type) {
        Document event = Document.golden("agent-report.least").with("/type", type);

        assertThat(pointersOf(WireCodec.decodeAgentEvent(event.bytes()))).containsExactly("/type");
        assertThat(pointersOf(WireCodec.decodeTaskFact(event.bytes()))).containsExactly("/type");
        assertThat(pointersOf(WireCodec.decodeAgentFact(event.bytes()))).containsExactly("/type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"agent-report.least", "heartbeat.least"})
    void aTypeIsRequired(String golden) {
        FieldError required = new FieldError("/type", "required");
        byte[] without = Document.golden(golden).without("/type").bytes();
        byte[] withNull = Document.golden(golden).with("/type", "null").bytes();

        assertThat(errorsOf(WireCodec.decodeAgentEvent(without))).containsExactly(required);
        assertThat(errorsOf(WireCodec.decodeAgentEvent(withNull))).containsExactly(required);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        byte[] event =
                """
                {"type":"done","event_id":"a b","task_id":"","status":"ack","stage":"todo",
                 "progress":101,"occurred_at":0,"Status":"done"}
                """
                        .getBytes(UTF_8);

        assertThat(pointersOf(WireCodec.decodeAgentEvent(event)))
                .containsExactlyInAnyOrder(
                        "/event_id",
                        "/task_id",
                        "/agent_id",
                        "/command_id",
                        "/status",
                        "/stage",
                        "/progress",
                        "/occurred_at",
                        "/Status");
    }

    @Test
    void anArrayMixesReportsAndHeartbeatsAndSortsOutTheBad() {
        byte[] array =
                ("["
                                + Document.golden("agent-report.full")
                                + ","
                                + Document.golden("task-created.full")
                                + ","
                                + Document.golden("heartbeat.least").with("/x", "1")
                                + ","
                                + Document.golden("heartbeat.least")
                                + "]")
                        .getBytes(UTF_8);

        List<Decoded<AgentEvent>> events =
                WireCodec.decodeAgentEvents(array, 500).orThrow("array of events");

        assertThat(events).map(Verdicts::isValid).containsExactly(true, false, false, true);
        assertThat(events).flatMap(Verdicts::pointersOf).containsExactly("/1/type", "/2/x");
        assertThat(events.getFirst().orThrow("report")).isInstanceOf(AgentReport.class);
        assertThat(events.getLast().orThrow("heartbeat")).isInstanceOf(Heartbeat.class);
        assertThat(isValid(WireCodec.decodeAgentEvents(array, 3))).isFalse();
    }

    private static Stream<String> orAbsent(List<String> names) {
        return Stream.concat(Stream.of(ABSENT), names.stream());
    }

    private static String quote(String text) {
        return text.equals(ABSENT) ? text : "\"" + text + "\"";
    }
}
