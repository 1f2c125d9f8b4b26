package dev.mcsync.notifier.discord;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is of interest in the body of an answer. Discord's own contract, which may grow, so it is
 * read leniently: what is absent or not as expected is null.
 *
 * @param messageId of the message that was made
 * @param retryAfter in seconds, with decimals
 */
record DiscordBody(@Nullable String messageId, @Nullable String retryAfter, boolean global) {

    static final DiscordBody UNREADABLE = new DiscordBody(null, null, false);

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MAX_ID_LENGTH = 32;

    static DiscordBody read(byte[] bytes) {
        try {
            JsonNode body = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            JsonNode id = body.path("id");
            JsonNode retryAfter = body.path("retry_after");
            return new DiscordBody(
                    id.isString() && id.stringValue().length() <= MAX_ID_LENGTH
                            ? id.stringValue()
                            : null,
                    retryAfter.isNumber() ? retryAfter.asString() : null,
                    body.path("global").isBoolean() && body.path("global").booleanValue());
        } catch (JacksonException _) {
            return UNREADABLE;
        }
    }
}
