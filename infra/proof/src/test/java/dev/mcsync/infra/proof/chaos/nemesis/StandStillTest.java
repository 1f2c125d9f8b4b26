package dev.mcsync.infra.proof.chaos.nemesis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StandStillTest {

    @Test
    void whatHasEndedMeanwhileHoldsUpNothing() throws IOException, InterruptedException {
        Process ended = new ProcessBuilder("true").start();
        Process alive = new ProcessBuilder("cat").start();
        try {
            assertThat(ended.waitFor(10, TimeUnit.SECONDS)).isTrue();
            try (StandStill still = new StandStill(List.of(ended.pid(), alive.pid()))) {
                assertThat(still.size()).isEqualTo(1);
                await(still);
            }
            alive.getOutputStream().close();
            assertThat(alive.waitFor(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            alive.destroyForcibly();
        }
    }

    private static void await(StandStill still) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!still.holds()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
