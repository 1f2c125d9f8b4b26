package dev.mcsync.contracts.topic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcsync.contracts.wire.TaskLimits;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names and settings that other systems rely on. */
final class TopicTest {

    private static final String DAYS_3 = "259200000";
    private static final String DAYS_7 = "604800000";
    private static final String DAYS_30 = "2592000000";
    private static final String DAYS_90 = "7776000000";

    @Test
    void theTopicsAreTheseNine() {
        assertThat(Arrays.stream(Topic.values()).map(Topic::topicName))
                .containsExactly(
                        "mc.task-events",
                        "mc.agent-heartbeats",
                        "mc.task-outcomes",
                        "mc.task-state",
                        "mc.agent-state",
                        "mc.agent-commands",
                        "mc.listening",
                        "mc.ended-sessions",
                        "mc.access-tokens",
                        "mc.rejected-events");
    }

    @Test
    void theLogStampsTheInputsAndKeepsThemForTheirTime() {
        assertThat(Topic.TASK_EVENTS.config())
                .containsAllEntriesOf(
                        Map.of(
                                "message.timestamp.type", "LogAppendTime",
                                "cleanup.policy", "delete",
                                "retention.ms", DAYS_30));
        assertThat(Topic.AGENT_HEARTBEATS.config())
                .containsAllEntriesOf(
                        Map.of(
                                "message.timestamp.type", "LogAppendTime",
                                "cleanup.policy", "delete",
                                "retention.ms", DAYS_3));
    }

    @Test
    void theMarksAreStampedByTheLogAndKeptForLongerThanAnyLimitOfATask() {
        assertThat(Topic.LISTENING.config())
                .containsEntry("message.timestamp.type", "LogAppendTime");
        assertThat(Long.parseLong(Topic.LISTENING.config().getOrDefault("retention.ms", "0")))
                .isGreaterThan(TaskLimits.MAX_TIMEOUT.toMillis());
    }

    @Test
    void theOutputsAreKeptForTheirTimeOrByTheirKey() {
        assertThat(Topic.TASK_OUTCOMES.config()).containsEntry("retention.ms", DAYS_30);
        assertThat(Topic.AGENT_COMMANDS.config()).containsEntry("retention.ms", DAYS_7);
        assertThat(Topic.REJECTED_EVENTS.config()).containsEntry("retention.ms", DAYS_90);
        assertThat(Topic.TASK_STATE.config()).containsEntry("cleanup.policy", "compact");
        assertThat(Topic.AGENT_STATE.config()).containsEntry("cleanup.policy", "compact");
    }

    @Test
    void theLimitOfTheInputsHoldsForWhatIsUnpacked() {
        assertThat(Topic.TASK_EVENTS.config()).containsEntry("compression.type", "uncompressed");
        assertThat(Topic.AGENT_HEARTBEATS.config())
                .containsEntry("compression.type", "uncompressed");
    }

    @Test
    void aRejectedRecordHasRoomForItsOriginalAndTheReason() {
        assertThat(maxBytes(Topic.REJECTED_EVENTS)).isEqualTo(2 * maxBytes(Topic.TASK_EVENTS));
    }

    @Test
    void aPositionIsToldAsKafkaDoes() {
        assertThat(new SourcePosition("mc.task-events", 3, 1042))
                .hasToString("mc.task-events-3@1042");
    }

    private static int maxBytes(Topic topic) {
        return Integer.parseInt(topic.config().getOrDefault("max.message.bytes", "0"));
    }
}
