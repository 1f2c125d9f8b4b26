package dev.mcsync.infra.proof.chaos.check;

import dev.mcsync.infra.proof.reference.Inputs;
import dev.mcsync.infra.proof.reference.LogRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of a workload whose every record that is JSON at all is a fact of the contract. */
final class JsonInputs implements Inputs {

    private final JsonMapper json = JsonMapper.builder().build();

    @Override
    public @Nullable JsonNode read(LogRecord record) {
        try {
            return json.readTree(record.value());
        } catch (JacksonException _) {
            return null;
        }
    }
}
