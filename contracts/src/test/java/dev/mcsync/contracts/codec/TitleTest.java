package dev.mcsync.contracts.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which titles a new task may have. */
final class TitleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "   ",
                "\\t",
                "\u00a0",
                "\u2003\u3000",
                "\u200b",
                "\ufeff",
                "\u2060\u200d",
                "\u202e",
                "\u3164",
                "\u2800",
                "\ufe0f"
            })
    void aTitleOfBlanksIsRefusedAtTheDoorAndReadWhereItIsStored(String title) {
        assertThat(WireCodec.decodeNewTaskFact(created(title)))
                .isEqualTo(
                        new Decoded.Invalid<>(
                                List.of(
                                        new FieldError(
                                                "/title", "expected something besides blanks"))));
        assertThat(WireCodec.decodeTaskFact(created(title))).isInstanceOf(Decoded.Valid.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"x", " x ", "\u0e01\u0e33", "\ud83d\ude00", "\u0915\u093f", ".", "\u4e00"})
    void aTitleThatShowsSomethingIsTaken(String title) {
        assertThat(WireCodec.decodeNewTaskFact(created(title))).isInstanceOf(Decoded.Valid.class);
    }

    private static byte[] created(String title) {
        return """
        {"event_id":"evt_1","type":"created","task_id":"tsk_1","command_id":"cmd_1",\
        "agent_id":"agt_1","title":"%s"}\
        """
                .formatted(title)
                .getBytes(UTF_8);
    }
}
