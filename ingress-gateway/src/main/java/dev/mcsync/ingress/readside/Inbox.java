package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.CommandId;
import java.util.List;

/**
 * What an agent should know at its next signal.
 *
 * @param commandsWaiting how many commands it has not acked yet
 * @param cancelled attempts that it need not go on with
 */
public record Inbox(long commandsWaiting, List<CommandId> cancelled) {

    public Inbox {
        cancelled = List.copyOf(cancelled);
    }
}
