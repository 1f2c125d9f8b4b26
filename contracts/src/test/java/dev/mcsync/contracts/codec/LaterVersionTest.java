package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Departure;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Presence;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Records as a later version may write them, which adds members and words: what is ours is read all
 * the same, and what may come from anywhere is refused as ever.
 */
final class LaterVersionTest {

    private static final String ADDED = "\"added_later\"";

    /** All records with all members but commands, which agents read and no service does. */
    static Stream<Golden> records() {
        return Golden.all().stream().filter(golden -> golden.kind() != WireRecord.AGENT_COMMAND);
    }

    @ParameterizedTest
    @MethodSource("records")
    void membersThatWereAddedArePassedOverInWhatIsOurs(Golden golden) {
        Document released = Document.of(golden.bytes());

        for (String place : released.objects()) {
            byte[] later = released.with(place + "/added_later", "{\"a\": [1]}").bytes();

            Object read = own(golden.kind(), later).orThrow(golden.name());
            assertThat(new String(WireRecord.encode(read), UTF_8))
                    .as("with a member added at %s", place)
                    .isEqualTo(new String(golden.bytes(), UTF_8));
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void theSameMembersAreRefusedFromAnybodyElse(Golden golden) {
        Document released = Document.of(golden.bytes());

        for (String place : released.objects()) {
            Decoded<?> read =
                    golden.kind().decode(released.with(place + "/added_later", "1").bytes());
            assertThat(read).isEqualTo(Decoded.invalid(place + "/added_later", "unknown field"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"task_id\": 7}", "{\"task_id\": \"tsk_1\"}"})
    void whatIsNoRecordAtAllIsRefusedEvenFromUs(String text) {
        byte[] bytes = text.getBytes(UTF_8);

        assertThat(
                        List.of(
                                OwnCodec.decodeTaskFact(bytes),
                                OwnCodec.decodeAgentFact(bytes),
                                OwnCodec.decodeOutcome(bytes),
                                OwnCodec.decodeTaskSnapshot(bytes),
                                OwnCodec.decodeAgentSnapshot(bytes)))
                .hasOnlyElementsOfType(Decoded.Invalid.class);
    }

    @Test
    void aKnownMemberIsCheckedAsEver() {
        byte[] later = Document.golden("task-snapshot.full").with("/progress", "101").bytes();

        assertThat(OwnCodec.decodeTaskSnapshot(later)).isInstanceOf(Decoded.Invalid.class);
    }

    @Test
    void aCardOfAnUnknownStatusIsShownAsInWork() {
        TaskSnapshot task = task("/status", ADDED);

        assertThat(task.status()).isEqualTo(TaskStatus.RUNNING);
        assertThat(task.version()).isEqualTo(task("/added_later", "1").version());
    }

    @Test
    void aCardInTheLastColumnIsDoneWhateverItsStatusIsCalled() {
        Document done = Document.golden("task-snapshot.full").with("/stage", "\"done\"");

        assertThat(
                        OwnCodec.decodeTaskSnapshot(done.with("/status", ADDED).bytes())
                                .map(TaskSnapshot::status))
                .isEqualTo(Decoded.valid(TaskStatus.DONE));
    }

    @Test
    void aCardInAnUnknownColumnIsShownWhereItsStatusBelongs() {
        assertThat(task("/stage", ADDED, "/status", "\"queued\"").stage()).isEqualTo(Stage.TODO);
        assertThat(task("/stage", ADDED, "/status", "\"running\"").stage()).isEqualTo(Stage.DOING);
        assertThat(task("/stage", ADDED, "/status", "\"failed\"").stage()).isEqualTo(Stage.BLOCKED);
        assertThat(task("/stage", ADDED, "/status", ADDED).stage()).isEqualTo(Stage.DOING);
    }

    @Test
    void anAttemptThatEndedInAnUnknownWayHasEnded() {
        assertThat(task("/prior_attempts/0/status", ADDED).attempt().prior().getFirst().status())
                .isEqualTo(TaskStatus.FAILED);
        assertThat(
                        WireCodec.decodeAttempts(
                                """
                                [{"command_id": "cmd_1", "attempt": 1, "status": "added_later",
                                  "ended_at": "2026-11-22T10:15:30Z", "added_later": true}]\
                                """))
                .singleElement()
                .extracting(attempt -> attempt.status())
                .isEqualTo(TaskStatus.FAILED);
    }

    @Test
    void anAgentOfWhomAnUnknownThingIsSaidRaisesNoAlarm() {
        Document agent = Document.golden("agent-snapshot.departed");

        assertThat(read(agent.with("/presence", ADDED)).presence()).isEqualTo(Presence.ONLINE);
        assertThat(read(agent.with("/departure", ADDED)).departure()).isEqualTo(Departure.GOODBYE);
    }

    @Test
    void anOutcomeOfAnUnknownTypeTellsWhereItLed() {
        Document full = Document.golden("task-outcome.full").with("/type", ADDED);

        assertThat(typeAfter(full, "done")).isEqualTo(FactType.DONE);
        assertThat(typeAfter(full, "failed")).isEqualTo(FactType.FAILED);
        assertThat(typeAfter(full, "timeout")).isEqualTo(FactType.DEADLINE_PASSED);
        assertThat(outcome(full.without("/after")).type()).isEqualTo(FactType.MOVED);
        assertThat(
                        outcome(
                                        full.with("/before/status", "\"running\"")
                                                .with("/after/status", "\"running\""))
                                .type())
                .isEqualTo(FactType.MOVED);
    }

    @Test
    void anUnknownReasonIsLeftOut() {
        Document refused = Document.golden("task-outcome.refused").with("/reason", ADDED);

        assertThat(outcome(refused).transition().reason()).isNull();
        assertThat(outcome(refused).effect()).isEqualTo(Effect.REFUSED);
    }

    @Test
    void anOutcomeOfAnUnknownKindIsWhatItDid() {
        Document full = Document.golden("task-outcome.full").with("/outcome", ADDED);
        String after = full.at("/after").toString();

        assertThat(outcome(full).effect()).isEqualTo(Effect.APPLIED);
        assertThat(outcome(full.with("/before", after)).effect()).isEqualTo(Effect.LATE);
    }

    @Test
    void anUnknownStepThatWasImpliedIsLeftOut() {
        Document full =
                Document.golden("task-outcome.full").with("/implied", "[\"ack\", " + ADDED + "]");

        assertThat(outcome(full).transition().implied()).containsExactly(TaskStatus.ACK);
    }

    @Test
    void anUnknownOutcomeOfAnAgentRaisesNoAlarm() {
        byte[] later =
                Document.golden("agent-outcome.full").with("/type", "\"agent_promoted\"").bytes();

        AgentOutcome read = (AgentOutcome) OwnCodec.decodeOutcome(later).orThrow("outcome");
        assertThat(read.presence()).isEqualTo(Presence.ONLINE);
        assertThat(WireCodec.decodeOutcome(later)).isInstanceOf(Decoded.Invalid.class);
    }

    /** A fact takes effect, so nobody guesses at its words. */
    @Test
    void aFactOfAnUnknownTypeOrWithAnUnknownWordIsNotRead() {
        assertThat(
                        OwnCodec.decodeTaskFact(
                                Document.golden("task-moved.full").with("/type", ADDED).bytes()))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(
                        OwnCodec.decodeTaskFact(
                                Document.golden("task-moved.full").with("/stage", ADDED).bytes()))
                .isInstanceOf(Decoded.Invalid.class);
        assertThat(
                        OwnCodec.decodeAgentFact(
                                Document.golden("heartbeat.full").with("/type", ADDED).bytes()))
                .isInstanceOf(Decoded.Invalid.class);
    }

    private static Decoded<?> own(WireRecord kind, byte[] bytes) {
        return switch (kind) {
            case HEARTBEAT,
                    AGENT_REPAIRED,
                    AGENT_RETIRED,
                    AGENT_SEEN,
                    AGENT_TOUCHED,
                    SILENCE_PASSED ->
                    OwnCodec.decodeAgentFact(bytes);
            case TASK_OUTCOME, AGENT_OUTCOME -> OwnCodec.decodeOutcome(bytes);
            case TASK_SNAPSHOT -> OwnCodec.decodeTaskSnapshot(bytes);
            case AGENT_SNAPSHOT -> OwnCodec.decodeAgentSnapshot(bytes);
            default -> OwnCodec.decodeTaskFact(bytes);
        };
    }

    private static TaskSnapshot task(String... changes) {
        Document task = Document.golden("task-snapshot.full");
        for (int i = 0; i < changes.length; i += 2) {
            task = task.with(changes[i], changes[i + 1]);
        }
        return OwnCodec.decodeTaskSnapshot(task.bytes()).orThrow("task");
    }

    private static AgentSnapshot read(Document agent) {
        return OwnCodec.decodeAgentSnapshot(agent.bytes()).orThrow("agent");
    }

    private static TaskOutcome outcome(Document outcome) {
        return (TaskOutcome) OwnCodec.decodeOutcome(outcome.bytes()).orThrow("outcome");
    }

    private static FactType typeAfter(Document outcome, String status) {
        return outcome(
                        outcome.with("/before/status", "\"ack\"")
                                .with("/after/status", "\"" + status + "\""))
                .type();
    }
}
