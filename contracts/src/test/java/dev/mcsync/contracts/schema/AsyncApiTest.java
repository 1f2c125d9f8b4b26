package dev.mcsync.contracts.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireRecord;
import dev.mcsync.contracts.json.Verdicts;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description of the topics says what the code says. */
final class AsyncApiTest {

    private static final Path FILE =
            Path.of("src/main/resources/dev/mcsync/contracts/asyncapi.yaml");
    private static final JsonNode API = YAMLMapper.shared().readTree(FILE.toFile());
    private static final String REJECTED = "rejected-record";
    private static final String MARK = "listening-mark";
    private static final String SESSION_END = "session-end";
    private static final String ACCESS_TOKEN = "access-token";

    /**
     * Of the first only the bytes as they came are kept, of the second only the time counts, and
     * the third is between gateways.
     */
    private static final Set<String> WITHOUT_CODEC =
            Set.of(REJECTED, MARK, SESSION_END, ACCESS_TOKEN);

    static Stream<JsonNode> messages() {
        return API.at("/components/messages").valueStream();
    }

    static Stream<JsonNode> recordMessages() {
        return messages().filter(message -> !WITHOUT_CODEC.contains(nameOf(message)));
    }

    @Test
    void itIsAsyncApi3() {
        assertThat(API.path("asyncapi").stringValue()).isEqualTo("3.0.0");
        assertThat(API.at("/info/version").stringValue()).isNotBlank();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = API.findValuesAsString("$ref");

        assertThat(references).hasSizeGreaterThan(40).allMatch(AsyncApiTest::leadsSomewhere);
    }

    @Test
    void theChannelsAreTheTopics() {
        assertThat(API.path("channels").valueStream().map(AsyncApiTest::addressOf))
                .containsExactlyElementsOf(
                        Arrays.stream(Topic.values()).map(Topic::topicName).toList());
    }

    @ParameterizedTest
    @EnumSource(Topic.class)
    void everyChannelHasTheSettingsOfItsTopic(Topic topic) {
        JsonNode kafka = channelOf(topic).at("/bindings/kafka");
        JsonNode configuration = kafka.path("topicConfiguration");
        Map<String, String> settings =
                configuration.propertyNames().stream()
                        .collect(
                                Collectors.toMap(
                                        Function.identity(), name -> text(configuration, name)));

        assertThat(settings).isEqualTo(topic.config());
        assertThat(kafka.path("partitions").intValue()).isEqualTo(Topic.DEFAULT_PARTITIONS);
    }

    @Test
    void everyChannelCarriesTheRecordsThatItsReaderTakes() {
        assertThat(namesOn(Topic.TASK_EVENTS)).isEqualTo(schemasIn("task-fact"));
        assertThat(namesOn(Topic.AGENT_HEARTBEATS)).isEqualTo(schemasIn("agent-fact"));
        assertThat(namesOn(Topic.TASK_OUTCOMES)).isEqualTo(schemasIn("outcome"));
        assertThat(namesOn(Topic.TASK_STATE)).containsExactly("task-snapshot");
        assertThat(namesOn(Topic.AGENT_STATE)).containsExactly("agent-snapshot");
        assertThat(namesOn(Topic.AGENT_COMMANDS)).containsExactly("agent-command");
        assertThat(namesOn(Topic.LISTENING)).containsExactly(MARK);
        assertThat(namesOn(Topic.ENDED_SESSIONS)).containsExactly(SESSION_END);
        assertThat(namesOn(Topic.ACCESS_TOKENS)).containsExactly(ACCESS_TOKEN);
        assertThat(namesOn(Topic.REJECTED_EVENTS)).containsExactly(REJECTED);
    }

    @Test
    void everyKindOfRecordIsAMessage() {
        assertThat(recordMessages().map(AsyncApiTest::nameOf))
                .containsExactlyInAnyOrderElementsOf(
                        WireRecord.kinds().stream().map(WireRecord::schemaName).toList());
    }

    @ParameterizedTest
    @MethodSource("recordMessages")
    void everyMessageIsDescribedByItsSchemaAndAValidExample(JsonNode message) {
        String name = nameOf(message);
        WireRecord kind = WireRecord.find(name).orElseThrow();

        assertThat(message.at("/payload/schema/$ref").stringValue())
                .isEqualTo("./schema/" + name + Schemas.SUFFIX);
        assertThat(message.path("examples")).isNotEmpty();
        for (JsonNode example : message.path("examples")) {
            String payload = example.path("payload").toString();

            assertThat(Schemas.errors(name, payload)).isEmpty();
            assertThat(kind.decode(payload.getBytes(UTF_8))).matches(Verdicts::isValid);
        }
    }

    @Test
    void writersAndReadersAreToldWhatToKeepTo() {
        for (JsonNode operation : API.path("operations")) {
            switch (operation.path("action").stringValue()) {
                case "send" -> {
                    JsonNode producer = operation.path("x-producer");
                    assertThat(text(producer, "acks")).isEqualTo("all");
                    assertThat(text(producer, "enable.idempotence")).isEqualTo("true");
                    assertThat(text(producer, "partitioner")).isEqualTo("murmur2_random");
                    assertThat(text(producer, "key")).isIn("task_id", "agent_id");
                }
                case "receive" ->
                        assertThat(text(operation.path("x-consumer"), "isolation.level"))
                                .isEqualTo("read_committed");
                case String other -> throw new AssertionError("No such action: " + other);
            }
        }
    }

    @Test
    void theHeadersAreTheProductsOwn() {
        Stream<String> ofRecords =
                API
                        .at("/components/messageTraits/record/headers/properties")
                        .propertyNames()
                        .stream();
        Stream<String> ofRejected =
                API
                        .at("/components/messages/rejectedRecord/headers/properties")
                        .propertyNames()
                        .stream();

        assertThat(Stream.concat(ofRecords, ofRejected))
                .containsExactlyInAnyOrder(
                        Headers.EVENT_ID,
                        Headers.CONTENT_TYPE,
                        Headers.CE_ID,
                        Headers.CE_SOURCE,
                        Headers.CE_SPECVERSION,
                        Headers.CE_TYPE,
                        Headers.PAYLOAD_HASH,
                        Headers.TRACEPARENT,
                        Headers.TRACESTATE,
                        Headers.RECEIVED_AT,
                        Headers.FORWARDED_FROM,
                        Headers.REJECTED_REASON,
                        Headers.REJECTED_DETAIL,
                        Headers.REJECTED_TOPIC,
                        Headers.REJECTED_PARTITION,
                        Headers.REJECTED_OFFSET);
    }

    private static boolean leadsSomewhere(String reference) {
        return reference.startsWith("#/")
                ? !API.at(reference.substring(1)).isMissingNode()
                : FILE.resolveSibling(reference).toFile().isFile();
    }

    private static JsonNode channelOf(Topic topic) {
        return API.path("channels")
                .valueStream()
                .filter(channel -> addressOf(channel).equals(topic.topicName()))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> namesOn(Topic topic) {
        return channelOf(topic)
                .path("messages")
                .valueStream()
                .map(message -> nameOf(API.at(message.path("$ref").stringValue().substring(1))))
                .toList();
    }

    private static List<String> schemasIn(String union) {
        return Schemas.load(union)
                .path("oneOf")
                .valueStream()
                .map(member -> member.path("$ref").stringValue().replace(Schemas.SUFFIX, ""))
                .toList();
    }

    private static String nameOf(JsonNode message) {
        return message.path("name").stringValue();
    }

    private static String addressOf(JsonNode channel) {
        return channel.path("address").stringValue();
    }

    /** A setting as Kafka spells it; a list has one element. */
    private static String text(JsonNode settings, String name) {
        JsonNode value = settings.path(name);
        return (value.isArray() ? value.path(0) : value).asString();
    }
}
