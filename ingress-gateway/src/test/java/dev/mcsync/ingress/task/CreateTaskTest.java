package dev.mcsync.ingress.task;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.publish.Published;
import dev.mcsync.ingress.readside.Decision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** POST /api/dashboard/tasks, over HTTP. */
final class CreateTaskTest {

    private static final String NAMED =
            """
            {"title":"Fix the login","agent_id":"agent-7","payload":{"b":1,"a":2},\
            "command_id":"cmd_1"}\
            """;

    private static GatewayUnderTest gateway;

    /** The processor's memory: what it decided, by event. */
    private final Map<String, Decision> decided = new HashMap<>();

    private final Map<TaskId, String> tasks = new HashMap<>();

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
        gateway.log().readBy(this::process);
    }

    @Test
    void aTaskIsCreatedOnceTheProcessorSaysSo() {
        TaskId taskId = TaskId.derivedFrom(new CommandId("cmd_1"));

        create(NAMED)
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals(HttpHeaders.LOCATION, "/api/dashboard/tasks/" + taskId)
                .expectBody()
                .json(
                        """
                        {"ok":true,"task_id":"%s","command_id":"cmd_1","version":1}\
                        """
                                .formatted(taskId));

        OutgoingFact fact = gateway.log().facts().getFirst();
        assertThat(fact.topic()).isEqualTo(Topic.TASK_EVENTS);
        assertThat(fact.key()).isEqualTo(taskId.value());
        TaskCreated created = created(fact);
        assertThat(created.stage()).isEqualTo(Stage.TODO);
        assertThat(created.occurredAt()).as("a repeat is the same, byte for byte").isNull();
    }

    @Test
    void withoutANameEachRequestIsAnotherTask() {
        String body = "{\"title\":\"Fix the login\",\"agent_id\":\"agent-7\"}";
        create(body).expectStatus().isCreated();
        create(body).expectStatus().isCreated();

        assertThat(gateway.log().facts()).extracting(OutgoingFact::key).doesNotHaveDuplicates();
    }

    @Test
    void theSameRequestAgainIsAnsweredAlikeAndHasNoEffect() {
        String first = body(create(NAMED).expectStatus().isCreated());
        // The read side comes to know it while the repeat waits.
        gateway.log().readBy(_ -> decided.values().forEach(gateway.readSide()::know));
        String again =
                body(
                        create(NAMED.replace("\"b\":1,\"a\":2", "\"a\":2, \"b\":1.0"))
                                .expectStatus()
                                .isCreated());

        assertThat(again).isEqualTo(first);
        assertThat(tasks).hasSize(1);
        assertThat(gateway.log().facts())
                .extracting(OutgoingFact::eventId)
                .containsOnly(gateway.log().facts().getFirst().eventId());
    }

    @Test
    void aRepeatIsAnsweredAlikeWhileTheReadSideKnowsNothing() {
        String first = body(create(NAMED).expectStatus().isCreated());
        gateway.readSide().fallSilent();

        // Its outcome was told long ago, and nobody tells it again: accepted, with the same ids.
        String again = body(create(NAMED).expectStatus().isAccepted());

        assertThat(first).startsWith(again.substring(0, again.length() - 1));
    }

    @Test
    void aKnownRepeatNeedsNoFactAtAll() {
        create(NAMED).expectStatus().isCreated();
        decided.values().forEach(gateway.readSide()::know);

        create(NAMED).expectStatus().isCreated();

        assertThat(gateway.log().facts()).hasSize(1);
    }

    @Test
    void anIdempotencyKeyStandsForACommandId() {
        String body = "{\"title\":\"Fix the login\",\"agent_id\":\"agent-7\"}";
        String first = body(createWithKey(body, "order 12").expectStatus().isBadRequest());
        assertThat(first).contains("invalid_idempotency_key");

        String one = body(createWithKey(body, "order-12").expectStatus().isCreated());
        decided.values().forEach(gateway.readSide()::know);
        String two = body(createWithKey(body, "order-12").expectStatus().isCreated());

        assertThat(two).isEqualTo(one);
        assertThat(one)
                .contains(CommandId.derivedFrom("create", "order-12").value())
                .contains("\"task_id\":\"tsk_");
    }

    /** As the release before this one derived it. */
    @Test
    void aRepeatOfWhatWasCreatedUnderTheFormerIdIsAnsweredAsThen() {
        create(NAMED).expectStatus().isCreated();
        OutgoingFact fact = gateway.log().facts().getFirst();
        Decision first = requireNonNull(decided.remove(fact.eventId().value()));
        gateway.readSide()
                .know(
                        new Decision(
                                new EventId(fact.eventId().value().replace("evt_mc:", "evt_")),
                                first.type(),
                                first.taskId(),
                                first.commandId(),
                                first.effect(),
                                first.reason(),
                                first.after()));

        create(NAMED).expectStatus().isCreated();

        assertThat(tasks).hasSize(1);
    }

    @Test
    void anotherContentUnderTheSameNameIsAConflict() {
        create(NAMED).expectStatus().isCreated();

        create(NAMED.replace("login", "logout"))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("already_exists");
        create(NAMED.replace("\"title\"", "\"stage\":\"backlog\",\"title\""))
                .expectStatus()
                .isEqualTo(HttpStatus.CONFLICT);
        assertThat(tasks).hasSize(1);
    }

    @Test
    void aTaskThatIsNotAppliedInTimeIsAccepted() {
        gateway.log().readBy(_ -> {});

        create(NAMED)
                .expectStatus()
                .isAccepted()
                .expectHeader()
                .exists(HttpHeaders.LOCATION)
                .expectBody()
                .jsonPath("$.task_id")
                .exists()
                .jsonPath("$.version")
                .doesNotExist();
        assertThat(gateway.outcomes().waiting()).isZero();
    }

    @Test
    void withoutTheLogNothingIsCreated() {
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);

        create(NAMED)
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "2");
    }

    @Test
    void wrongContentIsNamedPlaceByPlace() {
        create("{\"title\":\"\",\"stage\":\"done\",\"payload\":[],\"extra\":1}")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.errors[*].pointer")
                .value((List<String> pointers) ->
                        assertThat(pointers)
                                .containsExactlyInAnyOrder(
                                        "/title", "/agent_id", "/payload", "/stage", "/extra"));
        assertThat(gateway.log().facts()).isEmpty();
    }

    /** Decides as the processor does, as far as creating goes. */
    private void process(OutgoingFact fact) {
        if (decided.containsKey(fact.eventId().value())) {
            return;
        }
        TaskCreated created = created(fact);
        boolean isNew = tasks.putIfAbsent(created.taskId(), created.brief().title()) == null;
        Decision decision =
                new Decision(
                        created.eventId(),
                        FactType.CREATED,
                        created.taskId(),
                        created.commandId(),
                        isNew ? Effect.APPLIED : Effect.REFUSED,
                        isNew ? null : Reason.ALREADY_EXISTS,
                        new TaskState(TaskStatus.QUEUED, created.stage(), 1));
        decided.put(fact.eventId().value(), decision);
        gateway.outcomes().decided(decision);
    }

    private static TaskCreated created(OutgoingFact fact) {
        return (TaskCreated) WireCodec.decodeTaskFact(fact.value()).orThrow("fact");
    }

    private static String body(WebTestClient.ResponseSpec response) {
        String body = response.expectBody(String.class).returnResult().getResponseBody();
        return requireNonNull(body);
    }

    private static WebTestClient.ResponseSpec create(String body) {
        return gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static WebTestClient.ResponseSpec createWithKey(String body, String key) {
        return gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/tasks")
                .contentType(MediaType.APPLICATION_JSON)
                .header("Idempotency-Key", key)
                .bodyValue(body)
                .exchange();
    }
}
