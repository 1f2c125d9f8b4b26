package dev.mcsync.service.startup;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A map of texts as one text, {@code {"agent-7": "its token"}}: it can spell any key. */
final class MapText {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private MapText() {}

    /**
     * @param variable whose value it is, for the message
     * @throws UnreadableSettingException when it is no JSON object of texts
     */
    static Map<String, String> entries(String variable, String text) {
        JsonNode tree = text.isBlank() ? JSON.createObjectNode() : tree(variable, text);
        if (!tree.isObject() || !tree.valueStream().allMatch(JsonNode::isString)) {
            throw none(variable);
        }
        return tree.propertyStream()
                .collect(toMap(Map.Entry::getKey, entry -> entry.getValue().stringValue()));
    }

    private static JsonNode tree(String variable, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException _) {
            // Its message may hold a piece of the text, which is a secret.
            throw none(variable);
        }
    }

    private static UnreadableSettingException none(String variable) {
        return new UnreadableSettingException(
                "%s must be a JSON object such as {\"agent-7\": \"…\"}, of texts only and each key once"
                        .formatted(variable));
    }
}
