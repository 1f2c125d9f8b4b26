package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class MarksTest {

    private static final TopicPartition FIRST = new TopicPartition("mc.task-events", 0);
    private static final TopicPartition SECOND = new TopicPartition("mc.task-events", 1);

    @Test
    void positionsAreKeptApartByPartitionAndFarAlongTheLog() {
        Positions positions = new Positions();
        positions.add(FIRST, 0);
        positions.add(FIRST, 1L << 40);
        positions.add(FIRST, 1L << 40);

        assertThat(positions.size()).isEqualTo(2);
        assertThat(positions.contains(FIRST, 0)).isTrue();
        assertThat(positions.contains(FIRST, 1L << 40)).isTrue();
        assertThat(positions.contains(FIRST, 1)).isFalse();
        assertThat(positions.contains(SECOND, 0)).isFalse();
        assertThat(positions.contains(FIRST, 1L << 20)).isFalse();
    }

    @Test
    void eachPositionIsToldOfOnce() {
        Positions positions = new Positions();
        positions.add(FIRST, 3);
        positions.add(FIRST, (1L << 20) + 7);
        positions.add(SECOND, 3);
        positions.add(SECOND, 3);

        List<Subject> told = new ArrayList<>();
        positions.forEach((partition, offset) -> told.add(Subject.record(partition, offset)));

        assertThat(told)
                .containsExactlyInAnyOrder(
                        Subject.record(FIRST, 3),
                        Subject.record(FIRST, (1L << 20) + 7),
                        Subject.record(SECOND, 3));
    }

    @Test
    void anEventKeepsAllItsMarksWhileTheTableGrows() {
        EventMarks marks = new EventMarks();
        for (int i = 0; i < 20_000; i++) {
            marks.add(EventMarks.keyOf("evt_" + i), (byte) 1);
        }
        for (int i = 0; i < 20_000; i += 2) {
            marks.add(EventMarks.keyOf("evt_" + i), (byte) 2);
        }

        assertThat(marks.count((byte) 1, (byte) 0)).isEqualTo(20_000);
        assertThat(marks.count((byte) 1, (byte) 2)).isEqualTo(10_000);
        assertThat(marks.has(EventMarks.keyOf("evt_4"), (byte) 2)).isTrue();
        assertThat(marks.has(EventMarks.keyOf("evt_5"), (byte) 2)).isFalse();
        assertThat(marks.has(EventMarks.keyOf("evt_20000"), (byte) 1)).isFalse();
    }
}
