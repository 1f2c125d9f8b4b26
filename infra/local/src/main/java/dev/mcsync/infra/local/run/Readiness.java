package dev.mcsync.infra.local.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service whether it is ready for work, until it is. */
public final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    private final HttpClient client;

    public Readiness(HttpClient client) {
        this.client = client;
    }

    /**
     * @throws RunFailedException with what the service said last
     */
    public void await(String name, String address) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
                        .timeout(ANSWER_LIMIT)
                        .build();
        String last = ask(request);
        while (!last.startsWith("200")) {
            if (System.nanoTime() > deadline) {
                throw new RunFailedException(
                        name + " is not ready after " + LIMIT.toSeconds() + " s: " + last);
            }
            pause();
            last = ask(request);
        }
    }

    private String ask(HttpRequest request) {
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        } catch (IOException e) {
            return e.toString();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RunFailedException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RunFailedException("Interrupted while waiting for a service", e);
    }
}
