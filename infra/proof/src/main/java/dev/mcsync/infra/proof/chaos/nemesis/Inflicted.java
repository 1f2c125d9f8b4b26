package dev.mcsync.infra.proof.chaos.nemesis;

import java.time.Instant;

/**
 * A fault as it was.
 *
 * @param until when the part was whole again
 * @param witness what shows that the fault was felt
 * @param proven false makes the whole run invalid: a fault that nobody felt proves nothing
 */
public record Inflicted(
        FaultKind kind, Instant from, Instant until, String witness, boolean proven) {}
