package dev.mcsync.infra.local.discord;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final RateLimit limit = new RateLimit(2, Duration.ofSeconds(5), () -> now);

    @Test
    void aWindowAllowsItsNumberOfRequests() {
        assertThat(limit.use().remaining()).isEqualTo(1);
        assertThat(limit.use().remaining()).isZero();

        assertThat(limit.use().isAllowed()).isFalse();
        assertThat(limit.use().isAllowed()).isFalse();
    }

    @Test
    void theCountStartsAfreshWhenTheWindowEnds() {
        limit.use();
        now = now.plusSeconds(2);
        assertThat(limit.use().resetAfter()).isEqualTo(Duration.ofSeconds(3));

        now = now.plusSeconds(3);
        assertThat(limit.use().remaining()).isEqualTo(1);
    }
}
