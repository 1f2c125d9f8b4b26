package dev.mcsync.notifier.discord;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is of interest in the body of an answer. Discord's own contract, which may grow, so it is
 * read leniently: what is absent or not as expected is null, 0 or empty.
 *
 * @param messageId of the message that was made
 * @param retryAfter in seconds, with decimals
 * @param code of what is wrong
 * @param says what is wrong, in Discord's words
 * @param faultyFields the parts of the request that it finds fault with
 */
record DiscordBody(
        @Nullable String messageId,
        @Nullable String retryAfter,
        boolean global,
        int code,
        @Nullable String says,
        Set<String> faultyFields) {

    static final DiscordBody UNREADABLE = new DiscordBody(null, null, false, 0, null, Set.of());

    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int MAX_ID_LENGTH = 32;

    /** A sentence; nothing as long as a token, which whatever stands between might repeat. */
    private static final Pattern SENTENCE =
            Pattern.compile("(?!.*[^ ]{40})[\\p{L}\\p{N} .,:;!?'()`_/-]{1,120}");

    static DiscordBody read(byte[] bytes) {
        try {
            JsonNode body = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
            JsonNode id = body.path("id");
            JsonNode retryAfter = body.path("retry_after");
            JsonNode code = body.path("code");
            return new DiscordBody(
                    id.isString() && id.stringValue().length() <= MAX_ID_LENGTH
                            ? id.stringValue()
                            : null,
                    retryAfter.isNumber() ? retryAfter.asString() : null,
                    body.path("global").isBoolean() && body.path("global").booleanValue(),
                    code.isInt() && code.intValue() > 0 ? code.intValue() : 0,
                    sentence(body.path("message")),
                    Set.copyOf(body.path("errors").propertyNames()));
        } catch (JacksonException _) {
            return UNREADABLE;
        }
    }

    private static @Nullable String sentence(JsonNode message) {
        return message.isString() && SENTENCE.matcher(message.stringValue()).matches()
                ? message.stringValue()
                : null;
    }
}
