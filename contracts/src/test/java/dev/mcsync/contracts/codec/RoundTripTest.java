package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.Seed;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.contracts.wire.TaskStatus;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written is read back the same. */
final class RoundTripTest {

    private static final int ROUNDS = 300;
    private static final Seed SEED = Seed.forTest("RoundTripTest");

    static Stream<WireRecord> kinds() {
        return WireRecord.kinds().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyRecordIsReadBackAsItWasWritten(WireRecord kind) {
        RandomRecords records = new RandomRecords(SEED.generator());

        for (int i = 0; i < ROUNDS; i++) {
            Object value = records.next(kind);
            byte[] encoded = WireRecord.encode(value);

            Object decoded = kind.decode(encoded).orThrow("record");

            assertThat(decoded).as("%s, round %d", SEED, i).isEqualTo(value);
            assertThat(WireRecord.encode(decoded)).isEqualTo(encoded);
        }
    }

    @Test
    void attemptsAreReadBackFromTheirColumn() {
        List<PriorAttempt> attempts =
                List.of(
                        new PriorAttempt(
                                new CommandId("cmd_1"),
                                1,
                                TaskStatus.FAILED,
                                "no_space",
                                "a } and a {\"a\": in the \"text\"\n",
                                Instant.parse("2026-11-22T10:05:00.000001Z"),
                                null),
                        new PriorAttempt(
                                new CommandId("cmd_2"),
                                2,
                                TaskStatus.TIMEOUT,
                                null,
                                null,
                                Instant.EPOCH,
                                null));

        assertThat(WireCodec.decodeAttempts(WireCodec.encodeAttempts(attempts)))
                .isEqualTo(attempts);
        assertThat(WireCodec.encodeAttempts(List.of())).isEqualTo("[]");
        assertThat(WireCodec.decodeAttempts("[]")).isEmpty();
    }

    @Test
    void theBoardLeavesThePayloadOut() {
        TaskSnapshot task =
                WireCodec.decodeTaskSnapshot(Golden.bytes("task-snapshot.full")).orThrow("golden");
        ObjectWriter board = new ObjectWriter();

        WireCodec.write(board, task, false);

        assertThat(board.finish())
                .isEqualTo(
                        new String(WireCodec.encode(task), UTF_8)
                                .replace("\"payload\":" + task.brief().payload() + ",", ""))
                .doesNotContain("payload");
    }

    @Test
    void aSnapshotsCommandIsWrittenAsTheRecordIs() {
        TaskSnapshot task =
                WireCodec.decodeTaskSnapshot(Golden.bytes("task-snapshot.full")).orThrow("golden");
        AgentCommand start = AgentCommand.start(task);
        ObjectWriter writer = new ObjectWriter();

        WireCodec.write(writer, start);

        assertThat(writer.bytes()).isEqualTo(WireCodec.encode(start));
        assertThat(AgentCommand.cancel(task).ackDeadlineAt()).isNull();
    }

    @Test
    void equalContentHasAnEqualHashHoweverItWasSpelt() {
        byte[] sent =
                """
                { "type": "progress", "agent_id": "a", "task_id": "t", "command_id": "c", "status": "running",
                  "event_id": "e", "meta": {"b": 1.0, "a": 1e2}, "message": null,
                  "occurred_at": "2026-11-22T11:15:30.5+01:00" }
                """
                        .getBytes(UTF_8);
        byte[] alike =
                """
                {"event_id":"e","type":"progress","task_id":"t","agent_id":"a","command_id":"c",
                "meta":{"a":100,"b":1},"occurred_at":"2026-11-22T10:15:30.500000Z"}
                """
                        .getBytes(UTF_8);

        assertThat(hash(sent)).isEqualTo(hash(alike));
        assertThat(hash(sent))
                .isNotEqualTo(hash(new String(alike, UTF_8).replace("100", "101").getBytes(UTF_8)));
    }

    @Test
    void theHashNeverChanges() {
        assertThat(hash(Golden.bytes("agent-report.full")))
                .isEqualTo("4853f2697cd8e7bf069b4b14e05efd6dda9762b1e8982fcefa5a83fc3c9aba58");
    }

    private static String hash(byte[] fact) {
        return WireCodec.hash(
                WireCodec.encode(WireCodec.decodeTaskFact(fact).orThrow("task fact")));
    }
}
