package dev.mcsync.infra.local.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TeardownTest {
    private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());
    private final Teardown teardown = new Teardown(new SilentSteps());

    @Test
    void partsAreStoppedInTheOppositeOrder() {
        teardown.add("first", () -> stopped.add("first"));
        teardown.add("second", () -> stopped.add("second"));

        teardown.run();
        teardown.run();

        assertThat(stopped).containsExactly("second", "first");
    }

    @Test
    void aPartThatFailsOrHangsDoesNotKeepTheOthers() {
        var never = new CountDownLatch(1);
        teardown.add("last", () -> stopped.add("last"));
        teardown.add("hangs", Duration.ofMillis(50), () -> awaitQuietly(never));
        teardown.add(
                "fails",
                () -> {
                    throw new IllegalStateException("on purpose");
                });

        teardown.run();

        assertThat(stopped).containsExactly("last");
        never.countDown();
    }

    @Test
    void whatComesTooLateIsStoppedAtOnce() {
        teardown.run();

        teardown.add("late", () -> stopped.add("late"));

        assertThat(stopped).containsExactly("late");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class SilentSteps implements Steps {
        @Override
        public void done(String what, Duration took) {}

        @Override
        public void note(String what) {}
    }
}
