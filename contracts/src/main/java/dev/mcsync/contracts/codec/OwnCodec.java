package dev.mcsync.contracts.codec;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentSnapshot;
import dev.mcsync.contracts.wire.Outcome;
import dev.mcsync.contracts.wire.TaskFact;
import dev.mcsync.contracts.wire.TaskSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Reads what this product wrote itself, perhaps in a later version, which adds members and words:
 * what stands in topics that only the processor writes, and in its rows. As strict as {@link
 * WireCodec} in all else, and as total.
 *
 * <p>Members that are not known are passed over. In what is shown, a word that is not known reads
 * as the least that can be meant ({@link LaterWords}). In a fact it stays an error, since a fact
 * takes effect, and nobody can tell which. Thread-safe.
 */
public final class OwnCodec {

    private OwnCodec() {}

    public static Decoded<TaskFact> decodeTaskFact(byte @Nullable [] bytes) {
        return StrictJson.readOwnObject(bytes, TaskFactCodec::read);
    }

    public static Decoded<AgentFact> decodeAgentFact(byte @Nullable [] bytes) {
        return StrictJson.readOwnObject(bytes, AgentFactCodec::read);
    }

    public static Decoded<Outcome> decodeOutcome(byte @Nullable [] bytes) {
        return StrictJson.readOwnObject(bytes, OutcomeCodec::read);
    }

    public static Decoded<TaskSnapshot> decodeTaskSnapshot(byte @Nullable [] bytes) {
        return StrictJson.readOwnObject(bytes, SnapshotCodec::readTask);
    }

    public static Decoded<AgentSnapshot> decodeAgentSnapshot(byte @Nullable [] bytes) {
        return StrictJson.readOwnObject(bytes, SnapshotCodec::readAgent);
    }
}
