package dev.mcsync.infra.operator.check;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the Discord simulator at an address has in its channel. */
final class DiscordChannel {
    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();

    DiscordChannel(String address) {
        this.address = URI.create(address);
    }

    /** Every line of every message that says all of the words, oldest first. */
    List<String> linesWith(String... words) {
        return lines().stream()
                .filter(line -> List.of(words).stream().allMatch(line::contains))
                .toList();
    }

    /** Several notices may share a message; ids come with Markdown's escapes. */
    private List<String> lines() {
        try {
            String body =
                    client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString())
                            .body();
            return json.readTree(body)
                    .valueStream()
                    .map(message -> message.path("content").asString(""))
                    .map(content -> content.replaceAll("\\\\(\\p{Punct})", "$1"))
                    .flatMap(String::lines)
                    .toList();
        } catch (IOException e) {
            throw new ExpectationFailedException(
                    "the Discord simulator at " + address + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExpectationFailedException("interrupted");
        }
    }
}
