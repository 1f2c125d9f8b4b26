package dev.mcsync.processor.core;

import dev.mcsync.contracts.topic.SourcePosition;
import java.time.Instant;

/**
 * A fact as it was taken from the log.
 *
 * @param receivedAt when the log took it, by the broker's clock
 * @param hash of its content, to tell a duplicate from a conflict
 */
public record Received<F>(F fact, SourcePosition source, Instant receivedAt, String hash) {

    /** The same record, seen as the kind of fact that it is. */
    public <G> Received<G> with(G sameFact) {
        return new Received<>(sameFact, source, receivedAt, hash);
    }
}
