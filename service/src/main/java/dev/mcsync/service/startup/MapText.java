package dev.mcsync.service.startup;

import dev.mcsync.contracts.json.Decoded;
import dev.mcsync.contracts.json.StrictJson;
import java.util.Map;

/** A map of texts as one text, {@code {"agent-7": "its token"}}: it can spell any key. */
final class MapText {
    private MapText() {}

    /**
     * @param variable whose value it is, for the message
     * @throws UnreadableSettingException when it is no JSON object of texts; without a word of what
     *     it is, which is secret
     */
    static Map<String, String> entries(String variable, String text) {
        return switch (StrictJson.readTexts(text.isBlank() ? "{}" : text)) {
            case Decoded.Valid<Map<String, String>>(Map<String, String> entries) -> entries;
            case Decoded.Invalid<Map<String, String>> _ ->
                    throw new UnreadableSettingException(
                            "%s must be a JSON object such as {\"agent-7\": \"…\"}, of texts only and each key once"
                                    .formatted(variable));
        };
    }
}
