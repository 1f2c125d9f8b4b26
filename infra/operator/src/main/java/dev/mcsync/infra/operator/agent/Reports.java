package dev.mcsync.infra.operator.agent;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.id.EventId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.FieldError;
import dev.mcsync.contracts.wire.AgentEvent;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes the reports on one attempt. */
final class Reports {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String agentId;
    private final String taskId;
    private final String commandId;

    Reports(String agentId, String taskId, String commandId) {
        this.agentId = agentId;
        this.taskId = taskId;
        this.commandId = commandId;
    }

    /** Each with an event id of its own, and of this moment, however late it is sent. */
    ObjectNode of(String type) {
        return JSON.createObjectNode()
                .put("event_id", EventId.fresh().value())
                .put("agent_id", agentId)
                .put("task_id", taskId)
                .put("command_id", commandId)
                .put("type", type)
                .put("occurred_at", Instant.now().toString());
    }

    ObjectNode failed(String errorCode, String message) {
        return of("failed")
                .put("error_code", errorCode)
                .put("message", Text.beginning(message, Saying.LONGEST_MESSAGE));
    }

    /**
     * What is wrong with a report, as the gateway would say it; nothing where it would be accepted.
     */
    static List<FieldError> faultsOf(ObjectNode report) {
        return switch (WireCodec.decodeAgentEvent(JSON.writeValueAsBytes(report))) {
            case Decoded.Valid<AgentEvent> _ -> List.of();
            case Decoded.Invalid<AgentEvent>(List<FieldError> errors) -> errors;
        };
    }
}
