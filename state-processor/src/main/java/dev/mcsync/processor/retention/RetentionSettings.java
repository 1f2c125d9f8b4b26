package dev.mcsync.processor.retention;

import dev.mcsync.contracts.topic.Topic;
import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What is kept for how long, {@code mc.retention.*}.
 *
 * @param cron when what is older is purged; Spring's six fields, in UTC
 * @param signsOfLife heartbeats and the like in the ledger
 * @param dedup claims of event ids of task events: until then a repeated fact is known for one
 * @param heartbeatDedup the same of heartbeats
 * @param deliveries what became of notices that are settled
 * @param checks findings of reconcile runs
 * @param incidents resolved ones
 * @param finishedTasks a finished task not touched for so long leaves the board for the archive
 * @param unseenAgents an agent not heard of for so long, with all its tasks finished, is retired
 */
public record RetentionSettings(
        @DefaultValue("0 17 3 * * *") String cron,
        @DefaultValue("3d") Duration signsOfLife,
        @DefaultValue("45d") Duration dedup,
        @DefaultValue("11d") Duration heartbeatDedup,
        @DefaultValue("90d") Duration deliveries,
        @DefaultValue("30d") Duration checks,
        @DefaultValue("180d") Duration incidents,
        @DefaultValue("30d") Duration finishedTasks,
        @DefaultValue("30d") Duration unseenAgents) {

    private static final Duration SHORTEST = Duration.ofHours(1);

    /** {@code segment.ms}, as Kafka has it where nobody says otherwise. */
    private static final Duration OPEN_SEGMENT = Duration.ofDays(7);

    public RetentionSettings {
        atLeast("mc.retention.signs-of-life", signsOfLife);
        atLeast("mc.retention.checks", checks);
        atLeast("mc.retention.incidents", incidents);
        atLeast("mc.retention.finished-tasks", finishedTasks);
        atLeast("mc.retention.unseen-agents", unseenAgents);
        longerThan("mc.retention.dedup", dedup, Topic.TASK_EVENTS);
        longerThan("mc.retention.heartbeat-dedup", heartbeatDedup, Topic.AGENT_HEARTBEATS);
        longerThan("mc.retention.deliveries", deliveries, Topic.TASK_OUTCOMES);
    }

    private static void atLeast(String key, Duration value) {
        if (value.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "Expected %s of at least %s, found %s".formatted(key, SHORTEST, value));
        }
    }

    /**
     * What the log still holds can be read again, and must then be known for what it is. A record
     * goes with its segment, which takes records for {@link #OPEN_SEGMENT} before its time begins.
     */
    private static void longerThan(String key, Duration value, Topic topic) {
        Duration kept = Duration.ofMillis(Long.parseLong(topic.config().get("retention.ms")));
        if (value.compareTo(kept.plus(OPEN_SEGMENT)) <= 0) {
            throw new IllegalArgumentException(
                    "Expected %s of more than %s, for which %s may hold a record (retention.ms %s, segment.ms %s), found %s"
                            .formatted(
                                    key,
                                    kept.plus(OPEN_SEGMENT),
                                    topic.topicName(),
                                    kept,
                                    OPEN_SEGMENT,
                                    value));
        }
    }
}
