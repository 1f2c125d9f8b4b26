package dev.mcsync.ingress.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one token may do beside calling and sending often, {@code mc.call-limits.*}. Counted by each
 * gateway for itself.
 *
 * @param waitsPerToken long polls, streams and submissions that wait, open at once
 * @param waitsPerAgent of those, by one token for one agent
 * @param shortPerToken calls that do not wait; one whose answer is not read counts until it is
 * @param newAgentsPerHour agents that nobody has heard of before
 */
public record CallLimits(
        @DefaultValue("1000") int waitsPerToken,
        @DefaultValue("50") int waitsPerAgent,
        @DefaultValue("200") int shortPerToken,
        @DefaultValue("1000") int newAgentsPerHour) {

    public CallLimits {
        requirePositive("waits-per-token", waitsPerToken);
        requirePositive("waits-per-agent", waitsPerAgent);
        requirePositive("short-per-token", shortPerToken);
        if (newAgentsPerHour < IngressSettings.MAX_EVENTS_IN_ARRAY) {
            throw new IllegalArgumentException(
                    "Expected mc.call-limits.new-agents-per-hour of at least %d, so that one array fits, found %d"
                            .formatted(IngressSettings.MAX_EVENTS_IN_ARRAY, newAgentsPerHour));
        }
    }

    private static void requirePositive(String key, int number) {
        if (number <= 0) {
            throw new IllegalArgumentException(
                    "Expected mc.call-limits.%s above 0, found %d".formatted(key, number));
        }
    }
}
