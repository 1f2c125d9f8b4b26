package dev.mcsync.realtime.read;

import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * An event that was taken.
 *
 * @param payloadHash of its content
 * @param subject the task_id or agent_id that it is about
 * @param outcome as it was published; null when there was nothing to publish
 */
@Table("processed_events")
record TakenEvent(
        @Id String eventId,
        String payloadHash,
        @Nullable String subject,
        @Nullable String outcome) {}
