package dev.mcsync.notifier.intake;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.notifier.ledger.Origin;
import dev.mcsync.notifier.ledger.Origin.Fate;
import dev.mcsync.notifier.ledger.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class NotedPlacesTest {

    private static final TopicPartition PARTITION = new TopicPartition("mc.task-outcomes", 0);

    private final NotedPlaces places = new NotedPlaces();

    /** A copy from before the first outcome of a partition has no place of it. */
    @Test
    void aPlaceThatIsGoneAltogetherIsALossToo() {
        places.heard(Map.of(1, 5L));

        assertThat(places.found(0, null, new OffsetAndMetadata(8, "told=6"))).isTrue();

        assertThat(places.toldBefore(0)).isEqualTo(6);
        assertThat(fates(0, 6)).containsOnly(Fate.TOLD);
        assertThat(fates(6, 8)).containsOnly(Fate.IN_DOUBT);
        assertThat(places.steps(batch(0, 4))).containsExactly(new Step(0, null, 4));
    }

    @Test
    void whoHasNotedSomethingKnowsThatALedgerWithoutAnyPlaceWentBack() {
        places.reached(List.of(new Step(0, null, 8)));

        assertThat(places.found(0, null, new OffsetAndMetadata(8, "told=6"))).isTrue();
    }

    @Test
    void aLedgerWithoutAnyPlaceMayBeThatOfAnEarlierRelease() {
        assertThat(places.found(0, null, new OffsetAndMetadata(8, "told=6"))).isFalse();
    }

    @Test
    void whereNothingWasEverNotedAllIsNew() {
        assertThat(places.found(0, null, new OffsetAndMetadata(8, ""))).isFalse();

        assertThat(fates(3, 9)).containsOnly(Fate.NEW);
        assertThat(places.steps(batch(8, 10))).containsExactly(new Step(0, null, 10));
    }

    @Test
    void whatTheLogSaysWasToldIsNotInDoubt() {
        assertThat(places.found(0, 3L, new OffsetAndMetadata(9, "told=5"))).isTrue();

        assertThat(fates(3, 5)).containsOnly(Fate.TOLD);
        assertThat(fates(5, 9)).containsOnly(Fate.IN_DOUBT);
        assertThat(fates(9, 11)).containsOnly(Fate.NEW);
        assertThat(places.steps(batch(3, 5))).containsExactly(new Step(0, 3L, 5));
    }

    /** Of a release that did not say so. */
    @Test
    void whereTheLogSaysNothingAllOfItIsInDoubt() {
        places.found(0, 3L, new OffsetAndMetadata(9, ""));

        assertThat(fates(3, 9)).containsOnly(Fate.IN_DOUBT);
        assertThat(places.toldBefore(0)).as("what waits, waits on").isZero();
    }

    /** The commits go back with the reading, and who comes next knows where it ends. */
    @Test
    void whoGoesOnInTheMidstOfItKnowsWhatWasTold() {
        places.found(0, 3L, new OffsetAndMetadata(9, "told=5"));
        OffsetAndMetadata commit = commit(3, 4, Map.of());
        assertThat(commit).isEqualTo(new OffsetAndMetadata(4, "told=5 until=9"));

        NotedPlaces next = new NotedPlaces();
        assertThat(next.found(0, 4L, commit)).isFalse();

        assertThat(next.originOf(record(4)).fate()).isEqualTo(Fate.TOLD);
        assertThat(next.originOf(record(8)).fate()).isEqualTo(Fate.IN_DOUBT);
        assertThat(next.originOf(record(9)).fate()).isEqualTo(Fate.NEW);
    }

    @Test
    void aCommitSaysHowFarTheChannelWasTold() {
        places.found(0, 3L, new OffsetAndMetadata(3, "told=3"));

        assertThat(commit(3, 6, Map.of())).isEqualTo(new OffsetAndMetadata(6, "told=3"));
        assertThat(commit(6, 8, Map.of(0, 4L))).isEqualTo(new OffsetAndMetadata(8, "told=4"));
        assertThat(commit(8, 9, Map.of(1, 4L))).isEqualTo(new OffsetAndMetadata(9, "told=8"));
    }

    private OffsetAndMetadata commit(long from, long to, Map<Integer, Long> untold) {
        return requireNonNull(places.commits(batch(from, to), untold).get(PARTITION));
    }

    private List<Fate> fates(long from, long to) {
        return batch(from, to).stream().map(places::originOf).map(Origin::fate).toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> batch(long from, long to) {
        return LongStream.range(from, to).mapToObj(NotedPlacesTest::record).toList();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, null, null);
    }
}
