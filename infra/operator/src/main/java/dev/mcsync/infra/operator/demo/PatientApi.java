package dev.mcsync.infra.operator.demo;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import dev.mcsync.infra.operator.api.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Calls again, with the same body and so the same ids, until the system takes the call. Ends only
 * with an answer that a further try would not change, or with the interruption of its thread.
 */
final class PatientApi {
    private final McApi api;

    PatientApi(McApi api) {
        this.api = api;
    }

    Answer get(String path, String... headers) throws InterruptedException {
        return insist(() -> api.get(path, headers));
    }

    Answer post(String path, Map<String, ?> body, String... headers) throws InterruptedException {
        return insist(() -> api.post(path, body, headers));
    }

    Answer patch(String path, Map<String, ?> body, String... headers) throws InterruptedException {
        return insist(() -> api.patch(path, body, headers));
    }

    private static Answer insist(Supplier<Answer> call) throws InterruptedException {
        Patience patience = new Patience();
        while (true) {
            Duration asked = Duration.ZERO;
            try {
                Answer answer = call.get();
                if (!answer.isTemporary()) {
                    return answer;
                }
                asked = answer.retryAfter().orElse(Duration.ZERO);
            } catch (ApiUnreachableException _) {
                // Nobody is there, as during a restart: the pause below is all there is to do.
            }
            patience.pause(asked);
        }
    }
}
