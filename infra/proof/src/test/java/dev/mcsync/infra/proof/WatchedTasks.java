package dev.mcsync.infra.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.infra.operator.api.McApi;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/** The tasks of a running product, as whoever looks at the board sees them. */
record WatchedTasks(McApi api) {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    static String path(String task) {
        return "/api/dashboard/tasks/" + task;
    }

    String status(String task) {
        return api.get(path(task)).text("status");
    }

    /** What happened to it, oldest first. */
    List<String> history(String task) {
        return api.get(path(task) + "/events")
                .body()
                .path("events")
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList()
                .reversed();
    }

    static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(LOOK_EVERY.toNanos());
        }
    }
}
