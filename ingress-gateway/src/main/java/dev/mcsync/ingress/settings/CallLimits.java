package dev.mcsync.ingress.settings;

import static dev.mcsync.service.settings.SettingCheck.positive;
import static dev.mcsync.service.settings.SettingCheck.that;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What one token may do beside calling and sending often, {@code mc.call-limits.*}, at all gateways
 * together. Each counts by itself, and gives a token its part.
 *
 * @param gateways how many run; the other limits of calls are parted among them, too
 * @param waitsPerToken long polls, streams and submissions that wait, open at once
 * @param waitsPerAgent of those, by one token for one agent
 * @param shortPerToken calls that do not wait; one whose answer is not read counts until it is
 * @param newAgentsPerHour agents that nobody has heard of before
 */
public record CallLimits(
        @DefaultValue("1") int gateways,
        @DefaultValue("1000") int waitsPerToken,
        @DefaultValue("50") int waitsPerAgent,
        @DefaultValue("200") int shortPerToken,
        @DefaultValue("1000") int newAgentsPerHour) {

    public CallLimits {
        positive("mc.call-limits.gateways", gateways);
        positive("mc.call-limits.waits-per-token", waitsPerToken);
        positive("mc.call-limits.waits-per-agent", waitsPerAgent);
        positive("mc.call-limits.short-per-token", shortPerToken);
        that(
                newAgentsPerHour >= IngressSettings.MAX_EVENTS_IN_ARRAY,
                "Expected mc.call-limits.new-agents-per-hour of at least %d, so that one array fits, found %d",
                IngressSettings.MAX_EVENTS_IN_ARRAY,
                newAgentsPerHour);
    }

    public int waitsPerTokenHere() {
        return part(waitsPerToken);
    }

    public int waitsPerAgentHere() {
        return part(waitsPerAgent);
    }

    public int shortPerTokenHere() {
        return part(shortPerToken);
    }

    /** An array always fits. */
    public int newAgentsPerHourHere() {
        return Math.max(IngressSettings.MAX_EVENTS_IN_ARRAY, part(newAgentsPerHour));
    }

    /** What of a limit this gateway gives; all of them together never less than the limit. */
    public int part(int limit) {
        return Math.ceilDiv(limit, gateways);
    }
}
