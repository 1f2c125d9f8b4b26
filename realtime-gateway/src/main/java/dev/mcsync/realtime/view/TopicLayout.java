package dev.mcsync.realtime.view;

import dev.mcsync.realtime.view.BoardKey.Kind;
import org.apache.kafka.common.Uuid;

/**
 * The two topics as they are now. A topic that was deleted and made again has another id, and
 * offsets of the old one say nothing about the new one.
 */
record TopicLayout(Shape tasks, Shape agents) {

    /**
     * @param partitions at least 1
     */
    record Shape(Uuid id, int partitions) {}

    Shape shape(Kind kind) {
        return switch (kind) {
            case TASK -> tasks;
            case AGENT -> agents;
        };
    }

    int partitions() {
        return tasks.partitions() + agents.partitions();
    }

    /** Where a partition stands in a vector over both topics. */
    int index(Kind kind, int partition) {
        return switch (kind) {
            case TASK -> partition;
            case AGENT -> tasks.partitions() + partition;
        };
    }
}
