package dev.mcsync.infra.local.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Predicate;

/** Asks a service whether it is ready for work, until it is. */
public final class Readiness {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(5);

    /** What a processor names in its readiness that waits for a log to be accepted. */
    private static final String ACCEPT_NEW_LOG = "accept-new-log";

    private final HttpClient client;

    public Readiness(HttpClient client) {
        this.client = client;
    }

    /**
     * @throws RunFailedException with what the service said last
     */
    public void await(String name, String address) {
        await(name, address, last -> last.startsWith("200"));
    }

    /**
     * The same, but one that waits for a person, and for nothing else, is told and let be.
     *
     * @throws RunFailedException with what the service said last
     */
    void awaitOrTell(String name, String address, Steps steps) {
        String last =
                await(
                        name,
                        address,
                        said -> said.startsWith("200") || said.contains(ACCEPT_NEW_LOG));
        if (!last.startsWith("200")) {
            steps.note(
                    "The log was made anew, and nothing of it is applied: see ./mc-sync "
                            + ACCEPT_NEW_LOG);
        }
    }

    private String await(String name, String address, Predicate<String> isEnough) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + "/actuator/health/readiness"))
                        .timeout(ANSWER_LIMIT)
                        .build();
        String last = ask(request);
        while (!isEnough.test(last)) {
            if (System.nanoTime() > deadline) {
                throw new RunFailedException(
                        name + " is not ready after " + LIMIT.toSeconds() + " s: " + last);
            }
            pause();
            last = ask(request);
        }
        return last;
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
