package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SnapshotIndexTest {

    private final SnapshotIndex index = new SnapshotIndex();

    @Test
    void everyKeyKeepsItsLastWordHoweverManyThereAre() {
        for (int round = 1; round <= 2; round++) {
            for (int key = 0; key < 50_000; key++) {
                index.put(fingerprint(key), round, 7L * key, key % 6, 1_000_000L * round + key);
            }
        }

        assertThat(index.size()).isEqualTo(50_000);
        for (int key = 0; key < 50_000; key++) {
            int slot = index.find(fingerprint(key));
            assertThat(index.version(slot)).isEqualTo(2);
            assertThat(index.value(slot)).isEqualTo(7L * key);
            assertThat(SnapshotIndex.partition(index.place(slot))).isEqualTo(key % 6);
            assertThat(SnapshotIndex.offset(index.place(slot))).isEqualTo(2_000_000L + key);
        }
        assertThat(index.find(fingerprint(50_000))).isEqualTo(-1);
    }

    @Test
    void whatWasSeenStaysSeenWhenItIsSaidAgain() {
        index.put(fingerprint(1), 1, 1, 0, 10);
        index.put(fingerprint(2), 1, 1, 0, 11);
        index.put(fingerprint(3), SnapshotIndex.GONE, 0, 0, 12);
        index.markSeen(index.find(fingerprint(1)));
        index.put(fingerprint(1), 2, 2, 5, 20);

        List<Long> unseen = new ArrayList<>();
        index.forEachUnseen(slot -> unseen.add(SnapshotIndex.offset(index.place(slot))));

        assertThat(unseen).containsExactly(11L);
        assertThat(SnapshotIndex.partition(index.place(index.find(fingerprint(1))))).isEqualTo(5);
        assertThat(SnapshotIndex.offset(index.place(index.find(fingerprint(1))))).isEqualTo(20);
    }

    @Test
    void textsThatDifferHaveFingerprintsThatDiffer() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 200_000; i++) {
            seen.add(fingerprint(i));
        }
        seen.add(Fingerprint.of(new byte[0]));
        seen.add(Fingerprint.of(new byte[1]));
        seen.add(Fingerprint.of(new byte[8]));
        seen.add(Fingerprint.of(new byte[9]));

        assertThat(seen).hasSize(200_004).doesNotContain(0L);
    }

    private static long fingerprint(int key) {
        return Fingerprint.of(("tsk_" + key).getBytes(StandardCharsets.UTF_8));
    }
}
