package dev.mcsync.ingress.settings;

import static dev.mcsync.service.settings.SettingCheck.positive;
import static dev.mcsync.service.settings.SettingCheck.that;

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
        positive("mc.call-limits.waits-per-token", waitsPerToken);
        positive("mc.call-limits.waits-per-agent", waitsPerAgent);
        positive("mc.call-limits.short-per-token", shortPerToken);
        that(
                newAgentsPerHour >= IngressSettings.MAX_EVENTS_IN_ARRAY,
                "Expected mc.call-limits.new-agents-per-hour of at least %d, so that one array fits, found %d",
                IngressSettings.MAX_EVENTS_IN_ARRAY,
                newAgentsPerHour);
    }
}
