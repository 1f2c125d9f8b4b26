package dev.mcsync.infra.proof.flood;

import dev.mcsync.infra.operator.api.Answer;
import dev.mcsync.infra.operator.api.ApiUnreachableException;
import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A person who reads the board and an agent that beats, one call after the other and never more at
 * a time, as long as somebody else does something.
 */
final class Innocent {

    private static final Duration BETWEEN = Duration.ofMillis(10);

    /** How its calls went. */
    record Figures(int calls, List<String> failures, Duration p50, Duration p99, Duration longest) {

        Figures {
            failures = List.copyOf(failures);
        }

        @Override
        public String toString() {
            return "%d calls, %d failed, p50 %d ms, p99 %d ms, longest %d ms"
                    .formatted(
                            calls,
                            failures.size(),
                            p50.toMillis(),
                            p99.toMillis(),
                            longest.toMillis());
        }
    }

    private final List<Supplier<Answer>> calls;

    Innocent(McApi panel, McApi agent, String agentId, String taskId) {
        this.calls =
                List.of(
                        () -> panel.get("/api/dashboard/tasks?limit=1"),
                        () -> panel.get("/api/dashboard/tasks/" + taskId),
                        () -> agent.post("/api/agents/heartbeat", Map.of("agent_id", agentId)));
    }

    Figures callFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        return callWhile(() -> System.nanoTime() < end);
    }

    Figures callWhile(BooleanSupplier goesOn) {
        List<Duration> times = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        while (goesOn.getAsBoolean()) {
            for (Supplier<Answer> call : calls) {
                long begun = System.nanoTime();
                tellFailure(call, failures);
                times.add(Duration.ofNanos(System.nanoTime() - begun));
            }
            LockSupport.parkNanos(BETWEEN.toNanos());
        }
        Collections.sort(times);
        return new Figures(
                times.size(), failures, share(times, 0.5), share(times, 0.99), times.getLast());
    }

    private static void tellFailure(Supplier<Answer> call, List<String> failures) {
        try {
            Answer answer = call.get();
            if (!answer.isSuccess()) {
                failures.add(answer.toString());
            }
        } catch (ApiUnreachableException e) {
            failures.add(String.valueOf(e.getMessage()));
        }
    }

    private static Duration share(List<Duration> sorted, double share) {
        return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(share * sorted.size())));
    }
}
