package dev.mcsync.realtime;

import static dev.mcsync.realtime.testing.RunningGateway.AGENT;
import static dev.mcsync.realtime.testing.RunningGateway.PANEL;
import static dev.mcsync.realtime.testing.Samples.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.mcsync.contracts.access.AccessTokens;
import dev.mcsync.infra.testbed.Testbed;
import dev.mcsync.realtime.testing.PanelTwin;
import dev.mcsync.realtime.testing.RunningGateway;
import dev.mcsync.realtime.testing.StateTopics;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who is let in, how sessions end, and the same board as server-sent events. */
class SessionsIT {

    private static StateTopics topics;
    private static RunningGateway gateway;

    @BeforeAll
    static void start() {
        Testbed testbed = Testbed.shared();
        testbed.resetTopics();
        topics = new StateTopics(testbed.bootstrapServers());
        topics.commit(task("tsk_first", 1));
        gateway =
                RunningGateway.start(
                                testbed.bootstrapServers(),
                                testbed.freshDatabase(),
                                "--mc.tick-every=500ms",
                                "--mc.hello-within=1s")
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        gateway.close();
        topics.close();
    }

    @Test
    void onlyAPanelIsGivenATicket() {
        assertThat(gateway.post("/api/realtime/tickets", "").statusCode()).isEqualTo(401);
        assertThat(gateway.post("/api/realtime/tickets", AGENT).statusCode()).isEqualTo(403);
        assertThat(gateway.post("/api/realtime/tickets", PANEL).statusCode()).isEqualTo(200);
    }

    @Test
    void aTicketOpensOneSocket() {
        String ticket = gateway.ticket();
        try (PanelTwin first = PanelTwin.openWith(gateway, ticket)) {
            first.send("{\"op\":\"hello\"}");
            first.awaitLive();
            assertThat(PanelTwin.openWith(gateway, ticket).closeCode()).isEqualTo(4001);
            assertThat(PanelTwin.openWith(gateway, "made-up").closeCode()).isEqualTo(4001);
        }
    }

    @Test
    void aPageFromElsewhereIsRefused() {
        assertThat(PanelTwin.openFrom(gateway, "http://evil.example").closeCode()).isEqualTo(4003);
        try (PanelTwin own = PanelTwin.openFrom(gateway, "http://127.0.0.1:" + gateway.port())) {
            own.send("{\"op\":\"hello\"}");
            own.awaitLive();
        }
    }

    @Test
    void whoSaysNothingOrSomethingElseIsLetGo() {
        assertThat(PanelTwin.open(gateway).closeCode()).isEqualTo(4400);

        PanelTwin rude = PanelTwin.open(gateway);
        rude.send("{\"op\":\"bye\"}");
        assertThat(rude.closeCode()).isEqualTo(4400);

        PanelTwin talkative = PanelTwin.open(gateway);
        talkative.send("{\"op\":\"hello\",\"since\":\"" + "x".repeat(8_000) + "\"}");
        assertThat(talkative.closeCode()).isEqualTo(4400);
    }

    @Test
    void anOrdinaryRequestToTheSocketsAddressIsToldToUpgrade() {
        assertThat(gateway.get("/ws/board", "").statusCode()).isEqualTo(426);
    }

    @Test
    void theEventStreamTellsTheSameAndResumesByTheLastEventId() throws Exception {
        List<String> events = new ArrayList<>();
        String cursor;
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = stream(client, "")) {
            cursor = readUntil(lines, "event:tick", events);
            assertThat(events).startsWith("event:reset", "event:snapshot", "event:live");
        }
        topics.commit(task("tsk_stream", 1));

        events.clear();
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = stream(client, cursor)) {
            readUntil(lines, "event:task", events);
            assertThat(events).startsWith("event:resumed").doesNotContain("event:reset");
        }
    }

    @Test
    void thePanelsAddressesAllLeadToItsOnePage() {
        assumeThat(isPanelBuilt()).as("the panel was built").isTrue();
        for (String page :
                new String[] {
                    "/", "/tasks/tsk_1", "/agents", "/activity", "/incidents", "/health-view"
                }) {
            HttpResponse<String> answer = gateway.get(page, "");
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            assertThat(answer.body()).contains("<div id=\"root\">");
            assertThat(header(answer, "cache-control")).isEqualTo("no-cache");
            assertThat(header(answer, "content-security-policy"))
                    .contains("default-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
        }
    }

    @Test
    void aFileWhoseNameChangesWithItsContentIsKeptForEver() {
        assumeThat(isPanelBuilt()).as("the panel was built").isTrue();
        String script = script();
        HttpResponse<String> answer = gateway.get(script, "", "Accept-Encoding", "gzip");
        assertThat(header(answer, "cache-control")).contains("max-age=31536000", "immutable");
        assertThat(header(answer, "content-type")).startsWith("text/javascript");
        assertThat(header(answer, "content-encoding")).isEqualTo("gzip");
        assertThat(header(answer, "vary")).isEqualTo("Accept-Encoding");
        assertThat(gateway.get(script + ".gz", "").statusCode()).isEqualTo(404);
    }

    @Test
    void theShortestFormOfAFileThatTheBrowserReadsIsSentAsItWasPacked() {
        assumeThat(isPanelBuilt()).as("the panel was built").isTrue();
        String path = script();
        HttpResponse<String> plain = gateway.get(path, "");
        HttpResponse<String> gzip = gateway.get(path, "", "Accept-Encoding", "gzip;q=1, br;q=0");
        HttpResponse<String> shortest =
                gateway.get(path, "", "Accept-Encoding", "gzip, deflate, br, zstd");

        assertThat(header(plain, "content-encoding")).isEmpty();
        assertThat(header(gzip, "content-encoding")).isEqualTo("gzip");
        assertThat(header(shortest, "content-encoding")).isEqualTo("br");
        assertThat(length(shortest)).isLessThan(length(gzip));
        assertThat(length(gzip)).isLessThan(length(plain));
    }

    @Test
    void whatIsNoPageIsNotFound() {
        assertThat(gateway.get("/no/such/page", "").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/assets/none.js", "").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/assets/../PanelFiles.class", "").statusCode()).isEqualTo(404);
        assertThat(gateway.get("/..%2fPanelFiles.class", "").statusCode()).isEqualTo(404);
    }

    /** The address of the page's own. */
    private static String script() {
        Matcher script =
                Pattern.compile("/assets/[^\"]+\\.js").matcher(gateway.get("/", "").body());
        assertThat(script.find()).isTrue();
        return script.group();
    }

    private static boolean isPanelBuilt() {
        return RealtimeGateway.class.getResource("panel/dist/index.html") != null;
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static long length(HttpResponse<?> answer) {
        return answer.headers().firstValueAsLong("content-length").orElseThrow();
    }

    private static BufferedReader stream(HttpClient client, String lastEventId) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(gateway.uri("/api/realtime/board"))
                        .header(AccessTokens.HEADER, PANEL);
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        HttpResponse<InputStream> response =
                client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/event-stream");
        return new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** Gives the last id that was told. */
    private static String readUntil(BufferedReader lines, String event, List<String> events)
            throws Exception {
        String id = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                id = line.substring("id:".length());
            }
            if (line.startsWith("event:")) {
                events.add(line);
            }
            if (line.isEmpty() && events.contains(event)) {
                return id;
            }
        }
        throw new AssertionError("Expected " + event + ", found " + events);
    }
}
