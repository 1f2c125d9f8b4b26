package dev.mcsync.infra.operator.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SayingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"progress\":40,\"message\":\"half\"}",
                "  {\"question\":{\"text\":\"Which?\"}}",
                "{\"result\":{\"text\":\"x\"}}"
            })
    void aLineOfJsonWithOnlyMembersOfAReportSaysThose(String line) {
        assertThat(Saying.of(line).orElseThrow().members().toString()).isEqualTo(line.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Compiling",
                "{\"progress\":40",
                "{}",
                "{\"level\":\"info\",\"message\":\"of somebody's log\"}",
                "{\"progress\":1}{\"progress\":2}"
            })
    void anythingElseIsAText(String line) {
        assertThat(Saying.of(line).orElseThrow().members().path("message").asString())
                .isEqualTo(line);
    }

    @Test
    void whatOnlyATerminalUnderstandsIsLeftOut() {
        assertThat(Saying.of("\u001b[1;32m✔ ok\u001b[0m \u001b]0;title\u0007 50%\u0008"))
                .hasValueSatisfying(saying ->
                        assertThat(saying.members().path("message").asString())
                                .isEqualTo("✔ ok  50%"));
        assertThat(Saying.of("\u001b[2K \t")).isEmpty();
    }

    @Test
    void linesEndWithEitherMarkAndAreBounded() throws IOException {
        List<String> lines = new ArrayList<>();
        String printed = "10%\r20%\r\n" + "x".repeat(200_000) + "\nend";
        Lines.read(new ByteArrayInputStream(printed.getBytes(UTF_8)), lines::add);
        assertThat(lines).startsWith("10%", "20%", "").endsWith("end").hasSize(5);
        assertThat(lines.get(3)).hasSize(128 * 1024);
    }

    @ParameterizedTest
    @CsvSource({"abcdef,6,abcdef,abcdef", "abcdef,4,abc…,…def", "😀😀😀,2,😀…,…😀"})
    void longTextsAreCutWithAMark(String text, int most, String beginning, String end) {
        assertThat(Text.beginning(text, most)).isEqualTo(beginning);
        assertThat(Text.end(text, most)).isEqualTo(end);
    }
}
