package dev.mcsync.ingress.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.Reason;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.Published;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Move, retry, cancel and archive, over HTTP. */
final class ChangeTaskTest {

    private static GatewayUnderTest gateway;
    private static TaskCalls calls;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start();
        calls = new TaskCalls(gateway);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        gateway.reset();
        decideAll(Effect.APPLIED, null);
    }

    @Test
    void aMoveIsAnsweredWithTheNewVersion() {
        calls.patch("{\"stage\":\"review\"}", "\"12\"")
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals(HttpHeaders.ETAG, "\"13\"")
                .expectBody()
                .json(
                        """
                        {"ok":true,"task_id":"tsk_1","status":"running","stage":"review",\
                        "version":13}\
                        """);

        TaskMoved moved = (TaskMoved) calls.onlyFact();
        assertThat(moved.taskId()).isEqualTo(new TaskId("tsk_1"));
        assertThat(moved.stage()).isEqualTo(Stage.REVIEW);
        assertThat(moved.expectedVersion()).isEqualTo(12);
    }

    @Test
    void aMoveNeedsTheVersionThatWasSeen() {
        gateway.as(GatewayUnderTest.PANEL)
                .patch()
                .uri("/api/dashboard/tasks/tsk_1")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"stage\":\"review\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        assertThat(gateway.log().facts()).isEmpty();

        calls.patch("{\"stage\":\"review\"}", "*").expectStatus().isOk();
        assertThat(((TaskMoved) calls.onlyFact()).expectedVersion()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "\"0\"", "\"-1\"", "W/\"12\"", "\"12\", \"13\"", "\"x\"", "\"\""})
    void aVersionThatIsNoneIsABadRequest(String ifMatch) {
        calls.patch("{\"stage\":\"review\"}", ifMatch)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("invalid_if_match");
    }

    @Test
    void nobodyMovesACardToDone() {
        calls.patch("{\"stage\":\"done\"}", "*")
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT)
                .expectBody()
                .jsonPath("$.errors[0].pointer")
                .isEqualTo("/stage");
        assertThat(gateway.log().facts()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "VERSION_MISMATCH, 412",
        "UNKNOWN_TASK, 404",
        "NOT_MOVABLE, 409",
        "ALREADY_FINISHED, 409",
        "NOT_RETRYABLE, 409",
        "NOT_ARCHIVABLE, 409"
    })
    void aRefusalTellsWhyAndWhereTheTaskStands(Reason reason, int status) {
        decideAll(Effect.REFUSED, reason);

        calls.patch("{\"stage\":\"review\"}", "\"12\"")
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo(reason.wireName())
                .jsonPath("$.status")
                .isEqualTo(status)
                .jsonPath("$.task_status")
                .isEqualTo("running")
                .jsonPath("$.version")
                .isEqualTo(13);
    }

    @Test
    void aRetryTellsTheNewAttempt() {
        change("retry", null)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.command_id")
                .value((String id) -> assertThat(id).startsWith("cmd_"));

        TaskRetried retried = (TaskRetried) calls.onlyFact();
        assertThat(retried.expectedVersion()).isNull();
        assertThat(retried.commandId().value()).startsWith("cmd_");
    }

    @Test
    void aRepeatedChangeIsTheSameFactOnlyUnderTheSameKey() {
        for (String call : new String[] {"retry", "cancel"}) {
            gateway.reset();
            change(call, "click-1");
            change(call, "click-1");
            change(call, "click-2");
            change(call, null);
            change(call, null);

            assertThat(gateway.log().facts())
                    .extracting(fact -> fact.eventId().value())
                    .satisfies(ids -> {
                        assertThat(ids.get(0)).isEqualTo(ids.get(1));
                        assertThat(ids.subList(1, 5)).doesNotHaveDuplicates();
                    });
            assertThat(gateway.log().facts().get(0).value())
                    .isEqualTo(gateway.log().facts().get(1).value());
        }
    }

    @Test
    void aCancelNamesTheVersionWhenItIsTold() {
        gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/tasks/tsk_1/cancel")
                .header(HttpHeaders.IF_MATCH, "\"7\"")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.command_id")
                .doesNotExist();
        assertThat(((TaskCancelled) calls.onlyFact()).expectedVersion()).isEqualTo(7);
    }

    @Test
    void onlyTheVersionThatWasSeenIsArchived() {
        archive("\"7\"").expectStatus().isOk();
        assertThat(((TaskArchived) calls.onlyFact()).seenVersion()).isEqualTo(7);

        archive("*")
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("invalid_if_match");
        change("archive", null).expectStatus().isEqualTo(HttpStatus.PRECONDITION_REQUIRED);
        assertThat(gateway.log().facts()).hasSize(1);
    }

    @Test
    void aChangeWithoutContentTakesNoOther() {
        gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/tasks/tsk_1/cancel")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"why\":\"no\"}")
                .exchange()
                .expectStatus()
                .isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
        assertThat(gateway.log().facts()).isEmpty();
    }

    @Test
    void anIdThatCannotBeOneIsNoTask() {
        gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri(URI.create(gateway.address() + "/api/dashboard/tasks/t%20x/cancel"))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.reason")
                .isEqualTo("unknown_task");
    }

    @Test
    void aChangeThatIsNotAppliedInTimeIsAccepted() {
        gateway.log().readBy(_ -> {});

        change("retry", null)
                .expectStatus()
                .isAccepted()
                .expectBody()
                .jsonPath("$.command_id")
                .exists()
                .jsonPath("$.version")
                .doesNotExist();
    }

    @Test
    void withoutTheLogNothingChanges() {
        gateway.log().decideFate(_ -> Published.UNCONFIRMED);

        calls.patch("{\"stage\":\"review\"}", "*")
                .expectStatus()
                .isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
        change("cancel", null).expectStatus().isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
    }

    private static void decideAll(Effect effect, @Nullable Reason reason) {
        calls.decideAll(effect, reason, new TaskState(TaskStatus.RUNNING, Stage.REVIEW, 13));
    }

    private static WebTestClient.ResponseSpec archive(String ifMatch) {
        return gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri("/api/dashboard/tasks/tsk_1/archive")
                .header(HttpHeaders.IF_MATCH, ifMatch)
                .exchange();
    }

    private static WebTestClient.ResponseSpec change(String call, @Nullable String key) {
        WebTestClient.RequestHeadersSpec<?> request =
                gateway.as(GatewayUnderTest.PANEL).post().uri("/api/dashboard/tasks/tsk_1/" + call);
        return (key == null ? request : request.header("Idempotency-Key", key)).exchange();
    }
}
