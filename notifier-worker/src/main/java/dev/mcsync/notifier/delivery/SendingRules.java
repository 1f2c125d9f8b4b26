package dev.mcsync.notifier.delivery;

import dev.mcsync.notifier.ledger.DeliveryLedger.ClaimRule;
import java.time.Duration;

/**
 * How a channel is served.
 *
 * @param askEvery how often to look for deliveries that nobody rang for
 * @param firstRetry the limit of the wait after one failure
 * @param maxRetry the highest limit of a wait
 * @param maxRefusals so often a message is tried of which Discord does not say what is wrong
 * @param maxDeadInARow with more messages refused one after the other, the channel stops
 * @param burst so many messages may begin within {@code burstTime}
 */
public record SendingRules(
        ClaimRule claim,
        Duration askEvery,
        Duration firstRetry,
        Duration maxRetry,
        int maxRefusals,
        int maxDeadInARow,
        int burst,
        Duration burstTime) {}
