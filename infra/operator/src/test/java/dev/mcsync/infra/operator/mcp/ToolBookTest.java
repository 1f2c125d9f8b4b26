package dev.mcsync.infra.operator.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.Question;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskStatus;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What clients are told agrees with what the API takes. */
class ToolBookTest {

    static List<Tool> all() {
        return Stream.concat(ToolBook.ofAgents().stream(), ToolBook.ofTheBoard().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachToolSaysWhatItIsAndWhatItTakes(Tool tool) {
        assertThat(tool.title()).isNotBlank();
        assertThat(tool.description()).isNotBlank();
        assertThat(tool.outputSchema()).containsKey("required");
        JsonNode input = schema(tool.name());
        assertThat(input.path("additionalProperties").asBoolean(true)).isFalse();
        assertThat(input.path("properties").valueStream())
                .allSatisfy(property ->
                        assertThat(property.path("description").asString()).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "next_task, false, false, false",
        "ack, false, false, true",
        "report_progress, false, false, true",
        "ask_person, false, false, true",
        "done, false, false, true",
        "failed, false, true, true",
        "create_task, false, false, true",
        "list_tasks, true, false, true",
        "get_task, true, false, true"
    })
    void eachToolSaysWhatACallMayDo(
            String name, boolean readsOnly, boolean destroys, boolean repeatable) {
        ToolAnnotations hints = tool(name).annotations();
        assertThat(List.of(hints.readOnlyHint(), hints.destructiveHint(), hints.idempotentHint()))
                .containsExactly(readsOnly, destroys, repeatable);
    }

    @Test
    void theLimitsAreThoseOfTheProduct() {
        for (String tool : List.of("report_progress", "done", "failed")) {
            limit(tool, "/message/maxLength", AgentReport.MAX_MESSAGE_LENGTH);
        }
        limit("failed", "/error_code/maxLength", AgentReport.MAX_ERROR_CODE_LENGTH);
        limit("ask_person", "/question/maxLength", Question.MAX_TEXT_LENGTH);
        limit("ask_person", "/options/maxItems", Question.MAX_OPTIONS);
        limit("ask_person", "/options/items/maxLength", Question.MAX_OPTION_LENGTH);
        limit("done", "/result/properties/text/maxLength", Result.MAX_TEXT_LENGTH);
        limit("done", "/result/properties/links/maxItems", Result.MAX_LINKS);
        String link = "/result/properties/links/items/properties";
        limit("done", link + "/url/maxLength", Result.Link.MAX_URL_LENGTH);
        limit("done", link + "/title/maxLength", Result.Link.MAX_TITLE_LENGTH);
        limit("create_task", "/title/maxLength", TaskCreated.MAX_TITLE_LENGTH);
        limit("create_task", "/instructions/maxLength", Brief.MAX_INSTRUCTIONS_LENGTH);
        limit("create_task", "/max_attempts/maximum", TaskLimits.MAX_ATTEMPTS);
        for (String timeout : List.of("ack", "running", "answer")) {
            limit(
                    "create_task",
                    "/" + timeout + "_timeout/maximum",
                    (int) TaskLimits.MAX_TIMEOUT.toSeconds());
        }
    }

    @Test
    void theWordsAreThoseOfTheProduct() {
        assertThat(words("list_tasks", "/status/enum"))
                .containsExactlyElementsOf(WireNames.all(TaskStatus.class));
        assertThat(words("list_tasks", "/stage/enum"))
                .containsExactlyInAnyOrderElementsOf(WireNames.all(Stage.class));
    }

    private static void limit(String tool, String where, int expected) {
        assertThat(schema(tool).at("/properties" + where).asInt(-1))
                .as(tool + where)
                .isEqualTo(expected);
    }

    private static List<String> words(String tool, String where) {
        return schema(tool)
                .at("/properties" + where)
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }

    private static JsonNode schema(String tool) {
        return Protocol.JSON.valueToTree(tool(tool).inputSchema());
    }

    private static Tool tool(String name) {
        return all().stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
    }
}
