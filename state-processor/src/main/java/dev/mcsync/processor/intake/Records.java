package dev.mcsync.processor.intake;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Words what is to be published as records, with their keys and headers. */
public final class Records {

    private static final byte[] JSON = utf8("application/json");
    private static final byte[] SOURCE = utf8("mc-sync/state-processor");
    private static final byte[] SPEC_VERSION = utf8("1.0");

    private Records() {}

    static Outgoing outcome(Outcome outcome) {
        String type =
                switch (outcome) {
                    case TaskOutcome task -> task.type() + "." + task.effect().wireName();
                    case AgentOutcome agent -> agent.type();
                };
        return of(
                Topic.TASK_OUTCOMES,
                outcome.key(),
                WireCodec.encode(outcome),
                outcome.eventId().value(),
                "outcome." + type);
    }

    static Outgoing task(TaskSnapshot task) {
        return of(
                Topic.TASK_STATE,
                task.taskId().value(),
                WireCodec.encode(task),
                task.lastEventId().value(),
                "task.snapshot");
    }

    static Outgoing agent(AgentSnapshot agent, EventId by) {
        return of(
                Topic.AGENT_STATE,
                agent.agentId().value(),
                WireCodec.encode(agent),
                by.value(),
                "agent.snapshot");
    }

    static Outgoing command(AgentCommand command, EventId by) {
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
                "task." + fact.type());
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
    static Outgoing forwarded(Topic topic, ConsumerRecord<byte[], byte[]> original) {
        Map<String, byte[]> headers = headersOf(original);
        headers.put(Headers.FORWARDED_FROM, utf8(positionOf(original)));
        return new Outgoing(topic, null, original.key(), original.value(), headers);
    }

    /** The original bytes, untouched; why and from where stand in headers. */
    static Outgoing rejected(
            ConsumerRecord<byte[], byte[]> original, String reason, String detail) {
        Map<String, byte[]> headers = headersOf(original);
        headers.put(Headers.REJECTED_REASON, utf8(reason));
        headers.put(Headers.REJECTED_DETAIL, utf8(detail));
        headers.put(Headers.REJECTED_TOPIC, utf8(original.topic()));
        headers.put(Headers.REJECTED_PARTITION, utf8(Integer.toString(original.partition())));
        headers.put(Headers.REJECTED_OFFSET, utf8(Long.toString(original.offset())));
        return new Outgoing(Topic.REJECTED_EVENTS, null, original.key(), original.value(), headers);
    }

    private static Outgoing of(Topic topic, String key, byte[] value, String eventId, String type) {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(Headers.EVENT_ID, utf8(eventId));
        headers.put(Headers.CONTENT_TYPE, JSON);
        headers.put(Headers.CE_ID, utf8(eventId));
        headers.put(Headers.CE_SOURCE, SOURCE);
        headers.put(Headers.CE_SPECVERSION, SPEC_VERSION);
        headers.put(Headers.CE_TYPE, utf8("dev.mcsync." + type));
        return new Outgoing(topic, null, utf8(key), value, headers);
    }

    private static Map<String, byte[]> headersOf(ConsumerRecord<byte[], byte[]> original) {
        Map<String, byte[]> headers = new HashMap<>();
        for (Header header : original.headers()) {
            if (header.value() != null) {
                headers.put(header.key(), header.value());
            }
        }
        return headers;
    }

    private static String positionOf(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
