package dev.mcsync.infra.operator.api;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON that says the same in the same words: the order of members says nothing. */
public final class SortedJson {
    private static final JsonMapper SORTED =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private SortedJson() {}

    public static String of(JsonNode content) {
        return SORTED.writeValueAsString(SORTED.treeToValue(content, Object.class));
    }
}
