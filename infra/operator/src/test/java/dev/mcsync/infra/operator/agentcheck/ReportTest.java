package dev.mcsync.infra.operator.agentcheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Path OUTPUT = Path.of("output.log");
    private static final Instant AT = Instant.parse("2026-11-29T23:24:25.512345Z");

    private final StringWriter out = new StringWriter();
    private final Findings findings = new Findings();

    @Test
    void peopleAreToldWhatWasWrongWithWhichRequestAndWhatToRead() {
        broken();
        assertThat(report(false).verdicts(findings, OUTPUT)).isFalse();
        assertThat(out.toString())
                .contains("✘ a cancel ends the work, and is not reported")
                .contains("2026-11-29T23:24:25.512Z  it goes on")
                .contains("POST /api/agents/events (Prefer: wait=5) {}")
                .contains("see docs/how-to-connect-an-agent.md#cancels")
                .contains("– it takes a task")
                .contains("0 kept, 1 broken, 19 not shown");
    }

    @Test
    void programsAreToldTheSame() {
        broken();
        assertThat(report(true).verdicts(findings, OUTPUT)).isFalse();
        JsonNode told = JsonMapper.shared().readTree(out.toString());
        assertThat(told.path("broken").asInt()).isOne();
        JsonNode rule =
                told.path("rules")
                        .valueStream()
                        .filter(one -> one.path("rule").asString().equals("cancel"))
                        .findFirst()
                        .orElseThrow();
        assertThat(rule.path("verdict").asString()).isEqualTo("broken");
        assertThat(rule.path("at").asString()).isEqualTo(AT.toString());
        assertThat(rule.path("request").asString()).startsWith("POST /api/agents/events");
    }

    @Test
    void aRuleThatIsNotShownBreaksNothing() {
        findings.notShown(Rule.ANSWER, "it asked nothing");
        assertThat(report(false).verdicts(findings, OUTPUT)).isTrue();
        assertThat(out.toString()).contains("not shown: it asked nothing");
    }

    private void broken() {
        findings.broken(
                Rule.CANCEL, "it goes on", new Call(AT, 0, "POST", "/api/agents/events", "{}", 5));
    }

    private Report report(boolean isJson) {
        return new Report(new PrintWriter(out, true), isJson);
    }
}
