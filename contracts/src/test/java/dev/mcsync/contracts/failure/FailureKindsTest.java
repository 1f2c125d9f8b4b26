package dev.mcsync.contracts.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class FailureKindsTest {

    private Instant now = Instant.parse("2026-11-22T10:00:00Z");
    private final FailureKinds kinds = new FailureKinds(() -> now);

    @Test
    void theFirstOfAKindIsWorthATraceAndThoseInTheSameMinuteAreNot() {
        assertThat(kinds.isWorthATrace(thrownHere())).isTrue();
        now = now.plus(Duration.ofSeconds(59));
        assertThat(kinds.isWorthATrace(thrownHere())).isFalse();

        now = now.plus(Duration.ofSeconds(1));

        assertThat(kinds.isWorthATrace(thrownHere())).isTrue();
    }

    @Test
    void anotherTypeOrAnotherPlaceIsAnotherKind() {
        kinds.isWorthATrace(thrownHere());

        assertThat(kinds.isWorthATrace(new IllegalStateException("there"))).isTrue();
        assertThat(kinds.isWorthATrace(new IllegalArgumentException("there"))).isTrue();
    }

    private static IllegalStateException thrownHere() {
        return new IllegalStateException("here");
    }
}
