package dev.mcsync.infra.proof.sim;

import dev.mcsync.contracts.codec.WireCodec;
import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.topic.Topic;
import dev.mcsync.infra.proof.reference.Inputs;
import dev.mcsync.infra.proof.reference.LogRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A fact is what the contract's codec takes; the simulated database chokes on one of them. */
final class WireInputs implements Inputs {

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public @Nullable JsonNode read(LogRecord record) {
        byte[] value = record.value();
        Decoded<?> decoded =
                record.topic().equals(Topic.TASK_EVENTS.topicName())
                        ? WireCodec.decodeNewTaskFact(value)
                        : WireCodec.decodeAgentFact(value);
        return decoded instanceof Decoded.Valid<?> ? json.readTree(value) : null;
    }

    @Override
    public boolean isStorable(JsonNode fact) {
        return !fact.path("message").asString("").equals(LedgerTwin.POISON);
    }
}
