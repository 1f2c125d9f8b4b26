package dev.mcsync.infra.proof.reference;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger alone can tell of a fact: when it took effect, and before which others.
 *
 * @param source the position from which it did, as {@link LogRecord#position()} words it
 * @param decidedMicros when the processor says that it decided
 * @param agentVersion of the agent that it changed; null when it left every agent alone
 */
public record LedgerRow(
        String eventId, String source, long decidedMicros, @Nullable Long agentVersion) {}
