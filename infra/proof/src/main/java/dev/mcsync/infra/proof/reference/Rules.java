package dev.mcsync.infra.proof.reference;

import java.time.Duration;

/** The limits that the system under proof was started with. */
public record Rules(
        Duration offlineAfter, Duration ackTimeout, Duration runningTimeout, int maxResends) {}
