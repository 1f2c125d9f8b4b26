package dev.mcsync.processor.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.processor.core.Notes;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AppliedTest {

    private static final TopicPartition TASKS =
            new TopicPartition(Topic.TASK_EVENTS.topicName(), 0);
    private static final TopicPartition AGENTS =
            new TopicPartition(Topic.AGENT_HEARTBEATS.topicName(), 0);

    @Test
    void aDatabaseThatLacksWhatTheLogHasCommittedIsNotWhole() {
        Applied applied = new Applied(Map.of(TASKS, 5L), false);

        assertThat(applied.isWhole(Map.of(TASKS, 5L))).isTrue();
        assertThat(applied.isWhole(Map.of(TASKS, 4L))).isTrue();
        assertThat(applied.isWhole(Map.of(TASKS, 6L))).isFalse();
        assertThat(applied.isWhole(Map.of(new TopicPartition("mc.task-events", 1), 1L))).isFalse();
    }

    /** The log has taken its offsets back by then. */
    @Test
    void oneThatIsBeingReplayedIsNotWhole() {
        assertThat(new Applied(Map.of(TASKS, 5L), true).isWhole(Map.of(TASKS, 5L))).isFalse();
    }

    @Test
    void touchesAreSeldomNoted() {
        Applied applied = new Applied(Map.of(AGENTS, 5L), false);

        assertThat(applied.isWhole(Map.of(AGENTS, 5 + Notes.MAX_UNNOTED))).isTrue();
        assertThat(applied.isWhole(Map.of(AGENTS, 6 + 3 * Notes.MAX_UNNOTED))).isFalse();
    }
}
