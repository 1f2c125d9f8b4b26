package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.wire.AgentCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an agent is to do and to stop, each oldest first. */
record Handout(List<AgentCommand> starts, List<AgentCommand> cancels) {

    static final Handout NONE = new Handout(List.of(), List.of());

    Handout {
        starts = List.copyOf(starts);
        cancels = List.copyOf(cancels);
    }

    /**
     * For one answer; cancels and starts do not take each other's place.
     *
     * @param acked cancels that the caller has taken note of
     */
    List<AgentCommand> atMost(int starting, int cancelling, Set<CommandId> acked) {
        return inOrder(
                starts.stream().limit(starting),
                cancels.stream()
                        .filter(cancel -> !acked.contains(cancel.commandId()))
                        .limit(cancelling));
    }

    List<AgentCommand> all(Set<CommandId> acked) {
        return atMost(Integer.MAX_VALUE, Integer.MAX_VALUE, acked);
    }

    private static List<AgentCommand> inOrder(
            Stream<AgentCommand> some, Stream<AgentCommand> others) {
        return Stream.concat(some, others)
                .sorted(Comparator.comparing(AgentCommand::issuedAt))
                .toList();
    }
}
