package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.service.kafka.TraceParent;

/**
 * A fact on its way to the log.
 *
 * @param key decides the partition: facts with one key stay in order
 * @param type the spelling of {@code type} on the wire
 * @param value encoded by the wire codec; not to be changed
 * @param traceParent of the request that brought it, as W3C Trace Context spells it
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record OutgoingFact(
        Topic topic,
        String key,
        EventId eventId,
        String type,
        byte[] value,
        TraceParent traceParent) {

    public static OutgoingFact of(TaskFact fact, TraceParent traceParent) {
        return new OutgoingFact(
                Topic.TASK_EVENTS,
                fact.taskId().value(),
                fact.eventId(),
                fact.type().wireName(),
                WireCodec.encode(fact),
                traceParent);
    }

    public static OutgoingFact of(AgentRetired retired, TraceParent traceParent) {
        return new OutgoingFact(
                Topic.AGENT_HEARTBEATS,
                retired.agentId().value(),
                retired.eventId(),
                retired.type(),
                WireCodec.encode(retired),
                traceParent);
    }

    public static OutgoingFact of(AgentEvent event, TraceParent traceParent) {
        return switch (event) {
            case AgentReport report -> of((TaskFact) report, traceParent);
            case Heartbeat heartbeat ->
                    new OutgoingFact(
                            Topic.AGENT_HEARTBEATS,
                            heartbeat.agentId().value(),
                            heartbeat.eventId(),
                            heartbeat.type(),
                            WireCodec.encode(heartbeat),
                            traceParent);
        };
    }
}
