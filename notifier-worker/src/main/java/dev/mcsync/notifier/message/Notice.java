package dev.mcsync.notifier.message;

import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskOutcome;

/** What is to be told of one outcome: a line, or nothing and why. */
public sealed interface Notice {

    /** The most that Discord takes in one message, in Unicode code points. */
    int MAX_CODE_POINTS = 2_000;

    /**
     * One line for the channel.
     *
     * @param line ready to be sent: escaped, without a line break, of 1 to {@value
     *     #MAX_CODE_POINTS} code points
     */
    record Tell(String line) implements Notice {}

    /** Not told, by a rule. */
    record Silent(Silence reason) implements Notice {}

    /** Whether a line must not follow others in a message: what these begin, it could end. */
    static boolean standsAlone(String line) {
        return WebAddress.mayEndEmphasis(line);
    }

    /** The one decision of this package; equal outcomes give equal notices. */
    static Notice of(Outcome outcome) {
        return switch (outcome) {
            case TaskOutcome task -> TaskNotices.of(task);
            case AgentOutcome agent -> AgentNotices.of(agent);
        };
    }
}
