package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentRepaired;
import dev.mcsync.contracts.wire.AgentReport;
import dev.mcsync.contracts.wire.AgentRestarted;
import dev.mcsync.contracts.wire.AgentRetired;
import dev.mcsync.contracts.wire.AgentSeen;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.AgentTouched;
import dev.mcsync.contracts.wire.DeadlinePassed;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.SilencePassed;
import dev.mcsync.contracts.wire.TaskAdopted;
import dev.mcsync.contracts.wire.TaskAnswered;
import dev.mcsync.contracts.wire.TaskArchived;
import dev.mcsync.contracts.wire.TaskCancelled;
import dev.mcsync.contracts.wire.TaskCreated;
import dev.mcsync.contracts.wire.TaskEdited;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskMoved;
import dev.mcsync.contracts.wire.TaskNoted;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskRepaired;
import dev.mcsync.contracts.wire.TaskRetried;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Everything that the codec reads, under the name that its schema, its golden files and the
 * examples in the documents bear.
 */
public enum WireRecord {
    HEARTBEAT("heartbeat", Heartbeat.class, WireCodec::decodeAgentFact),
    AGENT_REPORT("agent-report", AgentReport.class, WireCodec::decodeTaskFact),
    TASK_CREATED("task-created", TaskCreated.class, WireCodec::decodeTaskFact),
    TASK_MOVED("task-moved", TaskMoved.class, WireCodec::decodeTaskFact),
    TASK_RETRIED("task-retried", TaskRetried.class, WireCodec::decodeTaskFact),
    TASK_CANCELLED("task-cancelled", TaskCancelled.class, WireCodec::decodeTaskFact),
    DEADLINE_PASSED("deadline-passed", DeadlinePassed.class, WireCodec::decodeTaskFact),
    TASK_ADOPTED("task-adopted", TaskAdopted.class, WireCodec::decodeTaskFact),
    AGENT_RESTARTED("agent-restarted", AgentRestarted.class, WireCodec::decodeTaskFact),
    TASK_REPAIRED("task-repaired", TaskRepaired.class, WireCodec::decodeTaskFact),
    TASK_ARCHIVED("task-archived", TaskArchived.class, WireCodec::decodeTaskFact),
    TASK_ANSWERED("task-answered", TaskAnswered.class, WireCodec::decodeTaskFact),
    TASK_NOTED("task-noted", TaskNoted.class, WireCodec::decodeTaskFact),
    TASK_EDITED("task-edited", TaskEdited.class, WireCodec::decodeTaskFact),
    AGENT_REPAIRED("agent-repaired", AgentRepaired.class, WireCodec::decodeAgentFact),
    AGENT_RETIRED("agent-retired", AgentRetired.class, WireCodec::decodeAgentFact),
    AGENT_SEEN("agent-seen", AgentSeen.class, WireCodec::decodeAgentFact),
    AGENT_TOUCHED("agent-touched", AgentTouched.class, WireCodec::decodeAgentFact),
    SILENCE_PASSED("silence-passed", SilencePassed.class, WireCodec::decodeAgentFact),
    TASK_OUTCOME("task-outcome", TaskOutcome.class, WireCodec::decodeOutcome),
    AGENT_OUTCOME("agent-outcome", AgentOutcome.class, WireCodec::decodeOutcome),
    TASK_SNAPSHOT("task-snapshot", TaskSnapshot.class, WireCodec::decodeTaskSnapshot),
    AGENT_SNAPSHOT("agent-snapshot", AgentSnapshot.class, WireCodec::decodeAgentSnapshot),
    AGENT_COMMAND("agent-command", AgentCommand.class, WireCodec::decodeCommand),

    AGENT_EVENT("agent-event", AgentEvent.class, WireCodec::decodeAgentEvent),
    TASK_FACT("task-fact", TaskFact.class, WireCodec::decodeTaskFact),
    AGENT_FACT("agent-fact", AgentFact.class, WireCodec::decodeAgentFact),
    OUTCOME("outcome", Outcome.class, WireCodec::decodeOutcome);

    private final String schemaName;
    private final Class<?> type;
    private final Function<byte[], Decoded<?>> decoder;

    WireRecord(String schemaName, Class<?> type, Function<byte[], Decoded<?>> decoder) {
        this.schemaName = schemaName;
        this.type = type;
        this.decoder = decoder;
    }

    /** One kind of record each, without the unions of several kinds. */
    public static List<WireRecord> kinds() {
        return Arrays.stream(values()).filter(WireRecord::isKind).toList();
    }

    public static Optional<WireRecord> find(String schemaName) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.schemaName.equals(schemaName))
                .findFirst();
    }

    public static byte[] encode(Object value) {
        return switch (value) {
            case TaskFact fact -> WireCodec.encode(fact);
            case AgentFact fact -> WireCodec.encode(fact);
            case Outcome outcome -> WireCodec.encode(outcome);
            case TaskSnapshot task -> WireCodec.encode(task);
            case AgentSnapshot agent -> WireCodec.encode(agent);
            case AgentCommand command -> WireCodec.encode(command);
            default -> throw new IllegalArgumentException("Not of the wire: " + value.getClass());
        };
    }

    public String schemaName() {
        return schemaName;
    }

    public boolean isKind() {
        return type.isRecord();
    }

    /** Reads the bytes as this kind of record and no other, whatever else its topic may carry. */
    public Decoded<?> decode(byte[] bytes) {
        return decoder.apply(bytes).then(this::ofThisKind);
    }

    private Decoded<Object> ofThisKind(Object value) {
        return type.isInstance(value)
                ? Decoded.valid(value)
                : Decoded.invalid("/type", "expected a " + schemaName);
    }
}
