package dev.mcsync.infra.proof.chaos.workload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskNoted;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ScriptWriterTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<TaskFact> said =
            IntStream.range(0, 300)
                    .mapToObj(number -> new ScriptWriter(1, 3).write(number))
                    .flatMap(script -> script.steps().stream())
                    .filter(Step.Report.class::isInstance)
                    .map(step -> JSON.writeValueAsBytes(((Step.Report) step).body()))
                    .map(WireCodec::decodeNewTaskFact)
                    .map(ScriptWriterTest::valid)
                    .toList();

    @Test
    void agentsAskAndAcknowledgeAndPeopleAnswerAndNote() {
        assertThat(said)
                .hasAtLeastOneElementOfType(TaskAnswered.class)
                .hasAtLeastOneElementOfType(TaskNoted.class)
                .anyMatch(fact ->
                        fact instanceof AgentReport report && report.words().question() != null)
                .anyMatch(fact ->
                        fact instanceof AgentReport report && !report.words().acks().isEmpty());
    }

    private static TaskFact valid(Decoded<TaskFact> fact) {
        return fact.orThrow("step of a script");
    }
}
