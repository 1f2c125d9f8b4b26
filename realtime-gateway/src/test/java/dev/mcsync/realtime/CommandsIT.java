package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.INTERNAL;
import static dev.mcsync.realtime.testing.Samples.draft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.Stage;
import dev.mcsync.contracts.wire.TaskStatus;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.Await;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import dev.mcsync.realtime.view.BoardWatch;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Agents that ask for work by long-poll and by event stream. */
class CommandsIT {

    private static StateTopics topics;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
        gateway =
                RunningGateway.start(testbed.bootstrapServers(), testbed.freshDatabase())
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topics.close();
    }

    @Test
    void aLongPollEndsWhenWorkComes() {
        CompletableFuture<JsonNode> poll =
                CompletableFuture.supplyAsync(() -> commands("agt_poll", "wait=30"));
        Await.until("the agent waits", CommandsIT::someoneWaits);

        topics.commit(draft("tsk_poll").agent("agt_poll").payload("{\"n\":1}").build());

        JsonNode found = poll.join();
        assertThat(found.get("commands")).hasSize(1);
        byte[] command = RunningGateway.JSON.writeValueAsBytes(found.get("commands").get(0));
        assertThat(WireCodec.decodeCommand(command).orThrow("command").kind())
                .isEqualTo(AgentCommand.Kind.START);
        assertThat(commands("agt_poll", "wait=0").get("commands")).hasSize(1);
    }

    @Test
    void aLongPollWithoutWorkEndsEmpty() {
        assertThat(commands("agt_idle", "wait=1").get("commands")).isEmpty();
        assertThat(commands("agt_idle", "").get("commands")).isEmpty();
    }

    @Test
    void anAgentThatHasNoRoomWaitsForCancelsAlone() {
        topics.commit(draft("tsk_full1").agent("agt_full").build());
        topics.commit(draft("tsk_full2").agent("agt_full").build());
        String path = "/api/agents/agt_full/commands";
        Await.until("both wait", () -> commands("agt_full", "").get("commands").size() == 2);

        assertThat(gateway.json(path + "?max=1", AGENT, "Prefer", "wait=30").get("commands"))
                .hasSize(1);
        CompletableFuture<JsonNode> full =
                CompletableFuture.supplyAsync(
                        () -> gateway.json(path + "?max=0", AGENT, "Prefer", "wait=30"));
        Await.until("the agent waits", CommandsIT::someoneWaits);
        topics.commit(draft("tsk_full3").agent("agt_full").cancelled().build());

        assertThat(full.join().get("commands"))
                .singleElement()
                .satisfies(found -> assertThat(found.get("type").asString()).isEqualTo("cancel"));
        assertThat(gateway.get(path + "?max=101", AGENT).statusCode()).isEqualTo(400);
    }

    @Test
    void aCancelIsGivenAgainUntilItIsAckedAndToldToTheGateway() {
        topics.commit(draft("tsk_cancel").agent("agt_cancel").cancelled().build());

        assertThat(commands("agt_cancel", "wait=30").get("commands"))
                .singleElement()
                .satisfies(cancel -> assertThat(cancel.get("type").asString()).isEqualTo("cancel"));
        assertThat(commands("agt_cancel", "").get("commands")).hasSize(1);
        JsonNode others =
                gateway.json(
                        "/api/agents/agt_cancel/commands?acked=cmd_0,cmd_tsk_cancel",
                        AGENT,
                        "Prefer",
                        "wait=1");
        assertThat(others.get("commands")).isEmpty();

        JsonNode inbox = gateway.json("/api/internal-view/agents/agt_cancel/inbox", INTERNAL);
        assertThat(inbox.get("commands_waiting").asInt()).isZero();
        assertThat(inbox.get("cancelled").get(0).asString()).isEqualTo("cmd_tsk_cancel");
    }

    @Test
    void anEventStreamTellsEachCommandOnceAndAgainWhenItIsSentAgain() throws Exception {
        topics.commit(draft("tsk_s1").agent("agt_stream").build());
        try (HttpClient client = HttpClient.newHttpClient();
                EventStream events = EventStream.open(client, "agt_stream")) {
            assertThat(events.next()).contains("cmd_tsk_s1");

            topics.commit(draft("tsk_s2").agent("agt_stream").build());
            assertThat(events.next()).contains("cmd_tsk_s2");

            topics.commit(
                    draft("tsk_s1")
                            .version(2)
                            .agent("agt_stream")
                            .is(TaskStatus.ACK, Stage.TODO)
                            .build());
            topics.commit(draft("tsk_s3").agent("agt_stream").build());
            assertThat(events.next()).contains("cmd_tsk_s3");
        }
    }

    @Test
    void anEventStreamSpeaksAtOnce() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                EventStream events = EventStream.open(client, "agt_quiet")) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(5),
                    () -> assertThat(events.lines().readLine()).startsWith(":"));
        }
    }

    private static JsonNode commands(String agent, String prefer) {
        return gateway.json("/api/agents/" + agent + "/commands", AGENT, "Prefer", prefer);
    }

    private static boolean someoneWaits() {
        return gateway.bean(BoardWatch.class).isAwaited();
    }

    private record EventStream(BufferedReader lines) implements AutoCloseable {

        static EventStream open(HttpClient client, String agent) throws Exception {
            HttpResponse<InputStream> response =
                    client.send(
                            HttpRequest.newBuilder(
                                            gateway.uri("/api/agents/" + agent + "/commands"))
                                    .header(AccessTokens.HEADER, AGENT)
                                    .header("Accept", "text/event-stream")
                                    .build(),
                            BodyHandlers.ofInputStream());
            assertThat(response.headers().allValues("content-type"))
                    .isEqualTo(List.of("text/event-stream"));
            return new EventStream(
                    new BufferedReader(
                            new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
        }

        /** The data of the next event. */
        String next() throws Exception {
            String line = lines.readLine();
            while (line != null && !line.startsWith("data:")) {
                line = lines.readLine();
            }
            assertThat(line).isNotNull();
            return line;
        }

        @Override
        public void close() throws Exception {
            lines.close();
        }
    }
}
