package dev.mcsync.ingress.readside;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import java.util.List;

/**
 * What an agent should know at its next signal.
 *
 * @param commandsWaiting how many commands it has not acked yet
 * @param cancelled attempts that it need not go on with
 * @param messages what people say, as commands
 */
public record Inbox(long commandsWaiting, List<CommandId> cancelled, List<AgentCommand> messages) {

    public Inbox {
        cancelled = List.copyOf(cancelled);
        messages = List.copyOf(messages);
    }
}
