package dev.mcsync.contracts.codec;

import static java.util.Objects.requireNonNull;

import dev.mcsync.contracts.id.AgentId;
import dev.mcsync.contracts.id.CommandId;
import dev.mcsync.contracts.id.TaskId;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.Json;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.Brief;
import dev.mcsync.contracts.wire.PersonMessage;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskStatus;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** What agents are asked to do, and how attempts ended that came before. */
final class CommandCodec {

    private CommandCodec() {}

    static void write(ObjectWriter out, AgentCommand command) {
        out.text("command_id", command.commandId())
                .text("task_id", command.taskId())
                .text("agent_id", command.agentId())
                .text("type", command.kind())
                .number("attempt", command.attempt())
                .text("title", command.title())
                .json("payload", command.payload())
                .text("issued_at", command.issuedAt())
                .text("ack_deadline_at", command.ackDeadlineAt())
                .objects("prior_attempts", command.priorAttempts(), CommandCodec::write)
                .text("instructions", command.instructions())
                .object("message", command.message(), DialogueCodec::write);
    }

    static void write(ObjectWriter out, PriorAttempt attempt) {
        out.text("command_id", attempt.commandId())
                .number("attempt", attempt.attempt())
                .text("status", attempt.status())
                .text("error_code", attempt.errorCode())
                .text("message", attempt.message())
                .text("ended_at", attempt.endedAt())
                .text("agent_id", attempt.agentId());
    }

    static Decoded<AgentCommand> readCommand(ObjectReader in) {
        CommandId commandId = in.id("command_id", CommandId::new);
        TaskId taskId = in.id("task_id", TaskId::new);
        AgentId agentId = in.id("agent_id", AgentId::new);
        AgentCommand.Kind kind = in.choice("type", AgentCommand.Kind.class);
        Long attempt = in.integer("attempt", 1, Integer.MAX_VALUE);
        String title = in.text("title", 0, TaskCreated.MAX_TITLE_LENGTH);
        Json payload = in.optionalJson("payload", TaskCreated.MAX_PAYLOAD_LENGTH);
        Instant issuedAt = in.timestamp("issued_at");
        Instant ackDeadlineAt = in.optionalTimestamp("ack_deadline_at");
        List<PriorAttempt> priorAttempts = in.objects("prior_attempts", CommandCodec::readPrior);
        String instructions = in.optionalText("instructions", 1, Brief.MAX_INSTRUCTIONS_LENGTH);
        PersonMessage message = in.optionalObject("message", DialogueCodec::readMessage);
        if (kind != null && (kind == AgentCommand.Kind.MESSAGE) != in.has("message")) {
            in.fault("message", "expected exactly with type message");
        }
        return in.finish(() ->
                new AgentCommand(
                        requireNonNull(commandId),
                        requireNonNull(taskId),
                        requireNonNull(agentId),
                        requireNonNull(kind),
                        Math.toIntExact(requireNonNull(attempt)),
                        requireNonNull(title),
                        payload,
                        requireNonNull(issuedAt),
                        ackDeadlineAt,
                        priorAttempts,
                        instructions,
                        message));
    }

    static List<PriorAttempt> readAttempts(String array) {
        return StrictJson.readOwnObject(
                        ("{\"attempts\":" + array + "}").getBytes(StandardCharsets.UTF_8),
                        in -> {
                            List<PriorAttempt> attempts =
                                    in.objects("attempts", CommandCodec::readPrior);
                            return in.finish(() -> List.copyOf(attempts));
                        })
                .orThrow("list of attempts");
    }

    static Decoded<PriorAttempt> readPrior(ObjectReader in) {
        CommandId commandId = in.id("command_id", CommandId::new);
        Long attempt = in.integer("attempt", 1, Integer.MAX_VALUE);
        TaskStatus status = in.choice("status", TaskStatus.class, TaskStatus.FAILED);
        String errorCode = in.optionalText("error_code", 0, AgentReport.MAX_ERROR_CODE_LENGTH);
        String message = in.optionalText("message", 0, AgentReport.MAX_MESSAGE_LENGTH);
        Instant endedAt = in.timestamp("ended_at");
        AgentId agentId = in.optionalId("agent_id", AgentId::new);
        return in.finish(() ->
                new PriorAttempt(
                        requireNonNull(commandId),
                        Math.toIntExact(requireNonNull(attempt)),
                        requireNonNull(status),
                        errorCode,
                        message,
                        requireNonNull(endedAt),
                        agentId));
    }
}
