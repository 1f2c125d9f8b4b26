package dev.mcsync.notifier.message;

import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.notifier.message.Notice.Silent;
import dev.mcsync.notifier.message.Notice.Tell;
import java.time.Duration;

/** Chooses the template of an agent's outcome. */
final class AgentNotices {

    private AgentNotices() {}

    static Notice of(AgentOutcome outcome) {
        return switch (outcome.presence()) {
            case ONLINE -> new Silent(Silence.NO_TEMPLATE);
            case OFFLINE ->
                    new Tell(
                            new Template.Offline(
                                            outcome.agentId().value(), silence(outcome).toMinutes())
                                    .line());
        };
    }

    private static Duration silence(AgentOutcome outcome) {
        Long seconds = outcome.silentForSeconds();
        return seconds == null
                ? Duration.between(outcome.lastSeenAt(), outcome.appliedAt())
                : Duration.ofSeconds(seconds);
    }
}
