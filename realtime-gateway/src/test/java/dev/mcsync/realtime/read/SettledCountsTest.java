package dev.mcsync.realtime.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettledCountsTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Map<Integer, Long> COUNTS = Map.of(0, 5L, 1, 0L, 2, 7L);

    private final SettledCounts settled = new SettledCounts();

    @Test
    void aPartThatAnOpenTransactionMayStillAddToIsNotKept() {
        Span span = new Span(NOON.minusSeconds(180), NOON, 3);
        settled.keep(span, NOON, COUNTS);

        assertThat(settled.find(span, NOON)).isEqualTo(Map.of(0, 5L, 1, 0L));
    }

    @Test
    void aPartIsKnownInEverySpanThatHasIt() {
        settled.keep(new Span(NOON.minusSeconds(3_600), NOON.minusSeconds(3_420), 3), NOON, COUNTS);
        Span later = new Span(NOON.minusSeconds(3_540), NOON.minusSeconds(3_300), 4);

        assertThat(settled.find(later, NOON)).isEqualTo(Map.of(0, 0L, 1, 7L));
        assertThat(settled.find(new Span(later.from(), later.to(), 2), NOON))
                .as("other lengths")
                .isEmpty();
    }

    @Test
    void aPartThatTheSpanCutsShortIsNotKept() {
        Span span = new Span(NOON.minusSeconds(3_600), NOON.minusSeconds(3_599), 3);
        settled.keep(span, NOON, COUNTS);

        assertThat(span.partAt(3)).isAfter(span.to());
        assertThat(settled.find(span, NOON)).isEqualTo(Map.of(0, 5L, 1, 0L));
    }

    @Test
    void whatWasCountedLongAgoIsCountedAgain() {
        Span span = new Span(NOON.minusSeconds(3_600), NOON.minusSeconds(3_420), 3);
        settled.keep(span, NOON, COUNTS);

        assertThat(settled.find(span, NOON.plus(Duration.ofMinutes(10)).minusNanos(1))).hasSize(3);
        assertThat(settled.find(span, NOON.plus(Duration.ofMinutes(10)))).isEmpty();
    }

    @Test
    void whatWasKeptLongestGoesWhenThereIsTooMuch() {
        Span first = new Span(NOON.minusSeconds(7_200), NOON.minusSeconds(7_020), 3);
        settled.keep(first, NOON, COUNTS);
        for (int i = 0; i < 4_000; i++) {
            Instant from = NOON.minusSeconds(100_000 + 180L * i);
            settled.keep(new Span(from, from.plusSeconds(180), 3), NOON, COUNTS);
        }

        assertThat(settled.find(first, NOON)).isEmpty();
    }
}
