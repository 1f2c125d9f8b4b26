package dev.mcsync.realtime.commands;

import dev.mcsync.contracts.wire.AgentCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What an agent is to do and to stop, and what people say to it, each oldest first. */
record Handout(List<AgentCommand> starts, List<AgentCommand> cancels, List<AgentCommand> messages) {

    static final Handout NONE = new Handout(List.of(), List.of(), List.of());

    Handout {
        starts = List.copyOf(starts);
        cancels = List.copyOf(cancels);
        messages = List.copyOf(messages);
    }

    /**
     * For one answer; cancels, starts and messages do not take each other's place. A message comes
     * after the start of its attempt, though it may have been waiting for longer.
     *
     * @param most of each kind
     * @param acked cancels, by their attempts, and messages that the caller has taken note of
     */
    List<AgentCommand> atMost(Most most, Set<String> acked) {
        Stream<AgentCommand> work =
                Stream.concat(
                                starts.stream().limit(most.starts()),
                                cancels.stream()
                                        .filter(cancel ->
                                                !acked.contains(cancel.commandId().value()))
                                        .limit(most.cancels()))
                        .sorted(Comparator.comparing(AgentCommand::issuedAt));
        return Stream.concat(work, unacked(acked).limit(most.messages())).toList();
    }

    List<AgentCommand> all(Set<String> acked) {
        return atMost(Most.ALL, acked);
    }

    private Stream<AgentCommand> unacked(Set<String> acked) {
        return messages.stream()
                .filter(command ->
                        command.message() == null
                                || !acked.contains(command.message().id().value()));
    }

    /** How many of each kind go into one answer. */
    record Most(int starts, int cancels, int messages) {

        static final Most ALL = new Most(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
