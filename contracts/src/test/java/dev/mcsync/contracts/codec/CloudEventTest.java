package dev.mcsync.contracts.codec;

import static dev.mcsync.contracts.json.Verdicts.errorsOf;
import static dev.mcsync.contracts.json.Verdicts.pointersOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentEvent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Agents' events in an envelope that says some of their members. */
final class CloudEventTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    /** The attribute that says a member. */
    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "event_id", "id",
                    "agent_id", "source",
                    "task_id", "subject",
                    "occurred_at", "time",
                    "type", "type");

    private static final String DONE =
            """
            {"specversion":"1.0","id":"evt_1","source":"agent-7","subject":"tsk_1",\
            "type":"dev.mcsync.task.done","data":{"command_id":"cmd_1"}}\
            """;

    static Stream<Golden> agentEvents() {
        return Golden.all().stream()
                .filter(golden ->
                        golden.name().startsWith("agent-report.")
                                || golden.name().startsWith("heartbeat."));
    }

    @ParameterizedTest
    @MethodSource("agentEvents")
    void itIsTheSameEventWhicheverWayItComes(Golden golden) {
        AgentEvent plain = WireCodec.decodeAgentEvent(golden.bytes()).orThrow("event");
        ObjectNode members = (ObjectNode) Document.of(golden.bytes()).tree().deepCopy();
        Map<String, String> attributes = new TreeMap<>(Map.of("specversion", "1.0"));
        ATTRIBUTES.forEach((member, attribute) -> {
            if (members.has(member)) {
                attributes.put(attribute, members.get(member).stringValue());
            }
        });
        attributes.computeIfPresent("type", (_, type) -> cloudType(type));
        ObjectNode all = cloudEvent(attributes, members);
        ObjectNode rest = members.deepCopy();
        rest.remove(ATTRIBUTES.keySet());

        assertThat(structured(all.toString()).orThrow("said twice")).isEqualTo(plain);
        assertThat(structured(cloudEvent(attributes, rest).toString()).orThrow("structured"))
                .isEqualTo(plain);
        assertThat(
                        WireCodec.decodeCloudEvent(attributes, rest.toString().getBytes(UTF_8))
                                .orThrow("binary"))
                .isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "/specversion, null, /specversion",
        "/specversion, '\"0.3\"', /specversion",
        "/specversion, 1.0, /specversion",
        "/id, null, /id",
        "/id, '\"evt 1\"', /id",
        "/id, '{}', /id",
        "/id, '\"evt_mc:1\"', /id",
        "/source, null, /source",
        "/source, '\"/agents/7\"', /source",
        "/type, null, /type",
        "/type, '\"done\"', /type",
        "/type, '\"dev.mcsync.task.created\"', /type",
        "/subject, null, /subject",
        "/subject, '7', /subject",
        "/time, '\"yesterday\"', /time",
        "/datacontenttype, '\"application/xml\"', /datacontenttype",
        "/data, '[]', /data",
        "/data, '\"{}\"', /data",
        "/data, null, /data/command_id",
        "/data/command_id, 7, /data/command_id",
        "/data/colour, 1, /data/colour",
        "/data/event_id, '\"evt_2\"', /data/event_id",
        "/data/agent_id, '\"agent-8\"', /data/agent_id",
        "/data/task_id, '\"tsk_2\"', /data/task_id",
        "/data/type, '\"failed\"', /data/type",
        "/data/type, '\"dev.mcsync.task.done\"', /data/type",
        "/data_base64, '\"e30=\"', /data_base64",
        "/task_id, '\"tsk_1\"', /task_id",
        "/extension, '{}', /extension"
    })
    void whatIsWrongIsToldOnceAndWhereItStands(String place, String value, String pointer) {
        byte[] event = Document.of(DONE.getBytes(UTF_8)).with(place, value).bytes();

        assertThat(pointersOf(WireCodec.decodeCloudEvent(event))).containsExactly(pointer);
    }

    @Test
    void anAttributeThatIsRequiredCannotStandInTheDataInstead() {
        byte[] event =
                Document.of(DONE.getBytes(UTF_8))
                        .without("/id")
                        .with("/data/event_id", "\"evt_1\"")
                        .bytes();

        assertThat(pointersOf(WireCodec.decodeCloudEvent(event))).containsExactly("/id");
    }

    @ParameterizedTest
    @CsvSource({"/subject, /data/task_id, '\"tsk_1\"'", "/time, /data/occurred_at, null"})
    void oneThatMayBeLeftOutCan(String attribute, String member, String value) {
        byte[] event =
                Document.of(DONE.getBytes(UTF_8)).without(attribute).with(member, value).bytes();

        assertThat(WireCodec.decodeCloudEvent(event).orThrow("event"))
                .isEqualTo(structured(DONE).orThrow("event"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"traceparent\":\"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\"",
                "\"dataschema\":\"https://example.org/schema\"",
                "\"sequence\":7,\"partitionkey\":null,\"sampled\":true",
                "\"datacontenttype\":\"application/json; charset=utf-8\""
            })
    void whatOthersWroteOnTheEnvelopeIsPassedOver(String attributes) {
        String event = DONE.replace("{\"specversion\"", "{" + attributes + ",\"specversion\"");

        assertThat(structured(event).orThrow("event")).isEqualTo(structured(DONE).orThrow("event"));
    }

    @Test
    void aMismatchSaysWhichAttributeItIsAbout() {
        String event = DONE.replace("\"command_id\"", "\"task_id\":\"tsk_2\",\"command_id\"");

        assertThat(errorsOf(structured(event)))
                .singleElement()
                .satisfies(error ->
                        assertThat(error.detail())
                                .isEqualTo(
                                        "expected to agree with the attribute subject, or to be absent"));
    }

    @Test
    void eachOfManyIsJudgedByItself() {
        String batch = "[" + DONE + ",7,{\"id\":\"evt_2\"}," + DONE + "]";

        List<Decoded<AgentEvent>> events =
                WireCodec.decodeCloudEvents(batch.getBytes(UTF_8), 4).orThrow("batch");

        assertThat(pointersOf(events.get(0))).isEmpty();
        assertThat(pointersOf(events.get(1))).containsExactly("/1");
        assertThat(pointersOf(events.get(2)))
                .containsExactlyInAnyOrder("/2/specversion", "/2/source", "/2/type");
        assertThat(pointersOf(events.get(3))).isEmpty();
    }

    @Test
    void theBytesBesideHeadersAreReadAsStrictlyAsAny() {
        Map<String, String> attributes =
                Map.of(
                        "specversion", "1.0",
                        "id", "evt_1",
                        "source", "agent-7",
                        "subject", "tsk_1",
                        "type", "dev.mcsync.task.done");
        for (String data : List.of("", "{", "{\"a\":1,\"a\":2}", "{} {}")) {
            assertThat(pointersOf(WireCodec.decodeCloudEvent(attributes, data.getBytes(UTF_8))))
                    .as(data)
                    .containsExactly("");
        }
        assertThat(
                        pointersOf(
                                WireCodec.decodeCloudEvent(
                                        attributes,
                                        "{\"command_id\":\"a\\u0000\"}".getBytes(UTF_8))))
                .containsExactly("/data/command_id");
    }

    private static String cloudType(String type) {
        return (type.equals("heartbeat") ? "dev.mcsync.agent." : "dev.mcsync.task.") + type;
    }

    private static ObjectNode cloudEvent(Map<String, String> attributes, ObjectNode data) {
        ObjectNode event = MAPPER.createObjectNode();
        attributes.forEach(event::put);
        event.set("data", data);
        return event;
    }

    private static Decoded<AgentEvent> structured(String event) {
        return WireCodec.decodeCloudEvent(event.getBytes(UTF_8));
    }
}
