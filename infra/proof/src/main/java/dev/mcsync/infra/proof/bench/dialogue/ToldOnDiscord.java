package dev.mcsync.infra.proof.bench.dialogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** When the simulated Discord was told of each question, by its own clock. */
public final class ToldOnDiscord {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final URI channel;
    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * @param channel where the simulator shows all messages
     */
    public ToldOnDiscord(URI channel) {
        this.channel = channel;
    }

    /**
     * The moments at which the questions were told, those of them that were told within half a
     * minute from now.
     *
     * @param questions whole texts, each as it stands in its message
     */
    public Map<String, Instant> await(Set<String> questions) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        Map<String, Instant> told = told(questions);
        while (told.size() < questions.size() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
            told = told(questions);
        }
        return told;
    }

    private Map<String, Instant> told(Set<String> questions) {
        Map<String, Instant> told = new HashMap<>();
        for (JsonNode message : messages()) {
            Instant at = Instant.parse(message.path("timestamp").asString());
            List<String> lines = message.path("content").asString().lines().toList();
            for (String line : lines) {
                String text = line.substring(line.lastIndexOf("| ") + 1).strip();
                if (questions.contains(text)) {
                    told.putIfAbsent(text, at);
                }
            }
        }
        return told;
    }

    private JsonNode messages() {
        HttpRequest request =
                HttpRequest.newBuilder(channel).header("Accept", "application/json").build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return json.readTree(client.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException("The simulated Discord does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading the simulated Discord", e);
        }
    }
}
