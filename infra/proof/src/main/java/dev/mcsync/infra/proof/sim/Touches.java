package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.contracts.wire.AgentFact;
import dev.mcsync.contracts.wire.AgentTouched;

/** Tells the records that change nothing, which the database need not note as applied. */
final class Touches {

    private Touches() {}

    static boolean isOne(Topic topic, LogTwin.Entry entry) {
        byte[] value = entry.value();
        return topic == Topic.AGENT_HEARTBEATS
                && value != null
                && WireCodec.decodeAgentFact(value) instanceof Decoded.Valid<AgentFact>(var fact)
                && fact instanceof AgentTouched;
    }
}
