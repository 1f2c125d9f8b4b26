package dev.mcsync.realtime.read;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.read.DoneHours.Count;
import dev.mcsync.realtime.read.Upkeep.DoneByHour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoneHoursTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final DoneHours hours = new DoneHours();

    @Test
    void theFirstCountIsOfTheWholeDayAndLaterOnesOnlyOfWhatMayStillChange() {
        assertThat(hours.toCountFrom(NOON.plusSeconds(3))).isEqualTo(ago(23));

        add(NOON.plusSeconds(3));

        assertThat(hours.toCountFrom(NOON.plusSeconds(30))).isEqualTo(ago(1));
        add(NOON.plusSeconds(60));
        assertThat(hours.toCountFrom(NOON.plusSeconds(90))).isEqualTo(NOON);
        assertThat(hours.toCountFrom(NOON.plus(Duration.ofDays(3))))
                .isEqualTo(NOON.plus(Duration.ofDays(3)).minus(HOUR.multipliedBy(23)));
    }

    @Test
    void hoursComeWithoutGapsAndCountsAreTakenAnewOrKept() {
        add(NOON, new Count(ago(2), "agt_a", 7), new Count(NOON, "agt_a", 1));

        DoneByHour done =
                add(NOON.plusSeconds(90), new Count(NOON, "agt_a", 5), new Count(NOON, "agt_b", 2));

        assertThat(done.since()).isEqualTo(ago(23));
        assertThat(done.of("agt_a")).hasSize(24).endsWith(7, 0, 5);
        assertThat(done.of("agt_b")).endsWith(0, 0, 2);
        assertThat(done.of("agt_c")).hasSize(24).containsOnly(0);
        assertThat(done.inAll()).endsWith(7, 0, 7);
    }

    @Test
    void anHourThatHasPassedOutOfTheDayIsForgotten() {
        add(NOON, new Count(ago(23), "agt_a", 7));

        DoneByHour done = add(NOON.plus(HOUR));

        assertThat(done.of("agt_a")).containsOnly(0);
    }

    @Test
    void anHourThatBeganAfterTheQuestionWaitsForTheNextAnswer() {
        DoneByHour early = add(NOON.minusMillis(1), new Count(NOON, "agt_a", 1));

        assertThat(early.inAll()).containsOnly(0);
        assertThat(add(NOON, new Count(NOON, "agt_a", 1)).of("agt_a")).endsWith(0, 1);
    }

    private DoneByHour add(Instant now, Count... counted) {
        return hours.add(now, hours.toCountFrom(now), List.of(counted));
    }

    private static Instant ago(int count) {
        return NOON.minus(HOUR.multipliedBy(count));
    }
}
