package dev.mcsync.infra.proof.chaos.check;

import java.time.Duration;

/** The limits that the system under proof was started with. */
public record Rules(
        Duration offlineAfter, Duration ackTimeout, Duration runningTimeout, int maxResends) {}
