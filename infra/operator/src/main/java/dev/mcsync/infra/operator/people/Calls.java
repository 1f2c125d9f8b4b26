package dev.mcsync.infra.operator.people;

import dev.mcsync.contracts.id.IdSyntax;
import dev.mcsync.infra.operator.address.UsageException;
import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Calls the system for a person: sends again what it asks to be sent again, while that is a matter
 * of seconds, and throws whatever is no success.
 */
public final class Calls {
    private static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final String TASKS = "/api/dashboard/tasks";

    private final McApi api;

    public Calls(McApi api) {
        this.api = api;
    }

    URI base() {
        return api.base();
    }

    public JsonNode get(String path) throws InterruptedException {
        return insist(() -> api.get(path)).body();
    }

    public JsonNode task(String id) throws InterruptedException {
        return get(path(id));
    }

    /** Waits up to 5 s for what the read side may not have yet. */
    public JsonNode taskOnceItIsThere(String id) throws InterruptedException {
        return get(path(id) + "?at_least_version=1");
    }

    /**
     * @param body names the command, so that its repeats make no second task
     */
    public JsonNode create(Map<String, ?> body) throws InterruptedException {
        try {
            return insist(() -> api.post(TASKS, body)).body();
        } catch (CallFailedException e) {
            throw e.isUnanswered()
                    ? e.withHint(
                            "With --command-id %s the same can be sent again and makes one task"
                                    .formatted(body.get("command_id")))
                    : e;
        }
    }

    /**
     * @param version as {@code If-Match} takes it
     */
    JsonNode move(String id, Map<String, ?> body, String version) throws InterruptedException {
        String key = UUID.randomUUID().toString();
        return change(() -> api.patch(path(id), body, "If-Match", version, "Idempotency-Key", key));
    }

    /**
     * @param what of the task's addresses
     * @param version as {@code If-Match} takes it; null where there is no choice
     */
    JsonNode post(String id, String what, Map<String, ?> body, @Nullable String version)
            throws InterruptedException {
        String key = UUID.randomUUID().toString();
        String path = path(id) + "/" + what;
        return change(() ->
                version == null
                        ? api.post(path, body, "Idempotency-Key", key)
                        : api.post(path, body, "Idempotency-Key", key, "If-Match", version));
    }

    /** A change that may be sent again as it is. */
    JsonNode change(String path) throws InterruptedException {
        return change(() -> api.post(path, Map.of()));
    }

    /** Sent once: a repeat would be another one. */
    JsonNode once(String path, Map<String, ?> body) {
        try {
            return successful(answer(() -> api.post(path, body))).body();
        } catch (CallFailedException e) {
            throw e.isUnanswered()
                    ? e.withHint("It may have taken effect: look before you send it again")
                    : e;
        }
    }

    static String path(String taskId) {
        return TASKS + "/" + id("a task", taskId);
    }

    /** What can be no id would make another address. */
    public static String id(String what, String id) {
        if (!IdSyntax.isValid(id)) {
            throw new UsageException(
                    "the id of %s is 1 to 128 characters of [A-Za-z0-9_.:-], not %s"
                            .formatted(what, id));
        }
        return id;
    }

    public static String parameter(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private JsonNode change(Supplier<Answer> call) throws InterruptedException {
        try {
            return insist(call).body();
        } catch (CallFailedException e) {
            throw e.isUnanswered()
                    ? e.withHint("It may have taken effect: look before you send it again")
                    : e;
        }
    }

    /** A repeat is the same request, with the same name. */
    private Answer insist(Supplier<Answer> call) throws InterruptedException {
        Answer answer = answer(call);
        for (int tries = 1; tries < MOST_TRIES && isWorthWaiting(answer); tries++) {
            Thread.sleep(answer.retryAfter().orElse(PAUSE));
            answer = answer(call);
        }
        return successful(answer);
    }

    private Answer successful(Answer answer) {
        if (!answer.isSuccess()) {
            throw CallFailedException.refused(answer);
        }
        if (!answer.body().isObject()) {
            throw CallFailedException.foreign(api.base());
        }
        return answer;
    }

    private static Answer answer(Supplier<Answer> call) {
        try {
            return call.get();
        } catch (ApiUnreachableException e) {
            throw CallFailedException.unreachable(e);
        }
    }

    private static boolean isWorthWaiting(Answer answer) {
        return answer.isTemporary()
                && answer.retryAfter().orElse(PAUSE).compareTo(LONGEST_PAUSE) <= 0;
    }
}
