package dev.mcsync.ingress.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.WireNames;
import dev.mcsync.contracts.wire.Effect;
import dev.mcsync.contracts.wire.FactType;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskState;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.ingress.GatewayUnderTest;
import dev.mcsync.ingress.publish.OutgoingFact;
import dev.mcsync.ingress.readside.Decision;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;

/**
 * Two gateways, a patient and a hasty one; what they are asked for is decided when the test says.
 */
final class PatienceTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String CREATE = "/api/dashboard/tasks";
    private static final String CHANGE = "/api/dashboard/tasks/tsk_1/retry";
    private static final String TASK = "{\"title\":\"Fix the login\",\"agent_id\":\"agent-7\"}";

    private static GatewayUnderTest patient;
    private static GatewayUnderTest hasty;

    @BeforeAll
    static void start() {
        patient =
                GatewayUnderTest.start(
                        "--mc.create-wait=1h", "--mc.change-wait=1h", "--mc.max-waiters=1");
        hasty = GatewayUnderTest.start("--mc.create-wait=100ms", "--mc.change-wait=100ms");
    }

    @AfterAll
    static void stop() {
        patient.close();
        hasty.close();
    }

    @BeforeEach
    void reset() {
        patient.reset();
        hasty.reset();
    }

    /** The patient one was asked first: with the same wait it would have given up first. */
    @Test
    void whoCreatesIsKeptAsLongAsTheGatewayIsToldTo() {
        CompletableFuture<Integer> kept = waitingFor(CREATE, TASK);

        assertThat(post(hasty, CREATE, TASK)).isEqualTo(202);
        decideAll();

        assertThat(kept).succeedsWithin(SOON).isEqualTo(201);
    }

    @Test
    void whoChangesIsKeptAsLongAsTheGatewayIsToldTo() {
        CompletableFuture<Integer> kept = waitingFor(CHANGE, "");

        assertThat(post(hasty, CHANGE, "")).isEqualTo(202);
        decideAll();

        assertThat(kept).succeedsWithin(SOON).isEqualTo(200);
    }

    @Test
    void whoFindsAsManyWaitingAsMayIsNotKept() {
        CompletableFuture<Integer> kept = waitingFor(CREATE, TASK);

        assertThat(post(patient, CREATE, TASK)).isEqualTo(202);
        assertThat(kept).isNotDone();
        decideAll();

        assertThat(kept).succeedsWithin(SOON).isEqualTo(201);
    }

    private static CompletableFuture<Integer> waitingFor(String path, String body) {
        CompletableFuture<Integer> status =
                CompletableFuture.supplyAsync(() -> post(patient, path, body));
        await().atMost(SOON).until(() -> patient.log().facts().size() == 1);
        return status;
    }

    private static void decideAll() {
        patient.log().facts().forEach(PatienceTest::decide);
    }

    private static void decide(OutgoingFact fact) {
        patient.outcomes()
                .decided(
                        new Decision(
                                fact.eventId(),
                                WireNames.load(FactType.class, fact.type()),
                                new TaskId(fact.key()),
                                null,
                                Effect.APPLIED,
                                null,
                                new TaskState(TaskStatus.QUEUED, Stage.TODO, 1)));
    }

    private static int post(GatewayUnderTest gateway, String path, String body) {
        return gateway.as(GatewayUnderTest.PANEL)
                .post()
                .uri(path)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange()
                .returnResult(Void.class)
                .getStatus()
                .value();
    }
}
