package dev.mcsync.contracts.json;

import tools.jackson.databind.JsonNode;

/** Who may have written an object, and so whether what is not known here is a fault. */
enum Origin {
    /** From whom nothing is taken that is not understood. */
    ANYWHERE,
    /** This product itself, perhaps in a version later than this one. */
    PERHAPS_LATER;

    /** Whether only a later version can have written the word. */
    <E extends Enum<E> & WireName> boolean isOfLater(JsonNode word, Class<E> type) {
        return this == PERHAPS_LATER
                && word.isString()
                && WireNames.find(type, word.stringValue()).isEmpty();
    }
}
