package dev.mcsync.contracts.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.mcsync.contracts.codec.Golden;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.codec.WireRecord;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.TaskFact;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes at all. In a test run each seed is tried once; with {@code JAZZER_FUZZ=1} in the
 * environment the seeds are where the search begins.
 */
final class WireCodecFuzzTest {

    private static final String MAX_DURATION = "5m";

    /** Faults that the corpus of the system's hostile inputs has, a byte for a character. */
    private static final List<String> SPOILED =
            List.of(
                    "",
                    " ",
                    "null",
                    "[",
                    "{",
                    "{}{}",
                    "\u00ef\u00bb\u00bf{}",
                    "\u00ff\u00fe{\u0000}\u0000",
                    "{\"a\":1,\"a\":1}",
                    "{\"type\":\"ack\",\"typ\\u0065\":\"done\"}",
                    "{\"message\":\"\\u0000\"}",
                    "{\"message\":\"\\ud800\"}",
                    "{\"meta\":{\"n\":1e309}}",
                    "{\"meta\":{\"n\":1e2147483648}}",
                    "{\"meta\":{\"n\":0e999999999}}",
                    "{\"type\":\"heartbeat\",\"seen_at\":\"2026-01-01T00:00:00Z\"}",
                    "{\"progress\":50.0}",
                    "[".repeat(100),
                    "{\"a\":".repeat(40));

    /** Decoding gives a value or what is wrong, and what is a value is read back as the same. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = MAX_DURATION)
    void whateverIsReadIsReadBack(byte[] bytes) {
        for (WireRecord kind : WireRecord.values()) {
            switch (kind.decode(bytes)) {
                case Decoded.Valid<?>(Object value) -> {
                    byte[] encoded = WireRecord.encode(value);
                    Object again = kind.decode(encoded).orThrow("what was written");
                    assertThat(again).isEqualTo(value);
                    assertThat(WireRecord.encode(again)).isEqualTo(encoded);
                }
                case Decoded.Invalid<?>(List<FieldError> errors) ->
                        assertThat(errors).hasSizeBetween(1, ObjectReader.MAX_ERRORS);
            }
        }
    }

    /** An agent's event is taken over HTTP exactly when the log takes it, and as the same. */
    @MethodSource("seeds")
    @FuzzTest(maxDuration = MAX_DURATION)
    void httpAndTheLogGiveTheSameVerdict(byte[] bytes) {
        Decoded<AgentEvent> posted = WireCodec.decodeAgentEvent(bytes);
        Decoded<TaskFact> amongTasks = WireCodec.decodeTaskFact(bytes);
        Decoded<AgentFact> amongAgents = WireCodec.decodeAgentFact(bytes);

        if (posted instanceof Decoded.Valid<AgentEvent>(AgentEvent event)) {
            switch (event) {
                case AgentReport report ->
                        assertThat(amongTasks).isEqualTo(Decoded.<TaskFact>valid(report));
                case Heartbeat heartbeat ->
                        assertThat(amongAgents).isEqualTo(Decoded.<AgentFact>valid(heartbeat));
            }
        } else {
            assertThat(isReport(amongTasks)).isFalse();
            assertThat(isHeartbeat(amongAgents)).isFalse();
        }
    }

    private static boolean isReport(Decoded<TaskFact> decoded) {
        return decoded instanceof Decoded.Valid<TaskFact>(TaskFact fact)
                && fact instanceof AgentReport;
    }

    private static boolean isHeartbeat(Decoded<AgentFact> decoded) {
        return decoded instanceof Decoded.Valid<AgentFact>(AgentFact fact)
                && fact instanceof Heartbeat;
    }

    static Stream<Arguments> seeds() {
        return Stream.concat(
                        Golden.all().stream().map(Golden::bytes),
                        SPOILED.stream().map(text -> text.getBytes(ISO_8859_1)))
                .map(bytes -> Arguments.of((Object) bytes));
    }
}
