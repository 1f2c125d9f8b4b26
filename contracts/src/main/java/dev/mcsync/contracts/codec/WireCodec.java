package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.ObjectReader;
import dev.mcsync.contracts.json.ObjectWriter;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentCommand;
import dev.mcsync.contracts.wire.AgentEvent;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentOutcome;
import dev.mcsync.contracts.wire.AgentRun;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Dialogue;
import dev.mcsync.contracts.wire.Heartbeat;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.PriorAttempt;
import dev.mcsync.contracts.wire.Result;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskLimits;
import dev.mcsync.contracts.wire.TaskOutcome;
import dev.mcsync.contracts.wire.TaskSnapshot;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Translates every wire record to bytes and back. Decoding is strict and total: any bytes give a
 * checked value or a list of errors, never an exception. Encoding is canonical: equal records give
 * equal bytes, which is what {@link #hash} relies on. Thread-safe.
 */
public final class WireCodec {

    /** The header that tells a {@link #hash} over HTTP. */
    public static final String HASH_HEADER = "mc-payload-hash";

    private WireCodec() {}

    /** For the body of POST /api/agents/events: agents may say only what agents can know. */
    public static Decoded<AgentEvent> decodeAgentEvent(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, AgentEventCodec::read);
    }

    /** For an array of agent events; each is decoded by itself. */
    public static Decoded<List<Decoded<AgentEvent>>> decodeAgentEvents(
            byte[] bytes, int maxElements) {
        return StrictJson.readArray(bytes, maxElements, AgentEventCodec::read);
    }

    /** As {@link #decodeAgentEvent}, for a CloudEvent whose attributes are in its JSON. */
    public static Decoded<AgentEvent> decodeCloudEvent(byte[] bytes) {
        return StrictJson.readObject(bytes, CloudEventCodec::read);
    }

    /** For a CloudEvent whose attributes came beside its data; faults tell of it as of one JSON. */
    public static Decoded<AgentEvent> decodeCloudEvent(
            Map<String, String> attributes, byte[] data) {
        return StrictJson.readObject(data, CloudEventCodec.DATA, attributes, CloudEventCodec::read);
    }

    /** As {@link #decodeAgentEvents}, for an array of CloudEvents. */
    public static Decoded<List<Decoded<AgentEvent>>> decodeCloudEvents(
            byte[] bytes, int maxElements) {
        return StrictJson.readArray(bytes, maxElements, CloudEventCodec::read);
    }

    /** For the door of the log, where nothing passes any more that was a mistake to take. */
    public static Decoded<TaskFact> decodeNewTaskFact(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, TaskFactCodec::readNew);
    }

    /** For what is stored: whatever was ever taken can be read. */
    public static Decoded<TaskFact> decodeTaskFact(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, TaskFactCodec::read);
    }

    public static Decoded<AgentFact> decodeAgentFact(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, AgentFactCodec::read);
    }

    public static Decoded<Outcome> decodeOutcome(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, OutcomeCodec::read);
    }

    public static Decoded<TaskSnapshot> decodeTaskSnapshot(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, SnapshotCodec::readTask);
    }

    public static Decoded<AgentSnapshot> decodeAgentSnapshot(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, SnapshotCodec::readAgent);
    }

    public static Decoded<AgentCommand> decodeCommand(byte @Nullable [] bytes) {
        return StrictJson.readObject(bytes, CommandCodec::readCommand);
    }

    public static byte[] encode(TaskFact fact) {
        return written(writer -> TaskFactCodec.write(writer, fact));
    }

    public static byte[] encode(AgentFact fact) {
        return written(writer -> AgentFactCodec.write(writer, fact));
    }

    public static byte[] encode(Outcome outcome) {
        return written(writer -> {
            switch (outcome) {
                case TaskOutcome task -> OutcomeCodec.write(writer, task);
                case AgentOutcome agent -> OutcomeCodec.write(writer, agent);
            }
        });
    }

    public static byte[] encode(TaskSnapshot task) {
        return written(writer -> SnapshotCodec.write(writer, task));
    }

    public static byte[] encode(AgentSnapshot agent) {
        return written(writer -> SnapshotCodec.write(writer, agent));
    }

    public static byte[] encode(AgentCommand command) {
        return written(writer -> CommandCodec.write(writer, command));
    }

    /**
     * Writes the members of a task into an object.
     *
     * @param inFull false leaves out what a board does without: payload, instructions and result
     */
    public static void write(ObjectWriter writer, TaskSnapshot task, boolean inFull) {
        SnapshotCodec.write(writer, task, inFull);
    }

    /** Reads the members of a command. */
    public static Decoded<AgentCommand> readCommand(ObjectReader in) {
        return CommandCodec.readCommand(in);
    }

    /** Writes the members of an agent into an object. */
    public static void write(ObjectWriter writer, AgentSnapshot agent) {
        SnapshotCodec.write(writer, agent);
    }

    /** Writes the members of a command into an object. */
    public static void write(ObjectWriter writer, AgentCommand command) {
        CommandCodec.write(writer, command);
    }

    /** Reads the limits that a task may be created with, among the members of a request. */
    public static TaskLimits readLimits(ObjectReader in) {
        return LimitsCodec.read(in);
    }

    /** Reads a heartbeat that came by a call of its own, which needs neither a type nor an id. */
    public static Decoded<Heartbeat> readHeartbeatCall(ObjectReader in) {
        return AgentEventCodec.readHeartbeatCall(in);
    }

    /** Writes them among the members of an object. */
    public static void write(ObjectWriter writer, TaskLimits limits) {
        LimitsCodec.write(writer, limits);
    }

    /** Writes a list of attempts as a JSON array, as the database keeps it. */
    public static String encodeAttempts(List<PriorAttempt> attempts) {
        return array(new ObjectWriter().objects("a", attempts, CommandCodec::write));
    }

    /** Writes a list of runs as a JSON array, as the database keeps it. */
    public static String encodeRuns(List<AgentRun> runs) {
        return array(new ObjectWriter().objects("a", runs, SnapshotCodec::write));
    }

    public static List<AgentRun> decodeRuns(String array) {
        return SnapshotCodec.readRuns(array);
    }

    /** As the database keeps it; null when nothing is open. */
    public static @Nullable String encodeDialogue(Dialogue dialogue) {
        Dialogue told = DialogueCodec.told(dialogue);
        return told == null ? null : text(writer -> DialogueCodec.write(writer, told));
    }

    public static Dialogue decodeDialogue(@Nullable String object) {
        return object == null ? Dialogue.NONE : own(object, DialogueCodec::read, "dialogue");
    }

    /** As the database keeps it. */
    public static @Nullable String encodeResult(@Nullable Result result) {
        return result == null ? null : text(writer -> ResultCodec.write(writer, result));
    }

    public static @Nullable Result decodeResult(@Nullable String object) {
        return object == null ? null : own(object, ResultCodec::read, "result");
    }

    public static List<PriorAttempt> decodeAttempts(String array) {
        return CommandCodec.readAttempts(array);
    }

    /**
     * Tells equal content from different content under one event_id. SHA-256 over the canonical
     * encoding, in lower-case hex.
     */
    public static String hash(byte[] encoded) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Expected SHA-256 in every JDK", e);
        }
    }

    private static String array(ObjectWriter onlyMember) {
        return onlyMember.finish().replaceFirst("^\\{\"a\":", "").replaceFirst("}$", "");
    }

    private static <T> T own(
            String object, Function<ObjectReader, Decoded<T>> reader, String what) {
        return StrictJson.readOwnObject(object.getBytes(StandardCharsets.UTF_8), reader)
                .orThrow(what);
    }

    private static String text(Consumer<ObjectWriter> members) {
        ObjectWriter writer = new ObjectWriter();
        members.accept(writer);
        return writer.finish();
    }

    private static byte[] written(Consumer<ObjectWriter> members) {
        return text(members).getBytes(StandardCharsets.UTF_8);
    }
}
