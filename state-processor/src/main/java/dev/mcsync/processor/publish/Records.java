package dev.mcsync.processor.publish;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.topic.Headers;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import dev.mcsync.service.kafka.FactHeaders;
import dev.mcsync.service.kafka.Rejection;
import dev.mcsync.service.kafka.TextHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Words what is to be published as records, with their keys and headers. */
public final class Records {

    private static final FactHeaders HEADERS = new FactHeaders("state-processor");

    private Records() {}

    /**
     * @param payloadHash of the fact that it is about
     */
    public static Outgoing outcome(Outcome outcome, String payloadHash) {
        String type =
                switch (outcome) {
                    case TaskOutcome task ->
                            task.type().wireName() + "." + task.effect().wireName();
                    case AgentOutcome agent -> agent.type();
                };
        return of(
                        Topic.TASK_OUTCOMES,
                        outcome.key(),
                        WireCodec.encode(outcome),
                        outcome.eventId().value(),
                        "outcome." + type)
                .with(List.of(TextHeader.of(Headers.PAYLOAD_HASH, payloadHash)));
    }

    public static Outgoing task(TaskSnapshot task) {
        return of(
                Topic.TASK_STATE,
                task.taskId().value(),
                WireCodec.encode(task),
                task.lastEventId().value(),
                "task.snapshot");
    }

    public static Outgoing agent(AgentSnapshot agent, EventId by) {
        return of(
                Topic.AGENT_STATE,
                agent.agentId().value(),
                WireCodec.encode(agent),
                by.value(),
                "agent.snapshot");
    }

    /** Nothing is to be known of the task any more. */
    public static Outgoing tombstone(TaskId taskId) {
        return new Outgoing(Topic.TASK_STATE, null, utf8(taskId.value()), null, List.of());
    }

    /** Nothing is to be known of the agent any more. */
    public static Outgoing tombstone(AgentId agentId) {
        return new Outgoing(Topic.AGENT_STATE, null, utf8(agentId.value()), null, List.of());
    }

    public static Outgoing command(AgentCommand command, EventId by) {
        return of(
                Topic.AGENT_COMMANDS,
                command.agentId().value(),
                WireCodec.encode(command),
                by.value(),
                "command." + command.kind().wireName());
    }

    /** A fact that the product itself says on a task. */
    public static Outgoing fact(TaskFact fact) {
        return of(
                Topic.TASK_EVENTS,
                fact.taskId().value(),
                WireCodec.encode(fact),
                fact.eventId().value(),
                "task." + fact.type().wireName());
    }

    /** A fact that the product itself says on an agent. */
    public static Outgoing fact(AgentFact fact) {
        return of(
                Topic.AGENT_HEARTBEATS,
                fact.agentId().value(),
                WireCodec.encode(fact),
                fact.eventId().value(),
                "agent." + fact.type());
    }

    /** The same record again, to where its key belongs or behind a fact that must precede it. */
    public static Outgoing forwarded(Topic topic, ConsumerRecord<byte[], byte[]> original) {
        List<Header> headers = new ArrayList<>();
        for (Header header : original.headers()) {
            if (!header.key().equals(Headers.FORWARDED_FROM)) {
                headers.add(header);
            }
        }
        headers.add(TextHeader.of(Headers.FORWARDED_FROM, positionOf(original)));
        return new Outgoing(topic, null, original.key(), original.value(), headers);
    }

    public static Outgoing rejected(
            ConsumerRecord<byte[], byte[]> original, String reason, String detail) {
        return new Outgoing(
                Topic.REJECTED_EVENTS,
                null,
                original.key(),
                original.value(),
                Rejection.headers(original, reason, detail));
    }

    private static Outgoing of(Topic topic, String key, byte[] value, String eventId, String type) {
        return new Outgoing(topic, null, utf8(key), value, HEADERS.of(eventId, type));
    }

    private static String positionOf(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
