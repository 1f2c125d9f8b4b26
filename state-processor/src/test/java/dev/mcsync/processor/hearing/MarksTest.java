package dev.mcsync.processor.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class MarksTest {

    private static final Instant T = Instant.parse("2026-11-28T08:00:00Z");

    private final Marks marks = new Marks();

    @Test
    void beforeTheFirstMarkNothingIsKnown() {
        assertThat(marks.lastAt()).isNull();
        assertThat(marks.countsFrom()).isNull();
    }

    @Test
    void silenceCountsFromTheFirstMark() {
        add(0, 3, 6, 21);

        assertThat(marks.countsFrom()).isEqualTo(T);
        assertThat(marks.lastAt()).isEqualTo(T.plusSeconds(21));
    }

    @Test
    void afterAGapItCountsFromItsEnd() {
        add(0, 3, 19, 22, 3_600, 3_603);

        assertThat(marks.countsFrom()).isEqualTo(T.plusSeconds(3_600));
    }

    @Test
    void aClockThatJumpsBackIsAGapAndOneThatIsSetRightALittleIsNone() {
        add(0, 3, 1);
        assertThat(marks.countsFrom()).isEqualTo(T);

        add(-3_600, -3_597);
        assertThat(marks.countsFrom()).isEqualTo(T.minusSeconds(3_600));
    }

    @Test
    void aLimitIsWholeAfterTheGapAndNeverShorterThanItWas() {
        Hearing hearing = new Hearing(T, true, T.minusSeconds(10));
        Duration limit = Duration.ofSeconds(60);

        assertThat(hearing.due(T.minusSeconds(5), limit)).isEqualTo(T.plusSeconds(50));
        assertThat(hearing.due(T.plusSeconds(55), limit)).isEqualTo(T.plusSeconds(55));
        assertThat(new Hearing(T, true, null).due(T.minusSeconds(5), limit))
                .isEqualTo(T.minusSeconds(5));
    }

    private void add(int... seconds) {
        for (int second : seconds) {
            marks.add(T.plusSeconds(second));
        }
    }
}
