package dev.mcsync.ingress.docs;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.mcsync.contracts.access.Role;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.access.AccessTableLines;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.readside.Decision;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description says what the gateway does: its examples, answers and roles are the real ones.
 */
final class ApiDescriptionTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final SchemaRegistry SCHEMAS =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    /** The one that the description signs in with. */
    private static final String SIGN_IN_TOKEN = "mc_panel_and_some_more_characters";

    private static YamlNode document;
    private static GatewayUnderTest gateway;

    /**
     * A body as the description sends it.
     *
     * @param status that it is answered with, as the example says
     */
    record Sent(Operation operation, String type, String example, JsonNode body, String status) {

        @Override
        public String toString() {
            return operation.id() + " " + example;
        }
    }

    /** A content of a request or response, with its examples. */
    record Content(String place, YamlNode schema, Map<String, YamlNode> examples) {

        @Override
        public String toString() {
            return place;
        }
    }

    @BeforeAll
    static void start() {
        document = YamlNode.parse(open());
        gateway =
                GatewayUnderTest.start(
                        "--mc.panel-token=" + GatewayUnderTest.PANEL + "," + SIGN_IN_TOKEN);
        gateway.log()
                .readBy(fact ->
                        WireNames.find(FactType.class, fact.type())
                                .map(type -> applied(fact, type))
                                .ifPresent(gateway.outcomes()::decided));
    }

    private static Decision applied(OutgoingFact fact, FactType type) {
        return new Decision(
                fact.eventId(),
                type,
                null,
                null,
                Effect.APPLIED,
                null,
                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    static Stream<Content> contents() {
        return operations().flatMap(ApiDescriptionTest::contentsOf);
    }

    static Stream<Operation> operations() {
        return Operation.of(YamlNode.parse(open())).stream();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void everyJsonContentHasExamplesAndTheyFitItsSchema(Content content) {
        assertThat(content.examples()).isNotEmpty();
        content.examples()
                .forEach((name, example) ->
                        assertThat(faults(content.schema(), json(example.at("value"))))
                                .as(name)
                                .isEmpty());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyCallIsOpenToTheRolesThatItNames(Operation operation) {
        Set<String> roles =
                AccessTableLines.rolesFor(
                                operation.method(), operation.path().replaceAll("[{}]", ""))
                        .orElseThrow()
                        .stream()
                        .map(Role::wireName)
                        .collect(Collectors.toSet());

        assertThat(operation.roles()).containsExactlyInAnyOrderElementsOf(roles);
    }

    static Stream<Sent> examples() {
        return operations().flatMap(ApiDescriptionTest::examplesOf);
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleOfABodyIsAnsweredAsItSaysAndAsIsDescribed(Sent sent) {
        EntityExchangeResult<String> answer = send(sent);

        String status = Integer.toString(answer.getStatus().value());
        assertThat(status).as(answer.toString()).isEqualTo(sent.status());
        YamlNode described = sent.operation().node().at("responses").at(status);
        assertThat(described.exists()).as("it is described").isTrue();
        assertThat(
                        faults(
                                jsonOf(described).at("schema"),
                                MAPPER.readTree(requireNonNull(answer.getResponseBody()))))
                .isEmpty();
    }

    @Test
    void theExamplesOfTheReadSideAreRecordsOfTheWire() {
        bytes("/api/dashboard/tasks/{id}", "get", "running")
                .forEach(task -> WireCodec.decodeTaskSnapshot(task).orThrow("task"));
        elements("/api/dashboard/agents", "one", "agents")
                .forEach(agent -> WireCodec.decodeAgentSnapshot(agent).orThrow("agent"));
        elements("/api/agents/{agent_id}/commands", "start", "commands")
                .forEach(command -> WireCodec.decodeCommand(command).orThrow("command"));
        bytes("/api/dashboard/events/{event_id}", "get", "applied")
                .forEach(outcome -> WireCodec.decodeOutcome(outcome).orThrow("outcome"));
    }

    private static Stream<Sent> examplesOf(Operation operation) {
        List<Sent> examples = new ArrayList<>();
        jsonsOf(operation.node().at("requestBody"))
                .forEach((type, content) ->
                        content.at("examples")
                                .members()
                                .forEach((name, example) ->
                                        examples.add(
                                                new Sent(
                                                        operation,
                                                        type,
                                                        name,
                                                        json(example.at("value")),
                                                        example.at("x-status").text()))));
        return examples.stream();
    }

    private static Stream<Content> contentsOf(Operation operation) {
        List<Content> contents = new ArrayList<>();
        String name = operation.id();
        jsonsOf(operation.node().at("requestBody"))
                .forEach((type, json) -> contents.add(content(name + " " + type, json)));
        operation
                .node()
                .at("responses")
                .members()
                .forEach((status, response) ->
                        jsonsOf(response)
                                .values()
                                .forEach(json -> contents.add(content(name + " " + status, json))));
        return contents.stream();
    }

    private static Content content(String place, YamlNode content) {
        return new Content(place, content.at("schema"), content.at("examples").members());
    }

    /** The only one. */
    private static YamlNode jsonOf(YamlNode response) {
        return jsonsOf(response).values().iterator().next();
    }

    /** By media type. */
    private static Map<String, YamlNode> jsonsOf(YamlNode bodyOrResponse) {
        Map<String, YamlNode> contents = bodyOrResponse.at("content").members();
        contents.keySet().removeIf(type -> !type.endsWith("json"));
        return contents;
    }

    /** The schema with all that it may refer to. */
    private static List<String> faults(YamlNode schema, JsonNode example) {
        ObjectNode whole = (ObjectNode) json(schema);
        whole.set("components", json(document.at("components")));
        return SCHEMAS.getSchema(whole).validate(example).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                .toList();
    }

    private static JsonNode json(YamlNode node) {
        return MAPPER.valueToTree(requireNonNull(node.value()));
    }

    private static List<byte[]> bytes(String path, String method, String example) {
        JsonNode value = json(exampleAt(path, method, example));
        return List.of(value.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static List<byte[]> elements(String path, String example, String name) {
        List<byte[]> elements = new ArrayList<>();
        for (JsonNode element : json(exampleAt(path, "get", example)).get(name)) {
            elements.add(element.toString().getBytes(StandardCharsets.UTF_8));
        }
        assertThat(elements).isNotEmpty();
        return elements;
    }

    private static YamlNode exampleAt(String path, String method, String example) {
        return jsonOf(document.at("paths").at(path).at(method).at("responses").at("200"))
                .at("examples")
                .at(example)
                .at("value");
    }

    private static EntityExchangeResult<String> send(Sent sent) {
        Operation operation = sent.operation();
        return gateway.as(GatewayUnderTest.ADMIN)
                .method(HttpMethod.valueOf(operation.method().toUpperCase(Locale.ROOT)))
                .uri(operation.path().replaceAll("[{}]", ""))
                .header("If-Match", "*")
                .header("x-mc-panel", "1")
                .contentType(MediaType.parseMediaType(sent.type()))
                .bodyValue(sent.body().toString())
                .exchange()
                .expectBody(String.class)
                .returnResult();
    }

    private static InputStream open() {
        return requireNonNull(ApiDescriptionTest.class.getResourceAsStream("openapi.yaml"));
    }
}
