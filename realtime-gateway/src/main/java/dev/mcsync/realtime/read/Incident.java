package dev.mcsync.realtime.read;

import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.Writable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/**
 * Something that went wrong and wants a person's eye. A row from before mc-sync may lack anything.
 */
@Table("incidents")
record Incident(
        @Id Long incidentId,
        @Nullable String kind,
        @Nullable String subject,
        @Nullable String taskId,
        @Nullable String agentId,
        @Nullable Instant openedAt,
        @Nullable Instant resolvedAt,
        @Nullable String resolvedBy,
        @Nullable Json detail)
        implements Writable {

    @Override
    public void write(ObjectWriter out) {
        out.number("incident_id", incidentId)
                .text("kind", kind)
                .text("subject", subject)
                .text("task_id", taskId)
                .text("agent_id", agentId)
                .text("opened_at", openedAt)
                .text("resolved_at", resolvedAt)
                .text("resolved_by", resolvedBy)
                .json("detail", detail);
    }
}
