package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.processor.publish.Outgoing;
import dev.mcsync.processor.publish.OutgoingPublisher;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stands between a processor and its producer, and does to messages what it is told to. */
record Messenger(OutgoingPublisher producer, Set<Planted> planted) implements OutgoingPublisher {

    @Override
    public void publish(Outgoing record) {
        AgentCommand command = messageIn(record);
        if (command == null) {
            producer.publish(record);
        } else if (planted.contains(Planted.MESSAGES_TO_ANOTHER_ATTEMPT)) {
            producer.publish(toAnother(record, command));
        } else if (!planted.contains(Planted.MESSAGES_NOT_TOLD)) {
            producer.publish(record);
        }
    }

    private static @Nullable AgentCommand messageIn(Outgoing record) {
        if (record.topic() != Topic.AGENT_COMMANDS) {
            return null;
        }
        AgentCommand command = WireCodec.decodeCommand(record.value()).orThrow("command");
        return command.kind() == AgentCommand.Kind.MESSAGE ? command : null;
    }

    private static Outgoing toAnother(Outgoing record, AgentCommand command) {
        AgentCommand other =
                new AgentCommand(
                        new CommandId(command.commandId() + "_other"),
                        command.taskId(),
                        command.agentId(),
                        command.kind(),
                        command.attempt(),
                        command.title(),
                        command.payload(),
                        command.issuedAt(),
                        command.ackDeadlineAt(),
                        command.priorAttempts(),
                        command.instructions(),
                        command.message());
        return new Outgoing(
                record.topic(),
                record.partition(),
                Objects.requireNonNull(record.key()),
                WireCodec.encode(other),
                record.headers());
    }
}
