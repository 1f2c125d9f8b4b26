package dev.mcsync.infra.proof.chaos.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IdleSessionsTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final IdleSessions sessions =
            new IdleSessions(Duration.ofSeconds(12), Duration.ofSeconds(3));
    private final List<String> told = new ArrayList<>();

    @Test
    void whatStandsIdleForTooLongIsToldOnce() {
        look(100, 140, Set.of("a"));
        assertThat(told).containsExactly("a");
    }

    @Test
    void whatGoesOnBeforeIsNot() {
        look(100, 111, Set.of("a since 100"));
        look(112, 123, Set.of("a since 112"));
        assertThat(told).isEmpty();
    }

    /** As when the whole machine slept between two looks, or the database was away. */
    @Test
    void timeInWhichNobodyLookedDoesNotCount() {
        look(100, 103, Set.of("a"));
        look(153, 160, Set.of("a"));
        assertThat(told).isEmpty();
        look(161, 166, Set.of("a"));
        assertThat(told).containsExactly("a");
    }

    private void look(int from, int to, Set<String> idle) {
        for (int second = from; second <= to; second++) {
            told.addAll(sessions.look(idle, second * SECOND));
        }
    }
}
