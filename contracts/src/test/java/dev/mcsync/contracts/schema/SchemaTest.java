package dev.mcsync.contracts.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.Golden;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.codec.WireRecord;
import dev.mcsync.contracts.json.Verdicts;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The schemas are whole, say what they mean, and fit the codec's golden files and their own
 * examples.
 */
final class SchemaTest {

    private static final String SHARED = "words";

    /** Read or written by one service only, so the codec does not know them. */
    private static final List<String> WITHOUT_CODEC =
            List.of(
                    "create-task-request",
                    "move-task-request",
                    "realtime-client-frame",
                    "realtime-frame");

    static Stream<String> schemas() {
        return Schemas.names().stream();
    }

    static Stream<Golden> goldenFiles() {
        return Golden.all().stream();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everySchemaIsOneOfItsDraftUnderItsOwnName(String name) {
        JsonNode schema = Schemas.load(name);

        assertThat(Schemas.errorsOfSchema(schema)).isEmpty();
        assertThat(schema.path("$schema").stringValue())
                .isEqualTo("https://json-schema.org/draft/2020-12/schema");
        assertThat(schema.path("$id").stringValue())
                .isEqualTo(Schemas.BASE + name + Schemas.SUFFIX);
        assertThat(schema.path("title").stringValue()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyObjectIsClosedAndEveryMemberDescribed(String name) {
        List<String> gaps = new ArrayList<>();
        collectGaps(Schemas.load(name), name, gaps);

        assertThat(gaps).isEmpty();
    }

    @Test
    void everyRecordHasItsSchemaAndEverySchemaItsRecord() {
        Stream<String> records = Arrays.stream(WireRecord.values()).map(WireRecord::schemaName);

        assertThat(Stream.of(records, WITHOUT_CODEC.stream(), Stream.of(SHARED)).flatMap(s -> s))
                .containsExactlyInAnyOrderElementsOf(Schemas.names());
    }

    @ParameterizedTest
    @MethodSource("schemas")
    void everyExampleIsValidForTheSchemaAndForTheCodec(String name) {
        for (JsonNode example : Schemas.load(name).path("examples")) {
            assertThat(Schemas.errors(name, example.toString())).as("%s", example).isEmpty();
            WireRecord.find(name)
                    .ifPresent(kind ->
                            assertThat(kind.decode(bytes(example))).matches(Verdicts::isValid));
        }
    }

    @Test
    void everyRecordHasAnExample() {
        assertThat(
                        Stream.concat(
                                WireRecord.kinds().stream().map(WireRecord::schemaName),
                                WITHOUT_CODEC.stream()))
                .allSatisfy(name -> assertThat(Schemas.load(name).path("examples")).isNotEmpty());
    }

    @ParameterizedTest
    @MethodSource("goldenFiles")
    void everyGoldenFileIsValid(Golden golden) {
        String text = new String(golden.bytes(), UTF_8);

        assertThat(Schemas.errors(golden.kind().schemaName(), text)).isEmpty();
        for (String other : Schemas.names()) {
            if (!other.equals(golden.kind().schemaName()) && isKind(other)) {
                assertThat(Schemas.errors(other, text)).as(other).isNotEmpty();
            }
        }
    }

    @Test
    void theBoardInAFrameIsWhatTheCodecReads() {
        for (JsonNode frame : Schemas.load("realtime-frame").path("examples")) {
            frame.findValues("task").forEach(this::isATask);
            frame.findValues("tasks").forEach(tasks -> tasks.forEach(this::isATask));
            frame.findValues("agent").forEach(this::isAnAgent);
            frame.findValues("agents").forEach(agents -> agents.forEach(this::isAnAgent));
        }
    }

    @Test
    void aCardInAFrameHasNoPayload() {
        String task = new String(Golden.bytes("task-snapshot.full"), UTF_8);

        assertThat(Schemas.errors("realtime-frame", "{\"op\":\"task\",\"task\":" + task + "}"))
                .isNotEmpty();
    }

    @Test
    void theSchemasKnowTheSameWordsAsTheCode() {
        JsonNode words = Schemas.load(SHARED).path("$defs");
        JsonNode outcome = Schemas.load("task-outcome").path("properties");

        assertThat(texts(words.path("status").path("enum")))
                .isEqualTo(WireNames.all(TaskStatus.class));
        assertThat(texts(words.path("stage").path("enum"))).isEqualTo(WireNames.all(Stage.class));
        assertThat(texts(outcome.path("reason").path("enum")))
                .isEqualTo(WireNames.all(Reason.class));
        assertThat(texts(outcome.path("outcome").path("enum")))
                .isEqualTo(WireNames.all(Effect.class));
    }

    private void isATask(JsonNode task) {
        assertThat(WireCodec.decodeTaskSnapshot(bytes(task))).matches(Verdicts::isValid);
    }

    private void isAnAgent(JsonNode agent) {
        assertThat(WireCodec.decodeAgentSnapshot(bytes(agent))).matches(Verdicts::isValid);
    }

    private static void collectGaps(JsonNode schema, String place, List<String> gaps) {
        if (schema.path("type").asString("").equals("object") && schema.has("properties")) {
            if (!schema.path("additionalProperties").isBoolean()) {
                gaps.add(place + " does not say additionalProperties: false");
            }
            for (String member : schema.path("properties").propertyNames()) {
                if (!isDescribed(schema.path("properties").path(member))) {
                    gaps.add(place + "/" + member + " has no description");
                }
            }
        }
        for (String keyword : schema.isObject() ? schema.propertyNames() : List.<String>of()) {
            if (!keyword.equals("examples")) {
                collectGaps(schema.path(keyword), place + "/" + keyword, gaps);
            }
        }
        for (int i = 0; schema.isArray() && i < schema.size(); i++) {
            collectGaps(schema.get(i), place + "/" + i, gaps);
        }
    }

    /** By itself, by what it refers to, or by being a constant that its object describes. */
    private static boolean isDescribed(JsonNode member) {
        return member.has("description")
                || member.has("$ref")
                || member.has("const")
                || member.path("anyOf").path(0).has("$ref");
    }

    private static boolean isKind(String name) {
        return WireRecord.find(name).filter(WireRecord::isKind).isPresent();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().filter(JsonNode::isString).map(JsonNode::stringValue).toList();
    }

    private static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(UTF_8);
    }
}
