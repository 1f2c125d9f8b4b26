package dev.mcsync.realtime.read;

import static dev.mcsync.realtime.testing.Samples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.realtime.read.Upkeep.Bucket;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlowCountsTest {

    private final FlowCounts counts = new FlowCounts();

    @Test
    void theFirstCountIsOfTheWholeWindowAndLaterOnesOnlyOfWhatMayStillChange() {
        assertThat(counts.toCountFrom(NOON.plusSeconds(3))).isEqualTo(NOON.minusSeconds(590));

        add(NOON.plusSeconds(3));

        assertThat(counts.toCountFrom(NOON.plusSeconds(5))).isEqualTo(NOON.minusSeconds(40));
        assertThat(counts.toCountFrom(NOON.plusSeconds(3_600)))
                .isEqualTo(NOON.plusSeconds(3_600 - 590));
    }

    @Test
    void bucketsComeWithoutGapsAndCountsAreTakenAnewOrKept() {
        add(NOON, new Bucket(NOON.minusSeconds(100), 7, 0, 0), new Bucket(NOON, 1, 0, 0));

        List<Bucket> buckets = add(NOON.plusSeconds(9), new Bucket(NOON, 5, 1, 2));

        assertThat(buckets).hasSize(60);
        assertThat(buckets.getLast()).isEqualTo(new Bucket(NOON, 5, 1, 2));
        assertThat(buckets).contains(new Bucket(NOON.minusSeconds(100), 7, 0, 0));
        assertThat(buckets.getFirst()).isEqualTo(new Bucket(NOON.minusSeconds(590), 0, 0, 0));
    }

    private List<Bucket> add(Instant now, Bucket... counted) {
        return counts.add(now, counts.toCountFrom(now), List.of(counted)).buckets();
    }
}
