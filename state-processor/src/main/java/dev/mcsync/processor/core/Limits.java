package dev.mcsync.processor.core;

import java.time.Duration;

/**
 * How long silence is borne.
 *
 * @param offlineAfter an agent not heard of for this long is offline
 * @param ackTimeout a task handed out and not acknowledged for this long is handed out again
 * @param runningTimeout an attempt without a report of its own for this long has timed out
 * @param maxResends how often one attempt is handed out again before it times out
 */
public record Limits(
        Duration offlineAfter, Duration ackTimeout, Duration runningTimeout, int maxResends) {}
