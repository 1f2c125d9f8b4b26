package dev.mcsync.processor.ledger;

import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.SourcePosition;
import dev.mcsync.contracts.wire.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an event took effect.
 *
 * @param subject the task's or agent's id
 * @param outcome what was published about it; null when there was nothing to publish
 */
public record Processed(
        EventId eventId,
        String payloadHash,
        SourcePosition source,
        String subject,
        @Nullable Outcome outcome) {

    public Optional<Outcome> published() {
        return Optional.ofNullable(outcome);
    }
}
