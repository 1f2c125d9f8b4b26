package dev.mcsync.ingress.publish;

import dev.mcsync.contracts.access.TokenRecord;
import dev.mcsync.contracts.access.TokenRecordCodec;
import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.TaskFact;

/**
 * A fact on its way to the log.
 *
 * @param key decides the partition: facts with one key stay in order
 * @param type the spelling of {@code type} on the wire
 * @param value encoded by the wire codec; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares two of them.
public record OutgoingFact(
        Topic topic, String key, EventId eventId, String type, byte[] value, Sender sender) {

    public static OutgoingFact of(TokenRecord said, Sender sender) {
        String type =
                switch (said) {
                    case TokenRecord.Issued _ -> "issued";
                    case TokenRecord.Revoked _ -> "revoked";
                    case TokenRecord.Replaced _ -> "replaced";
                };
        return new OutgoingFact(
                Topic.ACCESS_TOKENS,
                said.key(),
                EventId.derived("access-token", said.key()),
                type,
                TokenRecordCodec.encode(said),
                sender);
    }

    public static OutgoingFact of(TaskFact fact, Sender sender) {
        return new OutgoingFact(
                Topic.TASK_EVENTS,
                fact.taskId().value(),
                fact.eventId(),
                fact.type().wireName(),
                WireCodec.encode(fact),
                sender);
    }

    public static OutgoingFact of(AgentRetired retired, Sender sender) {
        return new OutgoingFact(
                Topic.AGENT_HEARTBEATS,
                retired.agentId().value(),
                retired.eventId(),
                retired.type(),
                WireCodec.encode(retired),
                sender);
    }

    public static OutgoingFact of(AgentEvent event, Sender sender) {
        return switch (event) {
            case AgentReport report -> of((TaskFact) report, sender);
            case Heartbeat heartbeat ->
                    new OutgoingFact(
                            Topic.AGENT_HEARTBEATS,
                            heartbeat.agentId().value(),
                            heartbeat.eventId(),
                            heartbeat.type(),
                            WireCodec.encode(heartbeat),
                            sender);
        };
    }
}
