package dev.mcsync.infra.proof.reference;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How the records of the inputs are to be read. */
public interface Inputs {

    /** The fact that a record's value spells; null when it spells none. */
    @Nullable JsonNode read(LogRecord record);

    /** Whether the database can take the fact at all. */
    default boolean isStorable(JsonNode fact) {
        return true;
    }
}
